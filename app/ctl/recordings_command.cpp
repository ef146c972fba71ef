#include "client/library_memory.h"
#include "client/object_line.h"
#include "client/recording_fetch.h"
#include "client/server_watch.h"
#include "ctl/arguments.h"
#include "ctl/interrupt.h"
#include "ctl/printer.h"
#include "diagnosis/sentence.h"
#include "event/findable_events.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace earshot::ctl {

namespace {

constexpr seconds kScheduleDeadline{10};
constexpr seconds kSilenceDeadline{60}; ///< without a byte, while the line is tried again and again
constexpr milliseconds kProgressRhythm{1000};

/// A line of this thread's own.
class OwnObjects final : public ObjectSource
{
public:
    explicit OwnObjects(ObjectLine &line)
        : m_line(line)
    { }
    void read(const ObjectOrder &order) override { m_line.read(order); }
    void stop(quint64 id) override { m_line.stop(id); }
    void taken(quint64 id, qint64 bytes) override { m_line.taken(id, bytes); }

private:
    ObjectLine &m_line;
};

QString isoTime(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at), Qt::UTC).toString(Qt::ISODate);
}

QString megabytes(double bytes)
{
    return QString::number(bytes / 1e6, 'f', 1);
}

bool isNamed(const ScheduleCard &card, const QString &name)
{
    return name == card.recorded->folder || name == recordingId(*card.recorded) || name == card.id.text();
}

/// One download, until it is done or cannot be.
class Download : public QObject
{
public:
    Download(Clock &clock, Printer &printer, ServerWatch &watch, const RecordingNote &note)
        : m_clock(clock)
        , m_printer(printer)
        , m_watch(watch)
        , m_note(note)
        , m_line(clock)
        , m_objects(m_line)
        , m_silence(clock.makeTimer())
    {
        m_line.setSession(&watch.session(), false);
    }

    void toFile(const QString &path)
    {
        m_target = path;
        m_file = std::make_unique<FileFetch>(m_clock, m_objects,
            FileFetch::Plan{.path = path,
                .home = this,
                .server = {},
                .wish = {m_note.folder + u'/' + m_note.programme.name, m_note.programme.bytes,
                    m_note.programme.sha256},
                .isPrivate = false},
            mediator());
        m_file->start();
        expectBytes();
    }
    void toFolder(const QString &path)
    {
        m_target = path;
        if (!QDir().mkpath(path))
            return end(Failure{Cause::FileUnwritable, path});
        m_all = std::make_unique<RecordingFetch>(m_clock, m_objects,
            RecordingFetch::Plan{.folder = path,
                .home = this,
                .server = {},
                .objects = m_note.folder,
                .programme = m_note.programme,
                .withTracks = true,
                .isPrivate = false},
            mediator());
        m_all->start();
        expectBytes();
    }

    int exitCode() const { return m_exitCode; }

private:
    FileFetch::Mediator mediator()
    {
        FileFetch::Mediator of;
        of.progressed = [this](qint64 bytes, qint64 all) { progressed(bytes, all); };
        of.checking = [this] { m_silence->stop(); };
        of.waits = [this](const Failure &failure) { end(failure); };
        of.done = [this](const Outcome &outcome) { end(outcome); };
        return of;
    }

    void progressed(qint64 bytes, qint64 all)
    {
        expectBytes();
        const Instant now = m_clock.now();
        if (!m_printedAt) {
            m_printedAt = now;
            m_printed = bytes;
            if (bytes > 0)
                m_printer.line(QStringLiteral("resumed"), {{"bytes", bytes}, {"of", all}},
                    QStringLiteral("goes on at %1 MB").arg(megabytes(double(bytes))));
            return;
        }
        if (now - *m_printedAt < kProgressRhythm)
            return;
        const double speed = double(bytes - m_printed) / (toMs(now - *m_printedAt) / 1000);
        m_printer.line(QStringLiteral("progress"),
            {{"bytes", bytes}, {"of", all}, {"bytes_per_second", qint64(speed)}},
            QStringLiteral("%1 of %2 MB, %3 MB/s")
                .arg(megabytes(double(bytes)), megabytes(double(all)), megabytes(speed)));
        m_printedAt = now;
        m_printed = bytes;
    }

    void expectBytes()
    {
        m_silence->start(kSilenceDeadline, [this] {
            end(m_watch.snapshot().session.failure.value_or(Failure{Cause::RequestTimeout, {}}));
        });
    }

    void end(const Outcome &outcome)
    {
        m_silence->stop();
        m_exitCode = outcome ? Ok : told(outcome.failure());
        if (outcome)
            m_printer.line(QStringLiteral("verified"),
                {{"file", m_target}, {"bytes", m_note.programme.bytes},
                    {"sha256", QString::fromLatin1(m_note.programme.sha256.toHex())}},
                QStringLiteral("%1 is whole").arg(m_target));
        QMetaObject::invokeMethod(this, &QCoreApplication::quit, Qt::QueuedConnection);
    }

    /// Says it, and gives its exit code.
    static int told(const Failure &failure)
    {
        switch (failure.cause) {
        case Cause::FileDamaged:
            Printer::error(
                QStringLiteral("what came is not as its digest says; it is kept as %1").arg(failure.detail));
            return Failed;
        case Cause::FileUnwritable:
            Printer::error(QStringLiteral("%1 cannot be written").arg(failure.detail));
            return Failed;
        case Cause::BadData:
        case Cause::NoResponders:
            Printer::error(QStringLiteral("the server does not have this recording as it was announced (%1)")
                               .arg(failure.detail));
            return failure.cause == Cause::BadData ? Refused : Unreachable;
        default:
            Printer::error(sentence(verdictForFailure(failure, {})).headline);
            return Unreachable;
        }
    }

    Clock &m_clock;
    Printer &m_printer;
    ServerWatch &m_watch;
    const RecordingNote m_note;
    ObjectLine m_line;
    OwnObjects m_objects;
    std::unique_ptr<Timer> m_silence;
    QString m_target;
    std::unique_ptr<FileFetch> m_file;
    std::unique_ptr<RecordingFetch> m_all;
    std::optional<Instant> m_printedAt;
    qint64 m_printed = 0;
    int m_exitCode = Failed; ///< interrupted: the part stays
};

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

/// The exit code where the schedule cannot be read.
std::optional<int> readSchedule(Clock &clock, ServerWatch &watch, Interrupt &interrupt, const QString &host)
{
    QObject context;
    QObject::connect(
        &watch, &ServerWatch::changed, &context,
        [&] {
            const ServerSnapshot snapshot = watch.snapshot();
            if (snapshot.complete || snapshot.session.phase == LinePhase::Refused
                || snapshot.session.phase == LinePhase::Waiting)
                QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    const auto deadline = clock.makeTimer();
    deadline->start(kScheduleDeadline, [] { QCoreApplication::quit(); });
    QObject::connect(&interrupt, &Interrupt::received, &context, &QCoreApplication::quit);
    QCoreApplication::exec();
    const ServerSnapshot snapshot = watch.snapshot();
    if (snapshot.complete)
        return std::nullopt;
    const Failure failure = snapshot.session.failure.value_or(Failure{Cause::RequestTimeout, {}});
    const Verdict verdict = verdictForFailure(failure, host);
    Printer::error(sentence(verdict).headline);
    return exitCodeFor(verdict.id);
}

} // namespace

int runRecordings(const QStringList &arguments)
{
    Arguments args(
        QStringLiteral("Lists the recordings on a server, or downloads one."), QStringLiteral("LINK"));
    args.allowMore({QStringLiteral("list|download"), QStringLiteral("NAME")});
    args.add(QStringLiteral("out"),
        QStringLiteral("where to; FILE.part of an earlier try is gone on with. With --tracks a folder"),
        QStringLiteral("FILE"));
    args.add(QStringLiteral("tracks"), QStringLiteral("all files of the recording, each speaker's too"));
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
    if (const std::optional<int> code = readSchedule(clock, watch, interrupt, link->host))
        return *code;
    const Schedule schedule = watch.snapshot().schedule;
    if (!isDownload) {
        print(printer, findableEvents(schedule, link->event));
        return Ok;
    }
    const std::optional<RecordingNote> note = findNote(schedule, name);
    if (!note) {
        Printer::error(QStringLiteral("there is no recording \"%1\" on this server").arg(name));
        return Refused;
    }
    Download download(clock, printer, watch, *note);
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
