#pragma once

#include "base/clock.h"
#include "session/session.h"
#include "wire/messages.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

namespace earshot {

/// Receives what people ask, once each: signatures checked, replayed and out-of-date ones left out. Network thread.
///
/// A check costs about 0.1 ms, so that their number is bounded, in a way that strangers (anybody can become one,
/// with any number of keys) cannot take it from members: each member has 5 a second; strangers have 5 a second
/// each, and 200 together. Who shows an invitation of a link is no stranger.
class StageAsks : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMemberChecks = 5; ///< a second
    static constexpr int kStrangerChecks = 5; ///< a second and key
    static constexpr int kStrangersChecks = 200; ///< a second, of all of them

    /// `knowsInvitation` is asked for secrets of links.
    StageAsks(Clock &clock, Session &session, const EventId &event,
        std::function<bool(const QByteArray &secret)> knowsInvitation);
    ~StageAsks() override;

    /// Somebody on the stage, or with a raised hand.
    void admit(const UserKey &key);
    void forget(const UserKey &key);
    void keepOnly(const QSet<UserKey> &members);

signals:
    void received(const earshot::UserKey &key, const earshot::Ask &ask);

private:
    struct Asker {
        WallTime lastAsk{}; ///< by the asker's own clock; the next one must be later
        int checks = 0; ///< in this second
    };

    void onAsk(const NatsMessage &message);
    void beginSecond();
    Asker *mayCheck(const UserKey &key, const QByteArray &payload);
    bool showsInvitation(const QByteArray &payload) const;

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    std::function<bool(const QByteArray &)> m_knowsInvitation;
    QHash<UserKey, Asker> m_members;
    QHash<UserKey, Asker> m_strangers;
    Instant m_second{}; ///< start of the one that checks are counted in
    int m_strangersChecks = 0;
};

} // namespace earshot
