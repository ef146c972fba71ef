#pragma once

#include "base/units.h"

#include <algorithm>
#include <optional>

namespace earshot {

/// What the player says of itself.
struct PlayoutProgress {
    microseconds delay{
        0}; ///< from the arrival of what plays now, were one live, to now: the most of any speaker
    microseconds excess{0}; ///< of that delay over the one aimed at
};

/// Which arrival plays now while a listener is behind live: the place up to which packets are needed.
///
/// The player's own word counts; without it, it is believed to play as fast as it may. One word moves the
/// place no faster than a pause can be skipped, so that an old word cannot open the gates.
class PlayoutPosition
{
public:
    PlayoutPosition(Instant arrival, microseconds shift, Instant now)
        : m_arrival(arrival)
        , m_shift(shift)
        , m_updated(now)
    { }

    void update(Instant now, const std::optional<PlayoutProgress> &word)
    {
        const microseconds passed = std::max(now - m_updated, microseconds{0});
        m_updated = now;
        const Instant goal = now - m_shift;
        const Instant reached = word
            ? std::clamp(now - word->delay, m_arrival, m_arrival + passed * kMostSkip)
            : m_arrival + passed * kFasterPercent / 100;
        m_arrival = std::max(m_arrival, std::min(goal, reached));
    }
    /// There is nothing to play before `arrival`.
    void jumpTo(Instant arrival) { m_arrival = std::max(m_arrival, arrival); }
    /// Something earlier turned up.
    void backTo(Instant arrival) { m_arrival = std::min(m_arrival, arrival); }

    Instant arrival() const { return m_arrival; }
    microseconds behind(Instant now) const { return std::max(now - m_arrival, microseconds{0}); }

private:
    static constexpr int kMostSkip = 4; ///< times real time
    static constexpr int kFasterPercent = 115;

    Instant m_arrival;
    microseconds m_shift; ///< stays behind live by this
    Instant m_updated;
};

} // namespace earshot
