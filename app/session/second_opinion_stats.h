#pragma once

#include "base/units.h"
#include "event/schedule_card.h"

#include <QString>

#include <optional>

namespace earshot {

/// What the static discovery page says of the event while the live servers do not answer or are full.
struct SecondOpinion {
    Instant readAt{};
    WallTime written{}; ///< by the page's own account
    QString note; ///< the operator's word on the present state, may be empty
    std::optional<ScheduleCard> card; ///< this event's entry on the page

    bool operator==(const SecondOpinion &) const = default;
};

} // namespace earshot
