#include "client/known_events.h"

namespace earshot {

void KnownEvents::add(const QString &serverId, const EventId &event)
{
    m_servers[serverId].linked.insert(event);
}

void KnownEvents::remember(const QString &serverId, const Schedule &shown)
{
    for (const ScheduleCard &card : shown) {
        if (!card.listed)
            add(serverId, card.id);
    }
}

void KnownEvents::setSchedule(const QString &serverId, const Schedule &all)
{
    m_servers[serverId].all = all;
}

void KnownEvents::forget(const QString &serverId)
{
    m_servers.erase(serverId);
}

Schedule KnownEvents::shown(const QString &serverId) const
{
    const auto server = m_servers.find(serverId);
    return server == m_servers.end() ? Schedule{} : findableEvents(server->second.all, server->second.linked);
}

} // namespace earshot
