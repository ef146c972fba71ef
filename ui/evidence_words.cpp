#include "evidence_words.h"

#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/probe_words.h"
#include "diagnosis/sentence.h"
#include "event/when_ready.h"
#include "playing_words.h"
#include "words.h"

#include <algorithm>
#include <cmath>

namespace earshot {

using std::chrono::duration_cast;

/// At and below this no sound is heard, and a number would only puzzle (dBFS).
constexpr double kSilenceDb = -100;

static milliseconds between(Instant earlier, Instant later)
{
    return duration_cast<milliseconds>(later - earlier);
}

static QString age(const std::optional<Instant> &at, Instant now)
{
    return at ? UiWords::ago(between(*at, now)) : UiWords::unknown();
}

std::vector<Fact> EvidenceWords::verdict(const NowPlayingView &view)
{
    const Verdict &v = view.verdict;
    std::vector<Fact> facts{{tr("Status"), v.id}, {tr("Whose side"), sideWord(v.side)}};
    if (v.at)
        facts.push_back({tr("Since"),
            UiWords::sameDay(*v.at, view.evidence.wall) ? UiWords::clockSeconds(*v.at)
                                                        : dayAndClockWords(*v.at, view.evidence.wall)});
    if (v.forHowLong)
        facts.push_back({tr("For"), UiWords::span(*v.forHowLong)});
    if (!v.detail.isEmpty())
        facts.push_back(
            {tr("In the other side's words"), UiWords::quoted(displayText(v.detail, kMaxQuoteLength))});
    if (v.retry != RetryPolicy::None)
        facts.push_back({tr("Next try"),
            v.nextStepIn ? UiWords::joined({policy(v.retry), UiWords::inSpan(*v.nextStepIn)})
                         : policy(v.retry)});
    if (view.evidence.lastHeard)
        facts.push_back({tr("Last heard"), age(view.evidence.lastHeard, view.evidenceAt)});
    facts.push_back({tr("Silence by a fault in the last 10 minutes"),
        view.evidence.gapsInTenMinutes > microseconds{0} ? UiWords::shortSpan(view.evidence.gapsInTenMinutes)
                                                         : tr("none")});
    return facts;
}

QString EvidenceWords::policy(RetryPolicy policy)
{
    switch (policy) {
    case RetryPolicy::Now:
        return tr("at once");
    case RetryPolicy::Backoff:
        return tr("after a growing pause");
    case RetryPolicy::AfterTime:
        return tr("when the server asked for it");
    case RetryPolicy::Never:
        return tr("none: trying again cannot help");
    case RetryPolicy::None:
        break;
    }
    return {};
}

/// What was measured in the sound itself.
QString EvidenceWords::measured(const SpeakerAudioStats &audio)
{
    QStringList parts;
    if (audio.bandwidthHz > 0)
        parts << tr("nothing above %1 Hz").arg(UiWords::number(audio.bandwidthHz));
    if (audio.clippedShare > 0)
        parts << tr("%1 clipped").arg(UiWords::percent(audio.clippedShare));
    if (audio.howlHz > 0)
        parts << tr("a howl at %1 Hz").arg(UiWords::number(audio.howlHz));
    return UiWords::joined(parts);
}

std::vector<Fact> EvidenceWords::microphone(const NowPlayingView &view)
{
    std::vector<Fact> facts;
    for (const SpeakerEvidence &speaker : view.evidence.speakers) {
        QStringList parts{speaker.member.muted ? tr("muted") : tr("open")};
        if (speaker.audio) {
            parts << (speaker.audio->levelDb > kSilenceDb
                    ? tr("level %1").arg(UiWords::decibels(speaker.audio->levelDb))
                    : tr("silence"))
                  << PlayingWords::bandwidth(speaker.audio->bandwidth) << measured(*speaker.audio);
        }
        facts.push_back({displayText(speaker.member.name), UiWords::joined(parts)});
    }
    if (facts.empty())
        facts.push_back({tr("Stage"), view.evidence.state ? tr("nobody is on stage") : UiWords::unknown()});
    return facts;
}

/// Which packets never came, by where they were lost.
QString EvidenceWords::missing(const GapStats &gaps, Instant now)
{
    QStringList parts;
    const auto lost = [&](const QString &words, quint64 count, const std::optional<Instant> &last) {
        if (count > 0)
            parts << words.arg(UiWords::number(qint64(count)), age(last, now));
    };
    lost(tr("%1 missing before the servers, the last %2"), gaps.atSource, gaps.lastAtSource);
    lost(tr("%1 missing in the servers, the last %2"), gaps.atServer, gaps.lastAtServer);
    lost(tr("%1 missing before your connection, the last %2"), gaps.undecided, gaps.lastUndecided);
    lost(tr("%1 lost with your connection, the last %2"), gaps.atConnection, gaps.lastAtConnection);
    return UiWords::joined(parts);
}

std::vector<Fact> EvidenceWords::uplink(const NowPlayingView &view)
{
    std::vector<Fact> facts;
    for (const SpeakerEvidence &speaker : view.evidence.speakers) {
        QStringList parts;
        if (speaker.member.presence == Presence::Dropped)
            parts << tr("connection dropped at %1").arg(UiWords::clockSeconds(speaker.member.since));
        else if (speaker.member.presence == Presence::Away)
            parts << tr("not connected yet");
        if (speaker.audio) {
            parts << tr("last packet %1").arg(age(speaker.audio->lastPacket, view.evidenceAt))
                  << tr("%1 packets, %2 lost, %3 late")
                         .arg(UiWords::number(qint64(speaker.audio->packets)),
                             UiWords::number(qint64(speaker.audio->lost)),
                             UiWords::number(qint64(speaker.audio->late)))
                  << tr("%1 kbit/s").arg(UiWords::number(qRound64(speaker.audio->bitsPerSecond / 1000)));
            parts << missing(speaker.gaps.value_or(GapStats{}), view.evidenceAt);
        } else {
            parts << tr("no packet yet");
        }
        facts.push_back({displayText(speaker.member.name), UiWords::joined(parts)});
    }
    if (facts.empty())
        facts.push_back({tr("Stage"), view.evidence.state ? tr("nobody is on stage") : UiWords::unknown()});
    return facts;
}

std::vector<Fact> EvidenceWords::server(const NowPlayingView &view)
{
    const SessionStats &s = view.evidence.session;
    const auto orUnknown = [](const QString &text) { return text.isEmpty() ? UiWords::unknown() : text; };
    std::vector<Fact> facts{{tr("Address"), orUnknown(s.serverHost)},
        {tr("Name and version"), orUnknown(UiWords::joined({s.serverName, s.serverVersion}))},
        {tr("Other servers known"), UiWords::number(s.otherServers)},
        {tr("Answers in"), s.roundTrip ? UiWords::shortSpan(*s.roundTrip) : UiWords::unknown()}};
    const auto &state = view.evidence.state;
    facts.push_back({tr("Last word of the event's control"),
        state ? UiWords::ago(between(state->at, view.evidenceAt)) : UiWords::unknown()});
    facts.push_back({tr("Counts taken at"),
        view.counts.connected || view.counts.hearing ? UiWords::clockSeconds(view.counts.at)
                                                     : UiWords::unknown()});
    return facts;
}

/// How far the sound is held back, and what that takes.
QString EvidenceWords::buffer(const SpeakerAudioStats &audio)
{
    QStringList parts{tr("%1 of %2 aimed at, jitter %3, made up %4")
                          .arg(UiWords::shortSpan(audio.delay), UiWords::shortSpan(audio.target),
                              UiWords::shortSpan(audio.jitter), UiWords::shortSpan(audio.concealed)),
        tr("stretched by %1").arg(UiWords::shortSpan(audio.stretched))};
    if (audio.skipped > microseconds{0})
        parts << tr("%1 skipped").arg(UiWords::shortSpan(audio.skipped));
    if (const int ppm = int(std::lround(std::clamp(audio.clockDrift, -1e6, 1e6))); ppm != 0)
        parts << (ppm > 0 ? tr("clock quicker by %1 ppm") : tr("clock slower by %1 ppm"))
                     .arg(UiWords::number(std::abs(ppm)));
    return UiWords::joined(parts);
}

std::vector<Fact> EvidenceWords::connection(const NowPlayingView &view)
{
    const SessionStats &s = view.evidence.session;
    std::vector<Fact> facts{
        {tr("Line"),
            tr("%1 for %2").arg(phase(s.phase), UiWords::span(between(s.phaseSince, view.evidenceAt)))},
        {tr("Last bytes"), age(s.lastBytes, view.evidenceAt)},
        {tr("Received"), tr("%1 kB").arg(UiWords::number(qint64(s.bytesReceived / 1000)))},
        {tr("Reconnects"), UiWords::number(s.reconnects)}};
    for (const SpeakerEvidence &speaker : view.evidence.speakers) {
        if (!speaker.audio)
            continue;
        const SpeakerAudioStats &a = *speaker.audio;
        facts.push_back({tr("Buffer for %1").arg(displayText(speaker.member.name)), buffer(a)});
    }
    const auto failed
        = [&](const QString &label, const std::optional<Failure> &failure, const std::optional<Instant> &at) {
              if (failure || at)
                  facts.push_back({label,
                      UiWords::joined({failure ? displayText(failure->detail, kMaxQuoteLength) : QString(),
                          at ? age(at, view.evidenceAt) : QString()})});
          };
    failed(tr("Last failure"), s.failure, s.failedAt);
    failed(tr("Line lost"), s.lostBy, s.lostAt);
    failed(tr("The server's last objection"), s.complaint, s.complainedAt);
    failed(tr("The server asks to move"), {}, s.drainingSince);
    if (s.attempt > 0)
        facts.push_back({tr("Tries"), UiWords::number(s.attempt)});
    if (s.nextTry)
        facts.push_back({tr("Next try"),
            UiWords::joined({UiWords::inSpan(between(view.evidenceAt, *s.nextTry)),
                s.spreading ? tr("spread, so that not all come at once") : QString()})});
    if (s.resumedAt)
        facts.push_back({tr("Computer slept"),
            UiWords::joined({UiWords::span(s.sleptFor), age(s.resumedAt, view.evidenceAt)})});
    if (s.online)
        facts.push_back({tr("Network, by the system's word"), *s.online ? tr("there") : tr("none")});
    return facts;
}

std::vector<Fact> EvidenceWords::speakers(const NowPlayingView &view)
{
    const OutputStats &o = view.evidence.output;
    std::vector<Fact> facts{{tr("Device"),
                                o.suspended                  ? tr("%1: sleeps").arg(displayText(o.deviceName))
                                    : o.nullDevice           ? tr("none: nobody hears this")
                                    : o.deviceName.isEmpty() ? UiWords::unknown()
                                                             : displayText(o.deviceName)},
        {tr("State"), phase(o.phase)}, {tr("Last asked for sound"), age(o.lastPull, view.evidenceAt)},
        {tr("Device buffer"), UiWords::shortSpan(o.deviceBuffer)},
        {tr("Late calls"), UiWords::number(qint64(o.latePulls))},
        {tr("Volume"), o.muted ? tr("muted in Earshot") : UiWords::percent(o.volume)}};
    if (!o.lostDevice.isEmpty())
        facts.push_back({tr("Went away"),
            UiWords::joined({displayText(o.lostDevice), age(o.lostDeviceAt, view.evidenceAt)})});
    if (o.failure)
        facts.push_back({tr("Failure"), displayText(o.failure->detail, kMaxQuoteLength)});
    return facts;
}

QString EvidenceWords::phase(LinePhase phase)
{
    switch (phase) {
    case LinePhase::Idle:
        return tr("idle");
    case LinePhase::Dialing:
        return tr("connecting");
    case LinePhase::Joining:
        return tr("joining");
    case LinePhase::Live:
        return tr("connected");
    case LinePhase::Waiting:
        return tr("waiting");
    case LinePhase::Refused:
        break;
    }
    return tr("refused");
}

QString EvidenceWords::phase(Phase phase)
{
    switch (phase) {
    case Phase::Scheduled:
        return tr("not started");
    case Phase::Live:
        return tr("live");
    case Phase::Paused:
        return tr("paused");
    case Phase::Ended:
        return tr("ended");
    case Phase::Cancelled:
        return tr("cancelled");
    case Phase::Moved:
        break;
    }
    return tr("moved");
}

QString EvidenceWords::phase(OutputPhase phase)
{
    switch (phase) {
    case OutputPhase::Stopped:
        return tr("stopped");
    case OutputPhase::Starting:
        return tr("starting");
    case OutputPhase::Playing:
        return tr("playing");
    case OutputPhase::Failed:
        break;
    }
    return tr("failed");
}

std::vector<HopFacts> EvidenceWords::hops(const NowPlayingView &view)
{
    const std::array<HopWords, 5> words = hopWords(view.evidence, view.hops, view.evidenceAt);
    const std::array facts{microphone(view), uplink(view), server(view), connection(view), speakers(view)};
    const std::array sides{Side::Event, Side::Event, Side::Server, Side::Yours, Side::Yours};
    std::vector<HopFacts> hops;
    for (size_t i = 0; i < words.size(); ++i) {
        hops.push_back({QStringLiteral("%1 · %2").arg(UiWords::number(qint64(i) + 1), words[i].title),
            UiWords::joined(
                {sideWord(sides[i]), PlayingWords::health(view.hops[i].health), words[i].evidence}),
            view.hops[i].health, facts[i]});
    }
    return hops;
}

std::vector<Fact> EvidenceWords::probe(const NowPlayingView &view)
{
    std::vector<Fact> facts;
    const auto &probe = view.evidence.session.probe;
    if (!probe)
        return facts;
    facts.push_back({tr("Looked at"),
        UiWords::joined({displayText(probe->host, kMaxHostLength), age(probe->begun, view.evidenceAt)})});
    for (const ProbeLine &line : probeWords(*probe)) {
        facts.push_back({line.title,
            UiWords::joined(
                {line.evidence, line.took > milliseconds{0} ? UiWords::shortSpan(line.took) : QString()})});
    }
    return facts;
}

std::vector<Fact> EvidenceWords::secondOpinion(const NowPlayingView &view)
{
    std::vector<Fact> facts;
    const auto &opinion = view.evidence.session.secondOpinion;
    if (!opinion)
        return facts;
    facts.push_back({tr("Read"), age(opinion->readAt, view.evidenceAt)});
    facts.push_back({tr("Written at"), UiWords::clockSeconds(opinion->written)});
    facts.push_back({tr("Note"),
        opinion->note.isEmpty() ? tr("none") : UiWords::quoted(displayText(opinion->note, kMaxQuoteLength))});
    if (const auto &card = opinion->card)
        facts.push_back({tr("The event"),
            card->planned == kWhenReady
                ? phase(card->phase)
                : tr("%1, planned for %2").arg(phase(card->phase), UiWords::clockTime(card->planned))});
    return facts;
}

QString EvidenceWords::mode(ListeningMode mode)
{
    switch (mode) {
    case ListeningMode::Live:
        return tr("live");
    case ListeningMode::Recovering:
        return tr("looking for what was missed");
    case ListeningMode::CatchingUp:
        return tr("catching up");
    case ListeningMode::Rewound:
        break;
    }
    return tr("gone back");
}

QString EvidenceWords::refusal(CatchUpRefusal refusal)
{
    switch (refusal) {
    case CatchUpRefusal::SwitchedOff:
        return tr("no: switched off for this event");
    case CatchUpRefusal::NotMyShare:
        return tr("no: only some listeners may, to spare the server");
    case CatchUpRefusal::NoArchive:
        return tr("no: the server keeps no sound");
    case CatchUpRefusal::TooLong:
        return tr("no: too much was missed");
    case CatchUpRefusal::None:
        break;
    }
    return {};
}

std::vector<Fact> EvidenceWords::catchUp(const NowPlayingView &view)
{
    const CatchUpStats &c = view.catchUp;
    std::vector<Fact> facts{
        {tr("Where you are"),
            c.behind > milliseconds{0} ? tr("%1, %2 behind live").arg(mode(c.mode), UiWords::span(c.behind))
                                       : mode(c.mode)},
        {tr("You can go back by"),
            c.rewindable > milliseconds{0} ? UiWords::span(c.rewindable) : tr("nothing")},
        {tr("Fetched later, in all"),
            tr("%1 packets, %2 lost for good")
                .arg(UiWords::number(qint64(c.recovered)), UiWords::number(qint64(c.lost)))}};
    if (c.lastRecovery) {
        facts.push_back({tr("After the last reconnect"),
            UiWords::joined(
                {tr("%1 fetched, %2 lost")
                        .arg(UiWords::secondsOrNone(c.lastRecovered), UiWords::secondsOrNone(c.lastLost)),
                    age(c.lastRecovery, view.evidenceAt)})});
    }
    if (c.refusal != CatchUpRefusal::None)
        facts.push_back({tr("What was missed is fetched"), refusal(c.refusal)});
    facts.push_back({tr("When you fall behind"),
        view.fallingBehind == FallingBehind::PlayFaster ? tr("play faster until live") : tr("jump to live")});
    return facts;
}

std::vector<Fact> EvidenceWords::timeline(const NowPlayingView &view)
{
    std::vector<TimelineEntry> entries = view.timeline;
    // What happened before the join is learned after it.
    std::ranges::stable_sort(entries, {}, &TimelineEntry::at);
    std::vector<Fact> facts;
    for (const TimelineEntry &entry : entries)
        facts.push_back({UiWords::clockSeconds(entry.at), PlayingWords::timeline(entry)});
    return facts;
}

std::vector<HopFacts> EvidenceWords::more(const NowPlayingView &view)
{
    std::vector<HopFacts> parts{
        {tr("The way to the server, step by step"), {}, HopHealth::Unknown, probe(view)},
        {tr("What the event's page says"), {}, HopHealth::Unknown, secondOpinion(view)},
        {tr("Catching up and going back"), {}, HopHealth::Unknown, catchUp(view)},
        {tr("Timeline"), {}, HopHealth::Unknown, timeline(view)},
    };
    std::erase_if(parts, [](const HopFacts &part) { return part.facts.empty(); });
    return parts;
}

} // namespace earshot
