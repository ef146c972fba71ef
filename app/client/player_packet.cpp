#include "client/player_packet.h"

#include <algorithm>

namespace earshot {

std::optional<EncodedPacket> playerPacket(int slot, const RtpPacket &packet, Instant arrival)
{
    if (packet.payload.isEmpty() || size_t(packet.payload.size()) > EncodedPacket::kMaxPayload)
        return std::nullopt;
    EncodedPacket encoded;
    encoded.slot = slot;
    encoded.sequence = packet.sequence;
    encoded.timestamp = packet.timestamp;
    encoded.arrival = arrival;
    encoded.level = std::uint8_t(packet.level.value_or(0));
    encoded.marker = packet.marker;
    encoded.size = std::uint16_t(packet.payload.size());
    std::ranges::copy(packet.payload, reinterpret_cast<char *>(encoded.bytes.data()));
    return encoded;
}

} // namespace earshot
