#pragma once

#include "event/findable_events.h"

#include <QString>

#include <map>

namespace earshot {

/// Which events of each server the person at this computer finds: those that the server lists, and those that a link
/// led to. Main thread.
class KnownEvents
{
public:
    void add(const QString &serverId, const EventId &event);
    /// What was shown in an earlier run: what is not listed in it, a link led to.
    void remember(const QString &serverId, const Schedule &shown);
    /// Everything that the server holds.
    void setSchedule(const QString &serverId, const Schedule &all);
    void forget(const QString &serverId);
    Schedule shown(const QString &serverId) const;

private:
    struct Server {
        Schedule all;
        std::set<EventId> linked;
    };
    std::map<QString, Server> m_servers;
};

} // namespace earshot
