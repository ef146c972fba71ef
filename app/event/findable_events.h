#pragma once

#include "event/schedule_card.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace earshot {

/// What somebody may be shown of a server's schedule: the listed events, and those that a link led them to.
inline Schedule findableEvents(const Schedule &all, const std::set<EventId> &linked)
{
    Schedule found;
    std::ranges::copy_if(all, std::back_inserter(found),
        [&](const ScheduleCard &card) { return card.listed || linked.contains(card.id); });
    return found;
}

/// To somebody with a link, to an event of the server or to the server alone.
inline Schedule findableEvents(const Schedule &all, const std::optional<EventId> &linked)
{
    return findableEvents(all, linked ? std::set{*linked} : std::set<EventId>());
}

} // namespace earshot
