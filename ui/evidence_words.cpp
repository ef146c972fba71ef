#include "evidence_words.h"

#include "diagnosis/display_text.h"
#include "diagnosis/sentence.h"
#include "playing_words.h"
#include "words.h"

#include <algorithm>

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
        facts.push_back({tr("Since"), UiWords::clockSeconds(*v.at)});
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

std::vector<Fact> EvidenceWords::microphone(const NowPlayingView &view)
{
    std::vector<Fact> facts;
    for (const SpeakerEvidence &speaker : view.evidence.speakers) {
        QStringList parts{speaker.member.muted ? tr("muted") : tr("open")};
        if (speaker.audio) {
            parts << (speaker.audio->levelDb > kSilenceDb
                    ? tr("level %1").arg(UiWords::decibels(speaker.audio->levelDb))
                    : tr("silence"))
                  << PlayingWords::bandwidth(speaker.audio->bandwidth);
        }
        facts.push_back({displayText(speaker.member.name), UiWords::joined(parts)});
    }
    if (facts.empty())
        facts.push_back({tr("Stage"), view.evidence.state ? tr("nobody is on stage") : UiWords::unknown()});
    return facts;
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
        facts.push_back({tr("Buffer for %1").arg(displayText(speaker.member.name)),
            tr("%1 of %2 aimed at, jitter %3, made up %4")
                .arg(UiWords::shortSpan(a.delay), UiWords::shortSpan(a.target), UiWords::shortSpan(a.jitter),
                    UiWords::shortSpan(a.concealed))});
    }
    if (s.failure) {
        facts.push_back({tr("Last failure"),
            UiWords::joined({displayText(s.failure->detail, kMaxQuoteLength),
                s.failedAt ? age(s.failedAt, view.evidenceAt) : QString()})});
    }
    return facts;
}

std::vector<Fact> EvidenceWords::speakers(const NowPlayingView &view)
{
    const OutputStats &o = view.evidence.output;
    std::vector<Fact> facts{{tr("Device"),
                                o.nullDevice                 ? tr("none: nobody hears this")
                                    : o.deviceName.isEmpty() ? UiWords::unknown()
                                                             : o.deviceName},
        {tr("State"), phase(o.phase)}, {tr("Last asked for sound"), age(o.lastPull, view.evidenceAt)},
        {tr("Device buffer"), UiWords::shortSpan(o.deviceBuffer)},
        {tr("Late calls"), UiWords::number(qint64(o.latePulls))},
        {tr("Volume"), o.muted ? tr("muted in Earshot") : UiWords::percent(o.volume)}};
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

QString EvidenceWords::report(const NowPlayingView &view)
{
    const Sentence words = view.verdict.id.isEmpty() ? Sentence{} : sentence(view.verdict);
    QStringList lines{
        QStringLiteral("Earshot %1").arg(QStringLiteral(EARSHOT_VERSION)), words.headline, words.next};
    lines.removeAll(QString());
    for (const Fact &fact : verdict(view))
        lines << QStringLiteral("%1: %2").arg(fact.label, fact.value);
    for (const HopFacts &hop : hops(view)) {
        lines << QString() << QStringLiteral("%1 (%2)").arg(hop.title, hop.side);
        for (const Fact &fact : hop.facts)
            lines << QStringLiteral("  %1: %2").arg(fact.label, fact.value);
    }
    for (const TimelineEntry &entry : view.timeline)
        lines << QStringLiteral("%1 %2").arg(UiWords::clockSeconds(entry.at), PlayingWords::timeline(entry));
    return lines.join(QLatin1Char('\n'));
}

} // namespace earshot
