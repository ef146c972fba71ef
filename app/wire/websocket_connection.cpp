#include "wire/websocket_connection.h"

#include "wire/pending_requests.h"
#include "wire/tls_failure.h"
#include "wire/upgrade_answer.h"

#include <QHostInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslSocket>
#include <QWebSocket>

#include <deque>
#include <variant>

namespace earshot
{

namespace
{

/// The server puts all that waits for a client into one frame, so a frame is as long as a stall was.
constexpr quint64 kMaxIncoming = 16 * 1024 * 1024;
constexpr qint64 kMaxBacklog = 8 * 1024 * 1024; ///< bytes that wait to be sent
constexpr size_t kMaxPings = 64; ///< unanswered
constexpr qsizetype kMaxDetail = 300;

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
constexpr auto kSocketError = &QWebSocket::errorOccurred;
#else
constexpr auto kSocketError = qOverload<QAbstractSocket::SocketError>(&QWebSocket::error);
#endif

bool isLoopback(const QString &host)
{
    return host.compare(QLatin1StringView("localhost"), Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

QByteArray connectOptions(const Connection::Options &options, const NatsInfo &info)
{
    QJsonObject json{
        {"verbose", false},
        {"pedantic", false},
        {"protocol", 1},
        {"headers", true},
        {"no_responders", true},
        {"echo", options.echo},
        {"lang", "c++"},
        {"version", EARSHOT_VERSION},
        {"name", QString::fromUtf8(options.clientName)},
    };
    const Credentials &credentials = options.credentials;
    if (!credentials.ticket.isEmpty())
        json["jwt"] = QString::fromLatin1(credentials.ticket);
    if (credentials.key) {
        if (credentials.ticket.isEmpty())
            json["nkey"] = QString::fromLatin1(credentials.key->publicKey());
        if (!info.nonce.isEmpty()) {
            const QByteArray signature = credentials.key->sign(info.nonce);
            json["sig"] = QString::fromLatin1(
                signature.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        }
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

/// See Connection; the way there:
///
///   Idle -> Resolving -> Connecting -> Securing -> Upgrading -> Switching -> Greeting -> Joining -> Open
///           (DNS)        (TCP)         (TLS; wss)  (HTTP)       (key check)  (INFO)      (PONG)
///   any  -> Ended
///
/// How far the attempt came says what a silence or a break means. QWebSocket's own TCP socket is watched too:
/// it alone knows the answer to a refused upgrade, and the certificate.
class WebSocketConnection final : public Connection
{
public:
    WebSocketConnection(Clock &clock, Random &random)
        : m_clock(clock)
        , m_requests(clock, random)
        , m_deadline(clock.makeTimer())
    {
    }
    ~WebSocketConnection() override { dropSocket(); }

    void open(const Options &options) override;
    quint64 subscribe(const QByteArray &subject) override;
    void unsubscribe(quint64 sid) override;
    void publish(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers) override;
    void request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout, Reply reply,
        const NatsHeaders &headers) override;
    void ping() override;
    void close() override;

private:
    struct Idle {
    };
    struct Resolving {
        int lookup = 0;
    };
    struct Connecting {
    };
    struct Securing {
    };
    struct Upgrading {
    };
    struct Switching {
    };
    struct Greeting {
    };
    struct Joining {
        NatsInfo info;
    };
    struct Open {
        NatsInfo info;
    };
    struct Ending {
    }; ///< decided; `closed` follows by a queued call
    struct Ended {
    };
    using State = std::variant<Idle, Resolving, Connecting, Securing, Upgrading, Switching, Greeting, Joining,
        Open, Ending, Ended>;

    template <typename Phase> bool is() const { return std::holds_alternative<Phase>(m_state); }
    bool isJoined() const { return is<Joining>() || is<Open>(); }
    bool isPinned() const { return !m_options.server.certificateSha256.isEmpty(); }
    void enter(State next) { m_state = std::move(next); }

    void onResolved(const QHostInfo &result);
    void dial();
    void watchTcp();
    void onSslErrors(const QList<QSslError> &errors);
    void onEncrypted();
    void awaitUpgrade();
    void onUpgradeBytes();

    void onBytes(const QByteArray &bytes);
    void on(const NatsInfo &info);
    void on(const NatsMessage &natsMessage);
    void on(const NatsError &error);
    void on(const NatsPing &) { send(nats::pong()); }
    void on(const NatsPong &);
    void on(const NatsOk &) { }

    void send(const QByteArray &bytes);
    void sendMessage(const QByteArray &subject, const QByteArray &payload, const QByteArray &replyTo,
        const NatsHeaders &headers);
    void complainLater(const Failure &failure);

    void onDeadline();
    void onSocketGone();
    Failure failureOfReach() const;
    Failure failureOfLine() const;
    void finishLater(const Failure &failure);
    void finish(const Failure &failure);
    void dropSocket();

    Clock &m_clock;
    Options m_options;
    State m_state;
    NatsParser m_parser;
    PendingRequests m_requests;
    quint64 m_lastSid = 0;
    quint64 m_inboxSid = 0; ///< 0 until the first request
    Instant m_arrival{}; ///< of the WebSocket message being read
    std::deque<Instant> m_pingsSent;
    std::optional<Failure> m_lastWord; ///< an -ERR of unknown weight, until the server says something else
    std::unique_ptr<Timer> m_deadline;
    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_tcp; ///< inside m_socket
};

// ---- the way to Open

// Idle -> Resolving
void WebSocketConnection::open(const Options &options)
{
    Q_ASSERT(is<Idle>());
    m_options = options;
    const QUrl &url = options.server.url;
    const bool isPlain = url.scheme() == QLatin1StringView("ws");
    if (url.host().isEmpty() || (!isPlain && url.scheme() != QLatin1StringView("wss")))
        return finishLater({Cause::LinkMalformed, QStringLiteral("server address")});
    if (isPlain && !isLoopback(url.host()))
        return finishLater({Cause::LinkMalformed, QStringLiteral("unencrypted beyond this computer")});

    m_deadline->start(options.deadline, [this] { onDeadline(); });
    // Asked apart from the socket, which reports "no such name" and "no answer" alike. The socket's own
    // look-up then hits Qt's cache.
    enter(Resolving{
        QHostInfo::lookupHost(url.host(), this, [this](const QHostInfo &result) { onResolved(result); })});
}

// Resolving -> Connecting
void WebSocketConnection::onResolved(const QHostInfo &result)
{
    if (!is<Resolving>())
        return;
    if (result.error() == QHostInfo::HostNotFound)
        return finish({Cause::DnsNotFound, result.errorString()});
    if (result.error() != QHostInfo::NoError || result.addresses().isEmpty())
        return finish({Cause::DnsNoAnswer, result.errorString()});
    enter(Connecting{});
    dial();
}

void WebSocketConnection::dial()
{
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingFrameSize(kMaxIncoming);
    m_socket->setMaxAllowedIncomingMessageSize(kMaxIncoming);
    connect(m_socket.get(), &QWebSocket::connected, this, [this] { enter(Greeting{}); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &WebSocketConnection::onBytes);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { onBytes(text.toUtf8()); });
    connect(m_socket.get(), &QWebSocket::sslErrors, this, &WebSocketConnection::onSslErrors);
    // Queued: bytes that came before the end are read by QWebSocket's own queued call, and are heard first.
    connect(m_socket.get(), kSocketError, this, &WebSocketConnection::onSocketGone, Qt::QueuedConnection);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketConnection::onSocketGone,
        Qt::QueuedConnection);
    connect(m_socket.get(), &QWebSocket::aboutToClose, this, &WebSocketConnection::onSocketGone,
        Qt::QueuedConnection);

    QUrl url = m_options.server.url;
    if (url.path().isEmpty())
        url.setPath(QStringLiteral("/"));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Earshot/" EARSHOT_VERSION));
    m_socket->open(request);
    watchTcp();
}

// Connecting -> Upgrading (ws), Connecting -> Securing -> Upgrading (wss)
void WebSocketConnection::watchTcp()
{
    m_tcp = m_socket->findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (!m_tcp)
        return finishLater({Cause::TlsBroken, QStringLiteral("this Qt has no usable TLS library")});
    connect(m_tcp, &QTcpSocket::readyRead, this, &WebSocketConnection::onUpgradeBytes);
    if (auto *tls = qobject_cast<QSslSocket *>(m_tcp)) {
        connect(tls, &QSslSocket::connected, this, [this] { enter(Securing{}); });
        connect(tls, &QSslSocket::encrypted, this, &WebSocketConnection::onEncrypted);
    } else {
        connect(m_tcp, &QTcpSocket::connected, this, &WebSocketConnection::awaitUpgrade);
    }
}

void WebSocketConnection::onSslErrors(const QList<QSslError> &errors)
{
    const auto *tls = qobject_cast<QSslSocket *>(m_tcp);
    const QSslCertificate leaf = tls ? tls->peerCertificate() : QSslCertificate();
    if (earshot::isPinned(leaf, m_options.server.certificateSha256))
        m_socket->ignoreSslErrors();
    else
        finish(isPinned() ? failureFromWrongPin(leaf) : failureFromCertificate(leaf, errors, m_clock.wall()));
}

void WebSocketConnection::onEncrypted()
{
    const QSslCertificate leaf = qobject_cast<QSslSocket *>(m_tcp)->peerCertificate();
    if (isPinned() && !earshot::isPinned(leaf, m_options.server.certificateSha256))
        return finish(failureFromWrongPin(leaf));
    awaitUpgrade();
}

/// The transaction keeps the answer to the upgrade in the socket while QWebSocket reads it.
void WebSocketConnection::awaitUpgrade()
{
    enter(Upgrading{});
    m_tcp->startTransaction();
}

// Upgrading -> Switching
void WebSocketConnection::onUpgradeBytes()
{
    if (!m_tcp->isTransactionStarted())
        return;
    const qint64 unread = m_tcp->bytesAvailable();
    m_tcp->rollbackTransaction();
    const qint64 readByWebSocket = m_tcp->bytesAvailable() - unread;
    const UpgradeAnswer answer = readUpgradeAnswer(m_tcp->peek(kMaxUpgradeHead), m_clock.wall());
    if (std::holds_alternative<UpgradePending>(answer))
        m_tcp->startTransaction();
    m_tcp->skip(readByWebSocket);

    if (const auto *failure = std::get_if<Failure>(&answer))
        finish(*failure);
    else if (std::holds_alternative<Upgraded>(answer) && is<Upgrading>())
        enter(Switching{}); // QWebSocket has not read it yet, or did not like its key
}

// ---- what the server says

void WebSocketConnection::onBytes(const QByteArray &bytes)
{
    const Instant arrival = m_clock.now();
    const QPointer<QObject> self(this); // every signal may end or destroy this object
    emit bytesReceived(bytes.size(), arrival);
    if (!self || is<Ended>())
        return;
    m_arrival = arrival;
    m_parser.feed(bytes);
    while (self && !is<Ended>()) {
        const ParsedOperation parsed = m_parser.next();
        if (std::holds_alternative<NeedMore>(parsed))
            return;
        if (const auto *broken = std::get_if<BrokenProtocol>(&parsed))
            return finish({is<Greeting>() ? Cause::ForeignServer : Cause::ProtocolBroken, broken->reason});
        const auto &operation = std::get<NatsOperation>(parsed);
        if (is<Greeting>() && !std::holds_alternative<NatsInfo>(operation)
            && !std::holds_alternative<NatsError>(operation))
            return finish({Cause::ForeignServer, QStringLiteral("its first words are no INFO")});
        std::visit([this](const auto &what) { on(what); }, operation);
    }
}

// Greeting -> Joining
void WebSocketConnection::on(const NatsInfo &info)
{
    if (is<Greeting>()) {
        enter(Joining{info});
        send(nats::connect(connectOptions(m_options, info)) + nats::ping());
    } else if (auto *joining = std::get_if<Joining>(&m_state)) {
        joining->info = info;
    } else if (auto *open = std::get_if<Open>(&m_state)) {
        open->info = info;
        emit infoChanged(info);
    }
}

// Joining -> Open
void WebSocketConnection::on(const NatsPong &)
{
    m_lastWord.reset();
    if (auto *joining = std::get_if<Joining>(&m_state)) {
        m_deadline->stop();
        const NatsInfo info = std::move(joining->info);
        enter(Open{info});
        emit opened(info);
    } else if (!m_pingsSent.empty()) {
        const Instant sent = m_pingsSent.front();
        m_pingsSent.pop_front();
        emit pongReceived(m_arrival - sent);
    }
}

void WebSocketConnection::on(const NatsMessage &natsMessage)
{
    m_lastWord.reset();
    if (!m_requests.take(natsMessage))
        emit message(natsMessage, m_arrival);
}

void WebSocketConnection::on(const NatsError &error)
{
    const Failure failure = failureFromServerError(error.text);
    if (leavesConnectionOpen(failure)) {
        emit complained(failure);
    } else if (failure.cause == Cause::ServerLost) {
        m_lastWord = failure;
        emit complained(failure);
    } else {
        finish(failure);
    }
}

// ---- what is asked of the connection

quint64 WebSocketConnection::subscribe(const QByteArray &subject)
{
    send(nats::subscribe(subject, ++m_lastSid));
    return m_lastSid;
}

void WebSocketConnection::unsubscribe(quint64 sid)
{
    send(nats::unsubscribe(sid));
}

void WebSocketConnection::publish(
    const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers)
{
    sendMessage(subject, payload, {}, headers);
}

void WebSocketConnection::request(const QByteArray &subject, const QByteArray &payload, milliseconds timeout,
    Reply reply, const NatsHeaders &headers)
{
    if (!isJoined())
        return reply(Failure{Cause::ServerLost, QStringLiteral("not connected")});
    if (m_inboxSid == 0)
        m_inboxSid = subscribe(m_requests.inboxSubject());
    sendMessage(subject, payload, m_requests.add(timeout, std::move(reply)), headers);
}

void WebSocketConnection::ping()
{
    if (!is<Open>() || m_pingsSent.size() == kMaxPings)
        return;
    m_pingsSent.push_back(m_clock.now());
    send(nats::ping());
}

void WebSocketConnection::sendMessage(const QByteArray &subject, const QByteArray &payload,
    const QByteArray &replyTo, const NatsHeaders &headers)
{
    const auto *open = std::get_if<Open>(&m_state);
    const qsizetype size = nats::messageBytes(payload, headers);
    if (open && size > open->info.maxPayload) {
        return complainLater({Cause::BadData,
            QStringLiteral("message of %1 bytes, the server takes %2").arg(size).arg(open->info.maxPayload)});
    }
    send(nats::publish(subject, payload, replyTo, headers));
}

/// Empty bytes are what the encoders make of a subject that is none.
void WebSocketConnection::send(const QByteArray &bytes)
{
    if (!isJoined())
        return;
    if (bytes.isEmpty())
        return complainLater({Cause::BadData, QStringLiteral("not a subject")});
    m_socket->sendBinaryMessage(bytes);
    const auto *tls = qobject_cast<QSslSocket *>(m_tcp);
    const qint64 backlog = m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
    if (backlog > kMaxBacklog)
        finishLater({Cause::StaleConnection, QStringLiteral("%1 bytes wait to be sent").arg(backlog)});
}

void WebSocketConnection::complainLater(const Failure &failure)
{
    QMetaObject::invokeMethod(
        this, [this, failure] { emit complained(failure); }, Qt::QueuedConnection);
}

// ---- the end

void WebSocketConnection::onDeadline()
{
    if (is<Resolving>())
        return finish({Cause::DnsNoAnswer, QStringLiteral("the resolver does not answer")});
    const QString missing = is<Connecting>() ? QStringLiteral("no answer to the connection")
        : is<Securing>()                     ? QStringLiteral("TLS handshake not finished")
        : is<Upgrading>() || is<Switching>() ? QStringLiteral("no answer to the WebSocket request")
        : is<Greeting>()                     ? QStringLiteral("no INFO")
                                             : QStringLiteral("no PONG");
    finish({Cause::ConnectTimeout, missing});
}

void WebSocketConnection::onSocketGone()
{
    if (is<Ending>() || is<Ended>())
        return;
    const bool isWebSocket = is<Greeting>() || isJoined();
    finish(isWebSocket ? failureOfLine() : failureOfReach());
}

/// Why there is no WebSocket, by how far the attempt came.
Failure WebSocketConnection::failureOfReach() const
{
    const QString detail = m_socket->errorString();
    if (is<Securing>())
        return {Cause::TlsBroken, detail};
    if (is<Upgrading>())
        return {Cause::ServerLost, QStringLiteral("closed without an answer to the WebSocket request")};
    if (is<Switching>())
        return {Cause::ForeignServer, detail.left(kMaxDetail)};
    switch (m_socket->error()) {
    case QAbstractSocket::ConnectionRefusedError:
        return {Cause::ConnectionRefused, detail};
    case QAbstractSocket::HostNotFoundError:
        return {Cause::DnsNotFound, detail};
    case QAbstractSocket::SocketTimeoutError:
        return {Cause::ConnectTimeout, detail};
    default:
        return {Cause::NetworkUnreachable, detail};
    }
}

/// Why the WebSocket ended: the last -ERR, then the close reason, then what QWebSocket found wrong. The code
/// 1000 means nothing: QWebSocket gives it too where no close frame came.
Failure WebSocketConnection::failureOfLine() const
{
    if (m_lastWord)
        return *m_lastWord;
    const QString reason = m_socket->closeReason();
    const Failure failure = failureFromServerError(reason.toUtf8());
    if (failure.cause != Cause::ServerLost)
        return failure;
    switch (m_socket->closeCode()) {
    case QWebSocketProtocol::CloseCodeProtocolError:
    case QWebSocketProtocol::CloseCodeDatatypeNotSupported:
    case QWebSocketProtocol::CloseCodeWrongDatatype:
    case QWebSocketProtocol::CloseCodeTooMuchData:
        return {is<Greeting>() ? Cause::ForeignServer : Cause::ProtocolBroken, failure.detail};
    default:
        return {
            Cause::ServerLost, reason.isEmpty() ? QStringLiteral("closed without a reason") : failure.detail};
    }
}

/// For ends found while the caller is inside a call of ours.
void WebSocketConnection::finishLater(const Failure &failure)
{
    enter(Ending{});
    QMetaObject::invokeMethod(
        this, [this, failure] { finish(failure); }, Qt::QueuedConnection);
}

// any -> Ended
void WebSocketConnection::finish(const Failure &failure)
{
    if (is<Ended>())
        return;
    dropSocket();
    const QPointer<QObject> self(this);
    m_requests.fail(failure);
    if (self)
        emit closed(failure);
}

void WebSocketConnection::close()
{
    if (is<Ended>())
        return;
    if (isJoined())
        m_socket->close(QWebSocketProtocol::CloseCodeNormal);
    dropSocket();
    m_requests.fail({Cause::ServerLost, QStringLiteral("closed here")});
}

/// The socket may be in the middle of a signal to us: it is destroyed from the event loop.
void WebSocketConnection::dropSocket()
{
    if (const auto *resolving = std::get_if<Resolving>(&m_state))
        QHostInfo::abortHostLookup(resolving->lookup);
    enter(Ended{});
    m_deadline->stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    if (m_tcp)
        m_tcp->disconnect(this);
    m_socket.release()->deleteLater();
}

} // namespace

std::unique_ptr<Connection> makeWebSocketConnection(Clock &clock, Random &random)
{
    return std::make_unique<WebSocketConnection>(clock, random);
}

} // namespace earshot
