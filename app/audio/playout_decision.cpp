#include "audio/playout_decision.h"

#include "audio/media_time.h"

#include <algorithm>

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;

constexpr microseconds kLongestConcealedHole = 100ms;
constexpr microseconds kStallBegins = 10ms; ///< after the next packet was due
constexpr microseconds kStallIsSure = 20ms;
constexpr microseconds kStallReserve = 40ms; ///< with so much over the target there is no hurry
constexpr microseconds kResumeAt = 60ms; ///< after it ran dry; the rest is built while playing
constexpr microseconds kDeadZone = 4ms;
constexpr microseconds kMostDeadZone = 40ms;
constexpr double kDeadShare = 0.04; ///< of the target
constexpr double kLeastRate = 0.01;

using Action = PlayoutAction;

microseconds scaled(microseconds time, double by)
{
    return microseconds{std::int64_t(double(time.count()) * by)};
}

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

    const microseconds overdue = s.silentFor - s.packetTime;
    // Who has much can wait a little longer whether it is one.
    const bool stalled = s.ahead == Ahead::Nothing && overdue > std::max(kStallBegins, s.queued / 20);
    if (stalled && s.queued < s.needed + kStallReserve) {
        const bool isSure = overdue > std::max(kStallIsSure, s.queued / 10);
        const bool isLast = isSure && s.queued < policy.lastReserve + scaled(s.needed, policy.lastShare);
        return {Action::SlowDown, isLast ? policy.stallSlowest : policy.stallSlower, isSure};
    }

    const microseconds error = s.delay - s.target;
    const microseconds dead
        = s.inCompany ? kDeadZone : std::clamp(scaled(s.target, kDeadShare), kDeadZone, kMostDeadZone);
    const double eased = kLeastRate + toMs(std::chrono::abs(error) - dead) / toMs(policy.easing);
    if (error > dead) {
        if (s.aheadOfOthers)
            return {Action::Play};
        const bool far = error > policy.catchUpAt;
        return {Action::SpeedUp, std::min(far ? policy.catchUp : policy.faster, eased), far, error + dead};
    }
    if (error < -dead)
        return {Action::SlowDown, std::min(policy.slower, eased), false, dead - error};
    return {Action::Play};
}

} // namespace

PlayoutDecision decidePlayout(const PlayoutStatus &s, const DelayPolicy &policy)
{
    switch (s.phase) {
    case PlayoutPhase::Starting:
        return whetherToBegin(s, policy, std::min(s.target, policy.firstSound), Action::Silence);
    case PlayoutPhase::Paused:
        // A pause that only the line made is no reason to wait for more than is needed.
        return whetherToBegin(
            s, policy, s.continues ? std::min(s.target, kResumeAt) : s.target, Action::Silence);
    case PlayoutPhase::Dry:
        return whetherToBegin(s, policy, std::min(s.target, kResumeAt), whileDry(s.dryFor));
    case PlayoutPhase::Playing:
        break;
    }
    return whilePlaying(s, policy);
}

} // namespace earshot
