#pragma once

#include "client/line_target.h"
#include "client/wakefulness.h"
#include "session/schedule_reader.h"

namespace earshot {

/// By which a server is known: a link to it, without event and ticket.
QString serverIdOf(Link link);

/// What is known of one server's schedule at one moment.
struct ServerSnapshot {
    QString id; ///< serverIdOf
    Link link;
    QString name;
    QByteArray account; ///< whom the ticket lets in with; empty = not known
    SessionStats session;
    bool complete = false; ///< the server has answered what it holds, on the present line
    std::optional<WallTime> checked;
    Schedule schedule;
};

class EventJoin;

/// Follows one server's schedule, over a line of its own; while an event of that server is joined, over the
/// join's line, so that a listener takes one seat and no more. Single-threaded (network thread).
class ServerWatch : public QObject
{
    Q_OBJECT
public:
    ServerWatch(Clock &clock, Random &random, const Link &link);

    const Link &link() const { return m_link; }
    ServerSnapshot snapshot() const;
    void refresh();
    void follow(Wakefulness &wakefulness);
    /// Until `endSharing`, which must come before the join ends.
    void share(EventJoin &joined);
    void endSharing();
    /// The line of the moment: another one after `share` and `endSharing`.
    Session &session();

signals:
    void changed();

private:
    struct OwnLine {
        OwnLine(Clock &clock, Random &random);
        Session session;
        LineTarget target;
    };
    void openOwnLine();
    void readOver(Session &session);

    Clock &m_clock;
    Random &m_random;
    Link m_link;
    std::unique_ptr<OwnLine> m_own; ///< null while a join's line is shared
    EventJoin *m_joined = nullptr;
    std::unique_ptr<ScheduleReader> m_reader; ///< over the one or the other
    Wakefulness *m_wakefulness = nullptr;
    QString m_name;
    Schedule m_schedule; ///< as it was last read to its end, and what changed since
    std::optional<WallTime> m_checked;
};

} // namespace earshot
