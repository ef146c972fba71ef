#pragma once

#include <cstdint>

namespace earshot {

/// Which packet numbers came and which never did, told apart from duplicates over the last 64 (as RFC 3711
/// §3.3.2 does).
class SequenceCount
{
public:
    enum class Seen { New, Duplicate, TooOld };

    Seen add(std::int64_t sequence)
    {
        const std::int64_t ahead = sequence - m_highest;
        if (!m_started || ahead > 0) {
            m_lost += m_started ? std::uint64_t(ahead - 1) : 0;
            m_bits = m_started && ahead < 64 ? m_bits << ahead : 0;
            m_bits |= 1;
            m_highest = sequence;
            m_started = true;
            ++m_received;
            return Seen::New;
        }
        if (ahead <= -64)
            return Seen::TooOld;
        const std::uint64_t bit = std::uint64_t(1) << -ahead;
        if (m_bits & bit)
            return Seen::Duplicate;
        m_bits |= bit;
        ++m_received;
        // Numbers below the very first were never counted as lost.
        m_lost -= m_lost > 0 ? 1 : 0;
        return Seen::New;
    }

    /// The speaker counts from somewhere else: totals stay.
    void restart() { m_started = false; }

    std::uint64_t received() const { return m_received; }
    std::uint64_t lost() const { return m_lost; }

private:
    std::uint64_t m_received = 0;
    std::uint64_t m_lost = 0;
    std::uint64_t m_bits = 0; ///< bit n: number m_highest - n came
    std::int64_t m_highest = 0;
    bool m_started = false;
};

} // namespace earshot
