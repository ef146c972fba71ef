#include "words.h"

#include "diagnosis/duration_words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace earshot {

using std::chrono::duration_cast;

static QDateTime local(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at));
}

QString UiWords::number(qint64 value)
{
    return QLocale().toString(value);
}

QString UiWords::percent(double share)
{
    //: A share of a hundred, as the volume is shown; the blank keeps both on one line
    return tr("%1\u00a0%").arg(qRound(std::clamp(share, 0.0, 1.0) * 100));
}

QString UiWords::interval(const HearingEstimate &hearing)
{
    return hearing.interval > 0 ? QStringLiteral("± %1").arg(number(hearing.interval)) : QString();
}

QString UiWords::unknown()
{
    return QStringLiteral("–");
}

QString UiWords::clockTime(WallTime at)
{
    return clockWords(at);
}

QString UiWords::clockSeconds(WallTime at)
{
    return clockWordsWithSeconds(at);
}

QString UiWords::weekdayTime(WallTime at)
{
    //: %1 is a short day of the week, %2 a time: Sat 18:00
    return tr("%1 %2").arg(
        QLocale().dayName(local(at).date().dayOfWeek(), QLocale::ShortFormat), clockTime(at));
}

QString UiWords::dayNumber(WallTime at)
{
    return QLocale().toString(local(at).date().day());
}

QString UiWords::month(WallTime at)
{
    return QLocale().standaloneMonthName(local(at).date().month(), QLocale::ShortFormat);
}

bool UiWords::sameDay(WallTime a, WallTime b)
{
    return local(a).date() == local(b).date();
}

QString UiWords::day(WallTime at, WallTime now)
{
    switch (local(now).date().daysTo(local(at).date())) {
    case 0:
        return tr("today");
    case 1:
        return tr("tomorrow");
    case -1:
        return tr("yesterday");
    default:
        //: %1 is a day of the month, %2 a short month: 21 Nov
        return tr("%1 %2", "date").arg(dayNumber(at), month(at));
    }
}

QString UiWords::running(milliseconds time)
{
    const auto whole = std::max<std::int64_t>(0, duration_cast<seconds>(time).count());
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600, 2, 10, QLatin1Char('0'))
        .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString UiWords::span(milliseconds time)
{
    return durationWords(time);
}

QString UiWords::secondsSpan(microseconds time)
{
    return preciseDurationWords(duration_cast<milliseconds>(time));
}

QString UiWords::secondsOrNone(milliseconds time)
{
    // Below a twentieth "0.0 s" would be shown.
    return time < milliseconds{50} ? span(milliseconds{0}) : secondsSpan(time);
}

QString UiWords::shortSpan(microseconds time)
{
    time = std::max(time, microseconds{0});
    if (time < seconds{1})
        return time > microseconds{0} && time < microseconds{500} ? tr("under 1 ms")
                                                                  : tr("%1 ms").arg(qRound(toMs(time)));
    if (time < seconds{10})
        return secondsSpan(time);
    return span(duration_cast<milliseconds>(time));
}

QString UiWords::inSpan(milliseconds time)
{
    return tr("in %1").arg(span(time));
}

QString UiWords::ago(milliseconds time)
{
    return time < seconds{1} ? tr("just now") : tr("%1 ago").arg(span(time));
}

QString UiWords::lateBy(milliseconds time)
{
    return time < minutes{1} ? tr("Due now") : tr("Late by %1").arg(span(time));
}

QString UiWords::quoted(const QString &text)
{
    return QLocale().quoteString(text);
}

QString UiWords::joined(const QStringList &parts)
{
    QStringList filled = parts;
    filled.removeAll(QString());
    return filled.join(QStringLiteral(" · "));
}

QString UiWords::decibels(double db)
{
    const int whole = qRound(db);
    return whole < 0 ? tr("−%1 dB").arg(-whole) : tr("%1 dB").arg(whole);
}

} // namespace earshot
