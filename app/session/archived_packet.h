#pragma once

#include "base/ids.h"
#include "session/store_time.h"
#include "wire/nats_codec.h"
#include "wire/rtp_packet.h"

#include <optional>

namespace earshot {

/// One speaker's packet, from wherever it came.
struct SpeakerPacket {
    UserKey speaker;
    RtpPacket packet;
    bool isAgain = false; ///< sent once more, later than its time

    bool operator==(const SpeakerPacket &) const = default;
};

/// The speaker and packet of a message on one of `event`'s audio subjects; nothing for all others.
std::optional<SpeakerPacket> readSpeakerPacket(
    const EventId &event, QByteArrayView subject, const QByteArray &payload);

/// One message that the server kept, as DIRECT.GET gives it (ADR-31).
struct ArchiveEntry {
    static constexpr quint64 kMaxSequence = quint64(1) << 62;

    quint64 sequence = 0; ///< in the stream, 1…kMaxSequence
    StoreTime stored{};
    std::optional<SpeakerPacket>
        audio; ///< nothing: stored, but no packet of a speaker; also what was not said by one (`holdsServerAnswer`)

    bool operator==(const ArchiveEntry &) const = default;
};

/// Fails with BadData where sequence or time are missing or no such thing, with the server's words where it
/// answered with a status.
Result<ArchiveEntry> readArchiveEntry(const EventId &event, const NatsMessage &answer);

} // namespace earshot
