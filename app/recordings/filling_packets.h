#pragma once

#include <QByteArray>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace earshot {

struct FillingPacket {
    QByteArray bytes;
    int samples = 0; ///< at 48 kHz
};

inline constexpr int kFillingStep = 120; ///< samples: 2.5 ms, the shortest Opus frame

inline constexpr std::array<std::uint8_t, 3> kSilentPacket = {0xf8, 0xff, 0xfe}; ///< 20 ms of `silentPackets`

inline std::span<const std::uint8_t> bytesOf(const QByteArray &packet)
{
    return {reinterpret_cast<const std::uint8_t *>(packet.constData()), std::size_t(packet.size())};
}

/// Opus packets of digital silence (CELT, RFC 6716 §4.3: the silence flag), `samples` in all, a multiple of kFillingStep. After two
/// of its frames a decoder is as at its beginning, which is how a speaker's encoder begins an utterance.
std::vector<FillingPacket> silentPackets(qint64 samples);

/// Of nothing but frames that `silentPackets` makes.
bool isSilentPacket(std::span<const std::uint8_t> packet);

/// Packets of empty frames, which a decoder conceals (RFC 7845 §4.1), in the mode of `former`, the packet before them. What
/// its frames do not divide is filled with short ones.
std::vector<FillingPacket> concealedPackets(qint64 samples, std::span<const std::uint8_t> former);

} // namespace earshot
