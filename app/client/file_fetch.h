#pragma once

#include "base/sha256.h"
#include "client/file_lock.h"
#include "client/object_source.h"

#include <QFile>

#include <memory>

namespace earshot {

/// Fetches one object into a file. `<path>.part` grows, `<path>.part.json` remembers where the server was; when all bytes
/// are there and on the disk, and are as the digest says, the part gets the file's name. Otherwise it becomes
/// `<path>.damaged`, never the file. Goes on with the part that is there, cut wherever it is. A file that is there already
/// is checked first, and replaced where it is another.
///
///   Checking (the file that is there) -> done, Fetching
///   Fetching -> Checking (the part) -> done
///   Fetching -> NoRoom -> Fetching   each 5 s, with what was written
///   any      -> stopped: the part stays
///
/// Single-threaded; writes and reads, so it has a thread that may take its time. Any callback may destroy this object.
class FileFetch : public QObject
{
    Q_OBJECT
public:
    struct Plan {
        QString path;
        QObject *home = nullptr; ///< of this thread; lives as long as the source's lines
        QString server; ///< ServerView::id
        ObjectWish wish;
        bool isPrivate = true; ///< mode 0600
        milliseconds patience{5000}; ///< until it is tried again where there was no room
    };
    struct Mediator {
        std::function<void(qint64 bytes, qint64 of)>
            progressed; ///< after each chunk written; `of` 0 = not known yet
        std::function<void()> checking; ///< all bytes are there
        std::function<void(const Failure &)> waits; ///< FileUnwritable: for room
        /// FileDamaged: the bytes differ from the digest. FileUnwritable: it cannot be written at all. AlreadyRunning:
        /// another fetches it into the same place. Else the reader's.
        std::function<void(const Outcome &)> done;
    };

    FileFetch(Clock &clock, ObjectSource &source, const Plan &plan, Mediator mediator);
    ~FileFetch() override; ///< stops

    void start();

    static QString partOf(const QString &path) { return path + QStringLiteral(".part"); }
    static QString damagedOf(const QString &path) { return path + QStringLiteral(".damaged"); }

private:
    void fetch();
    QString memoryPath() const { return partOf(m_plan.path) + QStringLiteral(".json"); }
    Outcome openPart();
    ObjectPlace placeInPart();
    ObjectPlace rememberedPlace() const;
    ObjectPlace guessedPlace(const ObjectPlace &remembered) const;
    ObjectPlace place(qint64 chunk, qint64 bytes, quint64 sequence, qint64 last) const;
    void remember();

    void onBegun(const ObjectMeta &meta, qint64 at);
    void onChunk(const QByteArray &bytes, const ObjectPlace &after);
    void onEnded(const Outcome &outcome);
    void waitForRoom();
    void stopReading();

    void check();
    void checkOn(QFile &file);
    void judgeOld();
    void judgePart();
    void finish(const Outcome &outcome);

    Clock &m_clock;
    ObjectSource &m_source;
    const Plan m_plan;
    const std::shared_ptr<const Mediator> m_mediator;
    std::unique_ptr<Timer> m_retry;
    mutable QFile m_part;
    FileLock m_lock; ///< of the part, until it has its name
    QFile m_old; ///< open while it is checked
    QByteArray m_sha256; ///< as it has to be
    qint64 m_size = 0; ///< of the whole
    ObjectPlace m_place; ///< what is written; without the bytes before
    qint64 m_lastSize = 0; ///< of the chunk before
    bool m_mayGuess = true; ///< false: a guess was wrong
    bool m_isGuess = false; ///< where reading was begun
    Instant m_remembered{};
    quint64 m_reading = 0; ///< 0 = none under way
    Sha256 m_hash;
};

} // namespace earshot
