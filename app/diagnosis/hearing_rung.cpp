#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

milliseconds toMilliseconds(microseconds duration)
{
    return std::chrono::duration_cast<milliseconds>(duration);
}

/// Sound goes on; this is what there is to say about it.
Verdict note(const char *id, Hop hop, Side side, Severity severity, const Evidence &evidence, Instant now)
{
    Verdict verdict{.id = QString::fromLatin1(id), .hop = hop, .side = side, .severity = severity};
    verdict.hearing = true;
    verdict.nullDevice = evidence.output.nullDevice;
    if (evidence.behind)
        verdict.behind = toMilliseconds(*evidence.behind);
    verdict.gaps = toMilliseconds(evidence.gapsInTenMinutes);
    verdict.madeUp = toMilliseconds(evidence.madeUpInTenMinutes);
    const CatchUpStats &catchUp = evidence.session.catchUp;
    verdict.mode = catchUp.mode;
    if (catchUp.lastRecovery && ageOf(*catchUp.lastRecovery, now) < kGapScope
        && catchUp.lastLost > milliseconds{0}) {
        verdict.lost = catchUp.lastLost;
        verdict.refusal = catchUp.refusal;
    }
    return verdict;
}

std::optional<Verdict> earNote(const Evidence &evidence, Instant now)
{
    const OutputStats &output = evidence.output;
    if (output.lastLatePull && ageOf(*output.lastLatePull, now) < kBusyFor) {
        Verdict verdict = note("you.busy", Hop::Speakers, Side::Yours, Severity::Warning, evidence, now);
        verdict.forHowLong = toMilliseconds(ageOf(*output.lastLatePull, now));
        return verdict;
    }
    if (!output.lostDevice.isEmpty() && output.lostDeviceAt
        && ageOf(*output.lostDeviceAt, now) < kUnpluggedFor) {
        Verdict verdict = note("out.unplugged", Hop::Speakers, Side::Yours, Severity::Warning, evidence, now);
        verdict.where = displayText(output.lostDevice);
        verdict.usedNow = output.nullDevice ? QString() : displayText(output.deviceName);
        verdict.forHowLong = toMilliseconds(ageOf(*output.lostDeviceAt, now));
        verdict.action = Action::OpenSoundSettings;
        return verdict;
    }
    return std::nullopt;
}

std::optional<Verdict> lineNote(const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    if (session.resumedAt && session.sleptFor >= kSleptAtLeast
        && ageOf(*session.resumedAt, now) < kCheckingAtMost) {
        Verdict verdict = note("you.resumed", Hop::None, Side::Yours, Severity::Info, evidence, now);
        verdict.forHowLong = session.sleptFor;
        return verdict;
    }
    const QString where = displayText(session.serverHost, kMaxHostLength);
    if (isLineSlow(evidence, now)) {
        Verdict verdict = note("you.slow", Hop::Connection, Side::Yours, Severity::Warning, evidence, now);
        microseconds backlog = evidence.beacons ? evidence.beacons->newest : microseconds{0};
        if (session.oldestUnansweredPing)
            backlog = std::max(backlog, ageOf(*session.oldestUnansweredPing, now));
        for (const SpeakerEvidence &speaker : evidence.speakers)
            backlog = std::max(
                backlog, speaker.audio && speaker.backlog ? speaker.audio->lateness : microseconds{0});
        verdict.forHowLong = toMilliseconds(backlog);
        verdict.where = where;
        return verdict;
    }
    if (const SpeakerEvidence *speaker = burstSpeaker(evidence, now)) {
        Verdict verdict = note("you.jitter", Hop::Connection, Side::Yours, Severity::Info, evidence, now);
        verdict.forHowLong = toMilliseconds(speaker->audio->target);
        return verdict;
    }
    if (session.drainingSince) {
        Verdict verdict
            = note("server.draining", Hop::Server, Side::Server, Severity::Warning, evidence, now);
        verdict.where = where;
        verdict.forHowLong = toMilliseconds(ageOf(*session.drainingSince, now));
        verdict.otherServers = session.otherServers;
        verdict.retry = RetryPolicy::Now;
        verdict.dialing = true;
        return verdict;
    }
    return std::nullopt;
}

const char *idOf(SourceFault fault)
{
    switch (fault) {
    case SourceFault::Choppy:
        return "stage.uplink_choppy";
    case SourceFault::ServerChoppy:
        return "server.choppy";
    case SourceFault::SomewhereChoppy:
        return "stage.choppy";
    case SourceFault::Howl:
        return "stage.howl";
    case SourceFault::Clipping:
        return "stage.clipping";
    case SourceFault::Muffled:
        return "stage.muffled";
    case SourceFault::None:
        break;
    }
    return nullptr;
}

bool isChoppy(SourceFault fault)
{
    return fault == SourceFault::Choppy || fault == SourceFault::ServerChoppy
        || fault == SourceFault::SomewhereChoppy;
}

Hop hopOf(SourceFault fault)
{
    switch (fault) {
    case SourceFault::Choppy:
        return Hop::Uplink;
    case SourceFault::ServerChoppy:
        return Hop::Server;
    case SourceFault::SomewhereChoppy:
        return Hop::None;
    default:
        return Hop::Microphone;
    }
}

std::optional<Verdict> sourceNote(const Evidence &evidence, Instant now)
{
    const SpeakerEvidence *worst = nullptr;
    SourceFault fault = SourceFault::None;
    for (const SpeakerEvidence &speaker : evidence.speakers) {
        if (speakerHealth(speaker, now) != SpeakerHealth::Sounding)
            continue;
        const SourceFault its = sourceFault(speaker, now);
        if (its != SourceFault::None && (fault == SourceFault::None || its < fault)) {
            worst = &speaker;
            fault = its;
        }
    }
    if (!worst)
        return std::nullopt;
    Verdict verdict
        = note(idOf(fault), hopOf(fault), fault == SourceFault::ServerChoppy ? Side::Server : Side::Event,
            fault == SourceFault::Muffled ? Severity::Info : Severity::Warning, evidence, now);
    verdict.who = nameOnStage(worst->member, evidence.speakers);
    if (isChoppy(fault)) {
        const LossShare share = lossBy(fault, *worst, now);
        verdict.number = std::max(1, int(100.0 * share.lost / share.due + 0.5));
    } else if (fault == SourceFault::Howl) {
        verdict.number = std::clamp(worst->audio->howlHz, 1, 24'000);
    } else if (fault == SourceFault::Clipping) {
        verdict.number = int(std::min(worst->audio->clippedShare, 1.0) * 100 + 0.5);
    }
    return verdict;
}

Verdict soundVerdict(const Evidence &evidence, Instant now)
{
    const CatchUpStats &catchUp = evidence.session.catchUp;
    const bool isShifted = isBehindByChoice(evidence);
    const bool isDelayed = isShifted || (evidence.behind && *evidence.behind > kDelayedAfter);
    const Severity severity = isDelayed || evidence.output.nullDevice ? Severity::Info : Severity::Good;
    Verdict verdict
        = note(isDelayed ? "ok.delayed" : "ok.live", Hop::None, Side::Nobody, severity, evidence, now);
    if (isShifted && !verdict.behind)
        verdict.behind = catchUp.behind;
    if (catchUp.mode == ListeningMode::CatchingUp) {
        const milliseconds behind
            = std::clamp(catchUp.behind, milliseconds{0}, milliseconds{std::chrono::hours{24}});
        verdict.nextStepIn = milliseconds{qint64(double(behind.count()) / kCaughtUpEachSecond)};
        verdict.action = Action::SkipToLive;
    } else if (catchUp.mode == ListeningMode::Rewound) {
        verdict.action = Action::BackToLive;
    }
    return verdict;
}

/// Bytes come, but the server's answer to a PING stands in the queue behind them.
bool isAnswerQueued(const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    return session.phase == LinePhase::Live && session.oldestUnansweredPing
        && isOlder(session.oldestUnansweredPing, kAnswerIsQueuedAfter, now)
        && !isOlder(session.lastBytes, kBytesComeWithin, now);
}

/// The beacons come ever later, and no voice comes evenly: what they share is this line.
bool isBeaconQueued(const Evidence &evidence, Instant now)
{
    if (!evidence.beacons || evidence.beacons->newest < kBeaconIsQueued || !evidence.state
        || isOlder(evidence.state->at, kDeskSilentAfter, now))
        return false;
    int uneven = 0;
    for (const SpeakerEvidence &speaker : evidence.speakers) {
        if (!speaker.audio || isOlder(speaker.audio->lastPacket, kQuietAfter, now))
            continue;
        if (speaker.audio->jitter < kBurstJitter)
            return false;
        ++uneven;
    }
    return uneven > 0;
}

} // namespace

bool isLineSlow(const Evidence &evidence, Instant now)
{
    if (evidence.session.catchUp.mode != ListeningMode::Live)
        return false; // what is fetched later is late by nature
    if (isAnswerQueued(evidence, now) || isBeaconQueued(evidence, now))
        return true;
    // Without a beacon of late the desk cannot clear the line.
    const bool beaconIsOnTime = evidence.beacons && evidence.beacons->newest < kBeaconIsLate && evidence.state
        && ageOf(evidence.state->at, now) < seconds{1} + kBeaconIsLate;
    bool isSlow = false;
    for (const SpeakerEvidence &speaker : evidence.speakers) {
        if (!speaker.backlog)
            continue;
        if (*speaker.backlog < kSlowBacklog)
            return false; // one that comes quickly clears the line
        isSlow = isSlow || speaker.backlogGrows || *speaker.backlog >= kSlowCertainly;
    }
    return isSlow && !beaconIsOnTime;
}

const SpeakerEvidence *burstSpeaker(const Evidence &evidence, Instant)
{
    if (evidence.session.catchUp.mode != ListeningMode::Live)
        return nullptr; // the buffer is as long as the way back then
    if (evidence.beacons && evidence.beacons->worst < kBeaconInBurst)
        return nullptr;
    const SpeakerEvidence *found = nullptr;
    for (const SpeakerEvidence &speaker : evidence.speakers) {
        if (!speaker.audio || !speaker.audio->flowing)
            continue;
        if (speaker.audio->jitter < kBurstJitter)
            return nullptr; // one that comes evenly clears the line
        if (speaker.audio->target >= kGrownBuffer && (!found || speaker.audio->target > found->audio->target))
            found = &speaker;
    }
    return found;
}

Verdict hearingVerdict(const Evidence &evidence, Instant now)
{
    if (const auto verdict = earNote(evidence, now))
        return *verdict;
    if (const auto verdict = lineNote(evidence, now))
        return *verdict;
    if (isDeskSilent(evidence, now))
        return deskSilentVerdict(evidence, now, true);
    // Where the listener chose to be is said before how it sounds there.
    if (isBehindByChoice(evidence))
        return soundVerdict(evidence, now);
    if (const auto verdict = speakingNote(evidence, now))
        return *verdict;
    if (const auto verdict = sourceNote(evidence, now))
        return *verdict;
    if (evidence.speaking && evidence.speaking->talking)
        return *ownVerdict(evidence, now);
    return soundVerdict(evidence, now);
}

} // namespace earshot
