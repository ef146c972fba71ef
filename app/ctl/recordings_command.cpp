#include "client/library_memory.h"
#include "client/recording_remover.h"
#include "ctl/arguments.h"
#include "ctl/follow_schedule.h"
#include "ctl/recording_download.h"
#include "ctl/secret_input.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace earshot::ctl {

namespace {

constexpr char kDescription[]
    = R"(Lists the recordings on a server, downloads one (ends with 0 only where FILE is verified), or removes one for good.

With --json each line is an object with "kind" and "ms":
  recording  one of the list: name, event, title, host, started, published, file, bytes,
             sha256, seconds, gaps, missing_seconds, partial
  resumed    goes on with FILE.part: bytes (are there), of
  progress   once a second: bytes, of, bytes_per_second
  verified   the last line of a download that ends with 0: file, bytes, sha256 (of the programme)
  failed     the last line of one that does not: reason, detail, exit. Reasons:
             digest (1)       other bytes than announced; kept as FILE.damaged
             unwritable (1)   no room, or no right to write
             busy (1)         another program downloads into FILE
             gone (3)         replaced or deleted on the server
             incomplete (4)   with --tracks: not all files are there, or not yet
             unreachable (4)  FILE.part stays, and the next try goes on with it
  removed    the last line of "remove" that ends with 0: name, objects
             (one that does not: "failed" with the reasons kept (1), where it was not confirmed or the server
             did not do it, gone (3), where it has no such recording, refused (3) and unreachable (4))

"remove EVENT" removes the recording that the list names, or goes on with a removal that broke off; one of an earlier
start is removed by its whole name. It needs a host's right: that of the engine on this computer (--data), or --credentials. Nobody can fetch the
recording any more; what somebody has downloaded stays. Who is told why: "the host removed the recording".)";

constexpr qint64 kLargestCredentials = 64 * 1024;
constexpr char kUsage[] = "say \"list\", \"download NAME --out FILE\", or \"remove NAME\"";

QString isoTime(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at), Qt::UTC).toString(Qt::ISODate);
}

bool isNamed(const ScheduleCard &card, const QString &name)
{
    return name == card.recorded->folder || name == recordingId(*card.recorded) || name == card.id.text();
}

void print(Printer &printer, const Schedule &schedule)
{
    for (const ScheduleCard &card : schedule) {
        if (!card.recorded)
            continue;
        const RecordingNote &note = *card.recorded;
        printer.line(QStringLiteral("recording"),
            {{"name", note.folder}, {"event", card.id.text()}, {"title", card.title}, {"host", card.hostName},
                {"started", isoTime(recordingStart(note.folder).value_or(note.published))},
                {"published", isoTime(note.published)}, {"file", note.programme.name},
                {"bytes", note.programme.bytes},
                {"sha256", QString::fromLatin1(note.programme.sha256.toHex())},
                {"seconds", double(note.duration.count()) / 1000}, {"gaps", note.gaps},
                {"missing_seconds", double(note.missing.count()) / 1000},
                {"partial", card.recording == RecordingPromise::Partial}},
            QStringLiteral("%1  %2 MB  %3")
                .arg(note.folder, megabytes(double(note.programme.bytes)), card.title));
    }
}

/// The newest where an event's name stands for several.
const ScheduleCard *findCard(const Schedule &schedule, const QString &name)
{
    const ScheduleCard *found = nullptr;
    for (const ScheduleCard &card : schedule) {
        if (card.recorded && isNamed(card, name)
            && (!found || card.recorded->folder > found->recorded->folder))
            found = &card;
    }
    return found;
}

/// What can be removed: the recording of that name; or one that no card names: of an earlier start, or what a former try
/// left. Whether that is there the store says, not the card.
struct Removable {
    EventId event;
    QString folder; ///< empty: what is left over of the event's
};

std::optional<Removable> findRemovable(const Schedule &schedule, const QString &name)
{
    if (const ScheduleCard *card = findCard(schedule, name))
        return Removable{card->id, card->recorded->folder};
    const std::optional<EventId> event = EventId::parse(name.section(u'/', 0, 0));
    if (!event)
        return std::nullopt;
    if (name == event->text() + u'/' + name.section(u'/', -1) && recordingStart(name))
        return Removable{*event, name};
    const bool isListed
        = name == event->text() && std::ranges::find(schedule, *event, &ScheduleCard::id) != schedule.end();
    return isListed ? std::optional(Removable{*event, {}}) : std::nullopt;
}

/// By its event's name too: whoever looks for it is told where it is.
bool wasRemoved(const Schedule &schedule, const QString &name)
{
    return std::ranges::any_of(schedule, [&name](const ScheduleCard &card) {
        const bool isOfEvent = name == card.id.text() || name.startsWith(card.id.text() + u'/');
        return isOfEvent && !card.recorded && card.recording == RecordingPromise::Removed;
    });
}

int sayThatNoneIsThere(const Schedule &schedule, const QString &name)
{
    Printer::error(
        (wasRemoved(schedule, name) ? QStringLiteral("the host removed the recording \"%1\" from this server")
                                    : QStringLiteral("there is no recording \"%1\" on this server"))
            .arg(name));
    return Refused;
}

/// A person at the terminal is asked; a script says --yes.
bool isConfirmed(const Arguments &args, const QString &name)
{
    if (args.has(QStringLiteral("yes")))
        return true;
    Printer::error(
        QStringLiteral("%1 is removed from the server for good, with every speaker's track. Type \"yes\":")
            .arg(name));
    return readSecretLine() == QByteArray("yes");
}

QString wordsFor(const Failure &failure, const QString &usual)
{
    switch (failure.cause) {
    case Cause::WrongRevision:
        return QStringLiteral("the event's desk puts the recording back; end that desk, and try again");
    case Cause::NoResponders:
        return QStringLiteral("no engine runs from the folder; say --data, or --credentials");
    default:
        return usual;
    }
}

int failRemoval(Printer &printer, const Failure &failure)
{
    const Verdict verdict = verdictForFailure(failure, {});
    const bool isRefused
        = failure.cause == Cause::NotPermitted || failure.cause == Cause::CredentialsUnusable;
    const int code = isRefused ? Refused : exitCodeFor(verdict.id);
    const char *reason = code == Refused ? "refused" : code == Unreachable ? "unreachable" : "kept";
    printer.line(QStringLiteral("failed"),
        {{QStringLiteral("reason"), QLatin1String(reason)}, {QStringLiteral("detail"), failure.detail},
            {QStringLiteral("exit"), code == Ok ? int(Failed) : code}},
        {});
    Printer::error(wordsFor(failure, sentence(verdict).headline));
    return code == Ok ? int(Failed) : code;
}

/// Whether its bytes are a host's is found out later. Nothing: there is no such file.
std::optional<QByteArray> readCredentials(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.read(kLargestCredentials + 1)) : std::nullopt;
}

/// Nothing: it was interrupted.
std::optional<Outcome> runRemover(RecordingRemover &remover, Interrupt &interrupt,
    const std::optional<QByteArray> &credentials, const QString &engineFolder)
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
    return outcome;
}

int removeRecording(const Arguments &args, Printer &printer, Clock &clock, Random &random,
    Interrupt &interrupt, const Link &link, const Schedule &schedule, const QString &name)
{
    const auto what = findRemovable(schedule, name);
    if (!what)
        return sayThatNoneIsThere(schedule, name);
    if (!isConfirmed(args, what->folder.isEmpty() ? name : what->folder)) {
        printer.line(QStringLiteral("failed"),
            {{QStringLiteral("reason"), QStringLiteral("kept")}, {QStringLiteral("exit"), int(Failed)}},
            QStringLiteral("nothing was removed"));
        return Failed;
    }
    std::optional<QByteArray> credentials;
    if (args.has(QStringLiteral("credentials"))) {
        const QString path = args.value(QStringLiteral("credentials"));
        credentials = readCredentials(path);
        if (!credentials) {
            Printer::error(QStringLiteral("--credentials: %1 cannot be read").arg(path));
            return Usage;
        }
    }
    RecordingRemover remover(clock, random, link, what->event, what->folder);
    const auto outcome = runRemover(remover, interrupt, credentials, args.value(QStringLiteral("data")));
    if (!outcome)
        return failRemoval(printer, Failure{Cause::RequestTimeout, QStringLiteral("interrupted")});
    if (!*outcome && outcome->failure().cause == Cause::EventUnknown) {
        printer.line(QStringLiteral("failed"),
            {{QStringLiteral("reason"), QStringLiteral("gone")}, {QStringLiteral("exit"), int(Refused)}}, {});
        return sayThatNoneIsThere(schedule, name);
    }
    if (!*outcome)
        return failRemoval(printer, outcome->failure());
    printer.line(QStringLiteral("removed"),
        {{QStringLiteral("name"), remover.folder()}, {QStringLiteral("objects"), remover.removed()}},
        QStringLiteral("%1 is removed from the server (%2 files)")
            .arg(remover.folder())
            .arg(remover.removed()));
    return Ok;
}

} // namespace

int runRecordings(const QStringList &arguments)
{
    Arguments args(QLatin1String(kDescription), QStringLiteral("LINK"));
    args.allowMore({QStringLiteral("list|download|remove"), QStringLiteral("NAME")});
    args.add(QStringLiteral("out"),
        QStringLiteral("where to; FILE.part of an earlier try is gone on with. With --tracks a folder"),
        QStringLiteral("FILE"));
    args.add(QStringLiteral("tracks"), QStringLiteral("all files of the recording, each speaker's too"));
    args.add(QStringLiteral("patience"),
        QStringLiteral("how long a server may be away, or silent, in the middle"), QStringLiteral("60s"),
        QStringLiteral("60s"));
    args.add(QStringLiteral("yes"), QStringLiteral("removes without asking"));
    args.add(QStringLiteral("data"), QStringLiteral("the folder of the engine whose server this is"),
        QStringLiteral("folder"),
        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/engine"));
    args.add(QStringLiteral("credentials"), QStringLiteral("host credentials of this server"),
        QStringLiteral("file"));
    if (!args.read(arguments))
        return args.exitCode();
    const QString what = args.more().value(0);
    const QString name = args.more().value(1);
    const bool isDownload = what == QLatin1String("download");
    const bool isRemoval = what == QLatin1String("remove");
    if (!(what == QLatin1String("list") && name.isEmpty()) && !(isRemoval && !name.isEmpty())
        && !(isDownload && !name.isEmpty() && !args.value(QStringLiteral("out")).isEmpty())) {
        Printer::error(QString::fromLatin1(kUsage));
        return Usage;
    }
    const auto patience = readDuration(args.value(QStringLiteral("patience")));
    if (!patience) {
        Printer::error(QStringLiteral("--patience takes a duration like 60s"));
        return Usage;
    }
    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
    const Result<Link> link = readLink(args.positional());
    if (!link) {
        Printer::error(sentence(verdictForFailure(link.failure(), {})).headline);
        return Refused;
    }
    Interrupt interrupt;
    ServerWatch watch(clock, random, *link);
    std::optional<Schedule> schedule;
    const int code
        = followSchedule(clock, watch, interrupt, Follow::Once, [&schedule](const ServerSnapshot &server) {
              schedule = server.schedule;
              return Ok;
          });
    if (!schedule)
        return code;
    if (isRemoval)
        return removeRecording(args, printer, clock, random, interrupt, *link, *schedule, name);
    if (!isDownload) {
        print(printer, *schedule);
        return Ok;
    }
    const ScheduleCard *card = findCard(*schedule, name);
    if (!card)
        return sayThatNoneIsThere(*schedule, name);
    RecordingDownload download(clock, printer, watch, *card->recorded, *patience);
    QObject::connect(&interrupt, &Interrupt::received, &download, &QCoreApplication::quit);
    const QString out = args.value(QStringLiteral("out"));
    if (args.has(QStringLiteral("tracks")))
        download.toFolder(out);
    else
        download.toFile(out);
    QCoreApplication::exec();
    return download.exitCode();
}

} // namespace earshot::ctl
