#pragma once

#include "audio/playback.h"
#include "client/joined_seat.h"
#include "client/line_target.h"
#include "client/wakefulness.h"
#include "session/event_listener.h"

namespace earshot {

/// One joined event on the network thread: line, beacon, and the speakers' packets on their way into the
/// playback.
class EventJoin : public QObject
{
    Q_OBJECT
public:
    EventJoin(Clock &clock, Random &random, const Link &link, Playback &playback);
    ~EventJoin() override;

    void follow(Wakefulness &wakefulness) { wakefulness.watchOver(m_session, m_target); }
    void tryNow() { m_target.tryNow(); }
    void seek(milliseconds behind) { m_listener.seek(behind); }
    void setFallingBehind(FallingBehind choice)
    {
        m_listener.setCatchUpWanted(choice == FallingBehind::PlayFaster);
    }
    /// From now on one can ask for the stage; `seat` is not null any more. Once.
    void takeSeat(const NKey &key);
    JoinedSeat *seat() { return m_seat.get(); }
    /// Comes up by name, or by the invitation in the link.
    void acceptStage(const QString &name);

    void setReport(const ReceiverReport &report) { m_listener.setReport(report); }

    /// For what else is read over the same line.
    Session &session() { return m_session; }
    const Session &session() const { return m_session; }
    SessionStats stats() const;
    const LineTarget &target() const { return m_target; }

signals:
    void sessionChanged(const earshot::SessionStats &stats);
    void stateReceived(const earshot::EventState &state, earshot::Instant at);
    void cardReceived(const std::optional<earshot::ScheduleCard> &card);
    void slotsChanged(const earshot::EventListener::Slots &used);
    void gapsChanged(const earshot::EventListener::Gaps &gaps);
    /// From the capture of a packet's first sample, by the speaker's clock, to its arrival, by this
    /// computer's.
    void transitMeasured(int slot, earshot::microseconds transit);
    void seatChanged(const earshot::SeatStats &stats);
    void heard(const earshot::UserKey &speaker, const earshot::RtpPacket &packet, earshot::Instant arrival);

private:
    void askByLink(const EventState &state);
    void onState(const EventState &state, Instant at);
    void onSeat(const SeatStats &stats);
    void onPacket(int slot, const RtpPacket &packet, Instant arrival);
    std::optional<PlayoutProgress> progress() const;
    void publishStats();

    Clock &m_clock;
    Random &m_random;
    const Link m_link;
    Playback &m_playback;
    Session m_session;
    LineTarget m_target;
    EventListener m_listener;
    std::unique_ptr<JoinedSeat> m_seat; ///< once the own key is known
    bool m_isInvitationUsed = false; ///< the link's
    bool m_isAskedByLink = false; ///< once is enough
    std::unique_ptr<Timer> m_statsTimer;
};

} // namespace earshot
