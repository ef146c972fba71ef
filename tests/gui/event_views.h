#pragma once

#include "client/library_view.h"
#include "client/reminder.h"
#include "sample_views.h"

namespace earshot::test {

/// One event in each state that the schedule knows, of two servers.
EventsView everyEvent();
/// What is here of the recordings of `everyEvent`.
LibraryView everyRecording();
/// One, of the office hours.
std::vector<Reminder> oneReminder();
/// `everyEvent` as it was known 2 h ago; its first server cannot be reached, the other is being read.
EventsView rememberedEvents();

ScheduleCard cardNamed(
    const QString &id, const QString &title, const QString &host, Phase phase, WallTime planned);
ScheduleCard *cardIn(EventsView &view, const char *id);

} // namespace earshot::test
