#include "playing_words.h"

#include "diagnosis/display_text.h"
#include "diagnosis/sentence.h"
#include "words.h"

namespace earshot {

/// The whole message stands in a card of its own.
constexpr int kTimelineQuoteLength = 56;

QString PlayingWords::title(const NowPlayingView &view)
{
    return view.title.isEmpty() ? view.eventId : displayText(view.title, kMaxTitleLength);
}

QString PlayingWords::subtitle(const NowPlayingView &view)
{
    QString times;
    if (view.planned && view.started)
        times = tr("planned %1, started %2")
                    .arg(UiWords::clockTime(*view.planned), UiWords::clockTime(*view.started));
    else if (view.planned)
        times = tr("planned %1").arg(UiWords::clockTime(*view.planned));
    else if (view.started)
        times = tr("started %1").arg(UiWords::clockTime(*view.started));
    return UiWords::joined(
        {view.hostName.isEmpty() ? QString() : tr("Hosted by %1").arg(displayText(view.hostName)), times});
}

PillWords PlayingWords::phasePill(const NowPlayingView &view, WallTime now)
{
    const bool known = view.evidence.state.has_value() || view.evidence.card.has_value()
        || view.started.has_value() || view.planned.has_value();
    return known ? EventWords::livePill(view.phase, view.started, now) : PillWords{};
}

PillWords PlayingWords::delayPill(const NowPlayingView &view)
{
    const bool running = view.phase == Phase::Live || view.phase == Phase::Paused;
    if (!view.behind || !running)
        return {tr("Delay %1").arg(UiWords::unknown()), Tone::Dim, false};
    const QString behind = UiWords::secondsSpan(*view.behind);
    if (view.verdict.severity == Severity::Good)
        return {tr("Live · %1").arg(behind), Tone::Good, true};
    return {tr("%1 behind").arg(behind), Tone::Warning, false};
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
    return view.countsFrozen ? tr("Frozen since %1: the event's control does not answer.")
                                   .arg(UiWords::clockSeconds(view.counts.at))
                             : QString();
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
        return entry.duration >= minutes{1} ? tr("Started, %1 late").arg(UiWords::span(entry.duration))
                                            : tr("Started on time");
    case TimelineEntry::Kind::EventPaused:
        return tr("The host paused the event");
    case TimelineEntry::Kind::EventEnded:
        return tr("Ended");
    case TimelineEntry::Kind::Postponed:
        return entry.planned ? tr("Moved to %1").arg(UiWords::clockTime(*entry.planned)) : tr("Postponed");
    case TimelineEntry::Kind::CaughtUp:
        return tr("You are live again");
    case TimelineEntry::Kind::Rewound:
        return tr("You went back %1").arg(UiWords::span(entry.duration));
    case TimelineEntry::Kind::BackToLive:
        return tr("You went to live");
    case TimelineEntry::Kind::Woke:
        return tr("This computer slept for %1").arg(UiWords::span(entry.duration));
    case TimelineEntry::Kind::VerdictChanged:
        return shortWords(entry.verdict);
    case TimelineEntry::Kind::Reconnected:
        return reconnectedWords(entry.duration);
    case TimelineEntry::Kind::HostMessage:
        return tr("Host: %1").arg(UiWords::quoted(displayText(entry.text, kTimelineQuoteLength)));
    case TimelineEntry::Kind::Left:
        break;
    }
    return tr("You left");
}

Tone PlayingWords::timelineTone(const TimelineEntry &entry)
{
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
