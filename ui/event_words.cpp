#include "event_words.h"

#include "diagnosis/display_text.h"
#include "event/when_ready.h"
#include "words.h"

namespace earshot {

using std::chrono::duration_cast;

static bool isLive(Phase phase)
{
    return phase == Phase::Live || phase == Phase::Paused;
}

WallTime EventWords::firstPlanned(const ScheduleCard &card)
{
    return card.postponedFrom.empty() ? card.planned : card.postponedFrom.front();
}

EventSection EventWords::sectionOf(const ScheduleCard &card, WallTime now)
{
    switch (card.phase) {
    case Phase::Live:
    case Phase::Paused:
        return EventSection::Live;
    case Phase::Scheduled:
        return firstPlanned(card) <= now ? EventSection::Live : EventSection::Upcoming;
    case Phase::Moved:
        return card.ended ? EventSection::Past : EventSection::Live;
    case Phase::Ended:
    case Phase::Cancelled:
        break;
    }
    return EventSection::Past;
}

static QString sectionName(EventSection section, bool anyoneLive)
{
    switch (section) {
    case EventSection::Live:
        return anyoneLive ? EventWords::tr("Live now") : EventWords::tr("Due now");
    case EventSection::Upcoming:
        return EventWords::tr("Upcoming");
    case EventSection::Past:
        break;
    }
    return EventWords::tr("Past");
}

QString EventWords::section(EventSection section, bool anyoneLive, size_t events, size_t mostRows)
{
    const QString name = sectionName(section, anyoneLive);
    if (events <= mostRows)
        return name;
    return tr("%1 · %2 of %3 shown")
        .arg(name, UiWords::number(qint64(mostRows)), UiWords::number(qint64(events)));
}

QString EventWords::people(const ScheduleCard &card)
{
    QStringList names;
    for (const QString &name : card.speakerNames)
        names << displayText(name);
    if (names.isEmpty())
        return displayText(card.hostName);
    if (names.size() == 1)
        return names.front();
    if (names.size() == 2)
        return tr("%1 and %2").arg(names[0], names[1]);
    return tr("%1, %2 and %3 more").arg(names[0], names[1]).arg(names.size() - 2);
}

QString EventWords::counts(const std::optional<Counts> &counts)
{
    if (!counts)
        return {};
    const QString connected = counts->connected ? UiWords::number(*counts->connected) : UiWords::unknown();
    const QString hearing = counts->hearing ? UiWords::number(counts->hearing->value) : UiWords::unknown();
    return tr("%1 connected, %2 hearing").arg(connected, hearing);
}

PillWords EventWords::livePill(Phase phase, std::optional<WallTime> started, WallTime now)
{
    switch (phase) {
    case Phase::Live:
        return {started ? tr("LIVE %1").arg(UiWords::running(now - *started)) : tr("LIVE"), Tone::Bad, true};
    case Phase::Paused:
        return {tr("Paused"), Tone::Warning, true};
    case Phase::Scheduled:
        return {tr("Not started"), Tone::Accent, false};
    case Phase::Ended:
        return {tr("Ended"), Tone::Dim, false};
    case Phase::Cancelled:
        return {tr("Cancelled"), Tone::Bad, false};
    case Phase::Moved:
        return {tr("Moved"), Tone::Accent, false};
    }
    return {};
}

QString EventWords::lateDetail(const ScheduleCard &card, WallTime now)
{
    const QString late = UiWords::lateBy(now - firstPlanned(card));
    if (!card.message)
        return tr("%1. No word from the host yet.").arg(late);
    //: %1: "Late by 29 min", %2: time, %3: the message in quotation marks
    return tr("%1. Host, %2: %3")
        .arg(late, UiWords::clockTime(card.message->at),
            UiWords::quoted(displayText(card.message->text, kMaxQuoteLength)));
}

QString EventWords::recording(RecordingPromise promise)
{
    switch (promise) {
    case RecordingPromise::None:
        return tr("no recording");
    case RecordingPromise::Promised:
        return tr("a recording is promised");
    case RecordingPromise::BeingMade:
        return tr("the recording is being made");
    case RecordingPromise::Partial:
        return tr("part of it was recorded");
    case RecordingPromise::Ready:
        break;
    }
    return tr("recording complete");
}

void EventWords::fillUpcoming(
    EventRowWords &row, const ScheduleCard &card, const QString &serverName, WallTime now)
{
    row.action = EventAction::Wait;
    row.button = tr("Wait in the room");
    if (card.planned == kWhenReady) {
        row.detail = UiWords::joined({tr("Starts when the host is ready"), people(card), serverName});
        row.pill = livePill(card.phase, {}, now);
        return;
    }
    const bool late = firstPlanned(card) <= now;
    if (late) {
        row.detail = UiWords::joined({lateDetail(card, now), serverName});
        row.detailTone = Tone::Warning;
        row.pill
            = {card.planned > now ? tr("Delayed to %1").arg(UiWords::clockTime(card.planned)) : tr("Late"),
                Tone::Warning, false};
        return;
    }
    const QString moved = card.postponedFrom.empty()
        ? QString()
        : tr("moved from %1").arg(UiWords::weekdayTime(firstPlanned(card)));
    row.detail = UiWords::joined({tr("%1 (your time)").arg(UiWords::weekdayTime(card.planned)),
        UiWords::inSpan(card.planned - now), moved, people(card), serverName});
    if (card.message && !card.postponedFrom.empty()) {
        row.detail += QLatin1Char('\n')
            + tr("Host, %1: %2")
                  .arg(UiWords::clockTime(card.message->at),
                      UiWords::quoted(displayText(card.message->text, kMaxQuoteLength)));
    }
}

void EventWords::fillPast(EventRowWords &row, const ScheduleCard &card, const QString &serverName)
{
    const QString length = card.started && card.ended
        ? UiWords::span(duration_cast<milliseconds>(*card.ended - *card.started))
        : QString();
    if (card.phase == Phase::Cancelled) {
        row.pill = {tr("Cancelled"), Tone::Bad, false};
        const QString reason = card.message
            ? tr("Host: %1").arg(UiWords::quoted(displayText(card.message->text, kMaxQuoteLength)))
            : QString();
        row.detail = UiWords::joined({people(card), reason, serverName});
        return;
    }
    row.pill = {tr("Ended"), Tone::Dim, false};
    row.detail = UiWords::joined({length, people(card), recording(card.recording), serverName});
}

EventRowWords EventWords::row(const ScheduleCard &card, const QString &serverName, WallTime now)
{
    EventRowWords row;
    row.title = card.title.isEmpty() ? card.id.text() : displayText(card.title, kMaxTitleLength);
    const WallTime begin = card.started.value_or(firstPlanned(card));
    if (begin == kWhenReady) {
        row.dateLarge = UiWords::unknown();
    } else if (UiWords::sameDay(begin, now)) {
        row.dateLarge = UiWords::clockTime(begin);
        row.dateSmall = UiWords::day(begin, now);
    } else {
        row.dateLarge = UiWords::dayNumber(begin);
        row.dateSmall = UiWords::month(begin);
    }
    if (isLive(card.phase)) {
        row.detail = UiWords::joined({people(card), counts(card.counts), serverName});
        row.pill = livePill(card.phase, card.started, now);
        row.action = EventAction::Join;
        row.button = tr("Join");
    } else if (card.phase == Phase::Scheduled) {
        fillUpcoming(row, card, serverName, now);
    } else if (card.phase == Phase::Moved && !card.ended) {
        row.detail = UiWords::joined({people(card), tr("continues on another server"), serverName});
        row.pill = livePill(Phase::Moved, {}, now);
        row.action = card.movedTo.isEmpty() ? EventAction::None : EventAction::FollowMove;
        row.button = tr("Follow");
    } else {
        fillPast(row, card, serverName);
    }
    row.spoken
        = QStringList{row.title, row.dateLarge + QLatin1Char(' ') + row.dateSmall, row.pill.text, row.detail}
              .join(QStringLiteral(", "));
    return row;
}

QString EventWords::serverName(const ServerView &server)
{
    return server.name.isEmpty() ? server.host : tr("%1 (%2)").arg(displayText(server.name), server.host);
}

QString EventWords::serverLine(const ServerView &server)
{
    const QString name = serverName(server);
    const QString checked = server.checked ? UiWords::clockSeconds(*server.checked) : UiWords::unknown();
    switch (server.state) {
    case ServerView::State::Reading:
        return tr("From %1 · reading the schedule …").arg(name);
    case ServerView::State::UpToDate:
        return tr("From %1 · up to date, checked %2").arg(name, checked);
    case ServerView::State::Stale:
        return tr("From %1 · not up to date, last checked %2").arg(name, checked);
    case ServerView::State::Failed:
        break;
    }
    return server.checked ? tr("From %1 · cannot be read now, last checked %2").arg(name, checked)
                          : tr("From %1 · cannot be read now").arg(name);
}

QString EventWords::liveCount(const EventsView &view)
{
    int live = 0;
    for (const ServerView &server : view.servers) {
        for (const ScheduleCard &card : server.schedule)
            live += isLive(card.phase) ? 1 : 0;
    }
    return live > 0 ? tr("%1 live").arg(UiWords::number(live)) : QString();
}

} // namespace earshot
