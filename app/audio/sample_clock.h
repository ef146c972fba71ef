#pragma once

#include "audio/media_time.h"

#include <algorithm>
#include <cmath>

namespace earshot {

/// When the samples of a device were said or heard, on an even clock: they are counted, and the count follows the
/// stamps that they come with slowly (4 s), because a device's stamps wobble by some milliseconds.
///
/// A stamp that is more than 60 ms beside the count is believed at once: samples are missing, or it is another device.
class SampleClock
{
public:
    struct Lump {
        Instant at; ///< of its first sample
        std::int64_t skipped = 0; ///< frames that are missing before it; negative: it is this much too early
    };

    Lump add(int frames, Instant stamp)
    {
        const double stamped = double(stamp.time_since_epoch().count());
        const double length = frames * kFrameMicroseconds;
        std::int64_t skipped = 0;
        if (m_known == 0) {
            m_next = stamped;
        } else if (std::abs(stamped - m_next) > kJump) {
            skipped = std::llround((stamped - m_next) / kFrameMicroseconds);
            m_next = stamped;
            m_known = 0;
        } else {
            m_next += (stamped - m_next) * length / (m_known + length);
        }
        m_known = std::min(m_known + length, kFollows);
        const Instant at{microseconds{std::llround(m_next)}};
        m_next += length;
        return {at, skipped};
    }
    /// Of the next sample, in microseconds on the clock of Instant.
    double next() const { return m_next; }

    static constexpr double kFrameMicroseconds = 1e6 / kFramesPerSecond;

private:
    static constexpr double kJump = 60'000;
    static constexpr double kFollows = 4e6;

    double m_next = 0;
    double m_known = 0; ///< microseconds of sound that the count is made of, 0 = none yet
};

} // namespace earshot
