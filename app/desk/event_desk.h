#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "desk/card_store.h"
#include "desk/connected_count.h"
#include "desk/desk_lease.h"
#include "desk/handover.h"
#include "desk/hands_queue.h"
#include "desk/hearing_estimate.h"
#include "desk/packet_count.h"
#include "desk/removed_mark.h"
#include "desk/server_clock.h"
#include "desk/speaker_presence.h"
#include "desk/speaker_tickets.h"
#include "desk/stage_asks.h"
#include "desk/stage_invitations.h"
#include "event/event_state.h"
#include "event/hands.h"
#include "session/session.h"
#include "wire/desk_order.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace earshot {

/// The control of one event: owns its state, tells it to everybody in the beacon (each second while live or
/// late, every 5 s otherwise, at once at changes) and keeps its schedule card. Network thread.
///
/// Of several desks of one event, the one that holds its lease speaks; the others follow what it says, listen
/// to speakers and reports as it does, and one of them goes on where it falls silent. Without a lease nothing
/// can be done here: operations fail with DeskRefused, or do nothing.
///
/// Revisions are civil time in milliseconds or one more than the last: a restarted desk is ahead of its
/// former self.
class EventDesk : public QObject
{
    Q_OBJECT
public:
    /// What to do with a card that a former desk left on the server.
    enum class FormerCard {
        GoOn, ///< its times, phase and message hold
        Replace, ///< only its revision counts
    };
    /// Beacons because of what people on the stage do with their own switches and lines: so many at once, then so many
    /// a second.
    static constexpr double kPresenceBurst = 10;
    static constexpr double kPresenceRate = 5;
    static constexpr std::size_t kMostHands = HandsQueue::kMost;
    static constexpr std::size_t kMostInvitations = StageInvitations::kMost;

    struct Config {
        double joinsPerSecond = 800; ///< what the servers can take when a crowd comes back
        std::optional<SpeakerTickets::Issuer> issuer; ///< without it nobody can be admitted
        DeskLease::Identity identity{};
        std::chrono::hours audioKept{24}; ///< how far back listeners can go
        qint64 audioBytes = qint64(8) * 1024 * 1024 * 1024; ///< at most; the oldest goes first
        std::uint64_t seed = SystemRandom().next(); ///< of what it leaves to chance; nobody else may know it
    };

    EventDesk(Clock &clock, Session &session, const Config &config, const ScheduleCard &card,
        FormerCard formerCard);
    ~EventDesk() override;

    /// A standby's is what the other desk said last.
    const EventState &state() const { return m_state; }
    /// As the schedule has it.
    ScheduleCard card() const;
    /// All that another desk needs to go on with the event.
    LeaseRecord record() const;
    /// What this desk kept of the event before it was started anew: holds where the server knows nothing newer.
    /// Before the event loop runs on.
    void remember(const LeaseRecord &record) { m_remembered = record; }
    LeaseStats lease() const { return m_lease.stats(); }
    /// True while this desk may speak for the event.
    bool isInCharge() const { return m_isSettled && m_lease.maySpeak(); }

    /// Goes live now; goes on where it is live already, or paused.
    void start();
    /// Live, but nobody speaks for a while; `notice` is the message until it goes on. Fails with DeskRefused unless live.
    Outcome pause(const QString &notice);
    /// Will not take place. Fails with DeskRefused once it has started.
    Outcome cancel(const QString &reason);
    /// Goes on elsewhere, by that link; everybody is led there. Fails with LinkMalformed.
    Outcome moveTo(const QString &link);
    void end();
    void setMessage(const QString &text);
    /// Fails with DeskRefused where it has ended, with PlanUnusable where the title is empty.
    Outcome describe(const QString &title, const QString &description);
    /// Which share of the listeners may fetch what they missed, 0…1.
    void setCatchUpShare(double share);
    /// Whether listeners may keep what they hear; not, until it is said.
    void setCopiesAllowed(bool allowed);
    /// What everybody is told of the recording; `note` with Partial and Ready. Nothing happens on a standby.
    void setRecording(RecordingPromise promise, const std::optional<RecordingNote> &note = {});
    const std::optional<RecordingNote> &recorded() const { return m_recorded; }
    /// For the next desk: the recording can be had, but the speakers' own tracks are not all published.
    void setLacksTracks(bool lacks);
    bool lacksTracks() const { return m_lacksTracks; }
    /// While this says so, an event that has ended is not started once more: it would be another recording.
    void setFinishingRecording(bool isFinishing) { m_isFinishingRecording = isFinishing; }
    /// Why `start` would do nothing.
    std::optional<Failure> whyNotToStart() const;
    /// Since it started, who was not for the public though their sound may be stored.
    const std::vector<SilencedSpan> &silenced() const { return m_silenced.spans(); }
    /// A new planned start, for an event that has not started; of one that is paused, when it goes on. Fails with
    /// DeskRefused.
    Outcome announceDelay(WallTime newStart, const QString &reason);
    /// Takes somebody onto the stage (or renames them there) and hands out their ticket, which is published
    /// to them too. Fails with DeskRefused: the stage is full, or the desk holds no key for tickets.
    Result<QByteArray> admit(const UserKey &key, const QString &name, Role role);
    /// Fails with DeskRefused where they are not on the stage.
    Outcome setMuted(const UserKey &key, bool muted, const QString &reason = {}, const QString &by = {});
    /// Off the stage at once, in every ear (the next beacon leaves them out); their ticket is not renewed, and what
    /// it still lets through is heard by nobody. Fails with DeskRefused where they are not on the stage.
    Outcome remove(const UserKey &key, const QString &reason, const QString &by = {});
    /// A co-host's asks of `StageControl` are done. Fails with DeskRefused where they are not on the stage.
    Outcome setRole(const UserKey &key, Role role);

    /// Who asks to speak; at most kMostHands, forgotten 30 s after they last asked.
    Hands hands() const;
    /// Asks somebody to come up: they are told at once and again until they answer, at most 2 min long, and admitted
    /// when they accept. Fails with DeskRefused where the stage is full, or they are on it.
    Outcome invite(const UserKey &key, const QString &name, Role role, const QString &by = {});
    /// Lowers a hand, or takes an invitation back, and tells them.
    void dismiss(const UserKey &key);
    /// The secret of a speaker's link (22 characters of base64url): whoever shows it first is admitted as that role.
    /// Only its SHA-256 is kept. Fails with DeskRefused where there are kMostInvitations unused ones.
    /// A host's replaces the last one that was not used.
    Result<QByteArray> makeInvitation(Role role);
    /// That link admits nobody any more. Fails with DeskRefused where it was used, or is none.
    Outcome withdrawInvitation(const QByteArray &secret);

signals:
    /// With every beacon.
    void published(const earshot::EventState &state);
    void leaseChanged(const earshot::LeaseStats &lease);
    /// This desk speaks for the event from now on.
    void tookCharge();
    void handsChanged(const earshot::Hands &hands);

private:
    static Failure notInCharge();
    void onRecordSeen(const LeaseRecord &record);
    void onLeaseChanged();
    void onConfirmed();
    void settle();
    void follow(const LeaseRecord &record);
    void meetStage(const LeaseRecord &record);
    void goOnAlone();
    bool isStandby() const { return m_lease.stats().phase == LeasePhase::Standby; }
    void onCard(const NatsMessage &message);
    void lookWhetherRemoved();
    void onRemoved(const QString &folder);
    void onAudio(const NatsMessage &message, Instant arrival);
    void onReport(const NatsMessage &message, Instant arrival);
    void onAsk(const UserKey &key, const Ask &ask);
    void onPresence(const UserKey &key, bool muted);
    void onHand(const UserKey &key, const QString &name);
    void onAccept(const UserKey &key, const Ask &ask);
    void onControl(const StageMember &from, const StageControl &control);
    void doControl(const UserKey &whom, const StageControl &control, const QString &by);
    void endHand(const UserKey &key);
    void leaveStage(const UserKey &key);
    void handsMoved();
    void forgetHands();
    void tellInvitations();
    void tellHands();
    void tellCoHosts();
    void send(const UserKey &key, DeskOrder order);
    void sendMute(const UserKey &key);
    void sendRemoval(const UserKey &key);
    void tell(const QString &words);
    std::vector<KeptWords> words() const;
    void tick();
    microseconds untilNextTick() const;
    void applyChange();
    void noteAir();
    void noteSilences();
    void noteAirFrom(WallTime from);
    void correctAir();
    WallTime byServer(WallTime own) const { return own + m_serverClock.ahead().value_or(milliseconds{0}); }
    void applyPresence();
    void putCard();
    void putCardIfChanged();
    void updatePresence();
    void takeCounts();
    void takePacketCounts();
    void publishBeacon();
    void publishSoon();
    void publishAfter(microseconds wait);
    seconds rhythm() const;
    StageMember *find(const UserKey &key);
    bool isFull() const;
    void showMute(StageMember &member) const;

    Clock &m_clock;
    Session &m_session;
    Config m_config;
    FormerCard m_formerCard;
    QString m_description;
    QStringList m_speakerNames;
    EventState m_state;
    bool m_isChanged = false; ///< by an operation, so that a former card does not undo it
    bool m_isDescribed = false; ///< by the host, while it was open
    bool m_isListed = true;
    std::optional<RecordingNote> m_recorded; ///< published
    bool m_lacksTracks = false;
    bool m_isFinishingRecording = false;
    SilencedSpans m_silenced;
    bool m_isPauseNotice = false; ///< the message is the pause's, and goes with it
    /// Who did something to somebody, and in which words.
    struct Word {
        QString reason;
        QString by;
    };
    QHash<UserKey, Word> m_mutedByDesk;
    QSet<UserKey> m_mutedBySelf;
    Former m_former;
    std::optional<LeaseRecord> m_remembered; ///< until this desk is in charge, or another was
    std::optional<Counts> m_formerCounts; ///< with their own age, until there are new ones
    bool m_isSettled = false; ///< in charge, and went on from what was there
    bool m_wasStandby = false;
    StageInvitations m_invitations;
    std::vector<UserKey> m_removed; ///< the newest last
    QHash<UserKey, Word> m_removals; ///< of these

    ServerClock m_serverClock;
    int m_uncorrected
        = 0; ///< of the newest times in m_state.aired: noted before the server's clock was known
    DeskLease m_lease; ///< its last record is made as it ends: what stands in it is declared before
    CardStore m_cards;
    ConnectedCount m_connected;
    HearingSample m_hearing;
    SpeakerPresence m_presence;
    QHash<UserKey, PacketCount> m_packetCounts; ///< of those who were on the stage
    StageAsks m_asks;
    SpeakerTickets m_tickets;
    HandsQueue m_hands;
    std::unique_ptr<Timer> m_handsSoon; ///< their changes wait here for others
    Instant m_lastHandsTold{};
    std::unique_ptr<Timer> m_tick;
    std::unique_ptr<Timer> m_soon; ///< a change waits here for the least distance of two beacons
    Instant m_soonAt{};
    std::optional<Instant> m_lastBeacon;
    Instant m_lastCard{};
    std::optional<ScheduleCard> m_put; ///< last
    double m_presenceBeacons = kPresenceBurst; ///< that may still go out at once
    Instant m_presenceCounted{};
    Instant m_reportSecond{}; ///< start of the second that m_reportsInSecond counts
    int m_reportsInSecond = 0;
    RemovedMark m_removedMark; ///< of what m_recorded names
};

} // namespace earshot
