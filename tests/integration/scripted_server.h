#pragma once

#include <QCryptographicHash>
#include <QSslServer>
#include <QTcpSocket>
#include <QUrl>

#include <limits>
#include <memory>
#include <optional>

namespace earshot::test {

/// Answers the first HTTP request of each client with fixed bytes; `{accept}` in them becomes the right
/// answer to the WebSocket key.
class ScriptedServer
{
public:
    /// With `tls`, the server speaks TLS with that configuration's certificate.
    explicit ScriptedServer(QByteArray answer, bool closesAfterwards = false,
        const std::optional<QSslConfiguration> &tls = std::nullopt)
        : m_answer(std::move(answer))
        , m_closesAfterwards(closesAfterwards)
    {
        if (tls) {
            auto server = std::make_unique<QSslServer>();
            server->setSslConfiguration(*tls);
            m_server = std::move(server);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        m_server->listen(QHostAddress::LocalHost);
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
            QTcpSocket *client = m_server->nextPendingConnection();
            QObject::connect(client, &QTcpSocket::readyRead, m_server.get(),
                [this, client, request = QByteArray()]() mutable { respond(client, request); });
        });
    }

    QUrl url(const QString &scheme = QStringLiteral("ws")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(m_server->serverPort()));
    }
    /// All that all clients said.
    QByteArray request() const { return m_request; }
    /// The answer comes in pieces of this many bytes, each after a turn of the event loop.
    void setPieces(qsizetype size) { m_piece = size; }

private:
    void respond(QTcpSocket *client, QByteArray &request)
    {
        const QByteArray news = client->readAll();
        m_request += news;
        const bool isAnswered = request.contains("\r\n\r\n");
        request += news;
        if (!isAnswered && request.contains("\r\n\r\n"))
            send(client, QByteArray(m_answer).replace("{accept}", acceptKey(request)));
    }

    void send(QTcpSocket *client, const QByteArray &bytes)
    {
        client->write(bytes.left(m_piece));
        client->flush();
        if (bytes.size() > m_piece) {
            QMetaObject::invokeMethod(
                client, [this, client, bytes] { send(client, bytes.mid(m_piece)); }, Qt::QueuedConnection);
        } else if (m_closesAfterwards) {
            client->disconnectFromHost();
        }
    }

    static QByteArray acceptKey(const QByteArray &request)
    {
        const QByteArray name("Sec-WebSocket-Key: ");
        const qsizetype at = request.indexOf(name) + name.size();
        const QByteArray key = request.mid(at, request.indexOf("\r\n", at) - at);
        const QByteArray guid("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"); // RFC 6455 §1.3
        return QCryptographicHash::hash(key + guid, QCryptographicHash::Sha1).toBase64();
    }

    QByteArray m_answer;
    qsizetype m_piece = std::numeric_limits<qsizetype>::max();
    bool m_closesAfterwards;
    std::unique_ptr<QTcpServer> m_server;
    QByteArray m_request;
};

} // namespace earshot::test
