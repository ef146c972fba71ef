#include "event_words.h"

#include "diagnosis/display_text.h"
#include "event/when_ready.h"
#include "recording_state.h"
#include "words.h"

#include <QUrl>

#include <algorithm>

namespace earshot {

using std::chrono::duration_cast;

/// From then on, waiting in the room is offered before anything else.
constexpr minutes kRoomOpens{15};

QString EventWords::hostsWord(const HostMessage &message)
{
    //: %1: time, %2: the message in quotation marks
    return tr("Host, %1: %2")
        .arg(UiWords::clockTime(message.at), UiWords::quoted(displayText(message.text, kMaxQuoteLength)));
}

/// The starts that hold no more, but for the first where that stands beside the row.
QString EventWords::earlierStarts(const ScheduleCard &card)
{
    if (card.postponedFrom.size() < 2)
        return {};
    QStringList times;
    for (auto it = card.postponedFrom.end() - std::min<std::ptrdiff_t>(std::ssize(card.postponedFrom), 3);
         it != card.postponedFrom.end(); ++it)
        times << (UiWords::sameDay(*it, card.planned) ? UiWords::clockTime(*it) : UiWords::weekdayTime(*it));
    return tr("Planned before: %1").arg(times.join(QStringLiteral(", ")));
}

QString EventWords::lateDetail(const ScheduleCard &card, WallTime now)
{
    const QString late = UiWords::lateBy(now - firstPlanned(card));
    //: %1: "Late by 29 min", %2: "Host, 20:25: “We start soon.”"
    QString detail = card.message ? tr("%1. %2").arg(late, hostsWord(*card.message))
                                  : tr("%1, no word from the host yet").arg(late);
    return UiWords::joined({detail, earlierStarts(card)});
}

EventButton EventWords::remindButton(const EventContext &context)
{
    EventButton button{EventAction::Remind, tr("Remind me"), tr("Reminder set")};
    button.isOn = context.reminder;
    if (button.isOn)
        std::swap(button.text, button.otherText);
    return button;
}

void EventWords::fillDate(EventRowWords &row, const ScheduleCard &card, EventSection section, WallTime now)
{
    const WallTime begin
        = card.started.value_or(section == EventSection::Upcoming ? card.planned : firstPlanned(card));
    if (begin == kWhenReady) {
        row.dateLarge = UiWords::unknown();
    } else if (UiWords::sameDay(begin, now)) {
        row.dateLarge = UiWords::clockTime(begin);
        row.dateSmall = UiWords::day(begin, now);
    } else {
        row.dateLarge = UiWords::dayNumber(begin);
        row.dateSmall = UiWords::month(begin);
    }
}

void EventWords::fillLive(EventRowWords &row, const ScheduleCard &card, const EventContext &context)
{
    row.buttons = {{EventAction::Join, tr("Join"), {}, false, !context.asOf}};
    if (!context.asOf && context.hostAwaySince) {
        const QString since
            = tr("nothing from the host since %1").arg(UiWords::clockTime(*context.hostAwaySince));
        row.detail = UiWords::joined({people(card), since, context.serverName});
        row.detailTone = Tone::Warning;
        row.pill = {tr("Host away"), Tone::Warning, false};
        return;
    }
    if (!context.asOf) {
        row.detail = UiWords::joined({people(card), counts(card.counts), context.serverName});
        if (card.phase == Phase::Paused && card.message)
            row.detail += QLatin1Char('\n') + hostsWord(*card.message);
        row.pill = livePill(card.phase, card.started, context.now);
        return;
    }
    const QString then = UiWords::sameDay(*context.asOf, context.now) ? UiWords::clockTime(*context.asOf)
                                                                      : UiWords::weekdayTime(*context.asOf);
    row.detail
        = UiWords::joined({people(card), tr("whether it is still on is not known"), context.serverName});
    row.pill = {card.phase == Phase::Paused ? tr("Paused at %1").arg(then) : tr("Live at %1").arg(then),
        Tone::Dim, false};
}

/// Its time has come, its start has not.
void EventWords::fillDue(EventRowWords &row, const ScheduleCard &card, const EventContext &context)
{
    row.buttons = {{EventAction::Wait, tr("Wait in the room")}};
    row.more = {remindButton(context)};
    if (card.planned == kWhenReady) {
        row.detail = UiWords::joined({tr("Starts when the host is ready"), people(card), context.serverName});
        row.pill = livePill(card.phase, {}, context.now);
        return;
    }
    if (context.asOf) {
        row.detail = UiWords::joined({tr("Planned for %1").arg(UiWords::weekdayTime(card.planned)),
            tr("whether it has begun is not known"), people(card), context.serverName});
        row.pill = {tr("Not known"), Tone::Dim, false};
        return;
    }
    row.detail = UiWords::joined({lateDetail(card, context.now), context.serverName});
    row.detailTone = Tone::Warning;
    const QString start = UiWords::sameDay(card.planned, context.now) ? UiWords::clockTime(card.planned)
                                                                      : UiWords::weekdayTime(card.planned);
    if (card.planned > context.now)
        row.pill = {tr("Delayed to %1").arg(start), Tone::Warning, false};
    else if (context.now - firstPlanned(card) < minutes{1})
        row.pill = {tr("Due now"), Tone::Accent, false};
    else
        row.pill = {tr("Late"), Tone::Warning, false};
}

void EventWords::fillUpcoming(EventRowWords &row, const ScheduleCard &card, const EventContext &context)
{
    const bool isPostponed = !card.postponedFrom.empty();
    QStringList before;
    for (const WallTime start : card.postponedFrom)
        before << UiWords::weekdayTime(start);
    const QString moved = isPostponed
        ? tr("moved from %1")
              .arg(before.last(std::min<qsizetype>(before.size(), 3)).join(QStringLiteral(", ")))
        : QString();
    row.detail = UiWords::joined({tr("%1 (your time)").arg(UiWords::weekdayTime(card.planned)),
        UiWords::inSpan(card.planned - context.now), moved, people(card), context.serverName});
    if (isPostponed) {
        const bool isEarlier = card.planned < card.postponedFrom.back();
        row.pill = {isEarlier ? tr("Earlier") : tr("Postponed"), Tone::Warning, false};
        if (card.message)
            row.detail += QLatin1Char('\n') + hostsWord(*card.message);
    }
    const EventButton calendar{EventAction::AddToCalendar, tr("Add to calendar")};
    const EventButton wait{EventAction::Wait, tr("Wait in the room")};
    const bool isSoon = card.planned - context.now <= kRoomOpens;
    row.buttons = {isSoon ? wait : calendar, remindButton(context)};
    row.more = {isSoon ? calendar : wait};
}

void EventWords::fillMoved(EventRowWords &row, const ScheduleCard &card, const EventContext &context)
{
    const QString host = QUrl(card.movedTo).host();
    const QString where = host.isEmpty() ? tr("continues on another server")
                                         : tr("continues on %1").arg(displayText(host, kMaxHostLength));
    row.detail = UiWords::joined({people(card), where, context.serverName});
    row.pill = livePill(Phase::Moved, {}, context.now);
    if (!card.movedTo.isEmpty())
        row.buttons = {{EventAction::FollowMove, tr("Go there")}};
}

void EventWords::fillCancelled(EventRowWords &row, const ScheduleCard &card, const EventContext &context)
{
    row.pill = {tr("Cancelled"), Tone::Bad, false};
    const QString planned = card.planned == kWhenReady
        ? QString()
        : tr("Was planned for %1").arg(UiWords::weekdayTime(card.planned));
    const QString reason = card.message
        ? tr("Host: %1").arg(UiWords::quoted(displayText(card.message->text, kMaxQuoteLength)))
        : tr("No reason was given");
    row.detail = UiWords::joined({planned, people(card), reason, context.serverName});
}

void EventWords::fillPast(EventRowWords &row, const ScheduleCard &card, const EventContext &context)
{
    if (card.phase == Phase::Scheduled) {
        row.detail = UiWords::joined({tr("Was planned for %1").arg(UiWords::weekdayTime(card.planned)),
            tr("never begun, as far as is known"), people(card), context.serverName});
        row.pill = livePill(Phase::Scheduled, {}, context.now);
        row.pill.tone = Tone::Dim;
        return;
    }
    const milliseconds length = card.started && card.ended
        ? duration_cast<milliseconds>(*card.ended - *card.started)
        : milliseconds{0};
    row.detail = UiWords::joined({length > milliseconds{0} ? UiWords::span(length) : QString(),
        RecordingState::sentence(card, context.now), context.serverName});
    if (RecordingState::isWanting(card, context.now))
        row.detailTone = Tone::Warning;
    row.pill = RecordingState::pill(context.recording);
    const EventButton button = RecordingState::button(card, context.recording);
    if (button.action != EventAction::None)
        row.buttons = {button};
    else if (row.pill.text.isEmpty())
        row.pill = livePill(card.phase == Phase::Moved ? Phase::Moved : Phase::Ended, {}, context.now);
}

EventRowWords EventWords::row(const ScheduleCard &card, const EventContext &context)
{
    EventRowWords row;
    row.title = card.title.isEmpty() ? card.id.text() : displayText(card.title, kMaxTitleLength);
    const EventSection section = sectionOf(card, context.now, context.asOf);
    fillDate(row, card, section, context.now);
    if (card.phase == Phase::Live || card.phase == Phase::Paused)
        fillLive(row, card, context);
    else if (card.phase == Phase::Cancelled)
        fillCancelled(row, card, context);
    else if (card.phase == Phase::Moved && !card.ended)
        fillMoved(row, card, context);
    else if (section == EventSection::Past)
        fillPast(row, card, context);
    else if (section == EventSection::Upcoming)
        fillUpcoming(row, card, context);
    else
        fillDue(row, card, context);
    QStringList spoken{
        row.title, row.dateLarge + QLatin1Char(' ') + row.dateSmall, row.pill.text, row.detail};
    if (context.reminder)
        spoken << tr("Reminder set");
    spoken.removeAll(QString());
    row.spoken = spoken.join(QStringLiteral(", "));
    return row;
}

} // namespace earshot
