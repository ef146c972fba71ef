#include "client/library_memory.h"
#include "ctl/arguments.h"
#include "ctl/follow_schedule.h"
#include "ctl/recording_download.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QDateTime>

namespace earshot::ctl {

namespace {

constexpr char kDescription[]
    = R"(Lists the recordings on a server, or downloads one: ends with 0 only where FILE is verified.

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
             unreachable (4)  FILE.part stays, and the next try goes on with it)";

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
std::optional<RecordingNote> findNote(const Schedule &schedule, const QString &name)
{
    std::optional<RecordingNote> found;
    for (const ScheduleCard &card : schedule) {
        if (card.recorded && isNamed(card, name) && (!found || card.recorded->folder > found->folder))
            found = card.recorded;
    }
    return found;
}

} // namespace

int runRecordings(const QStringList &arguments)
{
    Arguments args(QLatin1String(kDescription), QStringLiteral("LINK"));
    args.allowMore({QStringLiteral("list|download"), QStringLiteral("NAME")});
    args.add(QStringLiteral("out"),
        QStringLiteral("where to; FILE.part of an earlier try is gone on with. With --tracks a folder"),
        QStringLiteral("FILE"));
    args.add(QStringLiteral("tracks"), QStringLiteral("all files of the recording, each speaker's too"));
    args.add(QStringLiteral("patience"),
        QStringLiteral("how long a server may be away, or silent, in the middle"), QStringLiteral("60s"),
        QStringLiteral("60s"));
    if (!args.read(arguments))
        return args.exitCode();
    const QString what = args.more().value(0);
    const QString name = args.more().value(1);
    const bool isDownload = what == QLatin1String("download");
    if (!(what == QLatin1String("list") && name.isEmpty())
        && !(isDownload && !name.isEmpty() && !args.value(QStringLiteral("out")).isEmpty())) {
        Printer::error(QStringLiteral("say \"list\", or \"download NAME --out FILE\""));
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
    if (!isDownload) {
        print(printer, *schedule);
        return Ok;
    }
    const std::optional<RecordingNote> note = findNote(*schedule, name);
    if (!note) {
        Printer::error(QStringLiteral("there is no recording \"%1\" on this server").arg(name));
        return Refused;
    }
    RecordingDownload download(clock, printer, watch, *note, *patience);
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
