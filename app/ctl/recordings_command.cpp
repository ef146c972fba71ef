#include "client/library_memory.h"
#include "ctl/arguments.h"
#include "ctl/follow_schedule.h"
#include "ctl/named_recording.h"
#include "ctl/recording_download.h"
#include "ctl/remove_recording.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStandardPaths>

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

constexpr char kUsage[] = "say \"list\", \"download NAME --out FILE\", or \"remove NAME\"";

QString isoTime(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at), Qt::UTC).toString(Qt::ISODate);
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

struct Order {
    enum class What { List, Download, Remove };
    What what = What::List;
    QString name;
    milliseconds patience{0};
};

void addOptions(Arguments &args)
{
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
}

std::optional<Order::What> readWhat(const Arguments &args)
{
    const QString what = args.more().value(0);
    const bool isNamed = !args.more().value(1).isEmpty();
    if (what == QLatin1String("list") && !isNamed)
        return Order::What::List;
    if (what == QLatin1String("download") && isNamed && !args.value(QStringLiteral("out")).isEmpty())
        return Order::What::Download;
    if (what == QLatin1String("remove") && isNamed)
        return Order::What::Remove;
    return std::nullopt;
}

/// Nothing: what is wrong is said.
std::optional<Order> readOrder(const Arguments &args)
{
    const std::optional<Order::What> what = readWhat(args);
    if (!what) {
        Printer::error(QString::fromLatin1(kUsage));
        return std::nullopt;
    }
    const auto patience = readDuration(args.value(QStringLiteral("patience")));
    if (!patience) {
        Printer::error(QStringLiteral("--patience takes a duration like 60s"));
        return std::nullopt;
    }
    return Order{*what, args.more().value(1), *patience};
}

RemovalOrder removalOrder(const Arguments &args, const Link &link, const QString &name)
{
    RemovalOrder order{.link = link, .name = name, .isConfirmed = args.has(QStringLiteral("yes"))};
    order.engineFolder = args.value(QStringLiteral("data"));
    if (args.has(QStringLiteral("credentials")))
        order.credentials = args.value(QStringLiteral("credentials"));
    return order;
}

int download(const Arguments &args, const Order &order, const Schedule &schedule, Clock &clock,
    Printer &printer, ServerWatch &watch, Interrupt &interrupt)
{
    const ScheduleCard *card = findRecording(schedule, order.name);
    if (!card)
        return sayThatNoneIsThere(schedule, order.name);
    RecordingDownload download(clock, printer, watch, *card->recorded, order.patience);
    QObject::connect(&interrupt, &Interrupt::received, &download, &QCoreApplication::quit);
    const QString out = args.value(QStringLiteral("out"));
    if (args.has(QStringLiteral("tracks")))
        download.toFolder(out);
    else
        download.toFile(out);
    QCoreApplication::exec();
    return download.exitCode();
}

} // namespace

int runRecordings(const QStringList &arguments)
{
    Arguments args(QLatin1String(kDescription), QStringLiteral("LINK"));
    addOptions(args);
    if (!args.read(arguments))
        return args.exitCode();
    const std::optional<Order> order = readOrder(args);
    if (!order)
        return Usage;
    const std::optional<Link> link = readLinkOrSay(args.positional());
    if (!link)
        return Refused;
    SystemClock clock;
    SystemRandom random;
    Printer printer(clock, args.json());
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
    switch (order->what) {
    case Order::What::List:
        print(printer, *schedule);
        return Ok;
    case Order::What::Download:
        return download(args, *order, *schedule, clock, printer, watch, interrupt);
    case Order::What::Remove:
        return removeRecording(
            removalOrder(args, *link, order->name), *schedule, clock, random, printer, interrupt);
    }
    return Usage;
}

} // namespace earshot::ctl
