#pragma once

#include "base/units.h"

namespace earshot {

/// Decides which 5 s intervals one listener reports in, so that the desk gets a sample of known probability
/// however many listen. Each listener's intervals start at an own offset, so that reports come spread out.
class ReportSampler
{
public:
    static constexpr seconds kInterval{5};

    /// `listener` is the random id of this join; it seeds offset and choice.
    explicit ReportSampler(std::uint64_t listener);

    /// The time from `now` to the start of the listener's next interval, in (0, 5 s].
    microseconds untilNext(Instant now) const;
    /// Whether to report in the interval that holds `now`, with `probability` in 0…1. Deterministic per
    /// listener and interval.
    bool chosen(Instant now, double probability) const;

private:
    std::int64_t interval(Instant now) const;

    std::uint64_t m_listener;
    microseconds m_offset;
};

} // namespace earshot
