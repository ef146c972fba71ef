#pragma once

#include "base/clock.h"

#include <QObject>
#include <QWebSocket>

namespace earshot {

/// What a NATS server says of itself in its INFO.
struct ProbedServer {
    QString name;
    QString version;

    bool operator==(const ProbedServer &) const = default;
};

/// One try whether a NATS server answers at a WebSocket address: the upgrade succeeds and a whole INFO comes.
/// Ends with exactly one of its signals.
class ServerProbe : public QObject
{
    Q_OBJECT
public:
    explicit ServerProbe(Clock &clock);
    ~ServerProbe() override;
    void start(const QUrl &url, milliseconds timeout);

signals:
    void answered(const earshot::ProbedServer &server);
    void silent();

private:
    void read(const QByteArray &bytes);
    void giveUp();

    QWebSocket m_socket;
    std::unique_ptr<Timer> m_deadline;
    QByteArray m_received;
    bool m_done = false;
};

} // namespace earshot
