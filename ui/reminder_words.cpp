#include "reminder_words.h"

#include "diagnosis/display_text.h"
#include "event/when_ready.h"
#include "event_words.h"
#include "words.h"

namespace earshot {

using Kind = ReminderNews::Kind;

/// A start is told at once; heard of later than this, how long ago it was is worth a word.
constexpr minutes kPrompt{2};

static QString titleOf(const QString &title, const QString &event)
{
    return title.isEmpty() ? event : displayText(title, kMaxTitleLength);
}

/// Whole minutes, as they were asked for: the clock may have gone on by some milliseconds.
static milliseconds wholeMinutes(milliseconds span)
{
    return span < minutes{1} ? span : milliseconds{std::chrono::round<minutes>(span)};
}

QString ReminderWords::when(WallTime planned)
{
    return planned == kWhenReady ? tr("when the host is ready") : UiWords::weekdayTime(planned);
}

QString ReminderWords::soon(WallTime planned, WallTime now)
{
    if (planned == kWhenReady)
        return tr("It starts when the host is ready.");
    //: %1 is a day and a time: Sat 18:00
    return planned > now ? tr("Planned for %1.").arg(when(planned))
                         : tr("Planned for %1. You are told when it really starts.").arg(when(planned));
}

QString ReminderWords::started(const ReminderNews &news, WallTime now)
{
    const milliseconds ago = news.started ? now - *news.started : milliseconds{0};
    if (ago >= kPrompt)
        return tr("It started %1.").arg(UiWords::ago(wholeMinutes(ago)));
    const bool isLate = news.planned != kWhenReady && now - news.planned >= kPrompt;
    return isLate ? tr("It is live now. It was planned for %1.").arg(when(news.planned))
                  : tr("It is live now.");
}

QString ReminderWords::postponed(const ReminderNews &news)
{
    const WallTime before = news.plannedBefore.value_or(kWhenReady);
    if (news.planned == kWhenReady)
        return tr("It now starts when the host is ready, not %1.").arg(when(before));
    if (before == kWhenReady)
        return tr("It is now planned for %1.").arg(when(news.planned));
    return tr("It is now planned for %1, not %2.").arg(when(news.planned), when(before));
}

QString ReminderWords::missed(const ReminderNews &news)
{
    if (!news.started || !news.ended)
        return tr("It took place while you could not be told.");
    return tr("It ran from %1 to %2 while you could not be told.")
        .arg(UiWords::weekdayTime(*news.started), UiWords::clockTime(*news.ended));
}

NoticeWords ReminderWords::notice(const ReminderNews &news, WallTime now)
{
    const QString title = titleOf(news.title, news.event);
    const QString host = news.reason.isEmpty()
        ? QString()
        : tr("Host: %1").arg(UiWords::quoted(displayText(news.reason, kMaxQuoteLength)));
    const auto withHost
        = [&](const QString &text) { return host.isEmpty() ? text : text + QLatin1Char('\n') + host; };
    switch (news.kind) {
    case Kind::Soon: {
        const bool isAhead = news.planned != kWhenReady && news.planned > now;
        return {isAhead ? tr("%1 starts %2").arg(title, UiWords::inSpan(wholeMinutes(news.planned - now)))
                        : tr("%1 has not started yet").arg(title),
            soon(news.planned, now), tr("Wait in the room"), tr("In 5 minutes")};
    }
    case Kind::Started:
        return {tr("%1 has started").arg(title), started(news, now), tr("Join"), tr("In 5 minutes")};
    case Kind::Postponed: {
        const bool isEarlier = news.planned != kWhenReady && news.planned < news.plannedBefore;
        return {isEarlier ? tr("%1 starts earlier").arg(title) : tr("%1 starts later").arg(title),
            withHost(postponed(news)), {}, {}};
    }
    case Kind::Cancelled:
        return {tr("%1 is cancelled").arg(title), host, {}, {}};
    case Kind::Moved:
        return {tr("%1 has moved to another server").arg(title), withHost(tr("You can follow it there.")),
            tr("Show"), {}};
    case Kind::Missed:
        return {tr("You missed %1").arg(title), missed(news), {}, {}};
    }
    return {};
}

QString ReminderWords::ahead(minutes before)
{
    return UiWords::span(before);
}

QString ReminderWords::next(const Reminder &reminder, WallTime now)
{
    const QString title = titleOf(reminder.title, reminder.event);
    if (reminder.planned == kWhenReady)
        return tr("Next: %1").arg(title);
    //: %1 is an event, %2 a day ("today"), %3 a time
    return tr("Next: %1, %2 %3")
        .arg(title, UiWords::day(reminder.planned, now), UiWords::clockTime(reminder.planned));
}

} // namespace earshot
