#pragma once

#include "base/clock.h"
#include "client/library.h"
#include "client/library_disk.h"
#include "client/library_entry.h"
#include "client/view.h"

#include <QThread>

#include <map>
#include <memory>

namespace earshot {

/// The library of one computer: merges what servers offer with what the folders hold, and says what is fetched when: at
/// most kAtOnce from servers that are there, the others wait in the order that they were asked for in. Lives on the main thread; files are the
/// matter of `LibraryDisk`, on a thread of its own.
///
/// A fetch: asked for -> Waiting -> Fetching -> Checking -> Verified, Damaged (may be asked for anew)
///   -> Paused, by the person; -> Waiting, without a server or room, tried again; -> Failed, where no server has it;
///   from a damaged copy to another server that has it
class LibrarySide final : public Library
{
    Q_OBJECT
public:
    static constexpr int kAtOnce = 3;

    struct Options {
        LibraryDisk::Options disk;
        /// How long what was removed can be had back, from the last removal on: its room on the disk is given back then.
        milliseconds undo{minutes{5}};
        milliseconds retry{10'000}; ///< after a server or the disk refused
        milliseconds quiet{3000}; ///< without progress: then no speed and no time left are told any more
    };
    /// `source` outlives this.
    LibrarySide(Clock &clock, ObjectSource &source, const Options &options);
    ~LibrarySide() override;

    void setEvents(const EventsView &events);
    /// An own recording is listed when it is written no more.
    void setBeingWritten(const QString &folder, bool isWritten);

    const LibraryView &view() const override { return m_view; }
    void fetch(const QString &id) override;
    void pause(const QString &id) override;
    void remove(const QString &id) override;
    void restore() override;
    void exportTo(const QString &id, const QString &path) override;
    void addFile(const QString &path) override;
    void setListenedTo(const QString &id, std::optional<milliseconds> listened) override;

private:
    struct Removed {
        QString id;
        QString title;
        QString file; ///< of an added one
        QString folder; ///< of any other
    };
    bool isBack(const Removed &removed) const; ///< fetched or added anew

    void onScanned(const LibraryScan &scan);
    void takeKept(const LibraryScan::Kept &kept, bool goesOn);
    void takeOwn(const LibraryScan::Own &own);
    void takeFile(const ListedFile &file);
    void offer(const ServerView &server, const ScheduleCard &card);
    void noteWithdrawn();
    void askFormerServer(LibraryEntry &entry);

    void queue(LibraryEntry &entry);
    void pump();
    void begin(const QString &id, LibraryEntry &entry);
    void changeServers();
    void onProgressed(const QString &id, qint64 bytes);
    void noteQuiet();
    void onDone(const QString &id, int run, const Outcome &outcome);
    void stopFetching(LibraryEntry &entry, bool isStillWanted = false);
    void saveNotes();

    void publish();
    LibraryEntry *find(const QString &id);
    template<typename Call>
    void onDisk(Call call)
    {
        QMetaObject::invokeMethod(
            m_disk, [disk = m_disk, call = std::move(call)] { call(*disk); }, Qt::QueuedConnection);
    }

    Clock &m_clock;
    const Options m_options;
    QThread m_thread;
    LibraryDisk *m_disk; ///< lives and dies on m_thread
    std::unique_ptr<Timer> m_undo;
    std::unique_ptr<Timer> m_retry;
    std::unique_ptr<Timer> m_quiet;
    EventsView m_events;
    std::map<QString, LibraryEntry> m_entries; ///< by LibraryItem::id
    LibraryNotes m_notes;
    LibraryNotes m_savedNotes; ///< as the disk has been told, or has told, last
    int m_saves = 0; ///< how often it has been told
    std::optional<qint64> m_bytesFree; ///< as the last scan found it
    std::optional<Failure> m_trouble; ///< of the folder, or of what is remembered
    LibraryView m_view;
    std::vector<Removed> m_removed; ///< the last one last
    bool m_isScanned = false;
    bool m_isFolderSeen = false; ///< what it holds, at least once
    int m_lastTurn = 0;
    int m_lastRun = 0;
};

} // namespace earshot
