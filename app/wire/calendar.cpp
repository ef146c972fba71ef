#include "wire/calendar.h"

#include "wire/calendar_lines.h"
#include "wire/card_times.h"
#include "wire/public_link.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace earshot {

namespace {

constexpr qint64 kYear2020 = 1'577'836'800'000; ///< Unix time in ms
constexpr qint64 kCounted = 1'000'000; ///< revisions of desks that count from one
constexpr std::chrono::hours kClockTolerance{24};

QByteArray utc(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at), Qt::UTC)
        .toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"))
        .toLatin1();
}

/// A revision is civil time in ms: as an INTEGER of 31 bits, in seconds, it lasts until 2088. Grows with the revision,
/// whatever that is.
qint64 sequenceOf(quint64 revision)
{
    const auto known = qint64(std::min<quint64>(revision, std::numeric_limits<qint64>::max()));
    if (known < kYear2020)
        return std::min(known, kCounted);
    return std::min<qint64>(kCounted + (known - kYear2020) / 1000, std::numeric_limits<qint32>::max());
}

WallTime revisedAt(const ScheduleCard &card, WallTime now)
{
    const auto latest = quint64(toUnixMs(now + kClockTolerance));
    const bool isTime = card.revision >= quint64(kYear2020) && card.revision <= latest;
    return isTime ? wallFromUnixMs(qint64(card.revision)) : now;
}

/// A link to elsewhere has another server's ticket, which is its own matter.
QString linkOnCard(const QString &text, const CalendarServer &server)
{
    return publicLink(text, server.isTicketPublic ? server.link.ticket : QByteArray());
}

QString linkOf(const ScheduleCard &card, const CalendarServer &server)
{
    if (card.phase == Phase::Moved) {
        const QString moved = linkOnCard(card.movedTo, server);
        if (!moved.isEmpty())
            return moved;
    }
    Link link = server.link;
    link.event = card.id;
    return publicLink(link, server.isTicketPublic);
}

QString descriptionOf(
    const ScheduleCard &card, const CalendarServer &server, const QString &link, WallTime now)
{
    QStringList parts;
    if (server.words)
        parts.append(server.words(card, now));
    parts.append(link);
    parts.append(linkOnCard(card.recordingLink, server));
    parts.removeAll(QString());
    return parts.join(QStringLiteral("\n\n"));
}

void addEvent(CalendarLines &lines, const ScheduleCard &card, const CalendarServer &server,
    const CardTimes &times, WallTime now)
{
    const QString link = linkOf(card, server);
    const WallTime revised = revisedAt(card, now);
    const bool isOver = card.phase == Phase::Ended || card.phase == Phase::Cancelled;
    lines.value("BEGIN", "VEVENT");
    lines.text("UID", card.id.text() + u'@' + server.link.host);
    lines.value("SEQUENCE", QByteArray::number(sequenceOf(card.revision)));
    lines.value("DTSTAMP", utc(revised));
    lines.value("LAST-MODIFIED", utc(revised));
    lines.value("STATUS", card.phase == Phase::Cancelled ? "CANCELLED" : "CONFIRMED");
    lines.value("DTSTART", utc(times.start));
    if (times.end)
        lines.value("DTEND", utc(*times.end));
    if (!times.isEndKnown)
        lines.value("X-EARSHOT-END-ESTIMATED", "TRUE");
    lines.text("SUMMARY", card.title.trimmed().isEmpty() ? card.id.text() : card.title);
    lines.text("DESCRIPTION", descriptionOf(card, server, link, now));
    lines.value("URL", link.toLatin1());
    if (!isOver)
        lines.value("CONFERENCE;VALUE=URI;FEATURE=AUDIO;LABEL=Earshot", link.toLatin1());
    if (!card.hostName.isEmpty())
        lines.text("CONTACT", card.hostName);
    lines.value("CATEGORIES", "Earshot");
    lines.value("TRANSP", "TRANSPARENT"); // what is on keeps nobody busy
    lines.value("END", "VEVENT");
}

} // namespace

QByteArray calendarOf(const Schedule &schedule, const CalendarServer &server, WallTime now)
{
    const QString name = server.name.isEmpty() ? server.link.host : server.name;
    CalendarLines lines;
    lines.value("BEGIN", "VCALENDAR");
    lines.value("VERSION", "2.0");
    lines.value("PRODID", "-//Earshot//Earshot//EN");
    lines.value("CALSCALE", "GREGORIAN");
    lines.text("UID", QStringLiteral("schedule@") + server.link.host);
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name); // what calendars knew before RFC 7986
    lines.value("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
    lines.value("X-PUBLISHED-TTL", "PT15M");
    for (const ScheduleCard &card : schedule) {
        if (const auto times = cardTimes(card, now); times && card.listed)
            addEvent(lines, card, server, *times, now);
    }
    lines.value("END", "VCALENDAR");
    return lines.bytes();
}

} // namespace earshot
