#pragma once

#include <QStringList>

#include "wire/connection.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QWebSocket>

namespace earshot::test {

/// A client that writes protocol lines and keeps what comes back as text, to ask a real server what it
/// accepts.
class RawNatsClient : public QObject
{
public:
    explicit RawNatsClient(const QUrl &url)
    {
        connect(&m_socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) { m_received += bytes; });
        connect(&m_socket, &QWebSocket::disconnected, this, [this] { m_closed = true; });
        m_socket.open(url);
    }
    ~RawNatsClient() override { m_socket.disconnect(this); }

    /// Waits for INFO, then says CONNECT and PING with the ticket, and signs the nonce where there is a key.
    bool login(const Credentials &credentials)
    {
        if (!QTest::qWaitFor([this] { return m_received.contains("\r\n") || m_closed; }) || m_closed)
            return false;
        const QByteArray line = m_received.left(m_received.indexOf("\r\n"));
        m_info = QJsonDocument::fromJson(line.mid(5)).object();
        QJsonObject connect{{"jwt", QString::fromLatin1(credentials.ticket)}, {"protocol", 1},
            {"headers", true}, {"no_responders", true}, {"verbose", false}, {"pedantic", false},
            {"lang", "test"}, {"version", "1"}};
        if (credentials.key) {
            const QByteArray signature = credentials.key->sign(m_info["nonce"].toString().toLatin1());
            connect.insert("sig",
                QString::fromLatin1(
                    signature.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
        }
        m_received.clear();
        send("CONNECT " + QJsonDocument(connect).toJson(QJsonDocument::Compact) + "\r\nPING\r\n");
        return waitFor("PONG\r\n");
    }

    void send(const QByteArray &bytes) { m_socket.sendBinaryMessage(bytes); }
    void publish(const QByteArray &subject, const QByteArray &payload, const QByteArray &reply = {})
    {
        send("PUB " + subject + ' ' + (reply.isEmpty() ? QByteArray() : reply + ' ')
            + QByteArray::number(payload.size()) + "\r\n" + payload + "\r\n");
    }
    void subscribe(const QByteArray &subject) { send("SUB " + subject + " 1\r\n"); }

    /// True once everything sent before was worked through; what came in stays in received().
    bool flush()
    {
        const int before = int(m_received.count("PONG\r\n"));
        send("PING\r\n");
        return QTest::qWaitFor([&] { return m_received.count("PONG\r\n") > before || m_closed; })
            && !m_closed;
    }
    /// All bytes of the answer's payload and headers, empty where none came.
    QByteArray request(const QByteArray &subject, const QByteArray &payload)
    {
        const QByteArray number = QByteArray::number(++m_requests);
        const QByteArray inbox = "_INBOX.test." + number;
        send("SUB " + inbox + " 9" + number + "\r\n");
        publish(subject, payload, inbox);
        flush();
        if (!waitFor("MSG " + inbox) || !flush())
            return {};
        const qsizetype at = m_received.indexOf("MSG " + inbox);
        return at < 0 ? QByteArray() : m_received.mid(m_received.indexOf("\r\n", at) + 2);
    }
    bool waitFor(const QByteArray &text)
    {
        return QTest::qWaitFor([&] { return m_received.contains(text) || m_closed; })
            && m_received.contains(text);
    }
    bool waitForClose()
    {
        return QTest::qWaitFor([this] { return m_closed; });
    }

    const QByteArray &received() const { return m_received; }
    const QJsonObject &info() const { return m_info; }
    bool isClosed() const { return m_closed; }

private:
    QWebSocket m_socket;
    QByteArray m_received;
    QJsonObject m_info;
    int m_requests = 0;
    bool m_closed = false;
};

} // namespace earshot::test
