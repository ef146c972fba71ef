#pragma once

#include "event/schedule_card.h"
#include "wire/link.h"

#include <QByteArray>

#include <functional>

namespace earshot {

/// Whose schedule a calendar is of.
struct CalendarServer {
    Link link; ///< to the server; its event counts for nothing
    QString name; ///< as its discovery page calls it; may be empty
    bool isTicketPublic = false; ///< the link's ticket was made for everybody: it goes into the file
    /// What a person should know of an event, in plain words.
    std::function<QString(const ScheduleCard &card, WallTime now)> words;
};

/// The schedule as a calendar that other programs read or follow (RFC 5545, RFC 7986).
///
/// UID is the event's id at the server's host, SEQUENCE follows the card's revision: the one number that never falls.
/// What else a card says can go back: the delays it knows are the last 32 and none after an event is set up anew, and
/// a phase is not final (an ended event can go on). So it also grows with what a calendar does not show.
///
/// Left out: events that are not listed; events that begin when their host is ready, until they do (a calendar has no
/// place for what has no time, and a VTODO would be a task for the reader). An end that is a guess is marked by
/// X-EARSHOT-END-ESTIMATED; without any DTEND an event would, by the RFC, be over as it begins.
/// Without METHOD, so that it is a snapshot and no invitation: DTSTAMP is the time of the last change.
QByteArray calendarOf(const Schedule &schedule, const CalendarServer &server, WallTime now);

} // namespace earshot
