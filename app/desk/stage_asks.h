#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "session/session.h"
#include "wire/messages.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace earshot {

/// Receives what people ask, once each: signatures checked, replayed and out-of-date ones left out. Network thread.
///
/// Anybody can publish an ask with anybody's key in its subject, and become a stranger with any number of keys. Only
/// the signature tells, and to check it costs about 0.1 ms: so the checks are bounded, and what is bounded is what is
/// wrong. A member whose signatures are right is checked at once. Where somebody else asks in their name, and where
/// strangers come in a flood, the checks of each 20 ms go to asks picked at random among all that came in them, the
/// same share to each key: a true one gets through with the probability of checks to asks, and is asked again. No key
/// is shut out by asks of another, nor by those that came before its own.
class StageAsks : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMemberAsks = 5; ///< a second, true ones
    static constexpr int kChecksAtOnce = 2; ///< a second and key, of wrong signatures and of strangers
    static constexpr int kStrangersAtOnce = 100; ///< a second, of all of them
    static constexpr milliseconds kSlice{20};
    static constexpr int kMembersInSlice = 8; ///< 400 a second, beside those at once
    static constexpr int kStrangersInSlice = 2; ///< 100 a second, beside those at once
    static constexpr int kChecksOfInvitation
        = 20; ///< a second and unused invitation: who shows it is no stranger

    /// `knowsInvitation` is asked for secrets of links.
    StageAsks(Clock &clock, Session &session, const EventId &event, std::uint64_t seed,
        std::function<bool(const QByteArray &secret)> knowsInvitation);
    ~StageAsks() override;

    /// Somebody on the stage, or with a raised hand.
    void admit(const UserKey &key);
    void forget(const UserKey &key);
    void keepOnly(const QSet<UserKey> &members);

signals:
    void received(const earshot::UserKey &key, const earshot::Ask &ask);

private:
    struct Member {
        WallTime lastAsk{}; ///< by the asker's own clock; the next one must be later
        int asks = 0; ///< in this second
        int wrong = 0; ///< in this second
    };
    /// Asks of one slice that wait for their luck; bounded in keys, and in asks of each.
    struct Waiting {
        struct Asks {
            std::vector<QByteArray> kept;
            int seen = 0;
        };
        QHash<UserKey, Asks> byKey;
        int keysSeen = 0;
    };

    void onAsk(const NatsMessage &message);
    void beginSecond();
    bool mayCheckAtOnce(const UserKey &key, const QByteArray &payload);
    bool check(const UserKey &key, const QByteArray &payload);
    void wait(Waiting &waiting, const UserKey &key, const QByteArray &payload, int most);
    void endSlice();
    void draw(Waiting &waiting, int checks);
    std::size_t pick(std::size_t count) { return std::size_t(m_random.next() % count); }
    QByteArray invitationIn(const QByteArray &payload) const;

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    SeededRandom m_random;
    std::function<bool(const QByteArray &)> m_knowsInvitation;
    std::unique_ptr<Timer> m_slice; ///< runs while something waits
    QHash<UserKey, Member> m_members;
    QHash<UserKey, WallTime> m_strangers; ///< their last asks
    Waiting m_waitingMembers;
    Waiting m_waitingStrangers;
    Instant m_second{}; ///< start of the one that these are counted in
    QHash<UserKey, int> m_strangerChecks;
    QHash<QByteArray, int> m_invitationChecks; ///< by secret; only of unused invitations
    int m_strangersChecks = 0;
};

} // namespace earshot
