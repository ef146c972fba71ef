// What is remembered of the whole library, which other programs may write, too; and what others change in its folder.

#include "client/library_disk.h"

#include "client/kept_file.h"

#include <QDir>
#include <QFileInfo>

namespace earshot {

namespace {

constexpr milliseconds kLockRhythm{20};
/// A file that is being copied changes many times.
constexpr milliseconds kChangeRhythm{500};
constexpr qsizetype kMostWatched = 2500;

} // namespace

LibraryDisk::~LibraryDisk()
{
    if (!m_changes.empty())
        writeMerged(); // rather at the same time as another program than not at all
}

// ---- notes

/// Notes that cannot be read are set aside, so that the next ones do not take their place.
std::optional<LibraryNotes> LibraryDisk::readNotes()
{
    const QString path = notesPath();
    if (!QFileInfo::exists(path))
        return std::nullopt;
    if (auto notes = readLibraryNotes(readKept(path, kMaxLibraryNotes)))
        return std::move(*notes);
    const QString aside = FileFetch::damagedOf(path);
    QFile::remove(aside);
    m_damaged = Failure{Cause::FileDamaged, moveTo(path, aside) ? aside : path};
    return std::nullopt;
}

void LibraryDisk::writeNotes(const LibraryNotes &former, const LibraryNotes &notes)
{
    m_changes.push_back({former, notes});
    writeWaiting();
}

/// One program at a time; the lock is another file, as the notes are replaced as a whole.
void LibraryDisk::writeWaiting()
{
    QFile file(notesPath() + QStringLiteral(".lock"));
    FileLock lock;
    if (file.open(QIODevice::ReadWrite) && lock.take(file) == FileLock::Taken::ByAnother) {
        if (!m_writeTimer)
            m_writeTimer = m_clock.makeTimer(); // of this thread
        m_writeTimer->start(kLockRhythm, [this] {
            writeWaiting();
            if (m_changes.empty())
                scan();
        });
        return;
    }
    writeMerged();
}

/// Where there are none, because somebody took them away, all that is known here is written.
void LibraryDisk::writeMerged()
{
    std::optional<LibraryNotes> notes = readNotes();
    for (const Change &change : m_changes)
        notes = notes ? notes->with(change.former, change.notes) : change.notes;
    m_notesWritten += int(m_changes.size());
    m_changes.clear();
    const Outcome written = writeKept(notesPath(), writeLibraryNotes(*notes));
    if (!written)
        emit refused(written.failure());
    m_look = lookOfFolder();
}

// ---- what others change

/// By the folder's entries, and when the notes were written.
QString LibraryDisk::lookOfFolder() const
{
    QStringList entries
        = QDir(m_options.folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
    // While notes are written they have another name for a moment.
    entries.removeIf([](const QString &name) { return name.startsWith(QLatin1String("library.json")); });
    const qint64 notes = toUnixMs(changeOf(notesPath()));
    return entries.join(u'/') + u'/' + QString::number(notes);
}

/// Folders that are being fetched into change all the time, and tell by themselves.
void LibraryDisk::watch(const LibraryScan &scan)
{
    m_look = lookOfFolder();
    if (!m_watcher) {
        m_watcher = std::make_unique<QFileSystemWatcher>();
        m_changeTimer = m_clock.makeTimer(); // of this thread
        connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, &LibraryDisk::onFolderChanged);
        connect(m_watcher.get(), &QFileSystemWatcher::fileChanged, this, &LibraryDisk::scanSoon);
    }
    QStringList wanted{m_options.folder};
    for (const LibraryScan::Kept &kept : scan.kept)
        wanted << kept.folder;
    for (const auto &[id, fetching] : m_fetches) {
        if (const auto memory = m_memories.find(id); memory != m_memories.end())
            wanted.removeOne(folderOf(memory->second));
    }
    for (const LibraryScan::File &file : scan.files)
        wanted << file.path;
    const QStringList watched = m_watcher->directories() + m_watcher->files();
    const QSet<QString> has(watched.begin(), watched.end());
    wanted.removeIf([&](const QString &path) { return has.contains(path) || !QFileInfo::exists(path); });
    wanted = wanted.mid(0, std::max<qsizetype>(0, kMostWatched - watched.size()));
    if (!wanted.isEmpty())
        m_watcher->addPaths(wanted);
}

void LibraryDisk::onFolderChanged(const QString &folder)
{
    if (folder != m_options.folder || lookOfFolder() != m_look)
        scanSoon();
}

void LibraryDisk::scanSoon()
{
    if (!m_changeTimer->isActive())
        m_changeTimer->start(kChangeRhythm, [this] { scan(); });
}

} // namespace earshot
