#pragma once

#include <chrono>
#include <cstdint>

namespace earshot {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// The computer's monotonic clock in microseconds since an arbitrary origin. Never jumps, stops while asleep.
struct MonotonicTime {
    using duration = microseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<MonotonicTime>;
    static constexpr bool is_steady = true;
};

/// A point on the monotonic clock.
using Instant = MonotonicTime::time_point;

/// A point in civil time (UTC), to the millisecond. May jump when the clock is set.
using WallTime = std::chrono::sys_time<milliseconds>;

/// Likewise, to the microsecond: where sound belongs.
using ExactWallTime = std::chrono::sys_time<microseconds>;

/// Whole and fractional milliseconds of a duration, for display and JSON.
template<typename Rep, typename Period>
constexpr double toMs(std::chrono::duration<Rep, Period> d)
{
    return std::chrono::duration<double, std::milli>(d).count();
}

constexpr std::int64_t toUnixMs(WallTime t)
{
    return t.time_since_epoch().count();
}

constexpr WallTime wallFromUnixMs(std::int64_t ms)
{
    return WallTime{milliseconds{ms}};
}

} // namespace earshot
