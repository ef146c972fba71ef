#pragma once

#include "base/clock.h"
#include "client/file_lock.h"
#include "recordings/recording_writer.h"

#include <QObject>
#include <QSet>

#include <atomic>
#include <functional>
#include <mutex>

namespace earshot {

/// `<event>-<start as yyyyMMddTHHmmssZ>`
QString copyFolderName(const EventId &event, WallTime started);

/// Finishes own copies, those that end and those that were left: by a program that was killed, or for lack of room. What
/// cannot be finished yet is tried again. What was left waits while a copy is being written: it may take minutes.
/// Lives on the thread that writes own copies.
class CopyFiles : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 kMostWaiting = 16 * 1024 * 1024; ///< bytes
    static constexpr seconds kAgainAfter{30}; ///< for the first time; then twice as long, and so on

    /// `stop` is for the writers: told so, what takes long is left to the next start.
    explicit CopyFiles(Clock &clock, std::stop_token stop = {});

    // by any thread

    /// Is done over there, in order; `bytes` of it wait meanwhile.
    void post(qint64 bytes, std::function<void()> task);
    qint64 waiting() const { return m_waiting; }
    std::stop_token stop() const { return m_stop; }
    /// Nothing that was left is finished from now on, until as many copies are over.
    void hold();

    // over there

    struct Copy {
        QString folder;
        std::unique_ptr<FileLock> lock{}; ///< null: it could not be had
        std::unique_ptr<RecordingWriter> writer{}; ///< null: there is none any more
        WallTime ended{};
    };
    /// Of several programs that would write or finish a copy, one does. Null where another is at it, or nothing is there.
    static std::unique_ptr<FileLock> lockOf(const QString &folder);
    /// That copy is over.
    void finish(Copy copy);
    /// What is left of it is nobody's any more, and its writer goes on elsewhere.
    void leave(const QString &folder);
    /// Those in that folder that nobody writes any more; once for each folder.
    void finishLeft(const QString &folder);

signals:
    /// What can be written of that copy now is on the disk, with whatever failed.
    void finished(const QString &folder);

private:
    static bool isForLater(const Outcome &outcome);
    void tryLeft();
    void trySoon();
    void tryAgain();
    Outcome tryOne(const Copy &copy);
    Outcome finishFormer(const QString &folder, const std::stop_token &stop);
    Outcome told(const QString &folder, const Result<RecordingInfo> &made);
    std::optional<std::stop_token> mayFinish();

    Clock &m_clock;
    const std::stop_token m_stop;
    std::atomic<qint64> m_waiting = 0;
    std::vector<Copy> m_left;
    QSet<QString> m_looked; ///< folders of copies
    std::unique_ptr<Timer> m_timer;
    seconds m_pause = kAgainAfter; ///< before the next time

    std::mutex m_mutex; ///< guards what follows
    int m_holds = 0;
    std::stop_source m_finishing; ///< of what was left
};

} // namespace earshot
