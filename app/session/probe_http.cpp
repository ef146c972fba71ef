#include "session/probe_http.h"

namespace earshot {

QByteArray upgradeRequest(const QByteArray &hostAndPort, const QByteArray &path, const QByteArray &key)
{
    return "GET " + path + " HTTP/1.1\r\nHost: " + hostAndPort
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key.toBase64()
        + "\r\nSec-WebSocket-Version: 13\r\nUser-Agent: Earshot/" EARSHOT_VERSION "\r\n\r\n";
}

QByteArray getRequest(const QByteArray &hostAndPort, const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: " + hostAndPort
        + "\r\nConnection: close\r\nUser-Agent: Earshot/" EARSHOT_VERSION "\r\n\r\n";
}

ProbeHttp::~ProbeHttp()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void ProbeHttp::start(QAbstractSocket &socket, const QByteArray &request)
{
    m_socket = &socket;
    connect(m_socket, &QAbstractSocket::readyRead, this, &ProbeHttp::onReadyRead);
    connect(m_socket, &QAbstractSocket::disconnected, this, &ProbeHttp::onGone);
    connect(m_socket, &QAbstractSocket::errorOccurred, this, &ProbeHttp::onGone);
    m_socket->write(request);
}

void ProbeHttp::onReadyRead()
{
    m_received += m_socket->read(kMaxHttpHead - m_received.size());
    const HttpReading reading = readHttpAnswer(m_received, m_clock.wall());
    if (const auto *failure = std::get_if<Failure>(&reading)) {
        end();
        emit failed(*failure);
    } else if (const auto *head = std::get_if<HttpAnswer>(&reading)) {
        HttpAnswer answer = *head;
        answer.isHtml = answer.isHtml || looksLikeHtml(QByteArrayView(m_received).sliced(answer.bodyAt));
        end();
        emit answered(answer);
    }
}

void ProbeHttp::onGone()
{
    const QPointer<ProbeHttp> self(this); // whoever hears the answer may end the probe
    if (m_socket->bytesAvailable() > 0)
        onReadyRead();
    if (!self || !m_socket)
        return;
    const QString nothing = m_received.isEmpty() ? QStringLiteral("closed without an answer to the request")
                                                 : QStringLiteral("closed in the middle of the answer");
    end();
    emit failed({Cause::ServerLost, nothing});
}

void ProbeHttp::end()
{
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.clear();
}

} // namespace earshot
