#include "ctl/remove_recording.h"

#include "ctl/command.h"
#include "ctl/named_recording.h"
#include "ctl/secret_input.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QFile>

namespace earshot::ctl {

namespace {

constexpr qint64 kLargestCredentials = 64 * 1024;

/// A person at the terminal is asked; a script says --yes.
bool isConfirmed(const RemovalOrder &order, const QString &folder)
{
    if (order.isConfirmed)
        return true;
    Printer::error(
        QStringLiteral("%1 is removed from the server for good, with every speaker's track. Type \"yes\":")
            .arg(folder.isEmpty() ? order.name : folder));
    return readSecretLine() == QByteArray("yes");
}

/// Whether its bytes are a host's is found out later. Nothing: there is no such file.
std::optional<QByteArray> readCredentials(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.read(kLargestCredentials + 1)) : std::nullopt;
}

/// `isStores`: whoever asks was let in, and it is the server's store that failed.
QString wordsFor(const Failure &failure, bool isStores, const QString &usual)
{
    switch (failure.cause) {
    case Cause::WrongRevision:
        return QStringLiteral("the event's desk puts the recording back; end that desk, and try again");
    case Cause::NoResponders:
        return isStores ? QStringLiteral("the server's store does not answer; try again later")
                        : QStringLiteral("no engine runs from the folder; say --data, or --credentials");
    case Cause::NotPermitted:
        return isStores ? QStringLiteral("the server did not do it: %1").arg(failure.detail) : usual;
    default:
        return usual;
    }
}

void printFailed(
    Printer &printer, const char *reason, ExitCode code, const QString &detail, const QString &human)
{
    printer.line(QStringLiteral("failed"),
        {{QStringLiteral("reason"), QLatin1String(reason)}, {QStringLiteral("detail"), detail},
            {QStringLiteral("exit"), int(code)}},
        human);
}

ExitCode exitCodeOf(const Failure &failure, bool isStores, const Verdict &verdict)
{
    if (failure.cause == Cause::NotPermitted)
        return isStores ? Failed : Refused;
    if (failure.cause == Cause::CredentialsUnusable)
        return Refused;
    const ExitCode usual = exitCodeFor(verdict.id);
    return usual == Ok ? Failed : usual;
}

int fail(Printer &printer, const Failure &failure, bool isStores)
{
    const Verdict verdict = verdictForFailure(failure, {});
    const ExitCode code = exitCodeOf(failure, isStores, verdict);
    const char *reason = code == Refused ? "refused" : code == Unreachable ? "unreachable" : "kept";
    printFailed(printer, reason, code, failure.detail, {});
    Printer::error(wordsFor(failure, isStores, sentence(verdict).headline));
    return code;
}

/// Fails with RequestTimeout where it was interrupted.
Outcome run(RecordingRemover &remover, Interrupt &interrupt, const std::optional<QByteArray> &credentials,
    const QString &engineFolder)
{
    std::optional<Outcome> outcome;
    QObject::connect(&remover, &RecordingRemover::done, &remover, [&outcome](const Outcome &done) {
        outcome = done;
        QCoreApplication::quit();
    });
    QObject::connect(&interrupt, &Interrupt::received, &remover, &QCoreApplication::quit);
    if (credentials)
        remover.removeWith(*credentials);
    else
        remover.removeWithEngine(engineFolder);
    if (!outcome)
        QCoreApplication::exec();
    return outcome.value_or(Failure{Cause::RequestTimeout, QStringLiteral("interrupted")});
}

} // namespace

int removeRecording(const RemovalOrder &order, const Schedule &schedule, Clock &clock, Random &random,
    Printer &printer, Interrupt &interrupt)
{
    const auto what = findRemovable(schedule, order.name);
    if (!what)
        return sayThatNoneIsThere(schedule, order.name);
    if (!isConfirmed(order, what->folder)) {
        printFailed(printer, "kept", Failed, {}, QStringLiteral("nothing was removed"));
        return Failed;
    }
    std::optional<QByteArray> credentials;
    if (order.credentials && !(credentials = readCredentials(*order.credentials))) {
        Printer::error(QStringLiteral("--credentials: %1 cannot be read").arg(*order.credentials));
        return Usage;
    }
    RecordingRemover remover(clock, random, order.link.server(), what->event, what->folder);
    const Outcome outcome = run(remover, interrupt, credentials, order.engineFolder);
    if (!outcome && outcome.failure().cause == Cause::EventUnknown) {
        printFailed(printer, "gone", Refused, {}, {});
        return sayThatNoneIsThere(schedule, order.name);
    }
    if (!outcome)
        return fail(printer, outcome.failure(), remover.hasBegun());
    printer.line(QStringLiteral("removed"),
        {{QStringLiteral("name"), remover.folder()}, {QStringLiteral("objects"), remover.removed()}},
        QStringLiteral("%1 is removed from the server (%2 files)")
            .arg(remover.folder())
            .arg(remover.removed()));
    return Ok;
}

} // namespace earshot::ctl
