#pragma once

#include "base/result.h"
#include "base/units.h"
#include "wire/nats_codec.h"
#include "wire/nkey.h"

#include <QObject>
#include <QUrl>

#include <functional>

namespace earshot {

/// Where a server is dialled: `ws://…` (loopback only) or `wss://…`, with the pinned certificate where the
/// link has one.
struct ServerAddress {
    QUrl url;
    QByteArray
        certificateSha256; ///< raw 32 bytes of the pinned leaf certificate; empty = the system's authorities

    QString display() const
    {
        return url.host() + (url.port() > 0 ? QStringLiteral(":%1").arg(url.port()) : QString());
    }
    bool operator==(const ServerAddress &) const = default;
};

/// What lets a client in: a bearer ticket alone, or a ticket for `key`, which signs the server's nonce.
struct Credentials {
    QByteArray ticket;
    std::optional<NKey> key;
};

/// One attempt at one server: dials, says CONNECT, carries messages, and ends with exactly one `closed`.
///
///   made -> open() -> greeted() -> opened() -> … -> closed(failure)
///                  \-> closed(failure)
///
/// `opened` comes after the first PONG; an expired ticket's -ERR may still follow it.
/// Single-threaded: lives on the network thread.
class Connection : public QObject
{
    Q_OBJECT
public:
    struct Options {
        ServerAddress server;
        Credentials credentials;
        QByteArray clientName;
        bool echo = true; ///< false: own messages do not come back
        milliseconds deadline{5000}; ///< for the whole way to `opened`
    };

    /// Called once: the answer, RequestTimeout, NoResponders, or what ended the connection (also `close`).
    /// Destroying the connection without `close` drops it.
    using Reply = std::function<void(const Result<NatsMessage> &)>;

    virtual void open(const Options &options) = 0;
    /// Returns the subscription's id. Messages come by `message`.
    virtual quint64 subscribe(const QByteArray &subject) = 0;
    virtual void unsubscribe(quint64 sid) = 0;
    /// A message that the server would not take (subject, size) is dropped and complained about (BadData).
    virtual void publish(
        const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers = {})
        = 0;
    virtual void request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
        Reply reply, const NatsHeaders &headers = {})
        = 0;
    /// As `request`, where more than one answer comes (batched DIRECT.GET, a question to all servers): `each` is
    /// called for every answer until it returns false, and at last with a failure: RequestTimeout where none
    /// came for `timeout`, NoResponders, or what ended the connection.
    using EachReply = std::function<bool(const Result<NatsMessage> &)>;
    virtual void requestMany(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
        EachReply each, const NatsHeaders &headers = {})
        = 0;
    /// Sends PING; `pongReceived` follows with the round trip.
    virtual void ping() = 0;
    /// Ends the connection in order; `closed` does not follow.
    virtual void close() = 0;

signals:
    /// The server said INFO and now looks at the ticket.
    void greeted();
    void opened(const earshot::NatsInfo &info);
    void infoChanged(const earshot::NatsInfo &info);
    /// `arrival` is the clock at the read of the WebSocket message.
    void message(const earshot::NatsMessage &message, earshot::Instant arrival);
    void bytesReceived(qsizetype count, earshot::Instant arrival);
    void pongReceived(earshot::microseconds roundTrip);
    /// The server complained and stays connected (permissions, subscriptions).
    void complained(const earshot::Failure &failure);
    void closed(const earshot::Failure &failure);
};

/// The named cause behind the server's -ERR text or close reason, compared case-insensitively. A text that is
/// not known gives ServerLost with the text as its detail.
Failure failureFromServerError(const QByteArray &text);

/// True for the complaints after which the server goes on: permissions, subscriptions, subjects.
bool leavesConnectionOpen(const Failure &serverError);

} // namespace earshot
