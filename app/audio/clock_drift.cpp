#include "audio/clock_drift.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace earshot {

namespace {

constexpr int kLeastPoints = 8;
constexpr int kAside = 5; ///< so many newest points beside the line are no chance
constexpr double kLeastAside = 1500; ///< µs
constexpr double kUnseenWander = 500; ///< µs that the way may have changed by without any sign of it
constexpr double kMostUncertain = 40; ///< ppm

double median(std::span<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

void ClockDrift::add(Instant at, microseconds late)
{
    if (m_least && std::chrono::abs(at - m_windowBegan) >= kWindow) {
        close(*m_least);
        m_least.reset();
    }
    if (!m_least)
        m_windowBegan = at;
    if (!m_least || late < m_least->late)
        m_least = {at, late};
}

void ClockDrift::startAnew()
{
    m_count = 0;
    m_least.reset();
}

void ClockDrift::close(const Point &least)
{
    if (m_count > 0 && least.at <= m_points[std::size_t(m_count - 1)].at)
        return; // fetched, of a time before
    if (m_count == kPoints)
        keepNewest(kPoints - 1);
    m_points[std::size_t(m_count++)] = least;
    if (m_count >= kLeastPoints)
        evaluate();
}

void ClockDrift::keepNewest(int count)
{
    std::copy(m_points.begin() + m_count - count, m_points.begin() + m_count, m_points.begin());
    m_count = count;
}

void ClockDrift::evaluate()
{
    // In seconds and µs from the first point: a slope is in ppm.
    std::array<double, kPoints> at;
    std::array<double, kPoints> late;
    const auto count = std::size_t(m_count);
    double meanAt = 0;
    for (std::size_t i = 0; i < count; ++i) {
        at[i] = toMs(m_points[i].at - m_points[0].at) / 1000;
        late[i] = double((m_points[i].late - m_points[0].late).count());
        meanAt += at[i] / double(count);
    }
    std::array<double, std::size_t(kPoints * (kPoints - 1) / 2)> slopes;
    std::size_t pairs = 0;
    for (std::size_t j = 1; j < count; ++j) {
        for (std::size_t i = 0; i < j; ++i)
            slopes[pairs++] = (late[j] - late[i]) / (at[j] - at[i]);
    }
    const double slope = median({slopes.data(), pairs});

    std::array<double, kPoints> aside;
    std::array<double, kPoints> sorted;
    double spreadOfAt = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sorted[i] = aside[i] = late[i] - slope * at[i];
        spreadOfAt += (at[i] - meanAt) * (at[i] - meanAt);
    }
    const double line = median({sorted.data(), count});
    for (std::size_t i = 0; i < count; ++i) {
        aside[i] -= line;
        sorted[i] = std::abs(aside[i]);
    }
    const double sigma = 1.48 * median({sorted.data(), count}); // of a normal distribution

    const double limit = std::max(kLeastAside, 4 * sigma);
    const std::span newest(aside.data() + count - kAside, kAside);
    if (std::ranges::all_of(newest, [&](double x) { return x > limit; })
        || std::ranges::all_of(newest, [&](double x) { return x < -limit; })) {
        keepNewest(kAside);
        return;
    }
    const double uncertain = 3 * sigma / std::sqrt(spreadOfAt) + kUnseenWander / (at[count - 1] - at[0]);
    if (uncertain < kMostUncertain && std::abs(slope) <= kMostPpm) {
        m_ppm = -slope;
        m_isKnown = true;
    }
}

} // namespace earshot
