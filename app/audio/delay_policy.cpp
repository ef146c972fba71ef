#include "audio/delay_policy.h"

#include <algorithm>

namespace earshot {

DelayPolicy delayPolicy(DelayMode mode, FallingBehind behind, const DelayChoice &delay)
{
    using std::chrono_literals::operator""ms;
    using std::chrono_literals::operator""s;
    static constexpr DelayPolicy kStage{
        .baseWindow = 3s,
        .outage = 1s,
        .floor = 25ms,
        .cap = 400ms,
        .start = 60ms,
        .firstSound = 60ms,
        .memory = 45s,
        .tolerated = 0.05,
        .faster = 0.10,
        .slower = 0.10,
        .catchUp = 0.30,
        .catchUpAt = 150ms,
        .stallSlower = 0.25,
        .skipAt = 1500ms,
    };
    static constexpr DelayPolicy kJumping{
        .baseWindow = 10s,
        .outage = 2500ms,
        .floor = 60ms,
        .cap = 1500ms,
        .start = 250ms,
        .firstSound = 80ms,
        .memory = 150s,
        .tolerated = 0.005,
        .faster = 0.05,
        .slower = 0.05,
        .catchUp = 0.10,
        .catchUpAt = 800ms,
        .stallSlower = 0.25,
        .skipAt = 1s,
    };
    static constexpr DelayPolicy kHearingAll = [] {
        DelayPolicy policy = kJumping;
        policy.faster = 0.10;
        policy.catchUp = 0.15;
        policy.catchUpAt = 400ms;
        policy.skipAt = microseconds::max();
        return policy;
    }();
    if (mode == DelayMode::OnStage)
        return kStage;
    DelayPolicy policy = behind == FallingBehind::PlayFaster ? kHearingAll : kJumping;
    switch (delay.kind) {
    case DelayChoice::Kind::Smooth:
        break;
    case DelayChoice::Kind::LowDelay:
        policy.baseWindow = kStage.baseWindow;
        policy.outage = kStage.outage;
        policy.floor = kStage.floor;
        policy.cap = kStage.cap;
        policy.start = policy.firstSound = kStage.start;
        policy.memory = kStage.memory;
        policy.tolerated = kStage.tolerated;
        policy.faster = policy.slower = kStage.faster;
        break;
    case DelayChoice::Kind::Fixed:
        policy.floor = policy.cap = policy.start
            = std::clamp(delay.fixed, DelayChoice::kLeastFixed, DelayChoice::kMostFixed);
        policy.firstSound = std::min(policy.firstSound, policy.start);
        break;
    }
    return policy;
}

} // namespace earshot
