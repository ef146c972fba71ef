#pragma once

#include "base/result.h"
#include "client/server_watch.h"

namespace earshot {

/// A server's schedule as a calendar's file (`wire/calendar.h`), its words in the language of the program.
/// `isTicketPublic`: the ticket in the server's link was made for everybody.
QByteArray calendarFile(const ServerSnapshot &server, bool isTicketPublic, WallTime now);

/// How many listed events have no time yet, and so no place in a calendar.
int eventsWithoutTime(const ServerSnapshot &server);

/// Replaces a file as a whole or not at all; everybody may read it. Fails with FileUnwritable.
Outcome replaceFile(const QString &path, const QByteArray &content);

} // namespace earshot
