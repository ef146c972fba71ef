#pragma once

#include "base/clock.h"
#include "desk/jetstream.h"
#include "session/session.h"

#include <QObject>

#include <memory>
#include <optional>

namespace earshot {

/// Whether a host has removed a recording from the server: its programme's object is deleted (ADR-20). That stays, as
/// each start of an event has a folder of its own; so a desk that was away meanwhile finds it, too. Network thread.
class RemovedMark : public QObject
{
    Q_OBJECT
public:
    RemovedMark(Clock &clock, Session &session);

    /// A store without a leader does not keep everybody's card waiting for longer.
    static constexpr seconds kHoldsCards{15};

    /// Asks the server until it knows; instead of the folder asked for before.
    void look(const QString &folder);
    /// True until it is known, kHoldsCards at most: a card that names the recording may undo its removal.
    bool isOpen() const;

    static QString programmeOf(const QString &folder); ///< the object's name

signals:
    void found(const QString &folder);
    /// After that, or where there is no mark.
    void known();

private:
    void ask();
    void onMeta(const JetStreamAnswer &answer);

    Clock &m_clock;
    Session &m_session;
    std::unique_ptr<Timer> m_timer;
    QString m_folder;
    std::optional<Instant> m_since; ///< of a question that is not answered yet
    quint64 m_turn = 0;
};

} // namespace earshot
