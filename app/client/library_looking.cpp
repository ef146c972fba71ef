// What the library's folders hold, and whether it is still as it was when it was kept.

#include "client/library_disk.h"

#include "client/kept_file.h"
#include "engine/private_file.h"
#include "recordings/opus_duration.h"
#include "recordings/recording_json.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

namespace earshot {

namespace {

constexpr int kOwnDepth = 3;
constexpr minutes kJustWritten{1};
constexpr int kUnreadPause = 12; ///< times Options::patience: to read a broken disk takes its time

} // namespace

void LibraryDisk::scan()
{
    const Instant begin = m_clock.now();
    LibraryScan scan;
    if (!m_isFolderReady) {
        const Outcome made = makePrivateFolder(m_options.folder);
        m_isFolderReady = made.ok();
        if (!made)
            scan.trouble = made.failure();
        else if (m_discarded.empty())
            emptyTrash(); // what a former program left there
    }
    scan.isRead = QDir(m_options.folder).isReadable();
    if (!scan.isRead)
        scan.trouble = Failure{Cause::FileUnreadable, m_options.folder};
    // What changes from here on is looked at again.
    m_look = lookOfFolder();
    m_notesLook = changeOf(notesPath());
    scanFolder(scan);
    m_restored.clear();
    for (const QString &own : {m_options.ownFolder, m_options.copyFolder}) {
        const std::size_t before = scan.own.size();
        if (!own.isEmpty())
            scanOwn(own, kOwnDepth, scan);
        for (std::size_t i = before; i < scan.own.size(); ++i)
            scan.own[i].isCopy = own == m_options.copyFolder;
    }
    scanFiles(scan);
    m_durations.forgetUnasked();
    const QStorageInfo disk(m_options.folder);
    if (disk.isValid())
        scan.bytesFree = disk.bytesAvailable();
    if (scan.trouble && scan.trouble != m_damaged)
        scanLater();
    m_scanTook = m_clock.now() - begin;
    emit scanned(scan);
    watch(scan);
    checkNext(scan.kept);
}

void LibraryDisk::scanFolder(LibraryScan &scan)
{
    const QDir folder(m_options.folder);
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (scan.kept.size() >= kMostListed)
            break;
        const QString path = folder.filePath(name);
        const QString memory = pathOf(path, kLibraryMemory);
        const LibraryScan::Unfinished whole{path, changeOf(path)};
        const LibraryScan::Unfinished remembered{memory, changeOf(memory)};
        auto found = lookAt(path);
        if (!found) {
            scan.unfinished.push_back(whole);
            if (QFileInfo(memory).isFile())
                scan.unfinished.push_back(remembered);
            continue;
        }
        if (found->forgotten)
            scan.unfinished.push_back(remembered);
        const QString programme = path + u'/' + found->memory.card.recorded->programme.name;
        const LibraryScan::Unfinished growing{programme, changeOf(programme)};
        const QFileInfo there(programme);
        if (there.isFile() && there.size() != found->memory.card.recorded->programme.bytes)
            scan.unfinished.push_back(growing);
        found->isRestored = path == m_restored;
        scan.kept.push_back(std::move(*found));
    }
}

/// The folder may be had again: a disk that was not there is.
void LibraryDisk::scanLater()
{
    if (!m_scanTimer)
        m_scanTimer = m_clock.makeTimer(); // of this thread
    m_scanTimer->start(m_options.patience, [this] { scan(); });
}

/// What a scan calls a file that lies in the folder itself; nothing where it lies elsewhere, or is none that is listed.
std::optional<QString> LibraryDisk::inFolder(const QString &path) const
{
    const QFileInfo info(path);
    const bool isListed = info.suffix().compare(QLatin1String("opus"), Qt::CaseInsensitive) == 0
        && !info.fileName().startsWith(u'.');
    if (!isListed || info.path() != QFileInfo(m_options.folder).canonicalFilePath())
        return std::nullopt;
    return QDir(m_options.folder).filePath(info.fileName());
}

/// Those that were added, wherever they are, and those that somebody put into the folder itself.
void LibraryDisk::scanFiles(LibraryScan &scan)
{
    const auto notes = readNotes();
    if (notes)
        scan.notes = *notes;
    scan.notesWritten = m_notesWritten;
    scan.notesTold = m_notesWritten + (m_change ? m_change->calls : 0);
    LibraryNotes known = m_known.value_or(LibraryNotes{});
    if (m_change)
        known = known.with(m_change->former, m_change->notes);
    scan.unwritten = m_unwritten;
    if (!scan.trouble)
        scan.trouble = notes ? m_damaged : std::optional(notes.failure());
    QStringList elsewhere(known.files.begin(), known.files.end());
    elsewhere.removeIf([this](const QString &path) { return inFolder(path).has_value(); });
    scan.files = m_elsewhere.look(elsewhere);
    const QSet<QString> added(known.files.begin(), known.files.end());
    const QDir folder(m_options.folder);
    for (const QFileInfo &info : folder.entryInfoList({QStringLiteral("*.opus")}, QDir::Files, QDir::Name)) {
        if (scan.files.size() >= kMostListed)
            break;
        const LibraryScan::Unfinished whole{info.filePath(), changeOf(info.filePath())};
        if (!isOpusFile(info.filePath()))
            scan.unfinished.push_back(whole);
        else if (!info.isSymLink() || !added.contains(info.canonicalFilePath()))
            scan.files.push_back(
                {info.filePath(), info.size(), m_durations.of(info.filePath()), true, whole.change});
    }
}

void LibraryDisk::checkNext(const std::vector<LibraryScan::Kept> &kept)
{
    const auto next = std::ranges::find(kept, true, &LibraryScan::Kept::isToCheck);
    if (m_check || next == kept.end())
        return;
    m_check = std::make_unique<KeptCheck>(next->path, next->memory.card.recorded->programme.sha256,
        [this, kept = *next](KeptCheck::Finding finding, WallTime change) {
            // Not from within its own call.
            QMetaObject::invokeMethod(
                this, [=, this] { onChecked(kept, finding, change); }, Qt::QueuedConnection);
        });
    m_check->start();
}

void LibraryDisk::onChecked(const LibraryScan::Kept &kept, KeptCheck::Finding finding, WallTime change)
{
    using Finding = KeptCheck::Finding;
    m_check.reset();
    m_checked[kept.path] = {finding, change};
    if (finding == Finding::Right) {
        LibraryMemory memory = kept.memory;
        memory.checked = change;
        // Where it cannot be written, it is checked again at the next start.
        if (!kept.forgotten || kept.forgotten->cause == Cause::FileDamaged)
            (void)writeKept(pathOf(kept.folder, kLibraryMemory), writeLibraryMemory(memory));
    } else if (finding == Finding::Unknown) {
        checkLater();
    } else if (changeOf(kept.path) == change && replaceFile(kept.path, FileFetch::damagedOf(kept.path))) {
        m_checked.erase(kept.path);
    }
    scan();
}

void LibraryDisk::checkLater()
{
    if (!m_checkTimer)
        m_checkTimer = m_clock.makeTimer(); // of this thread
    m_checkTimer->start(kUnreadPause * m_options.patience, [this] {
        for (auto &[path, checked] : m_checked)
            checked.isDue = true;
        scan();
    });
}

/// What is remembered of it; where that is there and cannot be had, what else tells, by what is surest.
std::optional<LibraryScan::Kept> LibraryDisk::recall(const QString &folder)
{
    const QString path = pathOf(folder, kLibraryMemory);
    const Result<QByteArray> json = readKeptOrFail(path, kMaxLibraryMemory);
    const auto memory = readLibraryMemory(json ? *json : QByteArray());
    if (!memory && json && !QFileInfo(path).isFile())
        return std::nullopt;
    if (!memory && json)
        m_forgotten.insert(folder);
    std::optional<Failure> forgotten;
    if (!json)
        forgotten = json.failure();
    else if (m_forgotten.contains(folder))
        forgotten = Failure{Cause::FileDamaged, path};
    if (memory)
        return LibraryScan::Kept{.folder = folder, .memory = *memory, .forgotten = forgotten};
    const auto info = readRecordingInfo(readKept(pathOf(folder, kRecordingJson), kMaxRecordingJson));
    const auto told = info ? libraryMemoryOf(*info) : std::nullopt;
    if (told && folderOf(*told) == folder) // whose name has the beginning of the digest
        return LibraryScan::Kept{.folder = folder, .memory = *told, .forgotten = forgotten};
    const auto named = libraryMemoryOf(QFileInfo(folder).fileName());
    return named ? std::optional(
               LibraryScan::Kept{.folder = folder, .memory = *named, .isBare = true, .forgotten = forgotten})
                 : std::nullopt;
}

std::optional<LibraryScan::Kept> LibraryDisk::lookAt(const QString &folder)
{
    auto recalled = recall(folder);
    if (!recalled || folderOf(recalled->memory) != folder
        || !RecordingFetch::isSoundFile(recalled->memory.card.recorded->programme.name))
        return std::nullopt;
    LibraryScan::Kept &kept = *recalled;
    const LibraryMemory *memory = &kept.memory;
    const RecordingFile &programme = memory->card.recorded->programme;
    const QString path = folder + u'/' + programme.name;
    // Only what was checked ever got this name here; what was changed since is checked again.
    const QFileInfo whole(path);
    const QFileInfo part(FileFetch::partOf(path));
    const bool isThere = whole.isFile() && (kept.isBare || whole.size() == programme.bytes);
    const WallTime change = isThere ? changeOf(path) : WallTime{};
    using Finding = KeptCheck::Finding;
    const auto found = m_checked.find(path);
    const bool isKnown = isThere && found != m_checked.end() && found->second.change == change;
    const bool isBad = isKnown && found->second.finding == Finding::Other;
    kept.isUnread = isKnown && found->second.finding == Finding::Unknown;
    kept.isWhole = isThere && (isKnown ? found->second.finding == Finding::Right : memory->checked == change);
    kept.isToCheck
        = isThere && !kept.isWhole && !isBad && !kept.isBare && (!kept.isUnread || found->second.isDue);
    kept.isDamaged = isBad || (!isThere && !part.exists() && QFileInfo::exists(FileFetch::damagedOf(path)));
    if (isThere)
        kept.path = path;
    else if (kept.isDamaged)
        kept.path = FileFetch::damagedOf(path);
    else if (part.size() > 0)
        kept.path = part.filePath();
    if (kept.isBare)
        kept.isDamaged = !isThere && !kept.path.isEmpty();
    kept.isGone = kept.path.isEmpty() && memory->checked && !memory->isWanted;
    kept.bytes = kept.path.isEmpty() ? 0 : QFileInfo(kept.path).size();
    return kept;
}

/// What is being written tells by itself when it is done.
void LibraryDisk::scanOwn(const QString &folder, int depth, LibraryScan &scan)
{
    if (m_beingWritten.contains(folder))
        return;
    scan.ownFolders << folder;
    const auto info = readRecordingInfo(readKept(pathOf(folder, kRecordingJson), kMaxRecordingJson));
    if (info) {
        if (auto own = lookAtOwn(folder, *info))
            scan.own.push_back(std::move(*own));
        return;
    }
    if (depth == 0)
        return;
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        if (scan.own.size() < kMostListed)
            scanOwn(folder + u'/' + name, depth - 1, scan);
    }
}

/// One that was not finished, because the program ended, plays to where its file does; without any sound it is none.
std::optional<LibraryScan::Own> LibraryDisk::lookAtOwn(const QString &folder, RecordingInfo info)
{
    const QString path = folder + u'/' + info.programme.name;
    if (!QFileInfo(path).isFile())
        return std::nullopt;
    if (!info.isWhole)
        info.duration = m_durations.of(path);
    if (info.duration <= milliseconds{0})
        return std::nullopt;
    qint64 bytes = 0;
    for (const QFileInfo &sound : QDir(folder).entryInfoList({QStringLiteral("*.opus")}, QDir::Files))
        bytes += sound.size();
    return LibraryScan::Own{folder, std::move(info), path, bytes};
}

/// Here, or by another program: an unfinished one that was written to a moment ago.
bool LibraryDisk::isBeingWritten(const QString &folder) const
{
    if (m_beingWritten.contains(folder))
        return true;
    const auto info = readRecordingInfo(readKept(pathOf(folder, kRecordingJson), kMaxRecordingJson));
    if (!info || info->isWhole || QFileInfo::exists(pathOf(folder, kLibraryMemory)))
        return false;
    return m_clock.wall() - changeOf(folder + u'/' + info->programme.name) < kJustWritten;
}

void LibraryDisk::setBeingWritten(const QString &folder, bool isWritten)
{
    const bool wasWritten = m_beingWritten.contains(folder);
    if (isWritten)
        m_beingWritten.insert(folder);
    else
        m_beingWritten.remove(folder);
    if (isWritten != wasWritten)
        scan();
}

void LibraryDisk::examine(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() || !info.isReadable()) {
        emit refused({Cause::FileUnreadable, path});
        return;
    }
    if (!isOpusFile(path)) {
        emit refused({Cause::BadData, path});
        return;
    }
    const QString canonical = info.canonicalFilePath();
    const std::optional<QString> own = inFolder(canonical);
    emit examined(
        {own.value_or(canonical), info.size(), opusDuration(path), own.has_value(), changeOf(path)});
}

} // namespace earshot
