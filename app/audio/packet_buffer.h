#pragma once

#include "audio/media_time.h"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace earshot {

/// What is known of a stored packet.
struct PacketInfo {
    std::int64_t sequence = 0; ///< unwrapped
    std::int64_t timestamp = 0; ///< unwrapped, first frame
    int frames = 0; ///< of audio inside
    Instant arrival{};
    bool marker = false;

    std::int64_t end() const { return timestamp + frames; }
};

/// One speaker's packets in the order of their numbers: 40 s of 20 ms packets at up to 100 kbit/s, so that what
/// was missed for half a minute can wait here while it is caught up with.
///
/// All storage is reserved at the start, its memory pages only where they are used: what became free last is
/// used again first, so an hour of 96 kbit/s stays below 128 KiB, and only a full store takes its 1.1 MiB. When
/// full, the oldest packet goes: the live edge matters more.
class PacketBuffer
{
public:
    static constexpr int kMaxPackets = 2048;

    PacketBuffer();

    enum class Inserted { Stored, Duplicate, Refused };
    /// Refused: empty, larger than the whole store, or older than everything in a full one.
    Inserted insert(const PacketInfo &info, std::span<const std::uint8_t> payload);

    /// Frames that went because it was full, since this was last asked.
    std::int64_t takeOverflow() { return std::exchange(m_overflow, 0); }

    bool isEmpty() const { return m_count == 0; }
    int size() const { return m_count; }
    /// The `index`-th in order, 0 = oldest.
    const PacketInfo &at(int index) const { return m_entries[place(index)].info; }
    const PacketInfo &front() const { return at(0); }
    const PacketInfo &back() const { return at(m_count - 1); }

    /// Copies the oldest packet's payload; valid until the next call.
    std::span<const std::uint8_t> frontPayload();
    void dropFront();
    void clear();

private:
    // Payloads lie in chains of small chunks: no fragmentation, whatever the sizes.
    static constexpr std::size_t kChunkBytes = 256;
    static constexpr int kChunks = 4096;
    static constexpr std::int16_t kNone = -1;

    struct Entry {
        PacketInfo info;
        std::uint16_t size = 0;
        std::int16_t firstChunk = kNone;
    };
    using Chunk = std::array<std::uint8_t, kChunkBytes>;

    std::size_t place(int index) const { return std::size_t((m_first + index) % kMaxPackets); }
    void store(Entry &entry, std::span<const std::uint8_t> payload);

    std::vector<Entry> m_entries; ///< a ring, sorted by sequence
    int m_first = 0;
    int m_count = 0;
    std::unique_ptr<Chunk[]> m_chunks;
    std::unique_ptr<std::int16_t[]> m_next; ///< of each chunk, in its packet or in the free list
    std::int16_t m_free = 0;
    int m_freeCount = kChunks;
    std::int64_t m_overflow = 0;
    std::array<std::uint8_t, 4096> m_scratch;
};

} // namespace earshot
