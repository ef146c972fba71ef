#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <list>

namespace earshot::test {

/// Passes bytes between clients and a server on this computer, until the test makes it the bad line in
/// between.
class StallProxy
{
public:
    explicit StallProxy(quint16 server)
        : m_target(server)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    }

    quint16 port() const { return m_server.serverPort(); }

    /// Nothing is passed on any more in either direction, and nothing is closed: as with a line that lost its
    /// radio.
    void stall() { m_isStalled = true; }
    /// What waited is passed on at once.
    void resume()
    {
        m_isStalled = false;
        for (Pair &pair : m_pairs) {
            pass(pair.client, pair.server);
            pass(pair.server, pair.client);
        }
    }
    /// Ends all connections and takes no new ones, as a cable that is pulled and noticed.
    void cut()
    {
        m_port = port();
        m_server.close();
        for (Pair &pair : m_pairs) {
            if (pair.client)
                pair.client->abort();
        }
        m_pairs.clear();
    }
    bool mend() { return m_server.listen(QHostAddress::LocalHost, m_port); }
    /// Puts bytes of nobody's into what the clients get.
    void inject(const QByteArray &bytes)
    {
        for (Pair &pair : m_pairs) {
            if (pair.client)
                pair.client->write(bytes);
        }
    }

private:
    struct Pair {
        QPointer<QTcpSocket> client;
        QPointer<QTcpSocket> server;
    };

    void accept()
    {
        while (QTcpSocket *client = m_server.nextPendingConnection()) {
            auto *server = new QTcpSocket(client);
            server->connectToHost(QHostAddress::LocalHost, m_target);
            m_pairs.push_back({client, server});
            QObject::connect(
                client, &QTcpSocket::readyRead, client, [this, client, server] { pass(client, server); });
            QObject::connect(
                server, &QTcpSocket::readyRead, client, [this, client, server] { pass(server, client); });
            QObject::connect(server, &QTcpSocket::connected, client, [this, client, server] {
                server->setSocketOption(QAbstractSocket::LowDelayOption, 1);
                pass(client, server);
            });
            client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            QObject::connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
            QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        }
    }

    void pass(QTcpSocket *from, QTcpSocket *to)
    {
        if (!m_isStalled && from && to && to->state() == QAbstractSocket::ConnectedState)
            to->write(from->readAll());
    }

    quint16 m_target;
    quint16 m_port = 0;
    bool m_isStalled = false;
    std::list<Pair> m_pairs;
    QTcpServer m_server; ///< owns the sockets: goes first
};

} // namespace earshot::test
