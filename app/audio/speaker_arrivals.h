#pragma once

#include "audio/encoded_packet.h"
#include "audio/meters.h"
#include "audio/packet_buffer.h"
#include "audio/sequence_count.h"
#include "audio/speaker_audio_stats.h"

namespace earshot {

/// The packets of one speaker as they come in: continues their numbers and times beyond the wraps, tells a
/// sender that started anew from a jump in time, and counts what is missing.
class SpeakerArrivals
{
public:
    /// The packet does not continue what came before; `restart` before it is taken.
    bool beginsAnew(const EncodedPacket &packet) const;
    /// The packet is one of those before the sender started anew: sent again, or fetched only now.
    bool isOfFormerStream(const EncodedPacket &packet) const;
    /// Numbers and times of another stream follow; figures stay.
    void restart();
    /// So do they, but perhaps those of the same stream again.
    void seek();

    struct Taken {
        PacketInfo info;
        bool isDuplicate = false;
    };
    /// `frames`: the audio inside; `came`: when it was here.
    Taken take(const EncodedPacket &packet, int frames, Instant came);

    std::optional<Instant> lastPacket() const { return m_last; }
    void writeTo(SpeakerAudioStats &stats, Instant at);

private:
    void note(const EncodedPacket &packet, Instant came);

    Unwrap<std::uint16_t> m_unwrapSequence;
    Unwrap<std::uint32_t> m_unwrapTimestamp;
    SequenceCount m_count;
    RateMeter m_rate;
    struct Newest {
        std::uint16_t sequence;
        std::uint32_t timestamp;
        Instant arrival;
    };
    std::optional<Newest> m_newest; ///< by its number, of this stream
    std::optional<Instant> m_first;
    Instant m_began{}; ///< arrival of this stream's first packet
    std::optional<Newest> m_former; ///< as m_newest, of the stream before
    std::optional<Instant> m_last;
    int m_level = 127;
};

} // namespace earshot
