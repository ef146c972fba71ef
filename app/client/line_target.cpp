#include "client/line_target.h"

#include "session/retry_policy.h"

namespace earshot {

LineTarget::LineTarget(Clock &clock, Random &random, Session &session)
    : m_clock(clock)
    , m_random(random)
    , m_session(session)
    , m_reader(clock)
    , m_retry(clock.makeTimer())
{
    connect(&m_reader, &DiscoveryReader::pageRead, this, &LineTarget::onPage);
    connect(&m_reader, &DiscoveryReader::failed, this, &LineTarget::onFailed);
}

void LineTarget::open(const Link &link)
{
    m_link = link;
    m_since = m_clock.now();
    if (link.ticket.isEmpty()) {
        readPage();
        return;
    }
    Session::Config config;
    config.servers = {link.server()};
    config.credentials.ticket = link.ticket;
    m_session.start(config);
}

void LineTarget::tryNow()
{
    if (m_nextTry)
        readPage();
    else
        m_session.tryNow();
}

void LineTarget::readPage()
{
    m_retry->stop();
    m_nextTry.reset();
    m_isReading = true;
    emit changed();
    m_reader.read(m_link);
}

void LineTarget::onPage(const DiscoveryPage &page)
{
    m_isReading = false;
    m_serverName = page.name;
    if (page.servers.empty() || page.listenerTicket.isEmpty()) {
        onFailed({Cause::DiscoveryUnusable, QStringLiteral("no servers or no listener ticket on the page")});
        return;
    }
    m_failure.reset();
    m_attempt = 0;
    Session::Config config;
    config.servers = page.servers;
    config.credentials.ticket = page.listenerTicket;
    m_session.start(config);
    emit changed();
}

void LineTarget::onFailed(const Failure &failure)
{
    m_isReading = false;
    m_failure = failure;
    const milliseconds wait = retryWait(failure, m_attempt++, {}, m_random);
    m_nextTry = m_clock.now() + wait;
    m_retry->start(wait, [this] { readPage(); });
    emit changed();
}

SessionStats LineTarget::stats() const
{
    SessionStats stats = m_session.stats();
    if (!m_isReading && !m_failure)
        return stats;
    stats.phase = m_nextTry ? LinePhase::Waiting : LinePhase::Dialing;
    stats.phaseSince = m_since;
    stats.serverHost = m_link.server().display();
    stats.failure = m_failure;
    stats.nextTry = m_nextTry;
    stats.attempt = m_attempt;
    return stats;
}

} // namespace earshot
