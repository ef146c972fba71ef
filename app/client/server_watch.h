#pragma once

#include "client/line_target.h"
#include "client/wakefulness.h"
#include "session/schedule_reader.h"

namespace earshot {

/// What is known of one server's schedule at one moment.
struct ServerSnapshot {
    QString id; ///< the link without its ticket
    Link link;
    QString name;
    SessionStats session;
    bool complete = false; ///< the server has answered what it holds, on the present line
    std::optional<WallTime> checked;
    Schedule schedule;
};

/// Follows one server's schedule. Single-threaded (network thread).
class ServerWatch : public QObject
{
    Q_OBJECT
public:
    ServerWatch(Clock &clock, Random &random, const Link &link);

    const Link &link() const { return m_link; }
    ServerSnapshot snapshot() const;
    void refresh();
    void follow(Wakefulness &wakefulness) { wakefulness.watchOver(m_session, m_target); }

signals:
    void changed();

private:
    Clock &m_clock;
    Link m_link;
    Session m_session;
    LineTarget m_target;
    ScheduleReader m_reader;
    std::optional<WallTime> m_checked;
};

} // namespace earshot
