#pragma once

#include "base/clock.h"
#include "event/stage.h"
#include "session/session.h"
#include "wire/messages.h"

#include <QHash>
#include <QObject>

namespace earshot {

/// Receives what people on the stage ask, once each: signatures checked, at most 5 checks a second for each
/// key, replayed and out-of-date ones left out. Network thread.
class StageAsks : public QObject
{
    Q_OBJECT
public:
    StageAsks(Clock &clock, Session &session, const EventId &event);
    ~StageAsks() override;

    /// Only members' asks are looked at.
    void admit(const UserKey &key) { m_members.insert(key, m_members.value(key)); }

signals:
    void presence(const earshot::UserKey &key, bool muted);

private:
    void onAsk(const NatsMessage &message);

    struct Member {
        WallTime lastAsk{}; ///< by the asker's own clock; the next one must be later
        Instant second{}; ///< start of the second that `checks` counts
        int checks = 0;
    };

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    QHash<UserKey, Member> m_members;
};

} // namespace earshot
