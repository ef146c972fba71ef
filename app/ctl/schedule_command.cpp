#include "client/server_watch.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "diagnosis/sentence.h"
#include "event/when_ready.h"

#include <QCoreApplication>
#include <QDateTime>

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

} // namespace

int runSchedule(const QStringList &arguments)
{
    Arguments args(QStringLiteral("Lists the events on a server."), QStringLiteral("LINK"));
    if (!args.read(arguments))
        return args.exitCode();
    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    const Result<Link> link = readLink(args.positional());
    if (!link) {
        Printer::error(sentence(verdictForFailure(link.failure(), {})).headline);
        return Refused;
    }

    ServerWatch watch(clock, random, *link);
    QObject::connect(
        &watch, &ServerWatch::changed, &watch,
        [&] {
            const ServerSnapshot snapshot = watch.snapshot();
            if (snapshot.complete || snapshot.session.phase == LinePhase::Refused
                || snapshot.session.phase == LinePhase::Waiting)
                QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    const auto deadline = clock.makeTimer();
    deadline->start(seconds{10}, [] { QCoreApplication::quit(); });
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::received, &watch, &QCoreApplication::quit);
    QCoreApplication::exec();

    const ServerSnapshot snapshot = watch.snapshot();
    if (snapshot.complete) {
        print(printer, snapshot.schedule);
        return Ok;
    }
    const Failure failure = snapshot.session.failure.value_or(Failure{Cause::RequestTimeout, {}});
    const Verdict verdict = verdictForFailure(failure, link->host);
    Printer::error(sentence(verdict).headline);
    return exitCodeFor(verdict.id);
}

} // namespace earshot::ctl
