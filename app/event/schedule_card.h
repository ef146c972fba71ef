#pragma once

#include "base/ids.h"
#include "base/units.h"
#include "event/counts.h"
#include "event/recording.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace earshot {

enum class Phase { Scheduled, Live, Paused, Ended, Cancelled, Moved };

enum class RecordingPromise {
    None,
    Promised,
    BeingMade,
    Partial,
    Ready,
    Removed, ///< it was to be had, and the host took it off the server
};

/// What the host last told everybody, and when.
struct HostMessage {
    QString text;
    WallTime at{};

    bool operator==(const HostMessage &) const = default;
};

/// An event as the schedule lists it: kept in the key-value bucket `earshot_events`, one entry an event.
struct ScheduleCard {
    EventId id;
    QString title;
    QString description;
    QString hostName;
    QStringList speakerNames;
    Phase phase = Phase::Scheduled;
    WallTime planned{}; ///< the start that holds now
    std::vector<WallTime> postponedFrom; ///< earlier planned starts, oldest first
    std::optional<WallTime> started;
    std::optional<WallTime> ended;
    std::optional<HostMessage> message;
    std::optional<Counts> counts; ///< a snapshot, refreshed every 10 s while live, every 60 s while paused
    RecordingPromise recording = RecordingPromise::None;
    std::optional<RecordingNote> recorded; ///< once it is published on this server
    QString movedTo; ///< link, where phase is Moved
    QString recordingLink; ///< https address or Earshot link of the recording, empty = none
    QString fallbackLink; ///< where a delayed stream plays while live seats are full, empty = none
    quint64 revision = 0;
    bool listed = true; ///< false: only who has a link to the event finds it

    bool operator==(const ScheduleCard &) const = default;
};

using Schedule = std::vector<ScheduleCard>;

} // namespace earshot
