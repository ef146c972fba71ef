#pragma once

#include "audio/media_time.h"

#include <array>
#include <optional>

namespace earshot {

/// By how much another clock is quicker than this computer's, from how late its ticks are seen here.
///
/// Ticks (packets, pulls of a device) come late by chance, but hardly ever early. So the least lateness of each 2 s
/// counts, and the drift is the slope of up to two minutes of these: the median of the slopes between any two of
/// them (Theil–Sen), which a few that are far off cannot turn. Where the newest all lie aside, the way or the
/// clock has become another one: then what was before is forgotten, and the drift known is held until the
/// new one can be told. Pauses do no harm.
///
/// Single-threaded, never allocates.
class ClockDrift
{
public:
    static constexpr double kMostPpm = 500; ///< steeper than any clock: not believed

    /// `late`: the time here minus that on the other clock, which has any origin.
    void add(Instant at, microseconds late);
    /// The other clock's origin has become another one; the drift known stays.
    void startAnew();
    void reset() { *this = {}; }

    /// Of the other clock: above 0 it is quicker. 0 until it is known.
    double ppm() const { return m_ppm; }
    bool isKnown() const { return m_isKnown; }

private:
    static constexpr microseconds kWindow{2'000'000};
    static constexpr int kPoints = 60;

    struct Point {
        Instant at{};
        microseconds late{0};
    };

    void close(const Point &least);
    void evaluate();
    void keepNewest(int count);

    std::array<Point, kPoints> m_points{}; ///< in order of time
    int m_count = 0;
    std::optional<Point> m_least; ///< of the window under way
    Instant m_windowBegan{};
    double m_ppm = 0;
    bool m_isKnown = false;
};

} // namespace earshot
