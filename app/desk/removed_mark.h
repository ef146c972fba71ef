#pragma once

#include "base/clock.h"
#include "desk/jetstream.h"
#include "session/session.h"

#include <QObject>

#include <memory>

namespace earshot {

/// Whether a host has removed a recording from the server: its programme's object is deleted (ADR-20). That stays, as
/// each start of an event has a folder of its own; so a desk that was away meanwhile finds it, too. Network thread.
class RemovedMark : public QObject
{
    Q_OBJECT
public:
    RemovedMark(Clock &clock, Session &session);

    /// Asks the server, until it answers; instead of the folder asked for before.
    void look(const QString &folder);

    static QString programmeOf(const QString &folder); ///< the object's name

signals:
    void found(const QString &folder);

private:
    void ask();
    void onMeta(const JetStreamAnswer &answer);

    Session &m_session;
    std::unique_ptr<Timer> m_timer;
    QString m_folder;
    quint64 m_turn = 0;
};

} // namespace earshot
