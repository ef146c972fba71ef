#pragma once

#include "audio/delay_policy.h"
#include "audio/playback.h"

#include <atomic>
#include <cstdint>

namespace earshot {

/// What any thread may set and the pulling one reads at its next pull.
struct PlaybackSettings {
    explicit PlaybackSettings(DelayMode initialMode)
        : mode(initialMode)
    { }

    DelayPolicy policy() const
    {
        return delayPolicy(mode.load(std::memory_order_relaxed), behind.load(std::memory_order_relaxed),
            {delayKind.load(std::memory_order_relaxed), fixedDelay.load(std::memory_order_relaxed)});
    }
    float masterGain() const
    {
        return muted.load(std::memory_order_relaxed) ? 0 : volume.load(std::memory_order_relaxed);
    }

    std::atomic<DelayMode> mode;
    std::atomic<FallingBehind> behind{FallingBehind::PlayFaster};
    std::atomic<DelayChoice::Kind> delayKind{DelayChoice::Kind::Smooth};
    std::atomic<microseconds> fixedDelay{DelayChoice{}.fixed};
    std::atomic<bool> levelling{true};
    std::atomic<float> volume{1};
    std::atomic<bool> muted{false};
    std::atomic<bool> ducked{false};
    std::atomic<std::uint32_t> testSounds{0}; ///< asked for
    std::atomic<std::uint32_t> cues{0}; ///< the same, the newest being `cue`
    std::atomic<Playback::Cue> cue{Playback::Cue::Attention};
    std::atomic<std::uint32_t> sweep{0}; ///< goes up; odd: one is to play
};

} // namespace earshot
