#pragma once

#include "audio/encoded_packet.h"

#include <atomic>
#include <memory>

namespace earshot {

/// Packets from the network thread to the audio thread: one thread pushes, one pops, neither ever waits.
///
/// A ring of 1 MiB that takes each packet at its own size: over a minute of one speaker, some 4 s of 32 at 64
/// kbit/s. Full means that the device has stopped pulling: new packets are refused. Once it pulls again, the
/// ring is emptied at one go and what has become too old is skipped by the streams.
class PacketQueue
{
public:
    static constexpr std::size_t kBytes = std::size_t(1) << 20;

    PacketQueue();

    /// `generation` travels with the packet. False: full.
    bool push(const EncodedPacket &packet, std::uint32_t generation);
    /// False: empty.
    bool pop(EncodedPacket &packet, std::uint32_t &generation);

private:
    struct Header {
        Instant arrival;
        std::uint32_t generation;
        std::uint32_t timestamp;
        std::int32_t slot;
        std::uint16_t sequence;
        std::uint16_t size;
        std::uint8_t level;
        bool marker;
    };

    void write(std::size_t at, const void *data, std::size_t size);
    void read(std::size_t at, void *data, std::size_t size) const;

    std::unique_ptr<std::uint8_t[]> m_bytes;
    // Bytes ever written and read; their difference is what is queued. On lines of their own, so that the two
    // threads do not slow each other.
    alignas(64) std::atomic<std::size_t> m_written{0};
    alignas(64) std::atomic<std::size_t> m_read{0};
};

} // namespace earshot
