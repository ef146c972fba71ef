#include "client/schedule_export.h"
#include "ctl/arguments.h"
#include "ctl/follow_schedule.h"
#include "ctl/printer.h"
#include "event/when_ready.h"

#include <QDateTime>

#include <cstdio>

namespace earshot::ctl {

namespace {

QString localTime(WallTime at)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(toUnixMs(at)), QLocale::ShortFormat);
}

QString isoTime(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at), Qt::UTC).toString(Qt::ISODate);
}

QString phaseId(Phase phase)
{
    switch (phase) {
    case Phase::Scheduled:
        return QStringLiteral("scheduled");
    case Phase::Live:
        return QStringLiteral("live");
    case Phase::Paused:
        return QStringLiteral("paused");
    case Phase::Ended:
        return QStringLiteral("ended");
    case Phase::Cancelled:
        return QStringLiteral("cancelled");
    case Phase::Moved:
        return QStringLiteral("moved");
    }
    return {};
}

void print(Printer &printer, const Schedule &schedule)
{
    for (const ScheduleCard &card : schedule) {
        printer.line(QStringLiteral("event"),
            {{QStringLiteral("id"), card.id.text()}, {QStringLiteral("title"), card.title},
                {QStringLiteral("host"), card.hostName}, {QStringLiteral("phase"), phaseId(card.phase)},
                {QStringLiteral("planned"),
                    card.planned == kWhenReady ? QJsonValue() : QJsonValue(isoTime(card.planned))},
                {QStringLiteral("started"), card.started ? QJsonValue(isoTime(*card.started)) : QJsonValue()},
                {QStringLiteral("message"), card.message ? QJsonValue(card.message->text) : QJsonValue()}},
            QStringLiteral("%1  %2  %3")
                .arg(card.planned == kWhenReady ? QStringLiteral("when the host is ready")
                                                : localTime(card.planned),
                    card.id.text(), card.title));
    }
}

ExitCode writeCalendar(const ServerSnapshot &server, const Arguments &args, WallTime now)
{
    if (const int without = eventsWithoutTime(server))
        Printer::error(QStringLiteral("left out, because they have no time yet: %1").arg(without));
    const QByteArray calendar = calendarFile(server, args.has(QStringLiteral("public-ticket")), now);
    const QString path = args.value(QStringLiteral("out"));
    if (path.isEmpty()) {
        const size_t written = std::fwrite(calendar.constData(), 1, size_t(calendar.size()), stdout);
        return written == size_t(calendar.size()) && std::fflush(stdout) == 0 ? Ok : Failed;
    }
    if (const Outcome outcome = replaceFile(path, calendar); !outcome) {
        Printer::error(outcome.failure().detail);
        return Failed;
    }
    return Ok;
}

} // namespace

int runSchedule(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Lists the events on a server."), QStringLiteral("LINK"));
    args.add(QStringLiteral("ics"), QStringLiteral("as a calendar (RFC 5545) instead"));
    args.add(QStringLiteral("out"),
        QStringLiteral("the calendar's file, replaced as a whole; else standard output"),
        QStringLiteral("file"));
    args.add(QStringLiteral("public-ticket"),
        QStringLiteral("the link's ticket is everybody's: it goes into the calendar"));
    if (!args.read(arguments))
        return args.exitCode();
    if (!args.has(QStringLiteral("ics")) && args.has(QStringLiteral("out"))) {
        Printer::error(QStringLiteral("--out is for --ics"));
        return Usage;
    }
    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    const std::optional<Link> link = readLinkOrSay(args.positional());
    if (!link)
        return Refused;
    return followSchedule(clock, random, *link, Follow::Once, [&](const ServerSnapshot &server) {
        if (args.has(QStringLiteral("ics")))
            return writeCalendar(server, args, clock.wall());
        print(printer, server.schedule);
        return Ok;
    });
}

} // namespace earshot::ctl
