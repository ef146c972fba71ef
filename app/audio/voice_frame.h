#pragma once

#include "base/units.h"

#include <array>
#include <cstdint>
#include <span>

namespace earshot {

/// 20 ms of a voice as one Opus frame. A plain value without heap memory, so that it can cross a lock-free queue.
struct VoiceFrame {
    static constexpr int kSamples = 960; ///< at 48 kHz
    static constexpr microseconds kLength{20'000};
    static constexpr std::size_t kMaxPayload = 1276; ///< RFC 6716 §3.2.1: table of contents and 1275 bytes

    std::int64_t position
        = 0; ///< of its first sample since the capture began, 1/48000 s; a gap means silence
    Instant captured{}; ///< when its first sample was said
    std::uint8_t level = 127; ///< RFC 6464, -dBov
    bool voice = false; ///< RFC 6464's V bit
    bool isFirst = false; ///< after silence (RFC 3551 §4.1: the marker)
    std::uint16_t size = 0;
    std::array<std::uint8_t, kMaxPayload> bytes;

    std::span<const std::uint8_t> payload() const { return {bytes.data(), size}; }
};

} // namespace earshot
