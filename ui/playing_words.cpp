#include "playing_words.h"

#include "diagnosis/display_text.h"
#include "diagnosis/sentence.h"
#include "diagnosis/thresholds.h"
#include "words.h"

#include <algorithm>

namespace earshot {

using std::chrono::days;

/// The whole message stands in a card of its own.
constexpr int kTimelineQuoteLength = 56;

QString PlayingWords::title(const NowPlayingView &view)
{
    return view.title.isEmpty() ? view.eventId : displayText(view.title, kMaxTitleLength);
}

QString PlayingWords::subtitle(const NowPlayingView &view)
{
    QString times;
    if (view.planned && view.started && view.planned != view.started)
        times = tr("planned %1, started %2")
                    .arg(UiWords::clockTime(*view.planned), UiWords::clockTime(*view.started));
    else if (view.planned && !view.started)
        times = tr("planned %1").arg(UiWords::clockTime(*view.planned));
    else if (view.started)
        times = tr("started %1").arg(UiWords::clockTime(*view.started));
    return UiWords::joined(
        {view.hostName.isEmpty() ? QString() : tr("Hosted by %1").arg(displayText(view.hostName)), times});
}

static PillWords waitingPill(WallTime planned, WallTime now)
{
    if (planned <= now)
        return {UiWords::lateBy(now - planned), Tone::Warning, false};
    const milliseconds left = std::chrono::duration_cast<milliseconds>(planned - now);
    return {
        PlayingWords::tr("Starts in %1").arg(left < days{1} ? UiWords::running(left) : UiWords::span(left)),
        Tone::Accent, false};
}

PillWords PlayingWords::phasePill(const NowPlayingView &view, WallTime now)
{
    const bool known = view.evidence.state.has_value() || view.evidence.card.has_value()
        || view.started.has_value() || view.planned.has_value();
    if (known && view.phase == Phase::Scheduled && view.planned)
        return waitingPill(*view.planned, now);
    return known ? EventWords::livePill(view.phase, view.started, now) : PillWords{};
}

static bool isRunning(const NowPlayingView &view)
{
    return view.phase == Phase::Live || view.phase == Phase::Paused;
}

static bool hasLine(const NowPlayingView &view)
{
    return view.evidence.session.phase == LinePhase::Live;
}

bool PlayingWords::isBehind(const NowPlayingView &view)
{
    if (!isRunning(view) || !hasLine(view))
        return false;
    switch (view.catchUp.mode) {
    case ListeningMode::Rewound:
    case ListeningMode::CatchingUp:
        return true;
    case ListeningMode::Live:
        return view.behind > kDelayedAfter;
    case ListeningMode::Recovering:
        break;
    }
    return false;
}

/// By choice or by catching up, or where neither is known, in all.
static QString shownDelay(const NowPlayingView &view)
{
    const bool ownFigure = view.catchUp.mode != ListeningMode::Live && view.catchUp.behind > milliseconds{0};
    const auto delay = ownFigure ? std::optional(view.catchUp.behind) : view.behind;
    return delay ? UiWords::secondsSpan(*delay) : QString();
}

PillWords PlayingWords::delayPill(const NowPlayingView &view)
{
    const QString delay = shownDelay(view);
    if (!isRunning(view))
        return {tr("Delay %1").arg(UiWords::unknown()), Tone::Dim, false};
    if (!hasLine(view))
        return {tr("Not connected"), Tone::Warning, false};
    switch (view.catchUp.mode) {
    case ListeningMode::Recovering:
    case ListeningMode::CatchingUp:
        return {UiWords::joined({tr("Catching up"), delay}), Tone::Accent, true};
    case ListeningMode::Rewound:
        return {UiWords::joined({tr("Behind"), delay}), Tone::Warning, true};
    case ListeningMode::Live:
        break;
    }
    if (!view.behind)
        return {tr("Delay %1").arg(UiWords::unknown()), Tone::Dim, false};
    return isBehind(view) ? PillWords{UiWords::joined({tr("Behind"), delay}), Tone::Warning, true}
                          : PillWords{UiWords::joined({tr("Live"), delay}), Tone::Good, true};
}

QString PlayingWords::spokenDelay(const NowPlayingView &view)
{
    const QString delay = shownDelay(view);
    if (!isRunning(view) || delay.isEmpty())
        return tr("How far behind is not known");
    if (!hasLine(view))
        return tr("Not connected");
    if (view.catchUp.mode == ListeningMode::CatchingUp || view.catchUp.mode == ListeningMode::Recovering)
        return tr("Catching up, %1 behind live").arg(delay);
    if (isBehind(view))
        return tr("%1 behind live").arg(delay);
    return tr("Live, %1 behind the speakers").arg(delay);
}

QString PlayingWords::againstLive(milliseconds behind)
{
    const auto whole = std::max<std::int64_t>(0, std::chrono::duration_cast<seconds>(behind).count());
    const auto two
        = [](std::int64_t value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (whole >= 3600)
        return QStringLiteral("-%1:%2:%3").arg(whole / 3600).arg(two(whole / 60 % 60), two(whole % 60));
    return whole > 0 ? QStringLiteral("-%1:%2").arg(whole / 60).arg(two(whole % 60)) : QStringLiteral("0:00");
}

QString PlayingWords::place(milliseconds behind)
{
    return behind < seconds{1} ? tr("live", "place in the event")
                               : tr("%1 behind live").arg(UiWords::span(behind));
}

QString PlayingWords::spokenPlace(milliseconds behind)
{
    return tr("Place in the event, %1").arg(place(behind));
}

QString PlayingWords::noRewind(const NowPlayingView &view)
{
    if (!isRunning(view))
        return tr("You can go back while the event runs.");
    if (!hasLine(view))
        return tr("You can go back when you are connected.");
    if (view.catchUp.rewindable > milliseconds{0})
        return {};
    if (view.catchUp.refusal == CatchUpRefusal::NoArchive)
        return tr("You cannot go back: the server keeps no sound of this event.");
    if (view.catchUp.refusal == CatchUpRefusal::NotMyShare)
        return tr("You cannot go back: to spare the server, only some listeners may at the moment.");
    const auto &state = view.evidence.state;
    if (view.catchUp.refusal == CatchUpRefusal::SwitchedOff || (state && state->value.catchUpShare <= 0))
        return tr("You cannot go back: it is switched off for this event.");
    return tr("There is nothing to go back to yet.");
}

QString PlayingWords::role(Role role)
{
    switch (role) {
    case Role::Host:
        return tr("Host");
    case Role::CoHost:
        return tr("Co-host");
    case Role::Speaker:
        break;
    }
    return tr("Speaker");
}

QString PlayingWords::roleAndKey(const SpeakerView &speaker)
{
    return UiWords::joined({role(speaker.role), speaker.key.fingerprint()});
}

QString PlayingWords::lookAlike()
{
    return tr("name like another's here");
}

QString PlayingWords::bandwidth(OpusBandwidth bandwidth)
{
    switch (bandwidth) {
    case OpusBandwidth::Narrow:
        return tr("phone quality at source");
    case OpusBandwidth::Medium:
    case OpusBandwidth::Wide:
        return tr("wide band");
    case OpusBandwidth::SuperWide:
    case OpusBandwidth::Full:
        return tr("full band");
    case OpusBandwidth::Unknown:
        break;
    }
    return {};
}

QString PlayingWords::speakerState(const SpeakerView &speaker)
{
    if (speaker.presence == Presence::Dropped)
        return tr("connection dropped");
    if (speaker.presence == Presence::Away)
        return tr("not here yet");
    return speaker.muted ? tr("muted") : bandwidth(speaker.bandwidth);
}

QString PlayingWords::spokenSpeaker(const SpeakerView &speaker)
{
    QStringList parts{displayText(speaker.name)};
    parts << (speaker.role == Role::Host   ? tr("host", "within a sentence")
            : speaker.role == Role::CoHost ? tr("co-host", "within a sentence")
                                           : tr("speaker", "within a sentence"));
    if (speaker.talking && !speaker.muted && speaker.presence == Presence::Present)
        parts << tr("talking");
    const QString state = speakerState(speaker);
    if (!state.isEmpty())
        parts << state;
    return parts.join(QStringLiteral(", "));
}

QString PlayingWords::initials(const QString &name)
{
    const QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return QStringLiteral("?");
    // A character outside the basic plane takes two code units.
    const auto first = [](const QString &word) { return word.left(word.front().isHighSurrogate() ? 2 : 1); };
    return (words.size() > 1 ? first(words.front()) + first(words.back()) : first(words.front())).toUpper();
}

QString PlayingWords::connected(const Counts &counts)
{
    return counts.connected ? UiWords::number(*counts.connected) : UiWords::unknown();
}

QString PlayingWords::hearing(const Counts &counts)
{
    return counts.hearing ? UiWords::number(counts.hearing->value) : UiWords::unknown();
}

QString PlayingWords::frozen(const NowPlayingView &view)
{
    const QString since = UiWords::clockSeconds(view.counts.at);
    if (view.countsFrozen)
        return tr("Frozen since %1: the event's control does not answer.").arg(since);
    const bool known = view.counts.connected || view.counts.hearing;
    return known && !hasLine(view) ? tr("Frozen since %1: you are not connected.").arg(since) : QString();
}

QString PlayingWords::spokenListeners(const NowPlayingView &view)
{
    const QString unknown = tr("not known");
    const Counts &counts = view.counts;
    QString hearing = counts.hearing ? UiWords::number(counts.hearing->value) : unknown;
    if (counts.hearing && counts.hearing->interval > 0)
        hearing = tr("%1, plus or minus %2").arg(hearing, UiWords::number(counts.hearing->interval));
    return tr("Listeners: connected %1, hearing %2. %3")
        .arg(counts.connected ? UiWords::number(*counts.connected) : unknown, hearing, frozen(view))
        .trimmed();
}

QString PlayingWords::noteCaption(const SecondOpinion &opinion)
{
    return tr("Note on the event's page · %1").arg(UiWords::clockTime(opinion.written));
}

QString PlayingWords::messageCaption(const HostMessage &message)
{
    return tr("Message from the host · %1").arg(UiWords::clockTime(message.at));
}

QString PlayingWords::timeline(const TimelineEntry &entry)
{
    switch (entry.kind) {
    case TimelineEntry::Kind::Joined:
        return tr("You joined");
    case TimelineEntry::Kind::EventStarted:
        return entry.duration >= minutes{1}
            ? tr("Started, %1 late").arg(UiWords::span(std::chrono::round<minutes>(entry.duration)))
            : tr("Started on time");
    case TimelineEntry::Kind::EventPaused:
        return tr("The host paused the event");
    case TimelineEntry::Kind::EventEnded:
        return tr("Ended");
    case TimelineEntry::Kind::Postponed:
        return entry.planned ? tr("Start moved to %1").arg(UiWords::clockTime(*entry.planned))
                             : tr("Postponed");
    case TimelineEntry::Kind::CaughtUp:
        return tr("You are live again");
    case TimelineEntry::Kind::Rewound:
        return tr("You went back %1").arg(UiWords::span(entry.duration));
    case TimelineEntry::Kind::BackToLive:
        return tr("You went to live");
    case TimelineEntry::Kind::Woke:
        return tr("This computer slept for %1").arg(UiWords::span(entry.duration));
    case TimelineEntry::Kind::Skipped:
        return tr("You jumped %1 ahead").arg(UiWords::shortSpan(entry.duration));
    case TimelineEntry::Kind::VerdictChanged:
        return shortWords(entry.verdict);
    case TimelineEntry::Kind::Reconnected:
        return entry.lost ? tr("You reconnected, %1 lost").arg(UiWords::secondsOrNone(*entry.lost))
                          : reconnectedWords(entry.duration);
    case TimelineEntry::Kind::HostMessage:
        return tr("Host: %1").arg(UiWords::quoted(displayText(entry.text, kTimelineQuoteLength)));
    case TimelineEntry::Kind::Left:
        break;
    }
    return tr("You left");
}

Tone PlayingWords::timelineTone(const TimelineEntry &entry)
{
    if (entry.kind == TimelineEntry::Kind::Reconnected)
        return entry.lost.value_or(milliseconds{0}) > milliseconds{0} ? Tone::Warning : Tone::Dim;
    if (entry.kind == TimelineEntry::Kind::Skipped)
        return Tone::Warning;
    if (entry.kind != TimelineEntry::Kind::VerdictChanged || entry.verdict.severity == Severity::Info)
        return Tone::Dim;
    return toneOf(entry.verdict.severity);
}

QString PlayingWords::spokenMute(bool muted)
{
    return muted ? tr("Mute, on") : tr("Mute, off");
}

QString PlayingWords::spokenVolume(double volume)
{
    return tr("Volume, %1").arg(UiWords::percent(volume));
}

QString PlayingWords::health(HopHealth health)
{
    switch (health) {
    case HopHealth::Good:
        return tr("in order");
    case HopHealth::Warning:
        return tr("with a fault");
    case HopHealth::Bad:
        return tr("broken");
    case HopHealth::Unknown:
        break;
    }
    return tr("not known yet");
}

QString PlayingWords::spokenHop(int number, const QString &title, const QString &evidence, HopHealth health)
{
    return tr("%1 of 5, %2, %3: %4").arg(number).arg(title, PlayingWords::health(health), evidence);
}

QString PlayingWords::severity(Severity severity)
{
    switch (severity) {
    case Severity::Good:
        return tr("Good");
    case Severity::Info:
        return tr("Information");
    case Severity::Warning:
        return tr("Warning");
    case Severity::Bad:
        break;
    }
    return tr("Problem");
}

} // namespace earshot
