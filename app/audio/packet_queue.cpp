#include "audio/packet_queue.h"

#include <algorithm>
#include <cstring>

namespace earshot {

PacketQueue::PacketQueue()
    : m_bytes(std::make_unique_for_overwrite<std::uint8_t[]>(kBytes))
{ }

bool PacketQueue::push(const EncodedPacket &packet, std::uint32_t generation)
{
    const std::size_t written = m_written.load(std::memory_order_relaxed);
    const std::size_t queued = written - m_read.load(std::memory_order_acquire);
    const Header header{packet.arrival, generation, packet.timestamp, packet.slot, packet.sequence,
        packet.size, packet.level, packet.marker};
    if (packet.size > EncodedPacket::kMaxPayload || queued + sizeof header + packet.size > kBytes)
        return false;
    write(written, &header, sizeof header);
    write(written + sizeof header, packet.bytes.data(), packet.size);
    m_written.store(written + sizeof header + packet.size, std::memory_order_release);
    return true;
}

bool PacketQueue::pop(EncodedPacket &packet, std::uint32_t &generation)
{
    const std::size_t begin = m_read.load(std::memory_order_relaxed);
    if (begin == m_written.load(std::memory_order_acquire))
        return false;
    Header header;
    read(begin, &header, sizeof header);
    packet.arrival = header.arrival;
    packet.timestamp = header.timestamp;
    packet.slot = header.slot;
    packet.sequence = header.sequence;
    packet.size = header.size;
    packet.level = header.level;
    packet.marker = header.marker;
    generation = header.generation;
    read(begin + sizeof header, packet.bytes.data(), header.size);
    m_read.store(begin + sizeof header + header.size, std::memory_order_release);
    return true;
}

void PacketQueue::write(std::size_t at, const void *data, std::size_t size)
{
    const std::size_t place = at % kBytes;
    const std::size_t first = std::min(size, kBytes - place);
    std::memcpy(m_bytes.get() + place, data, first);
    std::memcpy(m_bytes.get(), static_cast<const std::uint8_t *>(data) + first, size - first);
}

void PacketQueue::read(std::size_t at, void *data, std::size_t size) const
{
    const std::size_t place = at % kBytes;
    const std::size_t first = std::min(size, kBytes - place);
    std::memcpy(data, m_bytes.get() + place, first);
    std::memcpy(static_cast<std::uint8_t *>(data) + first, m_bytes.get(), size - first);
}

} // namespace earshot
