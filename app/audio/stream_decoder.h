#pragma once

#include "audio/speaker_audio_stats.h"

#include <span>

namespace earshot {

/// Turns one speaker's payloads into interleaved stereo at 48 kHz. Frames = samples of each channel.
class StreamDecoder
{
public:
    static constexpr int kMaxFrames = 5760; ///< 120 ms, the longest Opus packet

    virtual ~StreamDecoder() = default;

    /// How much audio a payload holds; 0 where it is none that can be decoded. Touches no state.
    virtual int framesIn(std::span<const std::uint8_t> payload) const = 0;
    virtual OpusBandwidth bandwidthOf(std::span<const std::uint8_t> payload) const = 0;

    /// Decodes; `out` has room for kMaxFrames. Returns the frames written, 0 where the payload is broken.
    virtual int decode(std::span<const std::uint8_t> payload, std::span<float> out) = 0;
    /// Continues the sound over a gap by as many frames as `out` holds: a multiple of 120 (2.5 ms), at most
    /// 10 ms.
    virtual void conceal(std::span<float> out) = 0;
    /// Forgets the past: a new stream begins.
    virtual void reset() = 0;
};

} // namespace earshot
