#include "session/session.h"

namespace earshot {

namespace {
/// The new server has answered before; this is the answer to PING after the SUBs.
constexpr seconds kSubscribedWithin{3};

/// Nobody gives a ticket back for that.
bool isDoubtful(const Failure &failure, RetryKind kind)
{
    return failure.cause == Cause::TicketRejected && kind != RetryKind::Never;
}
}

void Session::renew()
{
    if (std::holds_alternative<Refused>(m_state)) {
        dial(m_servers.all());
    } else if (const Live *up = live()) {
        m_comeback.reset();
        move(m_servers.without(up->server));
    }
}

/// The server asked to move. It ends the lines one by one, a while from now; a crowd that left it all at once
/// would only carry the rush to the others.
void Session::drain()
{
    m_stats.drainingSince = m_clock.now();
    const bool isUnderWay
        = std::holds_alternative<Moving>(m_state) || std::holds_alternative<Settling>(m_state);
    if (isUnderWay)
        return;
    const milliseconds wait = m_comeback.afterLoss(m_reconnectSpread, m_random);
    if (wait.count() > 0)
        leaveAfter(wait);
    else
        move(m_servers.without(live()->server));
}

void Session::leaveAfter(milliseconds wait)
{
    enter(Leaving{Live(*live()), m_clock.now() + wait});
}

// Live, Leaving, Moving, Settling -> Moving
void Session::move(std::vector<ServerAddress> candidates)
{
    const quint64 dialled = ++m_dials;
    const Attempt chosen = choose(std::move(candidates));
    auto former = std::exchange(m_other, makeLine());
    enter(Moving{Live(*live()), chosen});
    SessionLine::retire(std::move(former));
    if (dialled == m_dials && std::holds_alternative<Moving>(m_state))
        open(*m_other, chosen.server);
}

/// Let in: what the next line must hear before it may take over.
void Session::join(Moving &moving, const NatsInfo &info)
{
    moving.joined = info;
    subscribeAll(*m_other);
    m_deadline->start(kSubscribedWithin, [this] {
        failMove({Cause::ConnectTimeout, QStringLiteral("no PONG after the subscriptions")});
    });
    m_other->connection().ping();
}

void Session::failMove(const Failure &failure)
{
    const std::vector<ServerAddress> left = std::get<Moving>(m_state).next.leftInRound;
    const RetryKind kind = m_comeback.afterTry(failure, int(left.size()));
    if (kind == RetryKind::OtherServerNow) {
        move(left);
        return;
    }
    if (kind == RetryKind::Never)
        enter(Live(*live()));
    else
        leaveAfter(m_comeback.afterRound(failure, m_config.backoff, m_random));
    if (!isDoubtful(failure, kind))
        emit moveFailed(failure);
}

// Moving -> Settling
void Session::moveOver()
{
    const Moving moving = std::get<Moving>(m_state);
    m_servers.learn(moving.joined->connectUrls, moving.next.server);
    m_stats.drainingSince.reset();
    m_stats.complaint.reset();
    m_stats.complainedAt.reset();
    std::swap(m_line, m_other);
    m_watch.start();
    enter(Settling{Live{moving.next.server, *moving.joined, m_clock.now()}, moving});
    if (isLive())
        emit moved();
}

// Settling -> Live
void Session::settle()
{
    m_comeback.reset();
    enter(Live(*live()));
    if (isLive() && m_stats.drainingSince)
        drain();
}

// Settling -> Leaving, Live
void Session::goBack(const Failure &failure)
{
    const Live former = std::get<Settling>(m_state).former;
    const RetryKind kind = m_comeback.afterTry(failure, 0);
    std::swap(m_line, m_other);
    m_watch.start();
    if (former.info.lameDuck)
        m_stats.drainingSince = m_clock.now();
    if (kind == RetryKind::Never) {
        enter(former);
    } else {
        const milliseconds wait = m_comeback.afterRound(failure, m_config.backoff, m_random);
        enter(Leaving{former, m_clock.now() + wait});
    }
    if (isLive())
        emit moved();
    if (!isDoubtful(failure, kind))
        emit moveFailed(failure);
}

// Moving -> Dialing, Joining, Live
void Session::goOnWithNext()
{
    const Moving moving = std::get<Moving>(m_state);
    auto former = std::exchange(m_line, std::move(m_other));
    if (moving.joined) {
        m_servers.learn(moving.joined->connectUrls, moving.next.server);
        goLive(moving.next.server, *moving.joined);
    } else if (moving.isGreeted) {
        enter(Joining{moving.next});
    } else {
        enter(Dialing{moving.next});
    }
    SessionLine::retire(std::move(former));
}

} // namespace earshot
