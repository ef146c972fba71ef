#pragma once

#include "base/clock.h"
#include "wire/connection.h"
#include "wire/host_lookup.h"

#include <QPointer>
#include <QSslError>
#include <QWebSocket>

#include <memory>
#include <variant>

namespace earshot {

/// The bytes' way to one server: dials a WebSocket, carries binary messages, and says how it ended.
///
///   Idle -> Resolving -> Connecting -> Securing -> Upgrading -> Switching -> Open
///           (DNS)        (TCP)         (TLS; wss)  (HTTP)       (key check)
///   any  -> Ended
///
/// How far it came says what a silence or a break means. QWebSocket's own TCP socket is watched too: it alone
/// knows the answer to a refused upgrade, and the certificate. Where the first address family goes nowhere for
/// 250 ms, the other one is dialled beside it, and takes over if it answers first (RFC 8305 §5): Qt alone would
/// wait 30 s for each address. Single-threaded.
class WebSocketLine : public QObject
{
    Q_OBJECT
public:
    explicit WebSocketLine(Clock &clock)
        : m_clock(clock)
        , m_fallback(clock.makeTimer())
    { }
    ~WebSocketLine() override { drop(); }

    void open(const ServerAddress &server);
    void send(const QByteArray &bytes);
    qint64 backlog() const; ///< bytes that wait to be sent
    /// Says goodbye where it was open. Nothing is signalled afterwards.
    void close();
    void drop();
    /// ConnectTimeout or DnsNoAnswer with what has not come yet.
    Failure failureOfWaiting() const;

signals:
    void opened();
    void received(const QByteArray &bytes);
    /// Once. Every message that came before has been signalled.
    void ended(const earshot::Failure &failure);

private:
    // clang-format off
    struct Idle { };
    struct Resolving { };
    struct Connecting { };
    struct Securing { };
    struct Upgrading { };
    struct Switching { };
    struct Open { };
    struct Ended { };
    // clang-format on
    using State = std::variant<Idle, Resolving, Connecting, Securing, Upgrading, Switching, Open, Ended>;

    template<typename Phase>
    bool is() const
    {
        return std::holds_alternative<Phase>(m_state);
    }
    void enter(State next) { m_state = std::move(next); }
    void end(const Failure &failure);

    void onResolved(const QHostInfo &result);
    void dial();
    void tryOtherFamily(const QHostAddress &address);
    void changeFamily(const QHostAddress &address);
    void watchTcp();
    bool isPinned(const QSslCertificate &leaf) const;
    void onSslErrors(const QList<QSslError> &errors);
    void onEncrypted();
    void awaitUpgrade();
    void onUpgradeBytes();
    void onGone();
    Failure failureOfReach() const;
    Failure failureOfLine() const;

    Clock &m_clock;
    ServerAddress m_server;
    State m_state;
    HostLookup m_lookup;
    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_tcp; ///< inside m_socket
    std::unique_ptr<Timer> m_fallback;
    std::unique_ptr<QTcpSocket> m_scout; ///< dials the other family beside m_tcp
};

} // namespace earshot
