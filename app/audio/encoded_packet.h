#pragma once

#include "base/units.h"

#include <array>
#include <cstdint>
#include <span>

namespace earshot {

/// One Opus packet on its way into a speaker's stream. A plain value without heap memory, so that it can
/// cross a lock-free queue.
struct EncodedPacket {
    static constexpr std::size_t kMaxPayload = 3 * 1275 + 8;

    int slot = 0; ///< which speaker: index into the mixer
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0; ///< first sample, 1/48000 s
    Instant arrival{};
    std::uint8_t level = 127; ///< RFC 6464, -dBov
    bool marker = false; ///< first packet after a talk pause
    std::uint16_t size = 0;
    std::array<std::uint8_t, kMaxPayload> bytes;

    std::span<const std::uint8_t> payload() const { return {bytes.data(), size}; }
};

} // namespace earshot
