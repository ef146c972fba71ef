#pragma once

#include <vector>

namespace earshot {

/// A straight line through points of which a few may be far off: how far one clock is ahead of another, by the time. Its slope is
/// the median of the slopes between any two of the newest points (Theil–Sen), its height the median of their distances. Level until
/// they are some time apart, and where it would be steeper than any clock.
class ClockLine
{
public:
    struct Point {
        double at = 0; ///< ms
        double ahead = 0; ///< ms
    };

    /// About in the order of time.
    void add(const Point &point);
    void clear() { m_points.clear(); }
    bool isEmpty() const { return m_points.empty(); }
    /// There must be a point. `newest` counts as one more.
    double ahead(double at, const Point *newest = nullptr) const;

private:
    std::vector<Point> m_points;
};

} // namespace earshot
