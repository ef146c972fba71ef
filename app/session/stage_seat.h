#pragma once

#include "base/clock.h"
#include "event/event_state.h"
#include "session/seat_stats.h"
#include "session/session.h"
#include "wire/desk_order.h"
#include "wire/messages.h"

#include <QObject>

#include <memory>
#include <variant>

namespace earshot {

/// One person's seat at an event, by asks to the desk and its orders, over a line that somebody else keeps.
///
///   Audience   -> HandRaised   raiseHand(): asked every 10 s, as the desk forgets a hand after 30 s
///   HandRaised -> Audience     lowerHand(), or the desk lowers it
///   Audience, HandRaised -> Invited    the desk invites, or the link that was opened
///   Invited    -> ComingUp     accept(): asked each second until the ticket is there
///   Invited    -> Audience     decline(), or taken back
///   Audience   -> ComingUp     accept() with a link's invitation, or as the event's own host
///   ComingUp   -> OnStage      the ticket came: the line has moved to it, presence is told every 2 s
///   ComingUp   -> Audience     the desk says no, or nothing for 15 s
///   OnStage    -> Audience     stepDown(), or removed by the desk: back to the listener's ticket
///
/// Nothing here opens a microphone. Network thread.
class StageSeat : public QObject
{
    Q_OBJECT
public:
    /// `listener` are the credentials that the line has now, and gets back.
    StageSeat(
        Clock &clock, Session &session, const EventId &event, const NKey &key, const Credentials &listener);
    ~StageSeat() override;

    /// What the line gets back: the listener's ticket was renewed meanwhile.
    void setListener(const Credentials &listener) { m_listener = listener; }
    /// The beacon: who is on the stage by the desk's word, and what time it is there (an ask must have its date).
    void follow(const EventState &state);

    void raiseHand(const QString &name);
    void lowerHand();
    /// The link that was opened holds an invitation: the person is asked, as if the desk had.
    void inviteByLink(const QByteArray &invitation);
    /// `invitation` of a speaker's link; empty where one was invited, by whatever way.
    void accept(const QString &name, const QByteArray &invitation = {});
    void decline();
    void stepDown();
    /// On stage already, by a ticket that was handed over (the line has it).
    void begin(const QString &name, const QByteArray &ticket = {});
    /// The own switch, which presence tells.
    void setMuted(bool muted);
    /// A co-host's. Asked once: the next beacon shows whether it was done.
    void control(const StageControl &control);

    const SeatStats &stats() const { return m_stats; }
    bool isOnStage() const { return m_stats.phase == SeatPhase::OnStage; }

signals:
    void statsChanged(const earshot::SeatStats &stats);

private:
    struct Audience {
        std::optional<Instant> declinedAt; ///< invitation or hand; an order that was on its way is no new one
        std::optional<Instant> leftAt; ///< stepped down; the desk may not have heard of it
    };
    struct HandRaised {
        std::optional<Instant> unansweredSince;
    };
    struct Invited {
        QByteArray invitation = {}; ///< the link's; empty where the desk asked
    };
    struct ComingUp {
        QByteArray invitation;
        std::optional<Instant> askedSince; ///< over a line that is up
        std::optional<Instant> refusedAt;
        QByteArray ticket; ///< came; the line is moving to it
    };
    struct OnStage {
        QByteArray ticket; ///< empty: somebody else's business
        QByteArray formerTicket = {}; ///< the line may still be on it; empty once it has moved
        std::optional<Instant> missingSince = {}; ///< from the beacon's stage
    };
    using State = std::variant<Audience, HandRaised, Invited, ComingUp, OnStage>;

    void enter(State next);
    void tell(); ///< statsChanged, where they have
    void ask(AskKind kind, const QByteArray &invitation = {},
        const std::optional<StageControl> &control = std::nullopt);
    void askAgain(); ///< what the present state asks for in its rhythm
    void askAgainIn(milliseconds wait);

    void onOrder(const NatsMessage &message);
    void take(const DeskOrder &order);
    void takeTicket(const QByteArray &ticket);
    void takeInvitation(const DeskOrder &order);
    void takePlace(int place);
    void takeRemoval(const QString &by, const QString &reason);
    void onLineUp();
    void onMoveFailed(const Failure &failure);
    void onLineChanged();
    void useCredentials(const Credentials &credentials);
    void backToListener();

    Clock &m_clock;
    Session &m_session;
    const EventId m_event;
    const NKey m_key;
    Credentials m_listener;
    State m_state;
    SeatStats m_stats;
    SeatStats m_told; ///< by statsChanged
    bool m_isMuted = false;
    WallTime m_lastAsk{};
    milliseconds m_deskAhead{0}; ///< its clock against this computer's, where they are far apart
    std::unique_ptr<Timer> m_rhythm;
    std::unique_ptr<Timer> m_redial;
};

} // namespace earshot
