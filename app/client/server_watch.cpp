#include "client/server_watch.h"

#include "wire/websocket_connection.h"

namespace earshot {

ServerWatch::ServerWatch(Clock &clock, Random &random, const Link &link)
    : m_clock(clock)
    , m_link(link)
    , m_session(clock, random, webSocketConnections(clock, random))
    , m_target(clock, random, m_session, LineTarget::Purpose::Watch)
    , m_reader(clock, m_session)
{
    connect(&m_session, &Session::stateChanged, this, &ServerWatch::changed);
    connect(&m_target, &LineTarget::changed, this, &ServerWatch::changed);
    connect(&m_reader, &ScheduleReader::changed, this, [this] {
        if (m_reader.isComplete())
            m_checked = m_clock.wall();
        emit changed();
    });
    m_target.open(link);
}

ServerSnapshot ServerWatch::snapshot() const
{
    const bool complete = m_session.isLive() && m_reader.isComplete();
    return {m_link.withoutTicket(), m_link, m_target.serverName(), m_target.stats(), complete, m_checked,
        m_reader.schedule()};
}

void ServerWatch::refresh()
{
    if (m_session.isLive())
        m_reader.refresh();
    else
        m_target.tryNow();
}

} // namespace earshot
