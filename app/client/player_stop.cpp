#include "client/player_stop.h"

#include <algorithm>
#include <cmath>

namespace earshot {

std::optional<microseconds> PlayerStop::left(Instant now, milliseconds position, double speed) const
{
    std::optional<microseconds> left;
    if (m_time)
        left = *m_time - now;
    if (m_place)
        left = microseconds{
            std::llround(double(microseconds(*m_place - position).count()) / std::max(speed, 0.1))};
    return left ? std::optional(std::max(*left, microseconds{0})) : std::nullopt;
}

std::optional<seconds> PlayerStop::timeLeft(Instant now) const
{
    if (!m_time)
        return std::nullopt;
    return std::max(std::chrono::ceil<seconds>(*m_time - now), seconds{0});
}

} // namespace earshot
