#include "client/line_target.h"

#include "session/retry_policy.h"
#include "session/ticket_renewal.h"

#include <algorithm>

namespace earshot {

namespace {

/// The wall clock may be set meanwhile, and a timer's own range has an end.
constexpr milliseconds kLongestRenewalWait{std::chrono::hours{1}};

bool isAboutTicket(Cause cause)
{
    return cause == Cause::TicketExpired || cause == Cause::TicketRejected || cause == Cause::TicketRevoked;
}

} // namespace

bool isWorthProbing(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::DnsNotFound:
    case Cause::DnsNoAnswer:
    case Cause::ConnectionRefused:
    case Cause::ConnectTimeout:
    case Cause::NetworkUnreachable:
    case Cause::TlsExpired:
    case Cause::TlsNotYetValid:
    case Cause::TlsWrongName:
    case Cause::TlsUntrusted:
    case Cause::TlsBroken:
    case Cause::ForeignServer:
    case Cause::DiscoveryUnusable:
        return true;
    case Cause::HttpStatus:
        return failure.httpStatus != 429 && failure.httpStatus != 503 && !failure.retryAfter;
    default:
        return false;
    }
}

LineTarget::LineTarget(Clock &clock, Random &random, Session &session, Purpose purpose)
    : m_clock(clock)
    , m_random(random)
    , m_session(session)
    , m_purpose(purpose)
    , m_reader(clock)
    , m_renewal(clock)
    , m_probe(clock, random)
    , m_opinion(clock, random)
    , m_retry(clock.makeTimer())
    , m_renewalTimer(clock.makeTimer())
{
    connect(&m_reader, &DiscoveryReader::pageRead, this, &LineTarget::onPage);
    connect(&m_reader, &DiscoveryReader::failed, this, &LineTarget::onFailed);
    connect(&m_session, &Session::stateChanged, this, &LineTarget::onSessionChanged);
    connect(&m_probe, &Probe::changed, this, &LineTarget::changed);
    connect(&m_probe, &Probe::pageRead, this, &LineTarget::onProbedPage);
    connect(&m_opinion, &SecondOpinionReader::pageRead, this, &LineTarget::adopt);
    connect(&m_renewal, &DiscoveryReader::pageRead, this, [this](const DiscoveryPage &page) {
        takeTicket(page.listenerTicket);
        watchTicket();
    });
    connect(&m_renewal, &DiscoveryReader::failed, this, &LineTarget::watchTicket);
}

void LineTarget::open(const Link &link)
{
    m_link = link;
    m_since = m_clock.now();
    if (link.ticket.isEmpty())
        readPage();
    else
        start({link.server()}, link.ticket);
}

void LineTarget::start(std::vector<ServerAddress> servers, const QByteArray &ticket)
{
    m_servers = std::move(servers);
    m_ticket = ticket;
    emit ticketChanged(m_ticket);
    watchTicket();
    Session::Config config;
    config.servers = m_servers;
    config.credentials.ticket = m_ticket;
    m_session.start(config);
}

void LineTarget::tryNow()
{
    m_probedFor.reset();
    if (m_nextTry)
        readPage();
    else
        m_session.tryNow();
}

// ---- the first page

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
    m_reader.stop(); // the probe may have read the page first
    m_isReading = false;
    m_serverName = page.name;
    if (page.servers.empty() || page.listenerTicket.isEmpty()) {
        onFailed({Cause::DiscoveryUnusable, QStringLiteral("no servers or no listener ticket on the page")});
        return;
    }
    m_retry->stop();
    m_nextTry.reset();
    m_failure.reset();
    m_attempt = 0;
    start(page.servers, page.listenerTicket);
    emit changed();
}

void LineTarget::onFailed(const Failure &failure)
{
    if (m_session.stats().phase != LinePhase::Idle)
        return; // the probe's reading of the page was luckier
    m_isReading = false;
    m_failure = failure;
    const milliseconds wait = retryWait(failure, m_attempt++, {}, m_random);
    m_nextTry = m_clock.now() + wait;
    m_retry->start(wait, [this] { readPage(); });
    onBroken(failure, m_link.server());
    emit changed();
}

// ---- what the session meets

void LineTarget::onSessionChanged()
{
    const SessionStats &stats = m_session.stats();
    if (stats.phase == LinePhase::Dialing) {
        m_hasUntriedTicket = false;
    } else if (stats.phase == LinePhase::Live || stats.phase == LinePhase::Idle) {
        m_probe.stop();
        m_probedFor.reset();
        m_opinion.rest();
    } else if (stats.failure && (stats.phase == LinePhase::Waiting || stats.phase == LinePhase::Refused)) {
        const Failure failure = *stats.failure;
        // A crowd that is being spread has not been turned away yet.
        const bool isAskedFor = m_purpose == Purpose::Join || isAboutTicket(failure.cause);
        if (isAskedFor && !stats.spreading)
            m_opinion.ask(m_link);
        onBroken(failure, failedServer());
        // The line ended before it could move over to the renewed ticket.
        if (m_hasUntriedTicket && isAboutTicket(failure.cause))
            m_retry->start(milliseconds{0}, [this] { m_session.tryNow(); });
    }
}

void LineTarget::onBroken(const Failure &failure, const ServerAddress &server)
{
    if (m_purpose != Purpose::Join || m_probedFor == failure.cause)
        return;
    m_probedFor = failure.cause;
    if (isWorthProbing(failure) || isClockInDoubt(failure))
        m_probe.start({server, m_link});
    else
        m_probe.stop();
}

/// The server refuses a ticket that holds by this computer's clock: the Date of its web answers tells which clock is
/// wrong.
bool LineTarget::isClockInDoubt(const Failure &failure) const
{
    const std::optional<WallTime> expires = ticketExpiry(m_ticket);
    const bool isRefused = failure.cause == Cause::TicketRejected || failure.cause == Cause::TicketExpired;
    return isRefused && expires && *expires > m_clock.wall();
}

/// One of those the session was told, or one that the cluster named.
ServerAddress LineTarget::failedServer() const
{
    const QString host = m_session.stats().serverHost;
    const auto found = std::ranges::find_if(
        m_servers, [&](const ServerAddress &server) { return server.display() == host; });
    if (found != m_servers.end())
        return *found;
    ServerAddress learned = m_servers.empty() ? m_link.server() : m_servers.front();
    const QUrl parsed(QStringLiteral("ws://") + host);
    if (parsed.isValid() && !parsed.host().isEmpty()) {
        learned.url.setHost(parsed.host());
        learned.url.setPort(parsed.port());
    }
    return learned;
}

void LineTarget::onProbedPage(const DiscoveryPage &page)
{
    if (m_failure) {
        onPage(page);
        return;
    }
    m_opinion.take(m_link, page);
    adopt(page);
}

/// The page may know servers and a ticket that the link does not: they are tried at once.
void LineTarget::adopt(const DiscoveryPage &page)
{
    std::vector<ServerAddress> unknown;
    std::ranges::copy_if(page.servers, std::back_inserter(unknown), [this](const ServerAddress &server) {
        return std::ranges::find(m_servers, server) == m_servers.end();
    });
    m_servers.insert(m_servers.end(), unknown.begin(), unknown.end());
    m_session.addServers(unknown);
    const bool hasNewTicket = takeTicket(page.listenerTicket);
    const SessionStats &stats = m_session.stats();
    const bool ticketWasWrong = stats.failure && isAboutTicket(stats.failure->cause);
    emit changed();
    if (!unknown.empty() || (hasNewTicket && ticketWasWrong))
        m_session.tryNow();
}

// ---- the ticket

/// A ticket of a link is only replaced by one for the same account: the page's may be for another audience.
bool LineTarget::takeTicket(const QByteArray &ticket)
{
    const bool mayReplace = m_link.ticket.isEmpty() || isOfSameAccount(m_link.ticket, ticket);
    if (ticket.isEmpty() || ticket == m_ticket || !mayReplace)
        return false;
    m_ticket = ticket;
    emit ticketChanged(m_ticket);
    watchTicket();
    if (m_isTicketLent)
        return false;
    m_hasUntriedTicket = true;
    m_session.setCredentials({m_ticket, {}});
    if (m_session.isLive())
        m_session.renew();
    return true;
}

void LineTarget::watchTicket()
{
    m_renewalTimer->stop();
    const std::optional<WallTime> expires = ticketExpiry(m_ticket);
    if (!expires || *expires <= m_clock.wall())
        return; // Refused follows, and with it the second opinion
    const WallTime due = m_clock.wall() + renewalWait(*expires, m_clock.wall(), m_random);
    renewTicketAt(due);
}

void LineTarget::renewTicketAt(WallTime due)
{
    const milliseconds wait = std::clamp(due - m_clock.wall(), milliseconds{0}, kLongestRenewalWait);
    m_renewalTimer->start(wait, [this, due] {
        if (m_clock.wall() < due)
            renewTicketAt(due);
        else
            m_renewal.read(m_link);
    });
}

SessionStats LineTarget::stats() const
{
    SessionStats stats = m_session.stats();
    if (m_isReading || m_failure) {
        stats.phase = m_nextTry ? LinePhase::Waiting : LinePhase::Dialing;
        stats.phaseSince = m_since;
        stats.serverHost = m_link.server().display();
        stats.failure = m_failure;
        stats.nextTry = m_nextTry;
        stats.attempt = m_attempt;
    }
    if (stats.phase != LinePhase::Live) {
        stats.probe = m_probe.stats();
        stats.secondOpinion = m_opinion.opinion();
    }
    return stats;
}

} // namespace earshot
