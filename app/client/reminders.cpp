#include "client/reminders.h"

#include "event/when_ready.h"

#include <algorithm>

namespace earshot {

namespace {

using std::chrono::days;

/// Timers stand still while the computer sleeps: civil time is looked at this often.
constexpr seconds kLongestWait{30};
/// Whoever is called this late slept, or was not let run.
constexpr seconds kSuspended{5};
/// A line is dialled and the schedule read within this, where the server can be reached at all.
constexpr seconds kServerSettles{15};
constexpr days kForgotten{1};
/// Later nobody waits any more, and a loudspeaker that begins to talk by itself would be a fright.
constexpr minutes kJoinsWithin{15};

bool isOf(const Reminder &reminder, const QString &serverId, const EventId &event)
{
    return reminder.serverId == serverId && reminder.event == event.text();
}

bool isRunning(Phase phase)
{
    return phase == Phase::Live || phase == Phase::Paused;
}

bool isOver(Phase phase)
{
    return phase != Phase::Scheduled && !isRunning(phase);
}

const ScheduleCard *cardIn(const ServerView &server, const QString &event)
{
    const auto found = std::ranges::find_if(
        server.schedule, [&](const ScheduleCard &card) { return card.id.text() == event; });
    return found == server.schedule.end() ? nullptr : &*found;
}

/// Of an event that is over here.
ReminderNews::Kind lastWord(const ScheduleCard &card)
{
    using enum ReminderNews::Kind;
    if (card.phase == Phase::Cancelled)
        return Cancelled;
    return card.phase == Phase::Moved && !card.ended ? Moved : Missed;
}

} // namespace

Reminders::Reminders(Clock &clock, std::vector<Reminder> kept)
    : m_clock(clock)
    , m_all(std::move(kept))
    , m_timer(clock.makeTimer())
    , m_settled(clock.now() + kServerSettles)
{
    wakeInTime(m_clock.wall());
}

void Reminders::setAhead(minutes ahead)
{
    m_ahead = ahead;
    look();
}

void Reminders::set(const QString &serverId, const EventId &event, bool on)
{
    const Reminder *known = find(serverId, event);
    if (on == (known != nullptr))
        return;
    Reminder reminder{.serverId = serverId, .event = event.text()};
    if (on) {
        const ScheduleCard *card = this->card(reminder);
        if (!card || isOver(card->phase))
            return;
        reminder.title = card->title;
        reminder.planned = card->planned;
        reminder.toldSoon = isNear(card->planned, m_clock.wall());
        reminder.toldStarted = isRunning(card->phase);
        if (m_all.size() >= kMost)
            m_all.erase(m_all.begin());
        m_all.push_back(reminder);
    } else {
        std::erase_if(m_all, [&](const Reminder &r) { return isOf(r, serverId, event); });
    }
    emit changed();
    look();
}

void Reminders::setJoins(const QString &serverId, const EventId &event, bool joins)
{
    if (joins)
        set(serverId, event, true);
    Reminder *known = find(serverId, event);
    if (!known || known->joins == joins)
        return;
    known->joins = joins;
    emit changed();
}

void Reminders::later(const QString &serverId, const EventId &event)
{
    Reminder *known = find(serverId, event);
    if (!known)
        return;
    known->again = m_clock.wall() + kLater;
    emit changed();
    wakeInTime(m_clock.wall());
}

void Reminders::follow(const EventsView &view)
{
    m_view = view;
    look();
}

void Reminders::look()
{
    const WallTime now = m_clock.wall();
    noteSuspension(now);
    const std::vector<Reminder> before = m_all;
    std::vector<Reminder> kept;
    for (Reminder &reminder : m_all) {
        if (look(reminder, now) == Fate::Kept)
            kept.push_back(std::move(reminder));
    }
    m_all = std::move(kept);
    wakeInTime(now);
    // Whoever hears of it may change the list.
    const std::vector<ReminderNews> toldNow = std::exchange(m_news, {});
    const std::vector<Reminder> joiningNow = std::exchange(m_joining, {});
    if (m_all != before)
        emit changed();
    for (const ReminderNews &one : toldNow)
        emit news(one);
    for (const Reminder &reminder : joiningNow) {
        if (const auto event = EventId::parse(reminder.event))
            emit joinNow(reminder.serverId, *event);
    }
}

/// After a suspension the schedules are as old as it was long, and nobody has said so yet.
void Reminders::noteSuspension(WallTime now)
{
    if (m_wakesAt && now - *m_wakesAt >= kSuspended)
        m_settled = m_clock.now() + kServerSettles;
}

Reminders::Fate Reminders::look(Reminder &reminder, WallTime now)
{
    const ServerView *from = serverFor(reminder);
    const bool isTrue = from && from->state == ServerView::State::UpToDate;
    const ScheduleCard *card = isTrue ? this->card(reminder) : nullptr;
    const bool isGone = isTrue ? !card : !from && isSettled();
    if (card) {
        reminder.goneSince.reset();
        if (takeCard(reminder, *card, now) == Fate::Over)
            return Fate::Over;
    }
    if (isGone) {
        if (!reminder.goneSince)
            reminder.goneSince = now;
        return now - *reminder.goneSince >= kForgotten ? Fate::Over : Fate::Kept;
    }
    sayAgain(reminder, now);
    saySoon(reminder, now);
    return Fate::Kept;
}

Reminders::Fate Reminders::takeCard(Reminder &reminder, const ScheduleCard &card, WallTime now)
{
    if (!card.title.isEmpty())
        reminder.title = card.title;
    if (!isOver(card.phase)) {
        if (isRunning(card.phase))
            takeStart(reminder, card, now);
        else
            takePlan(reminder, card, now);
        return Fate::Kept;
    }
    reminder.planned = card.planned;
    if (!reminder.toldStarted)
        tell(lastWord(card), reminder, &card);
    return Fate::Over;
}

void Reminders::takePlan(Reminder &reminder, const ScheduleCard &card, WallTime now)
{
    if (card.planned == reminder.planned)
        return;
    const WallTime before = std::exchange(reminder.planned, card.planned);
    reminder.toldStarted = false;
    reminder.again.reset();
    reminder.toldSoon = isNear(card.planned, now); // the new start is told now
    tell(Kind::Postponed, reminder, &card);
    m_news.back().plannedBefore = before;
}

void Reminders::takeStart(Reminder &reminder, const ScheduleCard &card, WallTime now)
{
    reminder.planned = card.planned;
    if (reminder.toldStarted)
        return;
    reminder.toldSoon = reminder.toldStarted = true;
    reminder.again.reset();
    tell(Kind::Started, reminder, &card);
    if (reminder.joins && now - card.started.value_or(now) <= kJoinsWithin) {
        m_joining.push_back(reminder);
        m_joining.back().serverId = serverFor(reminder)->id;
    }
    reminder.joins = false;
}

void Reminders::sayAgain(Reminder &reminder, WallTime now)
{
    if (!reminder.again || now < *reminder.again || !isSettled())
        return;
    reminder.again.reset();
    reminder.toldSoon = true;
    if (!reminder.toldStarted)
        return tell(Kind::Soon, reminder, nullptr);
    const ScheduleCard *running = card(reminder);
    if (running && isRunning(running->phase))
        tell(Kind::Started, reminder, running);
}

void Reminders::saySoon(Reminder &reminder, WallTime now)
{
    const bool isPast = reminder.planned <= now; // from there on the start itself is told
    if (reminder.toldSoon || isPast || !isNear(reminder.planned, now) || !isSettled())
        return;
    reminder.toldSoon = true;
    tell(Kind::Soon, reminder, nullptr);
}

void Reminders::tell(Kind kind, const Reminder &reminder, const ScheduleCard *card)
{
    ReminderNews one{.kind = kind,
        .serverId = reminder.serverId,
        .event = reminder.event,
        .title = reminder.title,
        .planned = reminder.planned};
    if (card) {
        one.started = card->started;
        one.ended = card->ended;
        one.reason = card->message ? card->message->text : QString();
    }
    m_news.push_back(one);
}

/// An event that begins when its host is ready is never near.
bool Reminders::isNear(WallTime planned, WallTime now) const
{
    return planned != kWhenReady && planned - now <= m_ahead;
}

void Reminders::wakeInTime(WallTime now)
{
    std::optional<WallTime> due;
    const auto atLatest = [&](WallTime at) { due = std::min(due.value_or(at), at); };
    const auto untilSettled = std::chrono::ceil<milliseconds>(m_settled - m_clock.now());
    const WallTime settled = now + std::max(untilSettled, milliseconds{0});
    for (const Reminder &reminder : m_all) {
        if (reminder.goneSince)
            continue; // nothing is said of it until its server names it again
        if (reminder.again)
            atLatest(std::max(*reminder.again, settled));
        if (reminder.toldSoon || reminder.planned == kWhenReady)
            continue;
        // Of a start that has passed nothing is said, but the clock may be set back.
        atLatest(reminder.planned > now ? std::max(reminder.planned - m_ahead, settled) : now + kLongestWait);
    }
    m_wakesAt.reset();
    m_timer->stop();
    if (!due)
        return;
    const milliseconds wait
        = std::clamp<milliseconds>(*due - now, milliseconds{1}, milliseconds{kLongestWait});
    m_wakesAt = now + wait;
    m_timer->start(wait, [this] { look(); });
}

Reminder *Reminders::find(const QString &serverId, const EventId &event)
{
    const auto found
        = std::ranges::find_if(m_all, [&](const Reminder &r) { return isOf(r, serverId, event); });
    return found == m_all.end() ? nullptr : &*found;
}

/// Its own, or while that is away one of the same account that has the event.
const ServerView *Reminders::serverFor(const Reminder &reminder) const
{
    const auto own = std::ranges::find(m_view.servers, reminder.serverId, &ServerView::id);
    if (own == m_view.servers.end())
        return nullptr;
    if (own->state == ServerView::State::UpToDate || own->account.isEmpty())
        return &*own;
    const auto other = std::ranges::find_if(m_view.servers, [&](const ServerView &server) {
        return server.state == ServerView::State::UpToDate && server.account == own->account
            && cardIn(server, reminder.event);
    });
    return other == m_view.servers.end() ? &*own : &*other;
}

const ScheduleCard *Reminders::card(const Reminder &reminder) const
{
    const ServerView *from = serverFor(reminder);
    return from ? cardIn(*from, reminder.event) : nullptr;
}

} // namespace earshot
