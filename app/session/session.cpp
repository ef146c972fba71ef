#include "session/session.h"

#include "wire/server_answer.h"

#include <algorithm>

namespace earshot {

namespace {

/// A line that stays up this long was really let in: a late -ERR about the ticket comes within one server
/// round trip.
constexpr seconds kProvenAfter{2};
/// A server that does not answer is named within the 3 s that "checking" may last; one that is slow rather
/// than dead (a satellite line needs six round trips) gets twice as long in each later round.
constexpr milliseconds kFirstDeadline{2800};
constexpr milliseconds kLongestDeadline{12'000};
/// A dial this old was made for the network before.
constexpr seconds kDialIsOldAfter{1};

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

/// The part of a state that says what is up.
template<typename State>
auto *liveIn(State &state)
{
    using Live = std::conditional_t<std::is_const_v<State>, const Session::Live, Session::Live>;
    return std::visit(
        [](auto &content) -> Live * {
            if constexpr (std::is_convertible_v<decltype(&content), Live *>)
                return &content;
            else
                return nullptr;
        },
        state);
}

} // namespace

Session::Session(Clock &clock, Random &random, ConnectionFactory factory)
    : m_clock(clock)
    , m_random(random)
    , m_factory(std::move(factory))
    , m_deadline(clock.makeTimer())
    , m_watch(clock,
          {[this] { m_line->connection().ping(); },
              [this](const Failure &failure) { lose(failure, m_reconnectSpread); },
              [this](const Failure &failure) { lose(failure, milliseconds{0}); }})
{ }

/// The connections go at once: where a thread ends, nothing would be deleted later.
Session::~Session()
{
    m_state = Idle{};
    m_other.reset();
    m_line.reset();
}

void Session::start(const Config &config)
{
    m_config = config;
    m_servers.configure(config.servers);
    m_comeback.reset();
    m_wasLive = false;
    SessionStats fresh;
    fresh.online = m_stats.online;
    fresh.resumedAt = m_stats.resumedAt;
    fresh.sleptFor = m_stats.sleptFor;
    m_stats = fresh;
    dial(m_servers.all());
}

void Session::stop()
{
    enter(Idle{});
}

void Session::tryNow()
{
    if (std::holds_alternative<Waiting>(m_state) || std::holds_alternative<Refused>(m_state))
        dial(m_servers.all());
}

void Session::setCredentials(const Credentials &credentials)
{
    m_config.credentials = credentials;
}

void Session::addServers(const std::vector<ServerAddress> &servers)
{
    m_servers.add(servers);
    m_stats.otherServers = m_servers.others();
}

void Session::checkLine()
{
    if (isLive()) {
        m_watch.check();
        return;
    }
    const auto *waiting = std::get_if<Waiting>(&m_state);
    const bool isOldDial = attempt() && m_clock.now() - m_stats.phaseSince >= kDialIsOldAfter;
    if (isOldDial || (waiting && isOfNetwork(waiting->cause.cause))) {
        m_comeback.reset();
        dial(m_servers.all());
    }
}

void Session::resumed(milliseconds sleptFor)
{
    m_stats.resumedAt = m_clock.now();
    m_stats.sleptFor = sleptFor;
    emit stateChanged();
    checkLine();
}

void Session::setOnline(std::optional<bool> online)
{
    if (m_stats.online == online)
        return;
    const bool isBack = online == true && m_stats.online == false;
    m_stats.online = online;
    emit stateChanged();
    if (isBack)
        checkLine();
}

const SessionStats &Session::stats() const
{
    m_stats.lastBytes = m_watch.lastBytes();
    m_stats.oldestUnansweredPing = isLive() ? m_watch.oldestUnansweredPing() : std::nullopt;
    return m_stats;
}

const Session::Live *Session::live() const
{
    return liveIn(m_state);
}

const Session::Attempt *Session::attempt() const
{
    if (const auto *dialing = std::get_if<Dialing>(&m_state))
        return dialing;
    return std::get_if<Joining>(&m_state);
}

void Session::enter(State next)
{
    m_deadline->stop();
    m_state = std::move(next);
    if (!isLive())
        m_watch.stop();
    describe();
    if (const auto *waiting = std::get_if<Waiting>(&m_state)) {
        m_deadline->start(waiting->until - m_clock.now(), [this] { dial(m_servers.all()); });
    } else if (const auto *leaving = std::get_if<Leaving>(&m_state)) {
        m_deadline->start(
            leaving->nextTry - m_clock.now(), [this] { move(m_servers.without(live()->server)); });
    } else if (std::holds_alternative<Settling>(m_state)) {
        m_deadline->start(kProvenAfter, [this] { settle(); });
    }

    // What their ends call back may enter another state.
    const bool usesOther
        = std::holds_alternative<Moving>(m_state) || std::holds_alternative<Settling>(m_state);
    auto other = usesOther ? nullptr : std::move(m_other);
    auto line = isLive() || attempt() ? nullptr : std::move(m_line);
    SessionLine::retire(std::move(other));
    SessionLine::retire(std::move(line));
    emit stateChanged();
}

/// The present state, in the stats.
void Session::describe()
{
    const bool wasLive = m_stats.phase == LinePhase::Live;
    if (!isLive() || !wasLive)
        m_stats.phaseSince = m_clock.now();
    m_stats.otherServers = m_servers.others();
    m_stats.attempt = m_comeback.failedRounds();
    m_stats.nextTry.reset();
    m_stats.spreading = false;
    if (!isLive())
        m_stats.drainingSince.reset();
    std::visit(Overloaded{
                   [this](const Idle &) { m_stats.phase = LinePhase::Idle; },
                   [this](const Dialing &dialing) {
                       m_stats.phase = LinePhase::Dialing;
                       m_stats.serverHost = dialing.server.display();
                   },
                   [this](const Joining &joining) {
                       m_stats.phase = LinePhase::Joining;
                       m_stats.serverHost = joining.server.display();
                   },
                   [this](const Live &live) {
                       m_stats.phase = LinePhase::Live;
                       m_stats.serverHost = live.server.display();
                       m_stats.serverName = live.info.serverName;
                       m_stats.serverVersion = live.info.version;
                       m_stats.failure.reset();
                       m_stats.failedAt.reset();
                   },
                   [this](const Waiting &waiting) {
                       m_stats.phase = LinePhase::Waiting;
                       m_stats.nextTry = waiting.until;
                       m_stats.spreading = waiting.isSpread;
                   },
                   [this](const Refused &) { m_stats.phase = LinePhase::Refused; },
               },
        m_state);
}

// ---- one dial

/// A random one of `candidates`; the rest stays for this round.
Session::Attempt Session::choose(std::vector<ServerAddress> candidates)
{
    const auto chosen = candidates.begin() + qsizetype(m_random.next() % candidates.size());
    ServerAddress server = *chosen;
    candidates.erase(chosen);
    return {server, std::move(candidates)};
}

void Session::dial(std::vector<ServerAddress> candidates)
{
    if (candidates.empty()) {
        enter(Refused{Failure{Cause::LinkMalformed, QStringLiteral("no server")}});
        return;
    }
    const quint64 dialled = ++m_dials;
    const Attempt chosen = choose(std::move(candidates));
    auto former = std::exchange(m_line, makeLine());
    enter(Dialing{chosen});
    SessionLine::retire(std::move(former));
    // A slot of stateChanged may have stopped the session meanwhile, or begun anew.
    if (dialled == m_dials && std::holds_alternative<Dialing>(m_state))
        open(*m_line, chosen.server);
}

std::unique_ptr<SessionLine> Session::makeLine()
{
    auto made = std::make_unique<SessionLine>(m_factory());
    SessionLine &line = *made;
    const Connection *from = &line.connection();
    connect(from, &Connection::greeted, this, [this, &line] { onGreeted(line); });
    connect(from, &Connection::opened, this, [this, &line](const auto &info) { onOpened(line, info); });
    connect(from, &Connection::closed, this, [this, &line](const auto &failure) { onClosed(line, failure); });
    connect(
        from, &Connection::infoChanged, this, [this, &line](const auto &info) { onInfoChanged(line, info); });
    connect(from, &Connection::complained, this, &Session::onComplained);
    connect(from, &Connection::message, this,
        [this, &line](const auto &message, Instant arrival) { onMessage(line, message, arrival); });
    connect(from, &Connection::bytesReceived, this, [this, &line](qsizetype count, Instant arrival) {
        m_stats.bytesReceived += quint64(count);
        if (isCurrent(line))
            m_watch.onBytes(arrival);
    });
    connect(from, &Connection::pongReceived, this,
        [this, &line](microseconds roundTrip) { onPong(line, roundTrip); });
    return made;
}

void Session::open(SessionLine &line, const ServerAddress &server)
{
    line.connection().open({server, m_config.credentials, m_config.clientName, m_config.echo,
        dialDeadline(m_comeback.failedRounds())});
}

void Session::goLive(const ServerAddress &server, const NatsInfo &info)
{
    if (m_wasLive)
        ++m_stats.reconnects;
    m_wasLive = true;
    m_stats.complaint.reset();
    m_stats.complainedAt.reset();
    m_watch.start();
    enter(Live{server, info, m_clock.now()});
    if (isLive())
        emit wentLive();
}

// ---- what the connections say

void Session::onGreeted(SessionLine &line)
{
    if (auto *moving = std::get_if<Moving>(&m_state); moving && !isCurrent(line))
        moving->isGreeted = true;
    else if (auto *dialing = std::get_if<Dialing>(&m_state))
        enter(Joining{std::move(*dialing)});
}

void Session::onOpened(SessionLine &line, const NatsInfo &info)
{
    if (auto *moving = std::get_if<Moving>(&m_state); moving && !isCurrent(line)) {
        join(*moving, info);
        return;
    }
    const Attempt *succeeded = attempt();
    if (!succeeded)
        return;
    const ServerAddress server = succeeded->server;
    m_servers.learn(info.connectUrls, server);
    subscribeAll(line);
    goLive(server, info);
}

void Session::onPong(SessionLine &line, microseconds roundTrip)
{
    if (!isCurrent(line)) {
        if (const auto *moving = std::get_if<Moving>(&m_state); moving && moving->joined)
            moveOver();
        return;
    }
    m_stats.roundTrip = roundTrip;
    m_watch.onPong();
}

void Session::onClosed(SessionLine &line, const Failure &failure)
{
    if (isCurrent(line)) {
        if (isLive())
            lose(failure, m_reconnectSpread);
        else
            failAttempt(failure);
    } else if (std::holds_alternative<Moving>(m_state)) {
        failMove(failure);
    } else if (std::holds_alternative<Settling>(m_state)) {
        settle();
    }
}

void Session::onInfoChanged(SessionLine &line, const NatsInfo &info)
{
    Live *up = liveIn(m_state);
    if (!up || !isCurrent(line))
        return;
    up->info = info;
    m_servers.learn(info.connectUrls, up->server);
    m_stats.otherServers = m_servers.others();
    if (info.lameDuck && !m_stats.drainingSince)
        drain();
}

void Session::onMessage(SessionLine &line, const NatsMessage &message, Instant arrival)
{
    const auto found = m_handlers.find(line.subjectOf(message.sid));
    if (found == m_handlers.end() || isServerAnswer(message))
        return;
    // A copy: the handler may unsubscribe itself.
    const MessageHandler handler = found->second;
    handler(message, arrival);
}

void Session::onComplained(const Failure &failure)
{
    m_stats.complaint = failure;
    m_stats.complainedAt = m_clock.now();
    emit complained(failure);
}

// ---- the ends

/// The line that was up has ended, or is given up.
void Session::lose(const Failure &failure, milliseconds spread)
{
    const Live lost = *live();
    if (std::holds_alternative<Settling>(m_state)) {
        goBack(failure);
        return;
    }
    m_stats.failure = m_stats.lostBy = failure;
    m_stats.failedAt = m_stats.lostAt = m_clock.now();
    if (std::holds_alternative<Moving>(m_state)) {
        goOnWithNext();
        return;
    }
    const bool isProven = m_clock.now() - lost.since >= kProvenAfter;
    if (retryKind(failure, 1) == RetryKind::Never) {
        enter(Refused{failure});
    } else if (!isProven) {
        waitAfter(failure);
    } else if (const auto *leaving = std::get_if<Leaving>(&m_state); leaving && m_comeback.isInCrowd()) {
        enter(Waiting{leaving->nextTry, failure, true});
    } else if (const milliseconds wait = m_comeback.afterLoss(spread, m_random); wait.count() > 0) {
        enter(Waiting{m_clock.now() + wait, failure, true});
    } else {
        dial(m_servers.without(lost.server));
    }
}

void Session::failAttempt(const Failure &failure)
{
    const Attempt *failed = attempt();
    if (!failed)
        return;
    m_stats.failure = failure;
    m_stats.failedAt = m_clock.now();
    switch (m_comeback.afterTry(failure, int(failed->leftInRound.size()))) {
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
    const milliseconds wait = m_comeback.afterRound(failure, m_config.backoff, m_random);
    enter(Waiting{m_clock.now() + wait, failure, m_comeback.isInCrowd()});
}

// ---- what is asked of the line

void Session::subscribeAll(SessionLine &line)
{
    for (const auto &[subject, handler] : m_handlers)
        line.subscribe(subject);
}

void Session::subscribe(const QByteArray &subject, MessageHandler handler)
{
    m_handlers[subject] = std::move(handler);
    if (isLive())
        m_line->subscribe(subject);
    if (const auto *moving = std::get_if<Moving>(&m_state); moving && moving->joined)
        m_other->subscribe(subject);
}

void Session::unsubscribe(const QByteArray &subject)
{
    if (m_handlers.erase(subject) == 0 || !isLive())
        return;
    m_line->unsubscribe(subject);
    if (m_other)
        m_other->unsubscribe(subject);
}

void Session::publish(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers)
{
    if (isLive())
        m_line->connection().publish(subject, payload, headers);
}

void Session::requestMany(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
    Connection::EachReply each, const NatsHeaders &headers)
{
    if (isLive())
        m_line->connection().requestMany(subject, payload, timeout, std::move(each), headers);
    else
        each(Failure{Cause::ServerLost, QStringLiteral("not connected")});
}

void Session::request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
    Connection::Reply reply, const NatsHeaders &headers)
{
    if (isLive())
        m_line->connection().request(subject, payload, timeout, std::move(reply), headers);
    else
        reply(Failure{Cause::ServerLost, QStringLiteral("not connected")});
}

} // namespace earshot
