// What is remembered of the whole library, which other programs may write, too; and what others change in its folder.

#include "client/library_disk.h"

#include "client/kept_file.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace earshot {

namespace {

constexpr milliseconds kLockRhythm{20};
/// A file that is being copied changes many times.
constexpr milliseconds kChangeRhythm{500};
/// At most a tenth of the time is spent looking.
constexpr int kPauseShare = 9;
constexpr qsizetype kMostWatched = 2500;

} // namespace

LibraryDisk::~LibraryDisk()
{
    if (m_change)
        (void)writeMerged(); // rather at the same time as another program than not at all
}

// ---- notes

/// Notes that are damaged are set aside, so that the next ones do not take their place. Where they were read before,
/// what they said then is written anew. Those that only cannot be read now stay, and fail.
Result<std::optional<LibraryNotes>> LibraryDisk::readNotes()
{
    const QString path = notesPath();
    const bool wasThere = QFileInfo::exists(path);
    const Result<QByteArray> json = readKeptOrFail(path, kMaxLibraryNotes);
    if (!json)
        return json.failure();
    // Another program may write the first ones right now.
    if (!QFileInfo::exists(path) || (!wasThere && json->isEmpty()))
        return std::optional<LibraryNotes>();
    if (const auto notes = readLibraryNotes(*json))
        return m_known = *notes;
    const QString aside = FileFetch::damagedOf(path);
    QFile::remove(aside);
    if (m_known && moveTo(path, aside) && writeKept(path, writeLibraryNotes(*m_known)))
        return m_known;
    m_damaged = Failure{Cause::FileDamaged, moveTo(path, aside) ? aside : path};
    return std::optional<LibraryNotes>();
}

void LibraryDisk::writeNotes(const LibraryNotes &former, const LibraryNotes &notes)
{
    // Each call begins with what the one before it ended with.
    if (!m_change)
        m_change = Change{former, {}, 0};
    m_change->notes = notes;
    ++m_change->calls;
    writeWaiting();
}

/// One program at a time; the lock is another file, as the notes are replaced as a whole. What the disk refuses is kept
/// and tried again.
void LibraryDisk::writeWaiting()
{
    if (m_writeTimer)
        m_writeTimer->stop();
    if (!m_change)
        return;
    QFile file(notesPath() + QStringLiteral(".lock"));
    FileLock lock;
    if (file.open(QIODevice::ReadWrite) && lock.take(file) == FileLock::Taken::ByAnother)
        return writeLater(kLockRhythm);
    const Outcome written = writeMerged();
    if (!written) {
        writeLater(m_options.patience);
        const bool isNews = m_unwritten != written.failure();
        m_unwritten = written.failure();
        if (isNews)
            scan(); // the folder may be there no more
        return;
    }
    m_unwritten.reset();
    if (std::exchange(m_isWriteLate, false))
        scan();
}

void LibraryDisk::writeLater(milliseconds after)
{
    m_isWriteLate = true;
    if (!m_writeTimer)
        m_writeTimer = m_clock.makeTimer(); // of this thread
    m_writeTimer->start(after, [this] { writeWaiting(); });
}

/// Where there are none, because somebody took them away, all that is known here is written.
Outcome LibraryDisk::writeMerged()
{
    const bool isOwn = !areNotesChanged();
    const Result<std::optional<LibraryNotes>> there = readNotes();
    if (!there)
        return there.failure();
    const LibraryNotes notes = *there ? (*there)->with(m_change->former, m_change->notes) : m_change->notes;
    Outcome written = writeKept(notesPath(), writeLibraryNotes(notes));
    if (!written)
        return written;
    m_known = notes;
    m_notesWritten += m_change->calls;
    m_change.reset();
    // What another program wrote is still to be looked at.
    m_notesLook = isOwn ? std::optional(changeOf(notesPath())) : std::nullopt;
    return written;
}

// ---- what others change

bool LibraryDisk::isChanged() const
{
    return lookOfFolder() != m_look || areNotesChanged();
}

/// Times of changes are some milliseconds apart, or the same.
bool LibraryDisk::areNotesChanged() const
{
    if (changeOf(notesPath()) != m_notesLook)
        return true;
    const auto there = readLibraryNotes(readKept(notesPath(), kMaxLibraryNotes));
    return there && m_known && *there != *m_known;
}

QStringList LibraryDisk::lookOfFolder() const
{
    QStringList entries
        = QDir(m_options.folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
    // While notes are written they have another name for a moment.
    entries.removeIf([](const QString &name) { return name.startsWith(QLatin1String("library.json")); });
    return entries;
}

/// Folders that are being fetched into change all the time, and tell by themselves.
void LibraryDisk::watch(const LibraryScan &scan)
{
    if (!m_watcher) {
        m_watcher = std::make_unique<QFileSystemWatcher>();
        m_changeTimer = m_clock.makeTimer(); // of this thread
        connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, &LibraryDisk::onFolderChanged);
        connect(m_watcher.get(), &QFileSystemWatcher::fileChanged, this, &LibraryDisk::scanSoon);
    }
    QStringList wanted{m_options.folder};
    for (const LibraryScan::Kept &kept : scan.kept)
        wanted << kept.folder;
    wanted << scan.ownFolders;
    for (const auto &[id, fetching] : m_fetches) {
        if (const auto memory = m_memories.find(id); memory != m_memories.end())
            wanted.removeOne(folderOf(memory->second));
    }
    for (const ListedFile &file : scan.files) {
        if (file.bytes > 0) // what does not answer holds up whoever asks
            wanted << file.path;
    }
    for (const LibraryScan::Unfinished &one : scan.unfinished)
        wanted << one.path;
    const QStringList watched = m_watcher->directories() + m_watcher->files();
    const QSet<QString> has(watched.begin(), watched.end());
    wanted.removeIf([&](const QString &path) { return has.contains(path) || !QFileInfo::exists(path); });
    wanted = wanted.mid(0, std::max<qsizetype>(0, kMostWatched - watched.size()));
    if (!wanted.isEmpty())
        m_watcher->addPaths(wanted);
    // What changed before it was watched.
    const auto isOther = [](const LibraryScan::Unfinished &one) { return changeOf(one.path) != one.change; };
    if (isChanged() || std::ranges::any_of(scan.unfinished, isOther))
        scanSoon();
}

void LibraryDisk::onFolderChanged(const QString &folder)
{
    if (folder != m_options.folder || isChanged())
        scanSoon();
}

void LibraryDisk::scanSoon()
{
    if (!m_changeTimer->isActive())
        m_changeTimer->start(
            std::max<microseconds>(kChangeRhythm, kPauseShare * m_scanTook), [this] { scan(); });
}

} // namespace earshot
