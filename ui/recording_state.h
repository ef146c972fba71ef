#pragma once

#include "client/library_view.h"
#include "event_words.h"

#include <QCoreApplication>

namespace earshot {

/// What is known of an ended event's recording, in words: from its card, and from this computer where it is here.
class RecordingState
{
    Q_DECLARE_TR_FUNCTIONS(RecordingState)
public:
    /// What the library has of the event's recording: the very one that its card names, from whichever server; where
    /// it names none yet, what is kept of the event. Null: nothing.
    static const LibraryItem *itemOf(const ScheduleCard &card, const QString &serverId,
        const EventsView &events, const LibraryView &library);
    /// "recording complete, 31 MB, published 8 s after the end"
    static QString sentence(const ScheduleCard &card, WallTime now);
    /// Whether more should be there by now than is.
    static bool isWanting(const ScheduleCard &card, WallTime now);
    /// How far it is on this computer; empty where nothing of it is.
    static PillWords pill(const LibraryItem *item);
    /// What can be done with it; EventAction::None where nothing can.
    static EventButton button(const ScheduleCard &card, const LibraryItem *item);

private:
    static QString published(const ScheduleCard &card);
    static QString missing(const RecordingNote &note);
};

} // namespace earshot
