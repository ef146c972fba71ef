#pragma once

#include "audio/encoded_packet.h"
#include "wire/rtp_packet.h"

#include <optional>

namespace earshot {

/// A speaker's packet as the player takes it; nothing where it is empty or too long.
std::optional<EncodedPacket> playerPacket(int slot, const RtpPacket &packet, Instant arrival);

} // namespace earshot
