#pragma once

#include "client/duration_cache.h"
#include "client/files_elsewhere.h"
#include "client/kept_check.h"
#include "client/library_memory.h"
#include "client/recording_fetch.h"

#include <QFileSystemWatcher>
#include <QSet>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace earshot {

/// What the library's folders hold at one moment.
struct LibraryScan {
    /// A recording that is fetched, or was begun.
    struct Kept {
        QString folder;
        LibraryMemory memory;
        QString path; ///< of the programme, whole or a part; empty = nothing yet
        qint64 bytes = 0; ///< there
        bool isWhole = false;
        bool isDamaged = false;
        bool isToCheck = false; ///< it was changed, or came here otherwise, since its bytes were found right
        bool isUnread = false; ///< its bytes could not be read, and nobody knows what they are
        bool isGone = false; ///< was whole, and somebody took it away
        bool isRestored = false; ///< from the trash, since the last look
        bool isBare = false; ///< of `memory` only what the folder's name tells is right
        std::optional<Failure> forgotten; ///< why `memory` is what the files beside it tell
    };
    /// One that was made on this computer.
    struct Own {
        QString folder;
        RecordingInfo info; ///< of one that was not finished: as far as it goes
        QString path;
        qint64 bytes = 0; ///< with each speaker's track
        bool isCopy = false; ///< what a listener heard
    };
    std::vector<Kept> kept;
    std::vector<Own> own;
    std::vector<ListedFile> files; ///< added ones, and what lies in the folder itself
    /// What may become a recording: it is being copied there, most likely.
    struct Unfinished {
        QString path; ///< of a file, or a folder
        WallTime change{}; ///< its last one, before it was looked at
    };
    std::vector<Unfinished> unfinished;
    QStringList ownFolders; ///< in which own recordings are, and these themselves
    std::optional<LibraryNotes> notes; ///< nothing = they cannot be read
    int notesWritten = 0; ///< how many calls of `writeNotes` are in the notes
    int notesTold = 0; ///< how many there were; `files` are by all of them
    std::optional<qint64> bytesFree;
    bool isRead = false; ///< the library's folder is there
    std::optional<Failure> trouble; ///< what cannot be read, or was damaged
    std::optional<Failure> unwritten; ///< why what is remembered waits in memory; it is tried again
};

/// The library's folders, and what is fetched into them; what somebody else changes there is noticed. Lives on a thread that may take its time; says what became of a
/// call by its signals.
///
///   <folder>/library.json, <folder>/<any>.opus, <folder>/<recording>/{item.json, programme.opus, recording.json, waveform.dat}
///   <folder>/.trash/<recording>     until the person can have it back no more
class LibraryDisk : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kMostListed = 2000;

    struct Options {
        QString folder;
        QString ownFolder = {}; ///< where a host's recordings are; empty = none
        QString copyFolder = {}; ///< where a listener's own copies are; empty = none
        milliseconds patience{5000}; ///< until it is tried again where there was no room, or no folder
        FilesElsewhere::Look lookAt = {}; ///< in place of what a file is really like
    };
    LibraryDisk(Clock &clock, ObjectSource &source, const Options &options);
    ~LibraryDisk() override;

    void scan();
    /// An own recording is listed when it is written no more.
    void setBeingWritten(const QString &folder, bool isWritten);
    /// `memory` is written first. `fetchDone` follows with the number `run`, unless it is stopped.
    void fetch(const QString &id, const LibraryMemory &memory, int run);
    void stop(const QString &id, const LibraryMemory &memory);
    /// What differs from `former`; other programs' changes stay.
    void writeNotes(const LibraryNotes &former, const LibraryNotes &notes);
    /// Into the trash. An own recording's folder is left to nobody but the trash. Refuses what is being written. Of what was
    /// taken from the same place before, a whole recording stays to be restored where this one is not.
    void discard(const QString &folder);
    void restore(const QString &folder); ///< what `discard` took, where nothing has its place
    void emptyTrash();
    void copy(const QString &from, const QString &to);
    void examine(const QString &path); ///< of a file from anywhere

signals:
    void scanned(const earshot::LibraryScan &scan);
    void fetchProgressed(const QString &id, qint64 bytes); ///< at most 4 times a second
    void fetchChecking(const QString &id);
    void fetchWaits(const QString &id, const earshot::Failure &failure);
    void fetchDone(const QString &id, int run, const earshot::Outcome &outcome);
    void discardRefused(const QString &folder); ///< `refused` says why
    void copied(const QString &to);
    void examined(const earshot::ListedFile &file);
    void refused(const earshot::Failure &failure);

private:
    static QString pathOf(const QString &folder, const char *name);
    QString folderOf(const LibraryMemory &memory) const;
    QString trash() const { return m_options.folder + QStringLiteral("/.trash"); }
    void scanFolder(LibraryScan &scan);
    std::optional<LibraryScan::Kept> lookAt(const QString &folder);
    std::optional<LibraryScan::Kept> recall(const QString &folder);
    void scanOwn(const QString &folder, int depth, LibraryScan &scan);
    std::optional<LibraryScan::Own> lookAtOwn(const QString &folder, RecordingInfo info);
    bool isBeingWritten(const QString &folder) const;
    QString notesPath() const { return m_options.folder + QStringLiteral("/library.json"); }
    Result<std::optional<LibraryNotes>> readNotes();
    void writeWaiting();
    void writeLater(milliseconds after);
    Outcome writeMerged();
    void scanFiles(LibraryScan &scan);
    std::optional<QString> inFolder(const QString &path) const;
    FileFetch::Mediator mediatorOf(const QString &id, int run);
    void tell();
    void scanLater();
    void end(const QString &id, int run, const Outcome &outcome);
    void watch(const LibraryScan &scan);
    void onFolderChanged(const QString &folder);
    bool isChanged() const;
    bool areNotesChanged() const;
    QStringList lookOfFolder() const;
    void scanSoon();
    void checkNext(const std::vector<LibraryScan::Kept> &kept);
    void onChecked(const LibraryScan::Kept &kept, KeptCheck::Finding finding, WallTime change);
    void checkLater();

    Clock &m_clock;
    ObjectSource &m_source;
    const Options m_options;
    struct Fetching {
        int run = 0;
        std::unique_ptr<RecordingFetch> fetch;
    };
    std::map<QString, Fetching> m_fetches;
    std::map<QString, LibraryMemory> m_memories; ///< of what is fetched
    std::unique_ptr<KeptCheck> m_check; ///< one at a time
    struct Checked {
        KeptCheck::Finding finding; ///< Other: and could not be put aside
        WallTime change{}; ///< of which it is true
        bool isDue = false; ///< Unknown: to be tried again
    };
    std::map<QString, Checked> m_checked; ///< by path
    std::unique_ptr<Timer> m_checkTimer; ///< made on the thread
    std::map<QString, qint64> m_untold; ///< progress since it was last told
    std::unique_ptr<Timer> m_tellTimer; ///< made on the thread
    std::unique_ptr<Timer> m_scanTimer; ///< while the folder cannot be had; made on the thread
    struct Discarded {
        QString path; ///< in the trash
        bool isWhole = false;
    };
    std::map<QString, Discarded> m_discarded; ///< by where it was
    QString m_restored; ///< folder, until the next look
    QSet<QString> m_beingWritten; ///< folders
    DurationCache m_durations; ///< of what is in the folders
    FilesElsewhere m_elsewhere;
    microseconds m_scanTook{0};
    std::optional<LibraryNotes> m_known; ///< the notes as they were read or written last
    std::optional<Failure> m_damaged; ///< what was remembered could not be read; the file is set aside
    QSet<QString> m_forgotten; ///< folders whose `item.json` was damaged
    bool m_isFolderReady = false;
    struct Change {
        LibraryNotes former;
        LibraryNotes notes;
        int calls = 0; ///< of `writeNotes`
    };
    std::optional<Change> m_change; ///< to be written once no other program writes, and the disk takes it
    int m_notesWritten = 0; ///< calls of `writeNotes`
    bool m_isWriteLate = false; ///< scans meanwhile had others' notes only
    std::optional<Failure> m_unwritten; ///< why the disk does not take it
    std::unique_ptr<Timer> m_writeTimer; ///< made on the thread
    std::unique_ptr<QFileSystemWatcher> m_watcher; ///< made on the thread
    std::unique_ptr<Timer> m_changeTimer; ///< made on the thread
    QStringList m_look; ///< of the folder itself, as it was scanned
    std::optional<WallTime> m_notesLook; ///< when the notes were changed last, where what they say is known here
};

} // namespace earshot
