#pragma once

#include "base/result.h"

#include <QByteArray>

namespace earshot {

/// Writes an RFC 5545 calendar into `folder` (made where it is missing, 0700) as a file that only its owner may read;
/// it is named after the event's id, so that one event has one file. Fails with FileUnwritable.
Result<QString> keepCalendarFile(const QString &folder, const QString &eventId, const QByteArray &calendar);

/// The same in the user's cache, and hands it to the system's calendar. Fails with ProgramMissing where there is
/// none, `detail` is the file then.
Outcome openCalendar(const QString &eventId, const QByteArray &calendar);

} // namespace earshot
