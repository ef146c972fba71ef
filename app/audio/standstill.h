#pragma once

#include "base/clock.h"

#include <algorithm>

namespace earshot {

/// Sees by its rhythm that this thread or the whole computer stood still: meanwhile no device could ask or give.
class Standstill
{
public:
    explicit Standstill(microseconds rhythm)
        : m_rhythm(rhythm)
    { }

    void begin(const Clock &clock)
    {
        m_checked = clock.now();
        m_wallOffset = offsetOf(clock);
    }
    /// Once in each period. True: it has just ended.
    bool check(const Clock &clock)
    {
        const Instant now = clock.now();
        const microseconds offset = offsetOf(clock);
        const bool stood = now - m_checked > m_rhythm + kStoodStill
            || std::chrono::abs(offset - m_wallOffset) > kStoodStill;
        if (stood)
            m_awake = now;
        m_checked = now;
        m_wallOffset = offset;
        return stood;
    }
    /// It stood still until then; time since then is time in which something could happen.
    Instant awake() const { return m_awake; }

private:
    /// Beyond the rhythm, or of the civil clock, which goes on in sleep, against the monotonic.
    static constexpr milliseconds kStoodStill{250};

    static microseconds offsetOf(const Clock &clock)
    {
        return clock.wall().time_since_epoch() - clock.now().time_since_epoch();
    }

    microseconds m_rhythm;
    Instant m_checked{};
    Instant m_awake{};
    microseconds m_wallOffset{0};
};

} // namespace earshot
