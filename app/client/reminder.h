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
    bool toldSoon = false; ///< "in ten minutes" was said of `planned`
    bool toldStarted = false;
    bool joins = false; ///< waits in the room: joins by itself at the real start

    bool operator==(const Reminder &) const = default;
};

/// One word to the person, as a notification of the system.
struct ReminderNews {
    enum class Kind { Soon, Started, Postponed, Cancelled, Moved };
    Kind kind = Kind::Soon;
    QString serverId;
    QString event;
    QString title;
    WallTime planned{}; ///< that holds now
    std::optional<WallTime> plannedBefore; ///< Postponed
    QString reason; ///< the host's words, may be empty

    bool operator==(const ReminderNews &) const = default;
};

} // namespace earshot
