#include "diagnosis/duration_words.h"

#include "diagnosis/words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace earshot {

namespace {

constexpr QChar kUnknown(0x2013);

/// Years 1970 to 9999: what QLocale can show; remote times may be anything.
bool isShowable(WallTime at)
{
    return at >= WallTime{} && at < WallTime{milliseconds{253'402'300'800'000}};
}

QDateTime local(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at));
}

/// The locale's short time with or without seconds.
QString timeFormat(bool withSeconds)
{
    QString format = QLocale().timeFormat(QLocale::ShortFormat);
    const qsizetype minutesAt = format.indexOf(QStringLiteral("mm"));
    if (minutesAt < 1)
        return withSeconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    const QString secondsPart = format.at(minutesAt - 1) + QStringLiteral("ss");
    format.remove(secondsPart);
    if (withSeconds)
        format.insert(minutesAt + 2, secondsPart);
    return format;
}

QString number(qint64 value)
{
    return QLocale().toString(value);
}

} // namespace

QString durationWords(milliseconds duration)
{
    const auto whole = std::chrono::duration_cast<seconds>(std::max(duration, milliseconds{0})).count();
    if (whole < 60)
        return Words::tr("%1 s").arg(number(whole));
    const auto wholeMinutes = whole / 60;
    if (wholeMinutes < 60)
        return Words::tr("%1 min").arg(number(wholeMinutes));
    const auto hours = wholeMinutes / 60;
    if (hours >= 48)
        return Words::tr("%1 days").arg(number(hours / 24));
    if (wholeMinutes % 60 == 0)
        return Words::tr("%1 h").arg(number(hours));
    return Words::tr("%1 h %2 min").arg(number(hours), number(wholeMinutes % 60));
}

QString preciseDurationWords(milliseconds duration)
{
    if (duration >= seconds{10})
        return durationWords(duration);
    const double tenths = std::max(0.0, toMs(duration) / 1000.0);
    return Words::tr("%1 s").arg(QLocale().toString(tenths, 'f', 1));
}

QString clockWords(WallTime at)
{
    return isShowable(at) ? QLocale().toString(local(at).time(), timeFormat(false)) : QString(kUnknown);
}

QString clockWordsWithSeconds(WallTime at)
{
    return isShowable(at) ? QLocale().toString(local(at).time(), timeFormat(true)) : QString(kUnknown);
}

QString dayAndClockWords(WallTime at, WallTime now)
{
    if (!isShowable(at) || !isShowable(now) || local(at).date() == local(now).date())
        return clockWords(at);
    const QString format = local(at).date().year() == local(now).date().year()
        ? Words::tr("dddd, d MMMM", "a day of this year, as QLocale formats dates")
        : Words::tr("d MMMM yyyy", "a day of another year, as QLocale formats dates");
    return Words::tr("%1, %2", "day, time").arg(QLocale().toString(local(at).date(), format), clockWords(at));
}

QString dayWords(WallTime at)
{
    if (!isShowable(at))
        return QString(kUnknown);
    const QString format = Words::tr("d MMMM yyyy", "a day of another year, as QLocale formats dates");
    return QLocale().toString(local(at).date(), format);
}

} // namespace earshot
