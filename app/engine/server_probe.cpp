#include "engine/server_probe.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace earshot {

namespace {

constexpr qsizetype kLargestInfo = 64 * 1024;

} // namespace

ServerProbe::ServerProbe(Clock &clock)
    : m_deadline(clock.makeTimer())
{
    m_socket.setMaxAllowedIncomingMessageSize(kLargestInfo);
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &ServerProbe::read);
    // Nothing secret is said, and what answers is known by its name: a certificate of one's own will do.
    connect(&m_socket, &QWebSocket::sslErrors, this, [this] { m_socket.ignoreSslErrors(); });
    connect(&m_socket, &QWebSocket::disconnected, this, &ServerProbe::giveUp);
}

ServerProbe::~ServerProbe()
{
    m_socket.disconnect(this); // it says `disconnected` while it dies
}

void ServerProbe::start(const QUrl &url, milliseconds timeout)
{
    m_deadline->start(timeout, [this] { giveUp(); });
    m_socket.open(url);
}

void ServerProbe::read(const QByteArray &bytes)
{
    m_received += bytes;
    const qsizetype end = m_received.indexOf("\r\n");
    if (m_done || (end < 0 && m_received.size() < kLargestInfo))
        return;
    if (end < 0 || !m_received.startsWith("INFO "))
        return giveUp();
    const QJsonObject info = QJsonDocument::fromJson(m_received.mid(5, end - 5)).object();
    if (!info["server_id"].isString())
        return giveUp();
    m_done = true;
    m_deadline->stop();
    m_socket.close();
    emit answered({info["server_name"].toString(), info["version"].toString()});
}

void ServerProbe::giveUp()
{
    if (m_done)
        return;
    m_done = true;
    m_deadline->stop();
    m_socket.abort();
    emit silent();
}

} // namespace earshot
