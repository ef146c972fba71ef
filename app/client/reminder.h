#pragma once

#include "base/units.h"

#include <QString>

#include <optional>
#include <vector>

namespace earshot {

/// What somebody wants to be told about an event. Kept with the settings.
struct Reminder {
    QString serverId; ///< ServerView::id
    QString event; ///< id
    QString title; ///< as it was last known
    WallTime planned{}; ///< the start it was last known with
    bool toldSoon = false; ///< that `planned` is near was said, or is too late to say
    bool toldStarted = false;
    bool joins = false; ///< waits in the room: joins by itself at the real start
    std::optional<WallTime> again{}; ///< the person wants to hear it once more then
    std::optional<WallTime> goneSince{}; ///< its server no longer lists it

    bool operator==(const Reminder &) const = default;
};

/// One word to the person, as a notification of the system.
struct ReminderNews {
    enum class Kind {
        Soon,
        Started,
        Postponed, ///< or brought forward
        Cancelled,
        Moved,
        Missed ///< began and ended while nobody could be told
    };
    Kind kind = Kind::Soon;
    QString serverId;
    QString event;
    QString title;
    WallTime planned{}; ///< that holds now
    std::optional<WallTime> plannedBefore{}; ///< Postponed
    std::optional<WallTime> started{}; ///< Started, Missed
    std::optional<WallTime> ended{}; ///< Missed
    QString reason{}; ///< the host's words, may be empty

    bool operator==(const ReminderNews &) const = default;
};

} // namespace earshot
