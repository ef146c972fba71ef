#include "words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace earshot {

using std::chrono::days;
using std::chrono::duration_cast;
using std::chrono::hours;

static QDateTime local(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at));
}

QString Words::number(qint64 value)
{
    return QLocale().toString(value);
}

QString Words::percent(double share)
{
    //: A share of a hundred, as the volume is shown
    return tr("%1 %").arg(qRound(std::clamp(share, 0.0, 1.0) * 100));
}

QString Words::interval(const HearingEstimate &hearing)
{
    return hearing.interval > 0 ? QStringLiteral("± %1").arg(number(hearing.interval)) : QString();
}

QString Words::unknown()
{
    return QStringLiteral("–");
}

QString Words::clockTime(WallTime at)
{
    return QLocale().toString(local(at).time(), QLocale::ShortFormat);
}

QString Words::clockSeconds(WallTime at)
{
    //: A time of day with seconds, as in Qt's QTime::toString
    return QLocale().toString(local(at).time(), tr("HH:mm:ss"));
}

QString Words::weekdayTime(WallTime at)
{
    //: %1 is a short day of the week, %2 a time: Sat 18:00
    return tr("%1 %2").arg(QLocale().dayName(local(at).date().dayOfWeek(), QLocale::ShortFormat), clockTime(at));
}

QString Words::dayNumber(WallTime at)
{
    return QLocale().toString(local(at).date().day());
}

QString Words::month(WallTime at)
{
    return QLocale().standaloneMonthName(local(at).date().month(), QLocale::ShortFormat);
}

bool Words::sameDay(WallTime a, WallTime b)
{
    return local(a).date() == local(b).date();
}

QString Words::day(WallTime at, WallTime now)
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

QString Words::running(milliseconds time)
{
    const auto whole = std::max<std::int64_t>(0, duration_cast<seconds>(time).count());
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600, 2, 10, QLatin1Char('0'))
        .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString Words::span(milliseconds time)
{
    time = std::max(time, milliseconds{0});
    if (time < minutes{1})
        return tr("%1 s").arg(duration_cast<seconds>(time).count());
    if (time < hours{1})
        return tr("%1 min").arg(duration_cast<minutes>(time).count());
    const auto wholeHours = duration_cast<hours>(time);
    if (wholeHours >= days{2})
        return tr("%1 days").arg(duration_cast<days>(time).count());
    const auto rest = duration_cast<minutes>(time - wholeHours).count();
    if (rest == 0)
        return tr("%1 h").arg(wholeHours.count());
    return tr("%1 h %2 min").arg(wholeHours.count()).arg(rest);
}

QString Words::secondsSpan(microseconds time)
{
    const double value = toMs(std::max(time, microseconds{0})) / 1000;
    return tr("%1 s").arg(QLocale().toString(value, 'f', value < 10 ? 1 : 0));
}

QString Words::shortSpan(microseconds time)
{
    time = std::max(time, microseconds{0});
    if (time < seconds{1})
        return tr("%1 ms").arg(qRound(toMs(time)));
    if (time < seconds{10})
        return secondsSpan(time);
    return span(duration_cast<milliseconds>(time));
}

QString Words::inSpan(milliseconds time)
{
    return tr("in %1").arg(span(time));
}

QString Words::ago(milliseconds time)
{
    return time < seconds{1} ? tr("just now") : tr("%1 ago").arg(span(time));
}

QString Words::lateBy(milliseconds time)
{
    return tr("Late by %1").arg(span(time));
}

QString Words::quoted(const QString &text)
{
    return QLocale().quoteString(text);
}

QString Words::joined(const QStringList &parts)
{
    QStringList filled = parts;
    filled.removeAll(QString());
    return filled.join(QStringLiteral(" · "));
}

QString Words::decibels(double db)
{
    const int whole = qRound(db);
    return whole < 0 ? tr("−%1 dB").arg(-whole) : tr("%1 dB").arg(whole);
}

} // namespace earshot
