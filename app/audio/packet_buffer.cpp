#include "audio/packet_buffer.h"

#include <algorithm>

namespace earshot {

PacketBuffer::PacketBuffer()
    : m_chunks(std::make_unique_for_overwrite<Chunk[]>(kChunks))
    , m_next(std::make_unique_for_overwrite<std::int16_t[]>(kChunks))
{
    m_entries.reserve(kMaxPackets);
    for (int i = 0; i < kChunks; ++i)
        m_next[std::size_t(i)] = std::int16_t(i + 1 < kChunks ? i + 1 : kNone);
}

PacketBuffer::Inserted PacketBuffer::insert(const PacketInfo &info, std::span<const std::uint8_t> payload)
{
    if (payload.empty() || payload.size() > m_scratch.size())
        return Inserted::Refused;

    int index = m_count;
    while (index > 0 && at(index - 1).sequence > info.sequence)
        --index;
    if (index > 0 && at(index - 1).sequence == info.sequence)
        return Inserted::Duplicate;

    const int chunks = int((payload.size() + kChunkBytes - 1) / kChunkBytes);
    while (m_count == kMaxPackets || m_freeCount < chunks) {
        if (index == 0)
            return Inserted::Refused;
        m_overflow += front().frames;
        dropFront();
        --index;
    }

    ++m_count;
    if (place(m_count - 1) == m_entries.size())
        m_entries.emplace_back();
    for (int i = m_count - 1; i > index; --i)
        m_entries[place(i)] = m_entries[place(i - 1)];
    Entry &entry = m_entries[place(index)];
    entry = {info, std::uint16_t(payload.size()), kNone};
    store(entry, payload);
    return Inserted::Stored;
}

void PacketBuffer::store(Entry &entry, std::span<const std::uint8_t> payload)
{
    std::int16_t *link = &entry.firstChunk;
    while (!payload.empty()) {
        const std::int16_t chunk = m_free;
        m_free = m_next[std::size_t(chunk)];
        --m_freeCount;
        const std::size_t n = std::min(payload.size(), kChunkBytes);
        std::copy_n(payload.data(), n, m_chunks[std::size_t(chunk)].data());
        payload = payload.subspan(n);
        *link = chunk;
        link = &m_next[std::size_t(chunk)];
    }
    *link = kNone;
}

std::span<const std::uint8_t> PacketBuffer::frontPayload()
{
    const Entry &entry = m_entries[place(0)];
    std::size_t done = 0;
    for (std::int16_t chunk = entry.firstChunk; chunk != kNone; chunk = m_next[std::size_t(chunk)]) {
        const std::size_t n = std::min<std::size_t>(entry.size - done, kChunkBytes);
        std::copy_n(m_chunks[std::size_t(chunk)].data(), n, m_scratch.data() + done);
        done += n;
    }
    return {m_scratch.data(), entry.size};
}

void PacketBuffer::dropFront()
{
    for (std::int16_t chunk = m_entries[place(0)].firstChunk; chunk != kNone;) {
        const std::int16_t next = m_next[std::size_t(chunk)];
        m_next[std::size_t(chunk)] = m_free;
        m_free = chunk;
        ++m_freeCount;
        chunk = next;
    }
    m_first = int(place(1));
    --m_count;
}

void PacketBuffer::clear()
{
    while (m_count > 0)
        dropFront();
}

} // namespace earshot
