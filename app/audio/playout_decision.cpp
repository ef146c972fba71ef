#include "audio/playout_decision.h"

#include "audio/media_time.h"

#include <algorithm>

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;

constexpr microseconds kLongestConcealedHole = 100ms;
constexpr microseconds kStallBeyondPacket = 35ms; ///< packets of 20 ms: a stall shows after 55 ms
constexpr microseconds kStallReserve = 40ms;

using Action = PlayoutAction;

/// Skipping needs something to land on: a delay that only the figures claim is left to the stretcher.
bool mustSkip(const PlayoutStatus &s, const DelayPolicy &policy)
{
    return s.delay - s.target > policy.skipAt && s.queued > s.target;
}

/// Where playing has to begin or to go on: is enough there?
PlayoutDecision whetherToBegin(
    const PlayoutStatus &s, const DelayPolicy &policy, microseconds wanted, Action otherwise)
{
    if (s.queued <= 0ms)
        return {otherwise};
    if (mustSkip(s, policy))
        return {Action::Skip};
    return {s.delay >= std::max(wanted, s.lineLag) ? Action::Resume : otherwise};
}

Action whileDry(microseconds dryFor)
{
    if (dryFor < kConcealFor)
        return Action::Conceal;
    return dryFor < kFadedBy ? Action::Fade : Action::Starve;
}

Action whenOut(const PlayoutStatus &s)
{
    switch (s.ahead) {
    case Ahead::Pause:
        return Action::Pause;
    case Ahead::Hole:
        return s.hole <= kLongestConcealedHole ? Action::ConcealHole : Action::Conceal;
    case Ahead::Nothing:
        break;
    }
    return s.quiet ? Action::Pause : Action::Conceal;
}

PlayoutDecision whilePlaying(const PlayoutStatus &s, const DelayPolicy &policy)
{
    if (mustSkip(s, policy))
        return {Action::Skip};
    if (s.queued < kBlockTime)
        return {whenOut(s)};

    const bool stalled = s.ahead == Ahead::Nothing && s.silentFor > s.packetTime + kStallBeyondPacket;
    if (stalled && s.queued < s.target + kStallReserve)
        return {Action::SlowDown, policy.stallSlower, true};

    const microseconds error = s.delay - s.target;
    const microseconds dead = s.inCompany ? 8ms : std::max<microseconds>(8ms, s.target * 8 / 100);
    const double beyond = toMs(std::chrono::abs(error) - dead);
    if (error > dead) {
        if (s.aheadOfOthers)
            return {Action::Play};
        const bool far = error > policy.catchUpAt;
        const double gain = policy.catchUp > 0.15 ? 1000 : 2000;
        return {Action::SpeedUp, std::min(far ? policy.catchUp : policy.faster, 0.01 + beyond / gain), far};
    }
    if (error < -dead)
        return {Action::SlowDown, std::min(policy.slower, 0.01 + beyond / 1000), false};
    return {Action::Play};
}

} // namespace

PlayoutDecision decidePlayout(const PlayoutStatus &s, const DelayPolicy &policy)
{
    switch (s.phase) {
    case PlayoutPhase::Starting:
        return whetherToBegin(s, policy, std::min(s.target, policy.firstSound), Action::Silence);
    case PlayoutPhase::Paused:
        return whetherToBegin(s, policy, s.target, Action::Silence);
    case PlayoutPhase::Dry:
        return whetherToBegin(
            s, policy, std::min<microseconds>(s.target, s.target / 2 + 20ms), whileDry(s.dryFor));
    case PlayoutPhase::Playing:
        break;
    }
    return whilePlaying(s, policy);
}

} // namespace earshot
