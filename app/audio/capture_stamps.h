#pragma once

#include "audio/media_time.h"

namespace earshot {

/// When each sample was said, from what a device tells of its delay. That jumps about by some milliseconds, the samples
/// do not: stamps follow the count of samples, and of the difference to what the device says a small part at a time, which
/// is enough for any drift of its clock.
class CaptureStamps
{
public:
    /// Of the first of `samples` that come now; `told` is what the device says of it.
    Instant next(Instant told, std::int64_t samples)
    {
        const microseconds error = told - m_next;
        if (!m_started || std::chrono::abs(error) > kBelieved)
            m_next = told;
        else
            m_next += error / kFollowed;
        m_started = true;
        const Instant stamp = m_next;
        // 125/6 µs each: what does not make a whole microsecond is kept.
        m_rest += samples * 125;
        m_next += microseconds{m_rest / 6};
        m_rest %= 6;
        return stamp;
    }
    /// Another device, or a gap of unknown length.
    void restart() { *this = {}; }

private:
    static constexpr milliseconds kBelieved{30}; ///< a greater difference is no jitter
    static constexpr int kFollowed = 32; ///< of the difference, in each push of 10 ms or so

    Instant m_next{}; ///< of the next push's first sample
    std::int64_t m_rest = 0; ///< of a microsecond, in sixths
    bool m_started = false;
};

} // namespace earshot
