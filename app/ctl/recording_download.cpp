#include "ctl/recording_download.h"

#include "diagnosis/sentence.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace earshot::ctl {

namespace {

constexpr milliseconds kProgressRhythm{1000};
constexpr milliseconds kAgain{1000};
constexpr minutes kLongestCheck{10}; ///< of 8 GB on a slow disk

} // namespace

QString megabytes(double bytes)
{
    return QString::number(bytes / 1e6, 'f', 1);
}

RecordingDownload::RecordingDownload(
    Clock &clock, Printer &printer, ServerWatch &watch, const RecordingNote &note, milliseconds patience)
    : m_clock(clock)
    , m_printer(printer)
    , m_watch(watch)
    , m_note(note)
    , m_patience(patience)
    , m_line(clock)
    , m_silence(clock.makeTimer())
    , m_again(clock.makeTimer())
{
    m_line.setSession(&watch.session(), false);
}

void RecordingDownload::toFile(const QString &path)
{
    m_target = path;
    // Before anything is fetched: no file can have that name.
    if (path.endsWith(u'/') || QFileInfo(path).isDir())
        return end(Failure{Cause::FileUnwritable, path});
    expectBytes();
    fetch();
}

void RecordingDownload::toFolder(const QString &path)
{
    m_target = path;
    m_withTracks = true;
    if (!QDir().mkpath(path))
        return end(Failure{Cause::FileUnwritable, path});
    expectBytes();
    fetch();
}

void RecordingDownload::fetch()
{
    ObjectSource &objects = *this;
    if (m_withTracks) {
        m_all = std::make_unique<RecordingFetch>(m_clock, objects,
            RecordingFetch::Plan{.folder = m_target,
                .home = this,
                .server = {},
                .objects = m_note.folder,
                .programme = m_note.programme,
                .withTracks = true,
                .isPrivate = false},
            mediator());
        return m_all->start();
    }
    m_file = std::make_unique<FileFetch>(m_clock, objects,
        FileFetch::Plan{.path = m_target,
            .home = this,
            .server = {},
            .wish
            = {m_note.folder + u'/' + m_note.programme.name, m_note.programme.bytes, m_note.programme.sha256},
            .isPrivate = false},
        mediator());
    m_file->start();
}

FileFetch::Mediator RecordingDownload::mediator()
{
    FileFetch::Mediator of;
    of.progressed = [this](qint64 bytes, qint64 all) { progressed(bytes, all); };
    of.checking = [this] { expectBytes(kLongestCheck); };
    of.waits = [this](const Failure &failure) { end(failure); };
    of.done = [this](const Outcome &outcome) {
        // A server that was started anew has no recordings until it has looked at its disk.
        if (m_printedAt && !outcome && outcome.failure().cause == Cause::NoResponders)
            m_again->start(kAgain, [this] { fetch(); });
        else
            end(outcome);
    };
    return of;
}

void RecordingDownload::progressed(qint64 bytes, qint64 all)
{
    if (std::exchange(m_last, bytes) != bytes)
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

void RecordingDownload::expectBytes(milliseconds later)
{
    m_silence->start(m_patience + later, [this] {
        end(m_watch.snapshot().session.failure.value_or(Failure{Cause::RequestTimeout, {}}));
    });
}

void RecordingDownload::end(const Outcome &outcome)
{
    m_silence->stop();
    m_again->stop();
    if (outcome) {
        m_exitCode = Ok;
        m_printer.line(QStringLiteral("verified"),
            {{"file", m_target}, {"bytes", m_note.programme.bytes},
                {"sha256", QString::fromLatin1(m_note.programme.sha256.toHex())}},
            QStringLiteral("%1 is whole").arg(m_target));
    } else {
        sayWhy(outcome.failure());
    }
    QMetaObject::invokeMethod(this, &QCoreApplication::quit, Qt::QueuedConnection);
}

void RecordingDownload::say(ExitCode code, const char *reason, const Failure &failure, const QString &human)
{
    m_exitCode = code;
    if (m_printer.isJson())
        m_printer.line(QStringLiteral("failed"),
            {{"reason", QLatin1String(reason)}, {"detail", failure.detail}, {"exit", int(code)}}, {});
    Printer::error(human);
}

void RecordingDownload::sayWhy(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::FileDamaged:
        return say(Failed, "digest", failure,
            QStringLiteral("what came is not as its digest says; it is kept as %1").arg(failure.detail));
    case Cause::FileUnwritable:
        return say(Failed, "unwritable", failure, QStringLiteral("%1 cannot be written").arg(failure.detail));
    case Cause::AlreadyRunning:
        return say(Failed, "busy", failure, QStringLiteral("another program writes %1").arg(failure.detail));
    case Cause::BadData:
        if (m_withTracks && failure.detail == QLatin1String("missing"))
            return say(Unreachable, "incomplete", failure,
                QStringLiteral(
                    "the server does not have all files of this recording; while it is being published, "
                    "the others are still to come"));
        return say(Refused, "gone", failure,
            QStringLiteral("the server does not have this recording as it was announced (%1)")
                .arg(failure.detail));
    case Cause::NoResponders:
        return say(Unreachable, "unreachable", failure,
            QStringLiteral("the server keeps no recordings, or is not ready to give them"));
    default:
        return say(Unreachable, "unreachable", failure, sentence(verdictForFailure(failure, {})).headline);
    }
}

} // namespace earshot::ctl
