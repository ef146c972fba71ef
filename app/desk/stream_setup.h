#pragma once

#include "base/clock.h"
#include "desk/jetstream.h"
#include "session/session.h"

#include <QJsonObject>
#include <QObject>

#include <memory>
#include <optional>

namespace earshot {

/// Makes one JetStream stream where it is missing: three copies in a cluster that has the servers for it, one
/// otherwise, and of the size that the server allows. A stream that is there keeps its settings, but gets the
/// subjects that it lacks, and what the plan wants followed. Again each time the line comes up. Network thread.
///
///   (live) -> CREATE -> there: done
///                    -> no replicas, no room: CREATE with less
///                    -> another configuration: INFO -> subjects lacking: UPDATE -> done
class StreamSetup : public QObject
{
    Q_OBJECT
public:
    struct Plan {
        QByteArray name;
        QStringList subjects;
        QJsonObject settings; ///< the rest but for `num_replicas` and `max_bytes`
        qint64 maxBytes = 64 * 1024 * 1024;
        qint64 leastBytes = 64 * 1024 * 1024; ///< of no use with less
        QStringList followed{}; ///< settings that a stream that is there gets, too
    };
    /// A bucket in which desks keep small values: its stream, by NATS' own convention (ADR-8).
    static Plan bucket(const char *name, int history);

    StreamSetup(Clock &clock, Session &session, Plan plan);

    const Plan &plan() const { return m_plan; }
    /// From now on whenever the line is live; at once where it is.
    void start();

signals:
    /// Once for every time the line came up: the stream is there, or why not. Where nobody answers, it is tried
    /// on until it is there, and said again.
    void done(const earshot::Outcome &outcome);

private:
    void begin();
    void create();
    void onCreated(const JetStreamAnswer &answer);
    void inspect();
    void onInspected(const JetStreamAnswer &answer);
    void ask(const QByteArray &verb, const QByteArray &payload,
        void (StreamSetup::*then)(const JetStreamAnswer &));
    void tryAgain(const Failure &failure);
    void finish(const JetStreamAnswer &answer);

    Clock &m_clock;
    Session &m_session;
    Plan m_plan;
    std::unique_ptr<Timer> m_timer;
    int m_replicas = 1;
    qint64 m_bytes = 0;
    int m_tries = 0;
    quint64 m_turn = 0; ///< counts lines, so that a late answer of an earlier one is known
};

} // namespace earshot
