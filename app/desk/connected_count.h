#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "session/session.h"

#include <QObject>

#include <memory>
#include <optional>

namespace earshot {

/// Asks the server how many subscribe to one event's state: `$SYS.DEBUG.SUBSCRIBERS`, cross-checked with the
/// connections of the audience's account (`kAudienceConnections`); the smaller one holds, since one connection may
/// subscribe twice. In a cluster each server answers that for itself: the sum of those who answer within 300 ms,
/// unless fewer did than the last time. Unknown is nothing, never 0. Network thread.
class ConnectedCount : public QObject
{
    Q_OBJECT
public:
    ConnectedCount(Clock &clock, Session &session, const EventId &event);

    /// Nothing where the server did not answer within the last 10 s.
    std::optional<qint64> value() const;
    WallTime at() const { return m_at; } ///< when the server gave it

private:
    void ask();
    void askAccount(qint64 subscribers);
    void askServers(qint64 subscribers);
    void take(qint64 count);

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    std::unique_ptr<Timer> m_timer;
    std::optional<qint64> m_count;
    int m_servers = 0; ///< that answered the last time
    Instant m_answered{};
    WallTime m_at{};
};

} // namespace earshot
