#include "client/known_servers.h"

#include "client/schedule_export.h"

namespace earshot {

KnownServers::KnownServers(Clock &clock, NetworkThread &network, const QString &folder)
    : m_clock(clock)
    , m_network(network)
    , m_cache(clock, folder)
{
    connect(&network.side(), &NetworkSide::serverChanged, this, &KnownServers::take);
    connect(&m_cache, &ScheduleCache::found, this, &KnownServers::onFound);
    connect(&m_cache, &ScheduleCache::damaged, this, &KnownServers::onDamaged);
}

void KnownServers::add(const Link &server)
{
    Link serverOnly = server;
    serverOnly.event.reset();
    serverOnly.invitation.clear(); // for one event, and one time
    const QString id = serverOnly.withoutTicket();
    const auto known = m_links.find(id);
    if (known != m_links.end() && known->second == serverOnly)
        return;
    m_links[id] = serverOnly;
    if (!find(id)) {
        ServerView view;
        view.id = id;
        view.host = serverOnly.server().display();
        m_view.servers.push_back(view);
        m_cache.read(id);
    }
    emit changed(m_view);
    m_network.post([serverOnly](NetworkSide &network) { network.addServer(serverOnly); });
}

void KnownServers::remove(const QString &serverId)
{
    const QString id = serverId; // the caller's may be the view's own, which goes now
    m_links.erase(id);
    m_cache.forget(id);
    m_knownEvents.forget(id);
    std::erase_if(m_view.servers, [&](const ServerView &s) { return s.id == id; });
    emit changed(m_view);
    m_network.post([id](NetworkSide &network) { network.removeServer(id); });
}

void KnownServers::refresh()
{
    m_network.post([](NetworkSide &network) { network.refresh(); });
}

void KnownServers::showLinked(const QString &serverId, const EventId &event)
{
    m_knownEvents.add(serverId, event);
    ServerView *view = find(serverId);
    if (!view || !view->checked || view->isRemembered)
        return;
    view->schedule = m_knownEvents.shown(serverId);
    remember(*view);
    emit changed(m_view);
}

std::vector<Link> KnownServers::links() const
{
    std::vector<Link> all;
    for (const ServerView &view : m_view.servers)
        all.push_back(m_links.at(view.id));
    return all;
}

std::optional<Link> KnownServers::linkTo(const QString &serverId, const EventId &event) const
{
    const auto known = m_links.find(serverId);
    if (known == m_links.end())
        return std::nullopt;
    Link link = known->second;
    link.event = event;
    return link;
}

std::optional<ScheduleCard> KnownServers::card(const QString &serverId, const EventId &event) const
{
    const auto server = std::ranges::find(m_view.servers, serverId, &ServerView::id);
    if (server == m_view.servers.end())
        return std::nullopt;
    const auto card = std::ranges::find(server->schedule, event, &ScheduleCard::id);
    return card == server->schedule.end() ? std::nullopt : std::optional(*card);
}

QByteArray KnownServers::calendar(const QString &serverId, const EventId &event) const
{
    std::optional<ScheduleCard> own = card(serverId, event);
    if (!own)
        return {};
    own->listed = true; // in the calendar of who has the link
    const auto server = std::ranges::find(m_view.servers, serverId, &ServerView::id);
    return calendarFile(
        {.link = m_links.at(serverId), .name = server->name, .schedule = {*own}}, false, m_clock.wall());
}

ServerView *KnownServers::find(const QString &id)
{
    const auto found = std::ranges::find(m_view.servers, id, &ServerView::id);
    return found == m_view.servers.end() ? nullptr : &*found;
}

void KnownServers::remember(const ServerView &server)
{
    m_cache.put(server.id, {server.name, server.account, *server.checked, server.schedule});
}

void KnownServers::take(const ServerSnapshot &snapshot)
{
    ServerView *view = find(snapshot.id);
    if (!view)
        return;
    if (!snapshot.name.isEmpty())
        view->name = snapshot.name;
    if (!snapshot.account.isEmpty())
        view->account = QString::fromLatin1(snapshot.account);
    if (snapshot.checked) {
        view->checked = snapshot.checked;
        view->isRemembered = false;
        m_knownEvents.setSchedule(view->id, snapshot.schedule);
        view->schedule = m_knownEvents.shown(view->id);
    }
    if (snapshot.complete)
        emit scheduleRead(*view);
    view->trouble.reset();
    const std::optional<Failure> &failure = snapshot.session.failure;
    if (snapshot.complete && view->checked) {
        view->state = ServerView::State::UpToDate;
        view->cacheTrouble.reset();
        remember(*view);
    } else if (failure) {
        view->state = view->checked ? ServerView::State::Stale : ServerView::State::Failed;
        view->trouble = verdictForFailure(*failure, snapshot.link.host);
    } else {
        view->state = snapshot.checked ? ServerView::State::Stale : ServerView::State::Reading;
    }
    emit changed(m_view);
}

void KnownServers::onFound(const QString &serverId, const RememberedSchedule &remembered)
{
    ServerView *view = find(serverId);
    if (!view)
        return;
    m_knownEvents.remember(serverId, remembered.schedule);
    if (view->checked) {
        view->schedule = m_knownEvents.shown(serverId);
        emit changed(m_view);
        return;
    }
    view->isRemembered = true;
    view->checked = remembered.checked;
    view->schedule = remembered.schedule;
    if (view->name.isEmpty())
        view->name = remembered.name;
    if (view->account.isEmpty())
        view->account = remembered.account;
    if (view->state == ServerView::State::Failed)
        view->state = ServerView::State::Stale;
    emit changed(m_view);
}

void KnownServers::onDamaged(const QString &serverId, const Failure &failure)
{
    ServerView *view = find(serverId);
    if (!view || view->state == ServerView::State::UpToDate)
        return;
    view->cacheTrouble = failure;
    emit changed(m_view);
}

} // namespace earshot
