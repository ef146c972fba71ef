#pragma once

#include "client/view.h"

#include <map>
#include <optional>
#include <utility>

namespace earshot {

/// When the hosts of live and of paused events last gave a sign: the card that says so is renewed all the time, so one that is
/// not is as a desk left it that is gone.
class HostSigns
{
public:
    /// What the schedules now say; the same again changes nothing.
    void note(const EventsView &view, WallTime now);
    /// Nothing where the event is neither live nor paused, or its host was there within the last minute; of a paused
    /// one within the last minutes.
    std::optional<WallTime> awaySince(const ServerView &server, const ScheduleCard &card, WallTime now) const;

private:
    using Key = std::pair<QString, QString>; ///< server id, event id
    struct Sign {
        WallTime made{}; ///< by the host's clock
        WallTime came{}; ///< by this computer's, which may differ
    };

    std::map<Key, Sign> m_signs;
};

} // namespace earshot
