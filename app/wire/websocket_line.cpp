#include "wire/websocket_line.h"

#include "wire/tls_failure.h"
#include "wire/upgrade_answer.h"

#include <QHostInfo>
#include <QNetworkRequest>
#include <QSslSocket>

#include <algorithm>

namespace earshot {

namespace {

/// The server puts all that waits for a client into one frame, so a frame is as long as a stall was.
constexpr quint64 kMaxIncoming = 16 * 1024 * 1024;
constexpr qsizetype kMaxDetail = 300;
constexpr milliseconds kConnectionAttemptDelay{250}; ///< RFC 8305 §8

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

} // namespace

// ---- the way to Open

// Idle -> Resolving
void WebSocketLine::open(const ServerAddress &server)
{
    Q_ASSERT(is<Idle>());
    m_server = server;
    const QUrl &url = server.url;
    const bool isPlain = url.scheme() == QLatin1StringView("ws");
    if (url.host().isEmpty() || (!isPlain && url.scheme() != QLatin1StringView("wss")))
        return end({Cause::LinkMalformed, QStringLiteral("server address")});
    if (isPlain && !isLoopback(url.host()))
        return end({Cause::LinkMalformed, QStringLiteral("unencrypted beyond this computer")});

    // Asked apart from the socket, which reports "no such name" and "no answer" alike. The socket's own
    // look-up then hits Qt's cache.
    enter(Resolving{});
    connect(&m_lookup, &HostLookup::answered, this, &WebSocketLine::onResolved);
    m_lookup.start(url.host());
}

// Resolving -> Connecting
void WebSocketLine::onResolved(const QHostInfo &result)
{
    if (result.error() == QHostInfo::HostNotFound)
        return end({Cause::DnsNotFound, result.errorString()});
    if (result.error() != QHostInfo::NoError || result.addresses().isEmpty())
        return end({Cause::DnsNoAnswer, result.errorString()});
    enter(Connecting{});
    dial();
    const QList<QHostAddress> addresses = result.addresses();
    const auto other = std::ranges::find_if(addresses,
        [&](const QHostAddress &address) { return address.protocol() != addresses.first().protocol(); });
    if (other != addresses.end() && is<Connecting>())
        m_fallback->start(kConnectionAttemptDelay, [this, address = *other] { tryOtherFamily(address); });
}

void WebSocketLine::tryOtherFamily(const QHostAddress &address)
{
    if (!is<Connecting>() || !m_tcp)
        return;
    m_scout = std::make_unique<QTcpSocket>();
    m_scout->setProxy(m_tcp->proxy());
    // Queued: the socket is destroyed in it.
    connect(
        m_scout.get(), &QTcpSocket::connected, this, [this, address] { changeFamily(address); },
        Qt::QueuedConnection);
    const bool isSecure = m_server.url.scheme() == QLatin1StringView("wss");
    m_scout->connectToHost(address, quint16(m_server.url.port(isSecure ? 443 : 80)));
}

/// QWebSocket dials by name alone; its socket is told anew, with the family that answers. It is not told of the
/// end of the first attempt.
void WebSocketLine::changeFamily(const QHostAddress &address)
{
    m_scout.reset();
    if (!is<Connecting>() || !m_tcp)
        return;
    const QUrl &url = m_server.url;
    m_tcp->blockSignals(true);
    m_tcp->abort();
    m_tcp->blockSignals(false);
    if (auto *tls = qobject_cast<QSslSocket *>(m_tcp))
        tls->connectToHostEncrypted(
            url.host(), quint16(url.port(443)), QIODevice::ReadWrite, address.protocol());
    else
        m_tcp->connectToHost(url.host(), quint16(url.port(80)), QIODevice::ReadWrite, address.protocol());
}

void WebSocketLine::dial()
{
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingFrameSize(kMaxIncoming);
    m_socket->setMaxAllowedIncomingMessageSize(kMaxIncoming);
    connect(m_socket.get(), &QWebSocket::connected, this, [this] {
        enter(Open{});
        emit opened();
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &WebSocketLine::received);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { emit received(text.toUtf8()); });
    connect(m_socket.get(), &QWebSocket::sslErrors, this, &WebSocketLine::onSslErrors);
    // Queued: bytes that came before the end are read by QWebSocket's own queued call, and are heard first.
    connect(m_socket.get(), kSocketError, this, &WebSocketLine::onGone, Qt::QueuedConnection);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketLine::onGone, Qt::QueuedConnection);
    connect(m_socket.get(), &QWebSocket::aboutToClose, this, &WebSocketLine::onGone, Qt::QueuedConnection);

    QUrl url = m_server.url;
    if (url.path().isEmpty())
        url.setPath(QStringLiteral("/"));
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Earshot/" EARSHOT_VERSION));
    m_socket->open(request);
    watchTcp();
}

// Connecting -> Upgrading (ws), Connecting -> Securing -> Upgrading (wss)
void WebSocketLine::watchTcp()
{
    m_tcp = m_socket->findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (!m_tcp)
        return end({Cause::TlsBroken, QStringLiteral("this Qt has no usable TLS library")});
    connect(m_tcp, &QTcpSocket::readyRead, this, &WebSocketLine::onUpgradeBytes);
    if (auto *tls = qobject_cast<QSslSocket *>(m_tcp)) {
        connect(tls, &QSslSocket::connected, this, [this] { enter(Securing{}); });
        connect(tls, &QSslSocket::encrypted, this, &WebSocketLine::onEncrypted);
    } else {
        connect(m_tcp, &QTcpSocket::connected, this, &WebSocketLine::awaitUpgrade);
    }
}

bool WebSocketLine::isPinned(const QSslCertificate &leaf) const
{
    return earshot::isPinned(leaf, m_server.certificateSha256);
}

void WebSocketLine::onSslErrors(const QList<QSslError> &errors)
{
    const auto *tls = qobject_cast<QSslSocket *>(m_tcp);
    const QSslCertificate leaf = tls ? tls->peerCertificate() : QSslCertificate();
    if (isPinned(leaf))
        m_socket->ignoreSslErrors();
    else if (m_server.certificateSha256.isEmpty())
        end(failureFromCertificate(leaf, errors, m_clock.wall()));
    else
        end(failureFromWrongPin(leaf));
}

void WebSocketLine::onEncrypted()
{
    const QSslCertificate leaf = qobject_cast<QSslSocket *>(m_tcp)->peerCertificate();
    if (!m_server.certificateSha256.isEmpty() && !isPinned(leaf))
        return end(failureFromWrongPin(leaf));
    awaitUpgrade();
}

/// The transaction keeps the answer to the upgrade in the socket while QWebSocket reads it.
void WebSocketLine::awaitUpgrade()
{
    enter(Upgrading{});
    m_tcp->startTransaction();
}

// Upgrading -> Switching
void WebSocketLine::onUpgradeBytes()
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
        end(*failure);
    else if (std::holds_alternative<Upgraded>(answer) && is<Upgrading>())
        enter(Switching{}); // QWebSocket has not read it yet, or did not like its key
}

// ---- open

void WebSocketLine::send(const QByteArray &bytes)
{
    if (is<Open>())
        m_socket->sendBinaryMessage(bytes);
}

qint64 WebSocketLine::backlog() const
{
    if (!m_socket)
        return 0;
    const auto *tls = qobject_cast<QSslSocket *>(m_tcp);
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

// ---- the end

Failure WebSocketLine::failureOfWaiting() const
{
    if (is<Resolving>())
        return {Cause::DnsNoAnswer, QStringLiteral("the resolver does not answer")};
    if (is<Connecting>())
        return {Cause::ConnectTimeout, QStringLiteral("no answer to the connection")};
    if (is<Securing>())
        return {Cause::ConnectTimeout, QStringLiteral("TLS handshake not finished")};
    return {Cause::ConnectTimeout, QStringLiteral("no answer to the WebSocket request")};
}

void WebSocketLine::onGone()
{
    if (!is<Ended>())
        end(is<Open>() ? failureOfLine() : failureOfReach());
}

/// Why there is no WebSocket, by how far the attempt came.
Failure WebSocketLine::failureOfReach() const
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

/// Why the WebSocket ended: the close reason, then what QWebSocket found wrong. The code
/// 1000 means nothing: QWebSocket gives it too where no close frame came.
Failure WebSocketLine::failureOfLine() const
{
    const QString reason = m_socket->closeReason();
    const Failure failure = failureFromServerError(reason.toUtf8());
    if (failure.cause != Cause::ServerLost)
        return failure;
    switch (m_socket->closeCode()) {
    case QWebSocketProtocol::CloseCodeProtocolError:
    case QWebSocketProtocol::CloseCodeDatatypeNotSupported:
    case QWebSocketProtocol::CloseCodeWrongDatatype:
    case QWebSocketProtocol::CloseCodeTooMuchData:
        return {Cause::ProtocolBroken, failure.detail};
    default:
        return {
            Cause::ServerLost, reason.isEmpty() ? QStringLiteral("closed without a reason") : failure.detail};
    }
}

// any -> Ended
void WebSocketLine::end(const Failure &failure)
{
    drop();
    // Queued: the caller may be inside a call of ours.
    QMetaObject::invokeMethod(
        this, [this, failure] { emit ended(failure); }, Qt::QueuedConnection);
}

void WebSocketLine::close()
{
    if (is<Open>())
        m_socket->close(QWebSocketProtocol::CloseCodeNormal);
    drop();
    disconnect();
}

// any -> Ended. The socket may be in the middle of a signal to us: it is destroyed from the event loop.
void WebSocketLine::drop()
{
    m_fallback->stop();
    m_scout.reset();
    m_lookup.stop();
    enter(Ended{});
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    if (m_tcp)
        m_tcp->disconnect(this);
    m_socket.release()->deleteLater();
}

} // namespace earshot
