#pragma once

#include "client/known_events.h"
#include "client/network_thread.h"
#include "client/schedule_cache.h"
#include "client/view.h"

#include <map>

namespace earshot {

/// The servers that this person knows, and the schedule of each: as the network thread tells it, and until a server answers
/// as it was last known. Main thread.
class KnownServers : public QObject
{
    Q_OBJECT
public:
    /// Schedules are remembered in `folder`.
    KnownServers(Clock &clock, NetworkThread &network, const QString &folder);

    /// Or its new ticket.
    void add(const Link &server);
    void remove(const QString &serverId);
    void refresh();
    /// An event that is on no schedule is shown to whoever has its link.
    void showLinked(const QString &serverId, const EventId &event);

    const EventsView &view() const { return m_view; }
    std::vector<Link> links() const; ///< with tickets
    std::optional<Link> linkTo(const QString &serverId, const EventId &event) const;
    /// As it is shown.
    std::optional<ScheduleCard> card(const QString &serverId, const EventId &event) const;
    /// As Client::calendar.
    QByteArray calendar(const QString &serverId, const EventId &event) const;

signals:
    void changed(const earshot::EventsView &view);
    /// All that the server holds was read, on the present line.
    void scheduleRead(const earshot::ServerView &server);

private:
    void take(const ServerSnapshot &snapshot);
    void onFound(const QString &serverId, const RememberedSchedule &remembered);
    void onDamaged(const QString &serverId, const Failure &failure);
    void remember(const ServerView &server);
    ServerView *find(const QString &id);

    Clock &m_clock;
    NetworkThread &m_network;
    EventsView m_view;
    std::map<QString, Link> m_links; ///< by server id
    KnownEvents m_knownEvents;
    ScheduleCache m_cache;
};

} // namespace earshot
