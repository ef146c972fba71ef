#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

bool isFinal(Phase phase)
{
    return phase == Phase::Ended || phase == Phase::Cancelled || phase == Phase::Moved;
}

template<typename StateOrCard>
EventFacts factsOf(const StateOrCard &event, EventFacts::Source source)
{
    return {.phase = event.phase,
        .planned = event.planned,
        .postponedFrom = event.postponedFrom,
        .started = event.started,
        .ended = event.ended,
        .message = event.message,
        .recording = event.recording,
        .hostName = event.hostName,
        .revision = event.revision,
        .source = source};
}

std::optional<EventFacts> factsOfServer(const Evidence &evidence, Instant now)
{
    const bool cardIsFinal = evidence.card && isFinal(evidence.card->phase);
    const bool beaconIsOld
        = !evidence.state || ageOf(evidence.state->at, now) >= kDeskSilentWhileWaitingAfter;
    if (evidence.state && !(cardIsFinal && beaconIsOld))
        return factsOf(evidence.state->value, EventFacts::Source::Beacon);
    if (evidence.card)
        return factsOf(*evidence.card, EventFacts::Source::Card);
    return std::nullopt;
}

/// The page speaks where the servers cannot, and only of what they did not know yet when last heard.
bool isPageNewer(
    const SecondOpinion &page, const std::optional<EventFacts> &known, const Evidence &evidence, Instant now)
{
    if (!page.card || evidence.session.phase == LinePhase::Live)
        return false;
    if (!known || page.card->revision > known->revision)
        return true;
    if (page.card->revision < known->revision)
        return false;
    return !evidence.state || page.written > civilTimeOf(evidence.state->at, evidence, now);
}

bool isStillSending(const SpeakerEvidence &speaker, microseconds within, Instant now)
{
    return speaker.audio && speaker.audio->lastPacket && ageOf(*speaker.audio->lastPacket, now) < within;
}

SpeakerHealth healthByBeacon(const StageMember &member)
{
    if (member.presence == Presence::Dropped)
        return SpeakerHealth::Dropped;
    if (member.presence == Presence::Away)
        return SpeakerHealth::Away;
    return member.muted ? SpeakerHealth::Muted : SpeakerHealth::Quiet;
}

} // namespace

microseconds ageOf(Instant seen, Instant now)
{
    return seen >= now ? microseconds{0} : now - seen;
}

bool isOlder(const std::optional<Instant> &seen, microseconds than, Instant now)
{
    return !seen || ageOf(*seen, now) >= than;
}

milliseconds between(WallTime begin, WallTime end)
{
    constexpr WallTime kFirst{};
    constexpr WallTime kLast{milliseconds{253'402'300'799'999}}; // the end of the year 9999
    return std::clamp(end, kFirst, kLast) - std::clamp(begin, kFirst, kLast);
}

WallTime civilTimeOf(Instant seen, const Evidence &evidence, Instant now)
{
    return evidence.wall - std::chrono::duration_cast<milliseconds>(ageOf(seen, now));
}

std::optional<EventFacts> eventFacts(const Evidence &evidence, Instant now)
{
    const std::optional<EventFacts> known = factsOfServer(evidence, now);
    const std::optional<SecondOpinion> &page = evidence.session.secondOpinion;
    if (page && isPageNewer(*page, known, evidence, now))
        return factsOf(*page->card, EventFacts::Source::Page);
    return known;
}

bool isDeskSilent(const Evidence &evidence, Instant now)
{
    // While the line was down no beacon could come: its silence counts from the return of the line.
    Instant lastWord = evidence.state ? std::max(evidence.state->at, evidence.session.phaseSince)
                                      : evidence.session.phaseSince;
    // Nor while the computer slept.
    if (evidence.session.resumedAt)
        lastWord = std::max(lastWord, *evidence.session.resumedAt);
    const bool isLive = evidence.state && evidence.state->value.phase == Phase::Live;
    const bool isLiveBySchedule = !evidence.state && evidence.card && evidence.card->phase == Phase::Live;
    return ageOf(lastWord, now)
        >= (isLive || isLiveBySchedule ? kDeskSilentAfter : kDeskSilentWhileWaitingAfter);
}

SpeakerHealth speakerHealth(const SpeakerEvidence &speaker, Instant now)
{
    const SpeakerHealth byBeacon = healthByBeacon(speaker.member);
    const bool mayPause = byBeacon == SpeakerHealth::Quiet;
    if (!isStillSending(
            speaker, mayPause ? microseconds{kQuietAfter} : microseconds{kFresherThanBeacon}, now))
        return byBeacon;
    if (speaker.silentSince && ageOf(*speaker.silentSince, now) >= kMicrophoneSilentAfter)
        return mayPause ? SpeakerHealth::SilentMicrophone : byBeacon;
    return SpeakerHealth::Sounding;
}

const SpeakerEvidence *pathSpeaker(const Evidence &evidence, const Verdict &verdict, Instant now)
{
    const auto rank = [&](const SpeakerEvidence &speaker) {
        const SpeakerHealth health = speakerHealth(speaker, now);
        const bool isHeard = health == SpeakerHealth::Sounding && speaker.audio->flowing;
        const bool isNamed
            = !verdict.who.isEmpty() && nameOnStage(speaker.member, evidence.speakers) == verdict.who;
        return std::tuple(isNamed, isHeard, health == SpeakerHealth::Sounding,
            isHeard ? speaker.audio->levelDb : 0.0,
            health == SpeakerHealth::SilentMicrophone || health == SpeakerHealth::Dropped,
            health == SpeakerHealth::Quiet, speaker.member.role == Role::Host);
    };
    const auto best = std::max_element(evidence.speakers.begin(), evidence.speakers.end(),
        [&](const SpeakerEvidence &a, const SpeakerEvidence &b) { return rank(a) < rank(b); });
    return best == evidence.speakers.end() ? nullptr : &*best;
}

bool isHeardNow(const Evidence &evidence, Instant now)
{
    return !isOlder(evidence.lastHeard, kFirstSoundAfter, now)
        && std::ranges::any_of(evidence.speakers, [&](const SpeakerEvidence &speaker) {
               return speakerHealth(speaker, now) == SpeakerHealth::Sounding;
           });
}

bool isBehindByChoice(const Evidence &evidence)
{
    const ListeningMode mode = evidence.session.catchUp.mode;
    return mode == ListeningMode::Rewound || mode == ListeningMode::CatchingUp;
}

bool isOnThisComputer(const QString &host)
{
    return host.startsWith(QStringLiteral("127.")) || host.startsWith(QStringLiteral("localhost"))
        || host.startsWith(QStringLiteral("::1")) || host.startsWith(QStringLiteral("[::1]"));
}

QString nameOnStage(const StageMember &member, const std::vector<SpeakerEvidence> &stage)
{
    const QString calling = callingName(member.name);
    const auto namesakes = std::count_if(stage.begin(), stage.end(),
        [&](const SpeakerEvidence &other) { return callingName(other.member.name) == calling; });
    return namesakes > 1 ? displayText(member.name) : calling;
}

} // namespace earshot
