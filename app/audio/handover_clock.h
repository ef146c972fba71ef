#pragma once

#include "audio/clock_drift.h"

#include <algorithm>
#include <optional>

namespace earshot {

/// When, on an even clock, the next block is handed over.
///
/// A device pulls in lumps: several blocks at once when it starts, then two every 20 ms, now and then late.
/// Blocks are counted instead; the count is tied to the earliest pull (in relation to the count), because a
/// block has to be there by then. It follows a device that is slower than this computer's clock by up to 1 ms
/// per second. Where all pulls of a second are late, the device has lost time (it ran dry): the count goes there at
/// once. It starts anew after a pull that is more than 200 ms late.
class HandoverClock
{
public:
    Instant next(Instant now)
    {
        if (!m_next || now - *m_next > microseconds{200'000}) {
            m_next = now;
            beginAnew();
        }
        const Instant due = *m_next + kBlockTime / 1000;
        const Instant at = std::min(due, now);
        m_leastLate = std::min(m_leastLate, now - at);
        m_next = at + kBlockTime;
        m_drift.add(at, at - Instant{} - kBlockTime * m_blocks++);
        if (++m_watched == kWatchedBlocks) {
            if (m_leastLate > kLost) {
                *m_next += m_leastLate;
                m_drift.startAnew();
            }
            m_watched = 0;
            m_leastLate = microseconds::max();
        }
        return at;
    }

    /// By how much the device's clock is quicker than this computer's.
    double ppm() const { return m_drift.ppm(); }

private:
    static constexpr int kWatchedBlocks = 100;
    static constexpr microseconds kLost{5'000};

    void beginAnew()
    {
        m_drift.startAnew();
        m_watched = 0;
        m_leastLate = microseconds::max();
    }

    std::optional<Instant> m_next;
    std::int64_t m_blocks = 0;
    int m_watched = 0; ///< blocks
    microseconds m_leastLate = microseconds::max(); ///< of those
    ClockDrift m_drift;
};

} // namespace earshot
