#pragma once

#include "base/clock.h"
#include "event/event_state.h"
#include "session/catch_up.h"
#include "session/report_sampler.h"
#include "session/session.h"
#include "session/speaker_gaps.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <array>
#include <functional>
#include <optional>

namespace earshot {

/// Hears one event on a session: beacon, schedule card, the speakers' packets; reports what was heard when
/// its turn comes. Speakers get slots; once a beacon is known, only voices on its stage are let through.
/// Single-threaded (network thread).
class EventListener : public QObject
{
    Q_OBJECT
public:
    static constexpr int kSlots = 32;
    using Slots = std::array<std::optional<UserKey>, kSlots>;
    using Gaps = QHash<UserKey, GapStats>;

    /// Where audio goes, on this thread.
    struct Mediator {
        /// `arrival`: when it came, or would have come had the listener been live.
        std::function<void(int slot, const RtpPacket &packet, Instant arrival)> packet;
        std::function<void(int slot)> speakerGone;
        /// Plays `shift` behind live from now on; what is queued is of another time.
        std::function<void(microseconds shift)> seek = {};
        /// How far the player is; nothing while nothing plays.
        std::function<std::optional<PlayoutProgress>()> progress = {};
    };

    EventListener(
        Clock &clock, Session &session, const EventId &event, quint64 listenerId, Mediator mediator);
    ~EventListener() override;

    /// Who listens: their own voice gets no slot, is in no gap, and is heard only in what was said before (`seek`).
    void setOwnKey(const std::optional<UserKey> &key);

    /// What the next report says, with `heard` and `concealed` since the join; the listener's id and what of them is of the
    /// interval is filled in here.
    void setReport(const ReceiverReport &report) { m_report = report; }

    /// Plays `behind` live, by what the server keeps; 0 = live.
    void seek(milliseconds behind);
    /// False: what was missed while the line was lost is left out.
    void setCatchUpWanted(bool wanted) { m_catchUp.setWanted(wanted); }
    /// The player had no room for a packet of this slot.
    void refused(int slot);
    /// Of everybody who was heard and is on the stage.
    Gaps gaps() const;
    CatchUpStats catchUpStats() const { return m_catchUp.stats(); }
    quint64 archiveRequests() const { return m_catchUp.requests(); }

    quint64 badMessages() const { return m_badMessages; }

signals:
    void stateReceived(const earshot::EventState &state, earshot::Instant at);
    /// The schedule's entry for this event; nothing: the server answered that there is none.
    void cardReceived(const std::optional<earshot::ScheduleCard> &card);
    void slotsChanged(const earshot::EventListener::Slots &used);
    /// Every packet that goes to `Mediator::packet`, and whose it is.
    void heard(const earshot::UserKey &speaker, const earshot::RtpPacket &packet, earshot::Instant arrival);

private:
    void readCard();
    void onCard(const Result<NatsMessage> &answer);
    void onState(const NatsMessage &message, Instant arrival);
    void onAudio(const NatsMessage &message, Instant arrival);
    void onWentLive();
    void onLineChanged();
    void play(const SpeakerPacket &packet, Instant arrival);
    std::optional<int> slotFor(const UserKey &speaker);
    void dropSpeakersNotIn(const Stage &stage);
    void dropOwnVoice();
    void followMutes(Instant now);
    /// By the host, alone or with everybody.
    bool isMuted(const UserKey &speaker, Instant at) const;
    bool isOwn(const UserKey &speaker) const { return m_ownKey && speaker == *m_ownKey; }
    void waitForReport();
    ReceiverReport report() const;

    Clock &m_clock;
    Session &m_session;
    EventId m_event;
    Mediator m_mediator;
    ReportSampler m_sampler;
    ReceiverReport m_report;
    ReceiverReport m_lastReport; ///< as `m_report` was at the end of the last interval
    std::unique_ptr<Timer> m_reportTimer;
    std::unique_ptr<Timer> m_cardTimer;
    std::optional<EventState> m_state; ///< the newest revision
    Instant m_stateAt{};
    QHash<UserKey, Instant> m_mutedSince; ///< by the host
    std::optional<Instant> m_pausedSince; ///< the event
    Slots m_slots;
    std::optional<UserKey> m_ownKey;
    bool m_isBehind = false; ///< by choice
    QHash<UserKey, SpeakerGaps> m_gaps;
    unsigned m_line = 0; ///< counts the lines
    quint64 m_listenerId;
    quint64 m_badMessages = 0;
    bool m_isLineLive = false;
    CatchUp m_catchUp;
};

} // namespace earshot
