#include "audio/arrival_statistics.h"

#include <algorithm>
#include <cmath>

namespace earshot {

void ArrivalStatistics::setWindow(microseconds window)
{
    const int steps = std::clamp(int(window / kStep), 1, kMaxSteps);
    if (steps != m_steps || !m_newest) {
        const microseconds base = m_base;
        m_steps = steps;
        m_current = 0;
        m_least.fill(microseconds::max());
        m_least[0] = base;
    }
}

void ArrivalStatistics::reset()
{
    m_least.fill(microseconds::max());
    m_current = 0;
    m_base = microseconds::max();
    m_newest.reset();
    m_jitter = 0;
}

void ArrivalStatistics::advance(Instant to)
{
    const auto passed = (to - m_stepBegan) / kStep;
    for (auto i = std::min<std::int64_t>(passed, m_steps - 1); i > 0; --i) {
        m_current = (m_current + 1) % m_steps;
        m_least[std::size_t(m_current)] = microseconds::max();
    }
    if (passed > 0)
        m_stepBegan += passed * kStep;
}

microseconds ArrivalStatistics::add(std::int64_t timestamp, Instant arrival)
{
    const microseconds way = arrival.time_since_epoch() - timeOfFrames(timestamp);
    if (m_newest) {
        m_jitter += (std::abs(double((way - *m_newest).count())) - m_jitter) / 16;
        advance(arrival);
    } else {
        m_stepBegan = arrival;
    }
    m_newest = way;
    auto &least = m_least[std::size_t(m_current)];
    least = std::min(least, way);
    m_base = *std::min_element(m_least.begin(), m_least.begin() + m_steps);
    return way - m_base;
}

} // namespace earshot
