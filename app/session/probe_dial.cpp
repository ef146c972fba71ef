#include "session/probe_dial.h"

#include <QNetworkProxy>

#include <algorithm>

namespace earshot {

namespace {

Failure failureOf(QAbstractSocket::SocketError error, const QString &text)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return {Cause::ConnectionRefused, text};
    case QAbstractSocket::SocketTimeoutError:
        return {Cause::ConnectTimeout, text};
    default:
        return {Cause::NetworkUnreachable, text};
    }
}

} // namespace

QList<QHostAddress> familiesInTurn(const QList<QHostAddress> &addresses)
{
    QList<QHostAddress> own;
    QList<QHostAddress> other;
    for (const QHostAddress &address : addresses)
        (address.protocol() == addresses.first().protocol() ? own : other) << address;
    QList<QHostAddress> mixed;
    for (qsizetype i = 0; i < std::max(own.size(), other.size()); ++i) {
        if (i < own.size())
            mixed << own[i];
        if (i < other.size())
            mixed << other[i];
    }
    return mixed;
}

ProbeDial::~ProbeDial()
{
    stop();
}

void ProbeDial::stop()
{
    for (const auto &attempt : m_attempts) {
        if (!attempt->socket)
            continue;
        attempt->socket->disconnect(this);
        attempt->socket->abort();
    }
}

void ProbeDial::start(const QList<QHostAddress> &addresses, quint16 port)
{
    m_begun = m_clock.now();
    const QList<QHostAddress> tried = familiesInTurn(addresses).mid(0, kMaxAddresses);
    for (const QHostAddress &address : tried) {
        m_attempts.push_back(
            std::make_unique<Attempt>(Attempt{address, std::make_unique<QSslSocket>(), {}, {}}));
        Attempt *attempt = m_attempts.back().get();
        attempt->socket->setProxy(QNetworkProxy::NoProxy);
        // Queued: a refusal may come while the socket is still being told to connect.
        connect(
            attempt->socket.get(), &QSslSocket::connected, this, [this, attempt] { onConnected(*attempt); },
            Qt::QueuedConnection);
        connect(
            attempt->socket.get(), &QSslSocket::errorOccurred, this, [this, attempt] { onError(*attempt); },
            Qt::QueuedConnection);
    }
    for (const auto &attempt : m_attempts)
        attempt->socket->connectToHost(attempt->address, port);
}

milliseconds ProbeDial::sinceStart() const
{
    return std::chrono::duration_cast<milliseconds>(m_clock.now() - m_begun);
}

void ProbeDial::onConnected(Attempt &attempt)
{
    if (attempt.took || attempt.failure)
        return;
    attempt.took = sinceStart();
    if (!m_first) {
        m_first = &attempt;
        emit connected();
    } else {
        attempt.socket->abort();
    }
    if (isSettled())
        emit settled();
}

void ProbeDial::onError(Attempt &attempt)
{
    if (attempt.took || attempt.failure || !attempt.socket)
        return;
    attempt.failure = failureOf(attempt.socket->error(), attempt.socket->errorString());
    attempt.took = sinceStart();
    if (isSettled())
        emit settled();
}

bool ProbeDial::isSettled() const
{
    return std::ranges::all_of(m_attempts, [](const auto &attempt) { return attempt->took.has_value(); });
}

std::unique_ptr<QSslSocket> ProbeDial::takeConnected()
{
    if (!m_first || !m_first->socket)
        return nullptr;
    m_first->socket->disconnect(this);
    return std::move(m_first->socket);
}

QHostAddress ProbeDial::connectedAddress() const
{
    return m_first ? m_first->address : QHostAddress();
}

Failure ProbeDial::failure() const
{
    for (const Cause cause : {Cause::ConnectionRefused, Cause::ConnectTimeout}) {
        const bool waits = cause == Cause::ConnectTimeout;
        if (std::ranges::any_of(m_attempts, [=](const auto &attempt) {
                return attempt->failure ? attempt->failure->cause == cause : waits && !attempt->took;
            }))
            return {cause, detail()};
    }
    return {Cause::NetworkUnreachable, detail()};
}

QString ProbeDial::detail() const
{
    QStringList parts;
    for (const auto &attempt : m_attempts) {
        const QString after = QString::number(attempt->took.value_or(sinceStart()).count());
        const QString address = attempt->address.toString();
        if (attempt->failure && attempt->failure->cause == Cause::ConnectionRefused)
            parts << QStringLiteral("%1 refused after %2 ms").arg(address, after);
        else if (attempt->failure)
            parts
                << QStringLiteral("%1 failed after %2 ms (%3)").arg(address, after, attempt->failure->detail);
        else if (attempt->took)
            parts << QStringLiteral("%1 connected in %2 ms").arg(address, after);
        else
            parts << QStringLiteral("%1 no answer in %2 ms").arg(address, after);
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace earshot
