#pragma once

#include "event/schedule_card.h"

namespace earshot::ctl {

/// The card whose recording a person means by its folder, its id, or its event; the newest where that is several. Null: none.
const ScheduleCard *findRecording(const Schedule &schedule, const QString &name);

struct RemovableRecording {
    EventId event;
    QString folder; ///< empty: what is left over of the event's
};

/// The same; or one that no card names: of an earlier start, or what a former try left. Whether that is there the store
/// says, not the card.
std::optional<RemovableRecording> findRemovable(const Schedule &schedule, const QString &name);

/// Says that there is none, and why where that is known; returns the exit code.
int sayThatNoneIsThere(const Schedule &schedule, const QString &name);

} // namespace earshot::ctl
