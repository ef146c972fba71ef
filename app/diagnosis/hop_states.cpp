#include "diagnosis/diagnose.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

HopHealth speakersHealth(const Evidence &evidence, Instant now)
{
    const OutputStats &output = evidence.output;
    if (output.failure || output.phase == OutputPhase::Failed || isDeviceStuck(evidence, now))
        return HopHealth::Bad;
    if (output.muted || !(output.volume > kInaudibleVolume))
        return HopHealth::Warning;
    if (output.phase != OutputPhase::Playing)
        return HopHealth::Unknown;
    const bool isBusy = output.lastLatePull && ageOf(*output.lastLatePull, now) < kBusyFor;
    return isBusy ? HopHealth::Warning : HopHealth::Good;
}

/// Connection and server in one look: where the line fails, the one is to blame and the other may be fine or
/// unknown.
std::pair<HopHealth, HopHealth> lineHealth(const Evidence &evidence, Instant now)
{
    const std::optional<Verdict> fault
        = evidence.session.phase == LinePhase::Idle && !evidence.session.failure ? std::nullopt
                                                                                 : lineVerdict(evidence, now);
    if (!fault && evidence.session.phase == LinePhase::Live) {
        const bool isUneven = isLineSlow(evidence, now) || burstSpeaker(evidence, now);
        return {isUneven ? HopHealth::Warning : HopHealth::Good,
            evidence.session.drainingSince ? HopHealth::Warning : HopHealth::Good};
    }
    if (!fault)
        return {HopHealth::Unknown, HopHealth::Unknown};
    const HopHealth health = fault->severity == Severity::Bad ? HopHealth::Bad : HopHealth::Warning;
    if (fault->hop == Hop::Connection)
        return {health, HopHealth::Unknown};
    if (fault->hop == Hop::Server) {
        // A lost line proves nothing about the way; every other word of the server came over it.
        const bool isLost = fault->id == QStringLiteral("server.lost");
        return {isLost ? HopHealth::Unknown : HopHealth::Good, health};
    }
    return {HopHealth::Unknown, HopHealth::Unknown};
}

struct SenderHealth {
    HopHealth microphone = HopHealth::Unknown;
    HopHealth uplink = HopHealth::Unknown;
    bool isMicrophoneCut = false;
    bool isUplinkCut = false;
};

SenderHealth senderHealth(const Evidence &evidence, const Verdict &verdict, Instant now)
{
    const SpeakerEvidence *speaker = pathSpeaker(evidence, verdict, now);
    if (!speaker || evidence.session.phase != LinePhase::Live)
        return {};
    switch (speakerHealth(*speaker, now)) {
    case SpeakerHealth::Sounding:
        switch (sourceFault(*speaker, now)) {
        case SourceFault::None:
        case SourceFault::ServerChoppy:
            return {HopHealth::Good, HopHealth::Good};
        case SourceFault::SomewhereChoppy:
            return {HopHealth::Good, HopHealth::Unknown};
        case SourceFault::Choppy:
            return {HopHealth::Good, HopHealth::Warning};
        case SourceFault::Howl:
        case SourceFault::Clipping:
        case SourceFault::Muffled:
            return {HopHealth::Warning, HopHealth::Good};
        }
        break;
    case SpeakerHealth::SilentMicrophone:
        return {HopHealth::Warning, HopHealth::Good, true};
    case SpeakerHealth::Dropped:
        return {HopHealth::Warning, HopHealth::Warning, false, true};
    case SpeakerHealth::Muted:
        return {HopHealth::Warning, HopHealth::Good, true};
    case SpeakerHealth::Quiet:
        return {HopHealth::Unknown, HopHealth::Good};
    case SpeakerHealth::Away:
        break;
    }
    return {};
}

} // namespace

std::array<HopState, 5> diagnoseHops(const Evidence &evidence, const Verdict &verdict, Instant now)
{
    const auto [connection, server] = lineHealth(evidence, now);
    const SenderHealth sender = senderHealth(evidence, verdict, now);
    std::array<HopState, 5> hops{{
        {Hop::Microphone, sender.microphone, sender.isMicrophoneCut},
        {Hop::Uplink, sender.uplink, sender.isUplinkCut},
        {Hop::Server, server, connection == HopHealth::Bad || server == HopHealth::Bad},
        {Hop::Connection, connection, false},
        {Hop::Speakers, speakersHealth(evidence, now), false},
    }};
    // What the verdict blames never looks fine, even where it is blamed for more than its own evidence shows.
    const bool isFault = verdict.severity == Severity::Bad || verdict.severity == Severity::Warning;
    if (isFault && verdict.hop != Hop::None) {
        HopState &blamed = hops[std::size_t(verdict.hop) - 1];
        if (blamed.health == HopHealth::Good || blamed.health == HopHealth::Unknown)
            blamed.health = verdict.severity == Severity::Bad ? HopHealth::Bad : HopHealth::Warning;
    }
    return hops;
}

} // namespace earshot
