#pragma once

#include "event/schedule_card.h"

#include <optional>

namespace earshot {

/// When a calendar or a podcast program shows an event.
struct CardTimes {
    WallTime start{}; ///< the real one once it has begun
    std::optional<WallTime> end; ///< nothing: it was over in the second in which it began
    bool isEndKnown = false; ///< false: `end` is a guess

    bool operator==(const CardTimes &) const = default;
};

/// Nobody is told how long an event will take: an hour is shown. One that runs or is late does not look as if it were
/// over: its end is the next full or half hour, for two days at most.
/// Nothing where no time was told: it begins when its host is ready.
std::optional<CardTimes> cardTimes(const ScheduleCard &card, WallTime now);

} // namespace earshot
