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
EventFacts factsOf(const StateOrCard &event, bool fromBeacon)
{
    return {.phase = event.phase,
        .planned = event.planned,
        .postponedFrom = event.postponedFrom,
        .ended = event.ended,
        .message = event.message,
        .recording = event.recording,
        .hostName = event.hostName,
        .movedTo = event.movedTo,
        .fromBeacon = fromBeacon};
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
    const bool cardIsFinal = evidence.card && isFinal(evidence.card->phase);
    const bool beaconIsOld
        = !evidence.state || ageOf(evidence.state->at, now) >= kDeskSilentWhileWaitingAfter;
    if (evidence.state && !(cardIsFinal && beaconIsOld))
        return factsOf(evidence.state->value, true);
    if (evidence.card)
        return factsOf(*evidence.card, false);
    return std::nullopt;
}

bool isDeskSilent(const Evidence &evidence, Instant now)
{
    // While the line was down no beacon could come: its silence counts from the return of the line.
    const Instant lastWord = evidence.state ? std::max(evidence.state->at, evidence.session.phaseSince)
                                            : evidence.session.phaseSince;
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

QString nameOnStage(const StageMember &member, const std::vector<SpeakerEvidence> &stage)
{
    const QString calling = callingName(member.name);
    const auto namesakes = std::count_if(stage.begin(), stage.end(),
        [&](const SpeakerEvidence &other) { return callingName(other.member.name) == calling; });
    return namesakes > 1 ? displayText(member.name) : calling;
}

} // namespace earshot
