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
/// per second, and starts anew after a pull that is more than 200 ms late.
class HandoverClock
{
public:
    Instant next(Instant now)
    {
        if (!m_next || now - *m_next > microseconds{200'000}) {
            m_next = now;
            m_drift.startAnew();
        }
        m_next = std::min(*m_next + kBlockTime / 1000, now);
        const Instant at = *m_next;
        *m_next += kBlockTime;
        m_drift.add(at, at - Instant{} - kBlockTime * m_blocks++);
        return at;
    }

    /// By how much the device's clock is quicker than this computer's.
    double ppm() const { return m_drift.ppm(); }

private:
    std::optional<Instant> m_next;
    std::int64_t m_blocks = 0;
    ClockDrift m_drift;
};

} // namespace earshot
