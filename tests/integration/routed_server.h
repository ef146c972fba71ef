#pragma once

#include <QSslServer>
#include <QTcpSocket>
#include <QUrl>

#include <map>
#include <memory>
#include <optional>

namespace earshot::test {

/// A web server of the test's own: a fixed answer for each path, and one for all others. An empty answer is never
/// given: the client waits.
class RoutedServer
{
public:
    explicit RoutedServer(const std::optional<QSslConfiguration> &tls = std::nullopt,
        const QHostAddress &address = QHostAddress(QHostAddress::LocalHost), quint16 port = 0)
    {
        if (tls) {
            auto server = std::make_unique<QSslServer>();
            server->setSslConfiguration(*tls);
            m_server = std::move(server);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        m_server->listen(address, port);
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
            QTcpSocket *client = m_server->nextPendingConnection();
            QObject::connect(client, &QTcpSocket::readyRead, m_server.get(),
                [this, client, request = QByteArray()]() mutable { respond(client, request); });
        });
    }

    void answer(const QByteArray &path, const QByteArray &bytes) { m_answers[path] = bytes; }
    /// Of every path that has none of its own.
    void answerAll(const QByteArray &bytes) { m_standard = bytes; }
    void answerPage(const QByteArray &json)
    {
        answer("/.well-known/earshot.json", response("200 OK", "Content-Type: application/json\r\n", json));
    }
    static QByteArray response(const QByteArray &status, const QByteArray &fields, const QByteArray &body)
    {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size())
            + "\r\nConnection: close\r\n" + fields + "\r\n" + body;
    }

    quint16 port() const { return m_server->serverPort(); }
    QUrl url(const QString &scheme = QStringLiteral("ws")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(port()));
    }
    /// How often a path was asked for.
    int asked(const QByteArray &path) const
    {
        const auto found = m_asked.find(path);
        return found == m_asked.end() ? 0 : found->second;
    }
    int askedForPage() const { return asked("/.well-known/earshot.json"); }
    /// All that all clients said.
    const QByteArray &heard() const { return m_heard; }

private:
    void respond(QTcpSocket *client, QByteArray &request)
    {
        const QByteArray news = client->readAll();
        m_heard += news;
        const bool isAnswered = request.contains("\r\n\r\n");
        request += news;
        if (isAnswered || !request.contains("\r\n\r\n"))
            return;
        const QByteArray path = request.split(' ').value(1);
        ++m_asked[path];
        const auto found = m_answers.find(path);
        const QByteArray answer = found == m_answers.end() ? m_standard : found->second;
        if (answer.isEmpty())
            return;
        client->write(answer);
        if (answer.contains("Connection: close"))
            client->disconnectFromHost();
    }

    std::unique_ptr<QTcpServer> m_server;
    std::map<QByteArray, QByteArray> m_answers;
    std::map<QByteArray, int> m_asked;
    QByteArray m_standard;
    QByteArray m_heard;
};

/// A port whose server accepts nobody any more: its queue is full, so the kernel drops what asks to connect, as a
/// firewall would.
class BlackHole
{
public:
    explicit BlackHole(const QHostAddress &address = QHostAddress(QHostAddress::LocalHost), quint16 port = 0)
    {
        m_server.setListenBacklogSize(0);
        m_server.listen(address, port);
        m_server.pauseAccepting();
        for (auto &filler : m_fillers)
            filler.connectToHost(address, m_server.serverPort());
        m_fillers[0].waitForConnected(1000);
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
    std::array<QTcpSocket, 4> m_fillers;
};

} // namespace earshot::test
