#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace earshot {

/// Which packet numbers came and which never did, told apart from duplicates over the last 1024 (as RFC 3711
/// §3.3.2 does over 64): so many may be fetched later.
class SequenceCount
{
public:
    static constexpr int kWindow = 1024;

    enum class Seen { New, Duplicate, TooOld };

    Seen add(std::int64_t sequence)
    {
        if (!m_started) {
            m_bits.fill(0);
            m_started = true;
            m_first = m_highest = sequence;
        } else if (sequence > m_highest) {
            m_lost += std::uint64_t(sequence - m_highest - 1);
            for (std::int64_t next = std::max(m_highest, sequence - kWindow) + 1; next <= sequence; ++next)
                word(next) &= ~bit(next);
            m_highest = sequence;
        } else if (sequence <= m_highest - kWindow) {
            return Seen::TooOld;
        } else if (word(sequence) & bit(sequence)) {
            return Seen::Duplicate;
        } else if (sequence > m_first) { // numbers below the very first were never counted as lost
            --m_lost;
        }
        word(sequence) |= bit(sequence);
        ++m_received;
        return Seen::New;
    }

    /// The speaker counts from somewhere else: totals stay.
    void restart() { m_started = false; }

    std::uint64_t received() const { return m_received; }
    std::uint64_t lost() const { return m_lost; }

private:
    std::uint64_t &word(std::int64_t sequence)
    {
        return m_bits[std::size_t(std::uint64_t(sequence) / 64 % (kWindow / 64))];
    }
    static std::uint64_t bit(std::int64_t sequence)
    {
        return std::uint64_t(1) << (std::uint64_t(sequence) % 64);
    }

    std::array<std::uint64_t, kWindow / 64> m_bits{}; ///< of the numbers in the window, whether they came
    std::uint64_t m_received = 0;
    std::uint64_t m_lost = 0;
    std::int64_t m_first = 0;
    std::int64_t m_highest = 0;
    bool m_started = false;
};

} // namespace earshot
