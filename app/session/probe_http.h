#pragma once

#include "base/clock.h"
#include "wire/http_answer.h"

#include <QAbstractSocket>
#include <QObject>
#include <QPointer>

namespace earshot {

/// Sends one request over an open socket and reads the head of the answer, at most kMaxHttpHead bytes.
/// Single-threaded.
class ProbeHttp : public QObject
{
    Q_OBJECT
public:
    explicit ProbeHttp(const Clock &clock)
        : m_clock(clock)
    { }
    ~ProbeHttp() override;

    void start(QAbstractSocket &socket, const QByteArray &request);

signals:
    /// One of the two, once; the socket is closed.
    void answered(const earshot::HttpAnswer &answer);
    void failed(const earshot::Failure &failure);

private:
    void onReadyRead();
    void onGone();
    void end();

    const Clock &m_clock;
    QPointer<QAbstractSocket> m_socket;
    QByteArray m_received;
};

/// An upgrade as a join asks for it, without any ticket. `key` is 16 random bytes (RFC 6455 §4.1).
QByteArray upgradeRequest(const QByteArray &hostAndPort, const QByteArray &path, const QByteArray &key);
QByteArray getRequest(const QByteArray &hostAndPort, const QByteArray &path);

} // namespace earshot
