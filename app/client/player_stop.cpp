#include "client/player_stop.h"

#include <algorithm>
#include <cmath>

namespace earshot {

std::optional<microseconds> PlayerStop::left(Instant now, milliseconds position, double speed) const
{
    std::optional<microseconds> least;
    if (m_time)
        least = *m_time - now;
    if (m_place) {
        const microseconds toPlace{
            std::llround(double(microseconds(*m_place - position).count()) / std::max(speed, 0.1))};
        least = least ? std::min(*least, toPlace) : toPlace;
    }
    return least ? std::optional(std::max(*least, microseconds{0})) : std::nullopt;
}

std::optional<seconds> PlayerStop::timeLeft(Instant now) const
{
    if (!m_time)
        return std::nullopt;
    return std::max(std::chrono::ceil<seconds>(*m_time - now), seconds{0});
}

} // namespace earshot
