#include "audio/delay_policy.h"

#include <algorithm>

namespace earshot {

DelayPolicy delayPolicy(DelayMode mode, FallingBehind behind, const DelayChoice &delay)
{
    using std::chrono_literals::operator""ms;
    using std::chrono_literals::operator""s;
    static constexpr DelayPolicy kStage{
        .baseWindow = 1500ms,
        .floor = 20ms,
        .cap = 400ms,
        .start = 60ms,
        .startWorth = 5s,
        .firstSound = 60ms,
        .memory = 90s,
        .tolerated = 0.04,
        .covered = 0.8,
        .faster = 0.20,
        .slower = 0.10,
        .catchUp = 0.33,
        .catchUpAt = 75ms,
        .easing = 300ms,
        .stallSlower = 0.25,
        .stallSlowest = 0.5,
        .lastReserve = 100ms,
        .lastShare = 0,
        .skipAt = 3s,
    };
    static constexpr DelayPolicy kHearingAll{
        .baseWindow = 4s,
        .floor = 40ms,
        .cap = 2s,
        .start = 150ms,
        .startWorth = 10s,
        .firstSound = 80ms,
        .memory = 200s,
        .tolerated = 0.007,
        .covered = 0.9,
        .faster = 0.10,
        .slower = 0.10,
        .catchUp = 0.15,
        .catchUpAt = 200ms,
        .easing = 600ms,
        .stallSlower = 0.25,
        .stallSlowest = 0.5,
        .lastReserve = 100ms,
        .lastShare = 0.4,
        .skipAt = microseconds::max(),
    };
    static constexpr DelayPolicy kJumping = [] {
        DelayPolicy policy = kHearingAll;
        policy.skipAt = 1s;
        return policy;
    }();
    if (mode == DelayMode::OnStage)
        return kStage;
    DelayPolicy policy = behind == FallingBehind::PlayFaster ? kHearingAll : kJumping;
    switch (delay.kind) {
    case DelayChoice::Kind::Smooth:
        break;
    case DelayChoice::Kind::LowDelay:
        policy = kStage;
        policy.skipAt = behind == FallingBehind::PlayFaster ? microseconds::max() : kJumping.skipAt;
        break;
    case DelayChoice::Kind::Fixed:
        policy.floor = policy.cap = policy.start
            = std::clamp(delay.fixed, DelayChoice::kLeastFixed, DelayChoice::kMostFixed);
        policy.firstSound = std::min<microseconds>(policy.start, 1s); // nearly as chosen from the beginning
        break;
    }
    return policy;
}

} // namespace earshot
