#pragma once

#include "client/object_line.h"
#include "client/recording_fetch.h"
#include "client/server_watch.h"
#include "ctl/command.h"
#include "ctl/printer.h"

namespace earshot::ctl {

/// One download, until it is done or cannot be; then the program's event loop is ended. Over a line of this thread.
class RecordingDownload : public QObject, private ObjectSource
{
    Q_OBJECT
public:
    /// `patience`: without a byte, while the line is tried again and again.
    RecordingDownload(
        Clock &clock, Printer &printer, ServerWatch &watch, const RecordingNote &note, milliseconds patience);

    void toFile(const QString &path); ///< the programme
    void toFolder(const QString &path); ///< all files

    /// Ok: what is at the path is verified. Failed where it was interrupted: the part stays.
    int exitCode() const { return m_exitCode; }

private:
    void read(const ObjectOrder &order) override { m_line.read(order); }
    void stop(quint64 id) override { m_line.stop(id); }
    void taken(quint64 id, qint64 bytes) override { m_line.taken(id, bytes); }

    void fetch();
    FileFetch::Mediator mediator();
    void progressed(qint64 bytes, qint64 all);
    void expectBytes(milliseconds later = milliseconds{0});
    void end(const Outcome &outcome);
    void say(ExitCode code, const char *reason, const Failure &failure, const QString &human);
    void sayWhy(const Failure &failure);

    Clock &m_clock;
    Printer &m_printer;
    ServerWatch &m_watch;
    const RecordingNote m_note;
    const milliseconds m_patience;
    ObjectLine m_line;
    std::unique_ptr<Timer> m_silence;
    std::unique_ptr<Timer> m_again;
    QString m_target;
    bool m_withTracks = false;
    std::unique_ptr<FileFetch> m_file;
    std::unique_ptr<RecordingFetch> m_all;
    std::optional<Instant> m_printedAt;
    qint64 m_printed = 0;
    qint64 m_last = 0; ///< bytes, as told last
    int m_exitCode = Failed;
};

QString megabytes(double bytes);

} // namespace earshot::ctl
