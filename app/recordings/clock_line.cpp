#include "recordings/clock_line.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace earshot {

namespace {

constexpr std::size_t kMostPoints = 60;
constexpr double kEnough = 15'000; ///< ms between the first and the last
constexpr double kSteepest = 500e-6;

double median(std::vector<double> &values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double slopeOf(const std::vector<ClockLine::Point> &points)
{
    if (points.back().at - points.front().at < kEnough)
        return 0;
    std::vector<double> slopes;
    slopes.reserve(points.size() * points.size() / 2);
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t k = i + 1; k < points.size(); ++k) {
            if (points[k].at > points[i].at)
                slopes.push_back((points[k].ahead - points[i].ahead) / (points[k].at - points[i].at));
        }
    }
    const double slope = slopes.empty() ? 0 : median(slopes);
    return std::abs(slope) <= kSteepest ? slope : 0;
}

} // namespace

void ClockLine::add(const Point &point)
{
    if (m_points.size() == kMostPoints)
        m_points.erase(m_points.begin());
    m_points.push_back(point);
}

double ClockLine::ahead(double at, const Point *newest) const
{
    std::vector<Point> points = m_points;
    if (newest)
        points.push_back(*newest);
    assert(!points.empty());
    const double slope = slopeOf(points);
    std::vector<double> heights;
    heights.reserve(points.size());
    for (const Point &point : points)
        heights.push_back(point.ahead - slope * (point.at - at));
    return median(heights);
}

} // namespace earshot
