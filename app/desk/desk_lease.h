#pragma once

#include "base/clock.h"
#include "desk/lease_stats.h"
#include "desk/stream_setup.h"
#include "session/session.h"
#include "wire/lease_record.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace earshot {

/// Sees to it that one desk at a time speaks for an event: its key in the bucket `earshot_leases`, written by
/// compare-and-set (`Nats-Expected-Last-Subject-Sequence`), holds who that is and the event's whole state.
///
///   Seeking   -> Claiming   nobody holds it, it was given back, or this desk held it when it was last started
///   Seeking   -> Watching   another desk holds it
///   Watching  -> Claiming   given back, or not renewed for kTakeover although the server answers
///   Claiming  -> Holding    stored
///   Claiming  -> Watching   somebody was quicker
///   Holding   -> Watching   somebody else's record is there: lost
///   Seeking, Claiming, Holding -> Unguarded   the server keeps no leases, or has no room for one
///   Unguarded -> Seeking    it does again
///
/// Fencing: what a holder sent at time t and the server stored keeps others away until t + kTakeover at least,
/// so that it may speak until t + kFence by its own monotonic and its civil clock (the first stops in sleep).
/// Both are counted from its own sending, the others' wait from their own reading, which is later: no two
/// computers' clocks are compared.
///
/// What stands in the lease's place although no desk wrote it (a server's answer that was led there) is no change of
/// the holder: the holder writes over it, a watcher waits no longer because of it. Network thread.
class DeskLease : public QObject
{
    Q_OBJECT
public:
    static constexpr milliseconds kRenewal{1500};
    static constexpr milliseconds kTakeover{4500};
    static constexpr milliseconds kFence{3500};

    struct Identity {
        QString holder; ///< the same whenever this desk is started again; empty = one of this run alone
        bool claimsFirst = true; ///< false: only what another desk held before (a standby)
    };

    /// `record` is asked for at each renewal: state and mutes are the owner's, the rest is filled in here.
    DeskLease(Clock &clock, Session &session, const EventId &event, const Identity &identity,
        std::function<LeaseRecord()> record);
    /// Gives the lease back where it is held.
    ~DeskLease() override;

    void start();
    /// True while no other desk can hold the event.
    bool maySpeak() const;
    bool isDecided() const { return m_stats.phase != LeasePhase::Seeking; }
    LeaseStats stats() const;
    /// What is new is worth a renewal before its time.
    void renewSoon();

signals:
    /// Another desk's account of the event, whenever it is new; also the last one before `taken`.
    void recordSeen(const earshot::LeaseRecord &record);
    /// This desk speaks for the event from now on.
    void taken();
    /// Renewed after it could not be for a while.
    void confirmed();
    /// This desk's record, sent then.
    void stored(quint64 sequence, earshot::WallTime sent);
    /// Also where another desk has taken it: Standby with WrongRevision.
    void statsChanged();

private:
    struct Seeking {
    };
    struct Watching {
        quint64 sequence; ///< 0 = nobody ever held it
        quint64 term;
        QString holder;
        std::optional<Instant> unchangedSince; ///< nothing while the server does not answer
        std::optional<Failure> lost; ///< it was taken from here
    };
    struct Claiming {
        quint64 expected;
        quint64 term;
    };
    struct Holding {
        quint64 sequence;
        quint64 term;
        Instant confirmed; ///< when the renewal that was stored last was sent
        WallTime confirmedWall;
    };
    struct Unguarded {
        Failure why;
    };
    using State = std::variant<Seeking, Watching, Claiming, Holding, Unguarded>;

    void enter(State next);
    void updateStats();
    void onBucket(const Outcome &outcome);
    void onFence();
    void onComplaint(const Failure &failure);
    void read();
    void readAfter(milliseconds wait);
    void onRead(const JetStreamAnswer &answer);
    void onRecord(quint64 sequence, const QByteArray &value, bool isDeleted);
    void onForgery(quint64 sequence);
    void watch(quint64 sequence, quint64 term, const QString &holder);
    void awaitTakeover(const Watching &watching);
    void lookAgain();
    void claim(quint64 expected, quint64 term);
    void write();
    void onWritten(const JetStreamAnswer &answer, Instant sent, WallTime sentWall);
    LeaseRecord ownRecord(quint64 term) const;
    bool isFresh(const Holding &holding) const;

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    Identity m_identity;
    QString m_run;
    std::function<LeaseRecord()> m_record;
    StreamSetup m_bucket;
    State m_state;
    LeaseStats m_stats;
    std::unique_ptr<Timer> m_timer; ///< next read, or next renewal
    std::unique_ptr<Timer> m_patience; ///< of a watcher; of a holder: the fence
    bool m_hasBucket = false;
    bool m_isWithoutJetStream = false;
    bool m_isWriting = false;
    bool m_isReading = false;
    bool m_writeAgain = false;
    bool m_mayReclaim = true; ///< until the first answer: what this desk held before is still its own
    Instant m_seekingSince{};
    Instant m_lastWrite{};
    Instant m_lastHeard{}; ///< when another desk wrote, or tried to
    quint64 m_turn = 0; ///< counts lines, so that a late answer of an earlier one is known
};

} // namespace earshot
