#include "session/session.h"

#include "session/retry_policy.h"

#include <algorithm>

namespace earshot {

namespace {

/// A line that stays up this long was really let in: a late -ERR about the ticket comes within one server
/// round trip.
constexpr seconds kProvenAfter{2};
/// Without bytes for this long, PING asks whether the server is there; a stalled line is seen within 2 s.
constexpr seconds kQuietBeforePing{1};
/// With bytes flowing, PING only measures the round trip.
constexpr seconds kRoundTripRhythm{5};
/// Without any bytes for this long although asked, the line is given up; the kernel's own back-off would take
/// longer.
constexpr seconds kGivenUpAfter{5};
constexpr milliseconds kWatchRhythm{250};
/// A server that does not answer is named within the 3 s that "checking" may last; one that is slow rather
/// than dead (a satellite line needs six round trips) gets twice as long in each later round.
constexpr milliseconds kFirstDeadline{2800};
constexpr milliseconds kLongestDeadline{12'000};

milliseconds dialDeadline(int failedRounds)
{
    const int doublings = std::clamp(failedRounds, 0, 8);
    return std::min(kLongestDeadline, kFirstDeadline * (1 << doublings));
}

template<class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template<class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace

Session::Session(Clock &clock, Random &random, ConnectionFactory factory)
    : m_clock(clock)
    , m_random(random)
    , m_factory(std::move(factory))
    , m_deadline(clock.makeTimer())
    , m_watch(clock.makeTimer())
{ }

/// The connection goes at once: where a thread ends, nothing would be deleted later.
Session::~Session()
{
    if (!m_connection)
        return;
    m_connection->disconnect(this);
    m_connection->close();
}

void Session::start(const Config &config)
{
    m_config = config;
    m_servers = config.servers;
    m_attempt = 0;
    m_wasLive = false;
    m_stats = {};
    dial(m_servers);
}

void Session::stop()
{
    enter(Idle{});
}

void Session::tryNow()
{
    if (std::holds_alternative<Waiting>(m_state) || std::holds_alternative<Refused>(m_state))
        dial(m_servers);
}

void Session::setCredentials(const Credentials &credentials)
{
    m_config.credentials = credentials;
}

void Session::addServers(const std::vector<ServerAddress> &servers)
{
    for (std::vector<ServerAddress> *known : {&m_config.servers, &m_servers}) {
        for (const ServerAddress &server : servers) {
            if (known->size() < 64 && std::ranges::find(*known, server) == known->end())
                known->push_back(server);
        }
    }
    m_stats.otherServers = std::max(0, int(m_servers.size()) - 1);
}

void Session::renew() { }

void Session::checkLine() { }

void Session::enter(State next)
{
    m_deadline->stop();
    m_watch->stop();
    if (!std::holds_alternative<Joining>(next) && !std::holds_alternative<Live>(next))
        dropConnection();
    m_state = std::move(next);
    m_stats.phaseSince = m_clock.now();
    m_stats.otherServers = std::max(0, int(m_servers.size()) - 1);
    m_stats.attempt = m_attempt;
    m_stats.nextTry.reset();

    std::visit(Overloaded{
                   [this](const Idle &) { m_stats.phase = LinePhase::Idle; },
                   [this](const Dialing &dialing) {
                       m_stats.phase = LinePhase::Dialing;
                       m_stats.serverHost = dialing.server.display();
                   },
                   [this](const Joining &) { m_stats.phase = LinePhase::Joining; },
                   [this](const Live &live) {
                       m_stats.phase = LinePhase::Live;
                       m_stats.serverName = live.info.serverName;
                       m_stats.serverVersion = live.info.version;
                       m_stats.failure.reset();
                       m_stats.failedAt.reset();
                       m_stats.lastBytes = m_clock.now();
                       m_stats.oldestUnansweredPing.reset();
                       m_watch->start(kWatchRhythm, [this] { watchLine(); });
                   },
                   [this](const Waiting &waiting) {
                       m_stats.phase = LinePhase::Waiting;
                       m_stats.nextTry = waiting.until;
                       m_deadline->start(waiting.until - m_clock.now(), [this] { dial(m_servers); });
                   },
                   [this](const Refused &) { m_stats.phase = LinePhase::Refused; },
               },
        m_state);
    emit stateChanged();
}

/// Dials a random one of `candidates`; the rest stays for this round.
void Session::dial(std::vector<ServerAddress> candidates)
{
    if (candidates.empty()) {
        enter(Refused{Failure{Cause::LinkMalformed, QStringLiteral("no server")}});
        return;
    }
    const auto chosen = candidates.begin() + qsizetype(m_random.next() % candidates.size());
    ServerAddress server = *chosen;
    candidates.erase(chosen);
    enter(Dialing{{server, std::move(candidates)}});
    // A slot of stateChanged may have stopped the session meanwhile.
    if (!std::holds_alternative<Dialing>(m_state))
        return;

    m_connection = m_factory();
    connect(m_connection.get(), &Connection::greeted, this, &Session::onGreeted);
    connect(m_connection.get(), &Connection::opened, this, &Session::onOpened);
    connect(m_connection.get(), &Connection::closed, this, &Session::onClosed);
    connect(m_connection.get(), &Connection::infoChanged, this, &Session::onInfoChanged);
    connect(m_connection.get(), &Connection::complained, this, &Session::complained);
    connect(m_connection.get(), &Connection::message, this, &Session::onMessage);
    connect(m_connection.get(), &Connection::bytesReceived, this, [this](qsizetype count, Instant arrival) {
        m_stats.bytesReceived += quint64(count);
        m_stats.lastBytes = arrival;
    });
    connect(m_connection.get(), &Connection::pongReceived, this, [this](microseconds roundTrip) {
        m_stats.roundTrip = roundTrip;
        m_stats.oldestUnansweredPing.reset();
    });
    m_connection->open(
        {server, m_config.credentials, m_config.clientName, m_config.echo, dialDeadline(m_attempt)});
}

const Session::Attempt *Session::attempt() const
{
    if (const auto *dialing = std::get_if<Dialing>(&m_state))
        return dialing;
    return std::get_if<Joining>(&m_state);
}

void Session::onGreeted()
{
    if (auto *dialing = std::get_if<Dialing>(&m_state))
        enter(Joining{std::move(*dialing)});
}

void Session::onOpened(const NatsInfo &info)
{
    const Attempt *succeeded = attempt();
    if (!succeeded)
        return;
    learnServers(info);
    m_subjectOfSid.clear();
    for (auto &[subject, subscription] : m_subscriptions) {
        subscription.sid = m_connection->subscribe(subject);
        m_subjectOfSid[subscription.sid] = subject;
    }
    if (m_wasLive)
        ++m_stats.reconnects;
    m_wasLive = true;
    enter(Live{succeeded->server, info, m_clock.now()});
    if (isLive())
        emit wentLive();
}

void Session::onClosed(const Failure &failure)
{
    m_stats.failure = failure;
    m_stats.failedAt = m_clock.now();

    if (const auto *live = std::get_if<Live>(&m_state)) {
        const bool proven = m_clock.now() - live->since >= kProvenAfter;
        if (proven)
            m_attempt = 0;
        if (retryKind(failure, 1) == RetryKind::Never) {
            enter(Refused{failure});
        } else if (proven && m_reconnectSpread.count() > 0) {
            const milliseconds spread{std::int64_t(m_random.fraction() * double(m_reconnectSpread.count()))};
            enter(Waiting{m_clock.now() + spread, failure});
        } else if (proven) {
            dial(serversWithout(live->server));
        } else {
            waitAfter(failure);
        }
        return;
    }

    const Attempt *failed = attempt();
    if (!failed)
        return;
    switch (retryKind(failure, int(failed->leftInRound.size()))) {
    case RetryKind::Never:
        enter(Refused{failure});
        break;
    case RetryKind::OtherServerNow:
        dial(failed->leftInRound);
        break;
    case RetryKind::Wait:
        waitAfter(failure);
        break;
    }
}

void Session::waitAfter(const Failure &failure)
{
    const milliseconds wait = retryWait(failure, m_attempt++, m_config.backoff, m_random);
    enter(Waiting{m_clock.now() + wait, failure});
}

void Session::onInfoChanged(const NatsInfo &info)
{
    learnServers(info);
    if (info.lameDuck && isLive())
        onClosed({Cause::ServerDraining, QStringLiteral("lame duck")});
}

void Session::onMessage(const NatsMessage &message, Instant arrival)
{
    const auto subject = m_subjectOfSid.find(message.sid);
    if (subject == m_subjectOfSid.end())
        return;
    // A copy: the handler may unsubscribe itself.
    const MessageHandler handler = m_subscriptions.at(subject->second).handler;
    handler(message, arrival);
}

/// The cluster's gossip has `host:port` without a scheme: the own one is kept, and the pin too.
void Session::learnServers(const NatsInfo &info)
{
    const Attempt *joining = attempt();
    const auto *live = std::get_if<Live>(&m_state);
    if (!joining && !live)
        return;
    const ServerAddress &from = joining ? joining->server : live->server;
    m_servers = m_config.servers;
    for (const QString &hostAndPort : info.connectUrls) {
        if (m_servers.size() >= 64)
            break;
        const QUrl parsed(QStringLiteral("ws://") + hostAndPort);
        if (!parsed.isValid() || parsed.host().isEmpty())
            continue;
        ServerAddress learned = from;
        learned.url.setHost(parsed.host());
        learned.url.setPort(parsed.port());
        if (std::ranges::find(m_servers, learned) == m_servers.end())
            m_servers.push_back(std::move(learned));
    }
    m_stats.otherServers = std::max(0, int(m_servers.size()) - 1);
}

/// All servers but the one just lost; that one alone where there is no other.
std::vector<ServerAddress> Session::serversWithout(const ServerAddress &lost) const
{
    std::vector<ServerAddress> others;
    std::ranges::copy_if(m_servers, std::back_inserter(others), [&](const auto &s) { return s != lost; });
    return others.empty() ? m_servers : others;
}

void Session::watchLine()
{
    const Instant now = m_clock.now();
    const auto quiet = now - m_stats.lastBytes.value_or(now);
    if (quiet >= kGivenUpAfter) {
        onClosed(
            {Cause::ServerLost, QStringLiteral("no bytes for %1 s").arg(seconds{kGivenUpAfter}.count())});
        return;
    }
    const bool due = quiet >= kQuietBeforePing || now - m_lastPing >= kRoundTripRhythm;
    if (due && !m_stats.oldestUnansweredPing) {
        m_stats.oldestUnansweredPing = now;
        m_lastPing = now;
        m_connection->ping();
    }
    m_watch->start(kWatchRhythm, [this] { watchLine(); });
}

void Session::dropConnection()
{
    if (!m_connection)
        return;
    m_connection->disconnect(this);
    m_connection->close();
    // Often called from one of the connection's own signals.
    m_connection.release()->deleteLater();
    for (auto &[subject, subscription] : m_subscriptions)
        subscription.sid = 0;
    m_subjectOfSid.clear();
}

void Session::subscribe(const QByteArray &subject, MessageHandler handler)
{
    Subscription &subscription = m_subscriptions[subject];
    subscription.handler = std::move(handler);
    if (isLive() && subscription.sid == 0) {
        subscription.sid = m_connection->subscribe(subject);
        m_subjectOfSid[subscription.sid] = subject;
    }
}

void Session::unsubscribe(const QByteArray &subject)
{
    const auto found = m_subscriptions.find(subject);
    if (found == m_subscriptions.end())
        return;
    if (isLive() && found->second.sid != 0) {
        m_connection->unsubscribe(found->second.sid);
        m_subjectOfSid.erase(found->second.sid);
    }
    m_subscriptions.erase(found);
}

void Session::publish(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers)
{
    if (isLive())
        m_connection->publish(subject, payload, headers);
}

void Session::requestMany(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
    Connection::EachReply each, const NatsHeaders &headers)
{
    if (isLive())
        m_connection->requestMany(subject, payload, timeout, std::move(each), headers);
    else
        each(Failure{Cause::ServerLost, QStringLiteral("not connected")});
}

void Session::request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
    Connection::Reply reply, const NatsHeaders &headers)
{
    if (isLive())
        m_connection->request(subject, payload, timeout, std::move(reply), headers);
    else
        reply(Failure{Cause::ServerLost, QStringLiteral("not connected")});
}

} // namespace earshot
