#pragma once

#include "base/units.h"

#include <optional>

namespace earshot {

/// When a player is to stop by itself: at a time, or at a place of the recording, whichever was said last. Arithmetic only.
class PlayerStop
{
public:
    static constexpr microseconds kFade{10'000'000};

    void setTime(Instant at) { *this = {}, m_time = at; }
    void setPlace(milliseconds at) { *this = {}, m_place = at; }
    bool isAtPlace() const { return bool(m_place); }
    void clear() { *this = {}; }

    /// How long it still plays; nothing: on and on.
    std::optional<microseconds> left(Instant now, milliseconds position, double speed) const;
    /// Of the time alone, in whole seconds, rounded up.
    std::optional<seconds> timeLeft(Instant now) const;

private:
    std::optional<Instant> m_time;
    std::optional<milliseconds> m_place;
};

} // namespace earshot
