#pragma once

#include "session/archived_packet.h"

#include <map>
#include <vector>

namespace earshot {

/// The newest packets of each speaker that came one way: how far each stream got, and when its last packets
/// came. A stream is a speaker with an SSRC: who starts again starts another stream (RFC 3550 §8). Bounded:
/// the oldest stream makes room.
class HeardPackets
{
public:
    struct Stream {
        quint16 newestSequence = 0;
        quint32 newestTimestamp = 0;
        Instant newestArrival{};
        microseconds packetLength{20'000}; ///< of audio, as far as consecutive packets tell
    };

    void add(const SpeakerPacket &packet, Instant arrival);
    void clear() { m_streams.clear(); }
    bool isEmpty() const { return m_streams.empty(); }

    const Stream *stream(const SpeakerPacket &of) const;
    /// When it came, where it is one of the stream's last.
    std::optional<Instant> arrivalOf(const SpeakerPacket &packet) const;
    /// Not after the newest of its stream; nothing where the stream is not known.
    std::optional<bool> isUpTo(const SpeakerPacket &packet) const;
    /// How many numbers are between the newest of its stream and `packet`; 0 where it follows, is older, or
    /// nothing is known.
    int missingBefore(const SpeakerPacket &packet) const;
    /// When it would have come, going by its timestamp and the newest of its stream.
    std::optional<Instant> expectedArrival(const SpeakerPacket &packet) const;

private:
    static constexpr std::size_t kMostStreams = 96;
    static constexpr std::size_t kRecent = 256;

    struct Recent {
        quint16 sequence = 0;
        quint32 timestamp = 0;
        Instant arrival{};
    };
    struct Entry : Stream {
        std::vector<Recent> recent; ///< a ring
        std::size_t next = 0;
    };
    using Key = std::pair<UserKey, quint32>;

    const Entry *find(const SpeakerPacket &packet) const;
    void makeRoom();

    std::map<Key, Entry> m_streams;
};

} // namespace earshot
