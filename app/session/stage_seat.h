#pragma once

#include "base/clock.h"
#include "session/seat_stats.h"
#include "session/session.h"
#include "wire/desk_order.h"
#include "wire/messages.h"

#include <QObject>

#include <memory>

namespace earshot {

/// One person's seat at an event, by asks to the desk and its orders, over a line that somebody else keeps.
///
///   Audience   -> HandRaised   raiseHand(): asked every 10 s, as the desk forgets a hand after 30 s
///   HandRaised -> Audience     lowerHand(), or the desk lowers it
///   Audience, HandRaised -> Invited    the desk invites
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

    void raiseHand(const QString &name);
    void lowerHand();
    /// `invitation` of a speaker's link; empty where one was invited by name.
    void accept(const QString &name, const QByteArray &invitation = {});
    void decline();
    void stepDown();
    /// On stage already, by a ticket that was handed over (the line has it).
    void begin(const QString &name);
    /// The own switch, which presence tells.
    void setMuted(bool muted);
    /// A co-host's.
    void control(const StageControl &control);

    const SeatStats &stats() const { return m_stats; }

signals:
    void statsChanged(const earshot::SeatStats &stats);

private:
    SeatStats m_stats;
};

} // namespace earshot
