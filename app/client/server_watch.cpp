#include "client/server_watch.h"

#include "client/event_join.h"
#include "session/ticket_renewal.h"
#include "wire/websocket_connection.h"

namespace earshot {

QString serverIdOf(Link link)
{
    link.event.reset();
    return link.withoutTicket();
}

ServerWatch::OwnLine::OwnLine(Clock &clock, Random &random)
    : session(clock, random, webSocketConnections(clock, random))
    , target(clock, random, session, LineTarget::Purpose::Watch)
{ }

ServerWatch::ServerWatch(Clock &clock, Random &random, const Link &link)
    : m_clock(clock)
    , m_random(random)
    , m_link(link)
{
    openOwnLine();
}

void ServerWatch::openOwnLine()
{
    m_own = std::make_unique<OwnLine>(m_clock, m_random);
    connect(&m_own->target, &LineTarget::changed, this, [this] {
        m_name = m_own->target.serverName();
        emit changed();
    });
    readOver(m_own->session);
    if (m_wakefulness)
        m_wakefulness->watchOver(m_own->session, m_own->target);
    m_own->target.open(m_link);
}

void ServerWatch::readOver(Session &session)
{
    m_reader = std::make_unique<ScheduleReader>(m_clock, session);
    connect(&session, &Session::stateChanged, m_reader.get(), [this] { emit changed(); });
    connect(m_reader.get(), &ScheduleReader::changed, this, [this] {
        if (m_reader->isComplete()) {
            m_checked = m_clock.wall();
            m_schedule = m_reader->schedule();
        }
        emit changed();
    });
}

void ServerWatch::follow(Wakefulness &wakefulness)
{
    m_wakefulness = &wakefulness;
    if (m_own)
        wakefulness.watchOver(m_own->session, m_own->target);
}

void ServerWatch::share(EventJoin &joined)
{
    m_reader.reset();
    m_own.reset();
    m_joined = &joined;
    readOver(joined.session());
    connect(&joined.target(), &LineTarget::changed, m_reader.get(), [this] {
        if (!m_joined->target().serverName().isEmpty())
            m_name = m_joined->target().serverName();
        emit changed();
    });
    emit changed();
}

void ServerWatch::endSharing()
{
    if (!m_joined)
        return;
    m_reader.reset();
    m_joined = nullptr;
    openOwnLine();
}

ServerSnapshot ServerWatch::snapshot() const
{
    const Session &session = m_joined ? m_joined->session() : m_own->session;
    const SessionStats stats = m_joined ? m_joined->stats() : m_own->target.stats();
    const QByteArray &ticket = m_joined ? m_joined->target().ticket() : m_own->target.ticket();
    return {m_link.withoutTicket(), m_link, m_name, accountOf(ticket).value_or(QByteArray()), stats,
        session.isLive() && m_reader->isComplete(), m_checked, m_schedule};
}

Session &ServerWatch::session()
{
    return m_joined ? m_joined->session() : m_own->session;
}

void ServerWatch::refresh()
{
    if (session().isLive())
        m_reader->refresh();
    else if (m_joined)
        m_joined->tryNow();
    else
        m_own->target.tryNow();
}

} // namespace earshot
