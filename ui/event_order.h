#pragma once

#include "event_words.h"

#include <array>

namespace earshot {

/// What somebody looks for on the page Events.
struct EventFilter {
    QString words; ///< all of them, in any order, anywhere; accents and capitals do not matter
    QString serverId; ///< empty = all servers

    bool isEmpty() const { return words.trimmed().isEmpty() && serverId.isEmpty(); }
    bool operator==(const EventFilter &) const = default;
};

struct EventEntry {
    const ServerView *server;
    const ScheduleCard *card;
    std::optional<WallTime> asOf; ///< as in EventContext
};

/// The events of all servers in one order of time, each in its section. An event that several servers of one cluster
/// list stands there once, from the server that is up to date.
struct EventOrder {
    std::array<std::vector<EventEntry>, 3> sections; ///< by EventSection
    bool anyoneLive = false;

    size_t count() const { return sections[0].size() + sections[1].size() + sections[2].size(); }
};

/// Whether the two are one server, or of one cluster: then an event's name is of one event.
bool isSameServer(const EventsView &view, const QString &id, const QString &otherId);

/// Points into `view`, which must outlive it.
EventOrder orderEvents(const EventsView &view, const EventFilter &filter, WallTime now);

} // namespace earshot
