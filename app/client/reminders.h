#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "client/reminder.h"
#include "client/view.h"

#include <QObject>

namespace earshot {

/// Tells what happens to the events somebody wants to be reminded of, each thing once, also when the program was not
/// running or the computer asleep:
///
///   Scheduled, another start          Postponed, then Soon anew
///   Scheduled, `ahead` before it      Soon; not after the planned start
///   Live or Paused for the first time Started: the real start, whatever was planned
///   Cancelled, Moved, Ended untold    Cancelled, Moved, Missed; the reminder is over
///
/// Where the event's server is away, another one of its cluster that lists the event counts as well.
/// Only what a server says now counts, a schedule of yesterday does not. Soon alone needs no server: it rests on the
/// last known plan, but waits a moment for a fresher one after a start or a suspension. Single-threaded.
class Reminders : public QObject
{
    Q_OBJECT
public:
    static constexpr minutes kAhead{10};
    static constexpr minutes kLater{5};
    static constexpr size_t kMost = 500; ///< the oldest gives way

    Reminders(Clock &clock, std::vector<Reminder> kept);

    const std::vector<Reminder> &list() const { return m_all; }
    void setAhead(minutes ahead); ///< how long before the start Soon is said

    /// Of an event on the schedules that were followed last; others are not known and left alone.
    void set(const QString &serverId, const EventId &event, bool on);
    /// The same, or takes only the joining back.
    void setJoins(const QString &serverId, const EventId &event, bool joins);
    void later(const QString &serverId, const EventId &event); ///< once more in kLater
    void follow(const EventsView &view);

signals:
    void news(const earshot::ReminderNews &news);
    /// The event has begun, and the person waits for it.
    void joinNow(const QString &serverId, const earshot::EventId &event);
    /// The list; to be kept before anything of it is told.
    void changed();

private:
    using Kind = ReminderNews::Kind;
    enum class Fate { Kept, Over };

    void look();
    void noteSuspension(WallTime now);
    Fate look(Reminder &reminder, WallTime now);
    Fate takeCard(Reminder &reminder, const ScheduleCard &card, WallTime now);
    void takePlan(Reminder &reminder, const ScheduleCard &card, WallTime now);
    void takeStart(Reminder &reminder, const ScheduleCard &card, WallTime now);
    void sayAgain(Reminder &reminder, WallTime now);
    void saySoon(Reminder &reminder, WallTime now);
    void tell(Kind kind, const Reminder &reminder, const ScheduleCard *card);
    bool isNear(WallTime planned, WallTime now) const;
    bool isSettled() const { return m_clock.now() >= m_settled; }
    void wakeInTime(WallTime now);
    Reminder *find(const QString &serverId, const EventId &event);
    const ServerView *serverFor(const Reminder &reminder) const;
    const ScheduleCard *card(const Reminder &reminder) const;

    Clock &m_clock;
    std::vector<Reminder> m_all;
    EventsView m_view;
    minutes m_ahead = kAhead;
    std::unique_ptr<Timer> m_timer;
    std::optional<WallTime> m_wakesAt; ///< when `m_timer` is due
    Instant m_settled; ///< by then a server that can be reached has said how things stand
    std::vector<ReminderNews> m_news; ///< of this look
    std::vector<Reminder> m_joining; ///< the same; with the server to join at
};

} // namespace earshot
