#include "client/library_disk.h"

#include "client/file_copy.h"
#include "client/kept_file.h"
#include "engine/private_file.h"
#include "recordings/recording_json.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QtEndian>

namespace earshot {

namespace {

constexpr milliseconds kProgressRhythm{250};
constexpr int kOwnDepth = 3;
constexpr qint64 kLastPage = 2 * 65'307; ///< an Ogg page is at most 65307 bytes (RFC 3533)
constexpr char kNotes[] = "/library.json";

QString pathOf(const QString &folder, const char *name)
{
    return folder + u'/' + QLatin1String(name);
}

} // namespace

milliseconds opusDuration(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return milliseconds{0};
    file.seek(std::max<qint64>(0, file.size() - kLastPage));
    const QByteArray end = file.read(kLastPage);
    const qsizetype page = end.lastIndexOf("OggS");
    if (page < 0 || page + 14 > end.size())
        return milliseconds{0};
    const auto samples = qFromLittleEndian<qint64>(end.constData() + page + 6);
    const qint64 ms = samples / 48;
    return ms > 0 && ms <= kMaxRecording.count() ? milliseconds{ms} : milliseconds{0};
}

LibraryDisk::LibraryDisk(Clock &clock, ObjectSource &source, const Options &options)
    : m_clock(clock)
    , m_source(source)
    , m_options(options)
{ }

QString LibraryDisk::folderOf(const LibraryMemory &memory) const
{
    return m_options.folder + u'/' + recordingFolder(*memory.card.recorded);
}

// ---- what is there

void LibraryDisk::scan()
{
    LibraryScan scan;
    if (!m_isFolderReady) {
        const Outcome made = makePrivateFolder(m_options.folder);
        m_isFolderReady = made.ok();
        if (!made)
            scan.trouble = made.failure();
        emptyTrash();
    }
    QDir folder(m_options.folder);
    if (!folder.isReadable())
        scan.trouble = Failure{Cause::FileUnreadable, m_options.folder};
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (scan.kept.size() >= kMostListed)
            break;
        if (auto found = lookAt(folder.filePath(name)))
            scan.kept.push_back(std::move(*found));
    }
    if (!m_options.ownFolder.isEmpty())
        scanOwn(m_options.ownFolder, kOwnDepth, scan.own);
    if (const auto notes
        = readLibraryNotes(readKept(m_options.folder + QLatin1String(kNotes), kMaxLibraryNotes)))
        scan.notes = *notes;
    for (const QString &path : scan.notes.files) {
        const QFileInfo info(path);
        scan.files.push_back({path, info.isFile() ? info.size() : 0, opusDuration(path)});
    }
    const QStorageInfo disk(m_options.folder);
    if (disk.isValid())
        scan.bytesFree = disk.bytesAvailable();
    emit scanned(scan);
    checkNext(scan.kept);
}

void LibraryDisk::checkNext(const std::vector<LibraryScan::Kept> &kept)
{
    const auto next = std::ranges::find(kept, true, &LibraryScan::Kept::isToCheck);
    if (m_check || next == kept.end())
        return;
    m_check = std::make_unique<KeptCheck>(next->path, next->memory.card.recorded->programme.sha256,
        [this, kept = *next](const std::optional<WallTime> &right) {
            // Not from within its own call.
            QMetaObject::invokeMethod(
                this, [=, this] { onChecked(kept, right); }, Qt::QueuedConnection);
        });
    m_check->start();
}

void LibraryDisk::onChecked(const LibraryScan::Kept &kept, const std::optional<WallTime> &right)
{
    m_check.reset();
    m_checked[kept.path] = right;
    if (right) {
        LibraryMemory memory = kept.memory;
        memory.checked = right;
        // Where it cannot be written, it is checked again at the next start.
        (void)writeKept(pathOf(kept.folder, kLibraryMemory), writeLibraryMemory(memory));
    } else if (QFileInfo::exists(kept.path) && replaceFile(kept.path, FileFetch::damagedOf(kept.path))) {
        m_checked.erase(kept.path);
    }
    scan();
}

std::optional<LibraryScan::Kept> LibraryDisk::lookAt(const QString &folder) const
{
    const auto memory = readLibraryMemory(readKept(pathOf(folder, kLibraryMemory), kMaxLibraryMemory));
    if (!memory || folderOf(*memory) != folder
        || !RecordingFetch::isSoundFile(memory->card.recorded->programme.name))
        return std::nullopt;
    LibraryScan::Kept kept{.folder = folder, .memory = *memory};
    const RecordingFile &programme = memory->card.recorded->programme;
    const QString path = folder + u'/' + programme.name;
    // Only what was checked ever got this name here; what was changed since is checked again.
    const QFileInfo whole(path);
    const QFileInfo part(FileFetch::partOf(path));
    const bool isThere = whole.isFile() && whole.size() == programme.bytes;
    const auto known = m_checked.find(path);
    const WallTime change = isThere ? changeOf(path) : WallTime{};
    const bool isBad = isThere && known != m_checked.end() && !known->second;
    kept.isWhole = isThere && !isBad
        && (memory->checked == change || (known != m_checked.end() && known->second == change));
    kept.isToCheck = isThere && !kept.isWhole && !isBad;
    kept.isDamaged = isBad || (!isThere && !part.exists() && QFileInfo::exists(FileFetch::damagedOf(path)));
    if (isThere)
        kept.path = path;
    else if (kept.isDamaged)
        kept.path = FileFetch::damagedOf(path);
    else if (part.size() > 0)
        kept.path = part.filePath();
    kept.bytes = kept.path.isEmpty() ? 0 : QFileInfo(kept.path).size();
    return kept;
}

void LibraryDisk::scanOwn(const QString &folder, int depth, std::vector<LibraryScan::Own> &found) const
{
    const auto info = readRecordingInfo(readKept(pathOf(folder, RecordingFetch::kInfo), kMaxRecordingJson));
    if (info) {
        const QString path = folder + u'/' + info->programme.name;
        if (QFileInfo(path).isFile())
            found.push_back({folder, *info, path, QFileInfo(path).size()});
        return;
    }
    if (depth == 0)
        return;
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        if (found.size() < kMostListed)
            scanOwn(folder + u'/' + name, depth - 1, found);
    }
}

// ---- fetching

void LibraryDisk::fetch(const QString &id, const LibraryMemory &memory)
{
    const QString folder = folderOf(memory);
    m_fetches.erase(id);
    m_memories.insert_or_assign(id, memory);
    if (!RecordingFetch::isSoundFile(memory.card.recorded->programme.name))
        return end(id, Failure{Cause::BadData, QStringLiteral("file name")});
    if (const Outcome made = makePrivateFolder(folder); !made)
        return end(id, made);
    if (const Outcome written = writeKept(pathOf(folder, kLibraryMemory), writeLibraryMemory(memory));
        !written)
        return end(id, written);
    const RecordingNote &note = *memory.card.recorded;
    const RecordingFetch::Plan plan{.folder = folder,
        .home = this,
        .server = memory.server,
        .objects = note.folder,
        .programme = note.programme,
        .patience = m_options.patience};
    auto made = std::make_unique<RecordingFetch>(m_clock, m_source, plan, mediatorOf(id));
    RecordingFetch &fetch = *made;
    m_fetches[id] = std::move(made);
    fetch.start();
}

FileFetch::Mediator LibraryDisk::mediatorOf(const QString &id)
{
    FileFetch::Mediator mediator;
    mediator.progressed = [this, id](qint64 bytes, qint64 of) {
        m_untold[id] = bytes;
        if (bytes == of)
            return tell();
        if (!m_tellTimer)
            m_tellTimer = m_clock.makeTimer(); // of this thread
        if (!m_tellTimer->isActive())
            m_tellTimer->start(kProgressRhythm, [this] { tell(); });
    };
    mediator.checking = [this, id] { emit fetchChecking(id); };
    mediator.waits = [this, id](const Failure &failure) {
        tell();
        emit fetchWaits(id, failure);
    };
    mediator.done = [this, id](const Outcome &outcome) {
        // Not from within its own call.
        QMetaObject::invokeMethod(
            this,
            [this, id, outcome, fetch = m_fetches[id].get()] {
                if (fetch && m_fetches[id].get() == fetch)
                    end(id, outcome);
            },
            Qt::QueuedConnection);
    };
    return mediator;
}

void LibraryDisk::tell()
{
    for (const auto &[id, bytes] : std::exchange(m_untold, {}))
        emit fetchProgressed(id, bytes);
}

void LibraryDisk::end(const QString &id, const Outcome &outcome)
{
    m_fetches.erase(id);
    m_untold.erase(id);
    const auto fetched = m_memories.extract(id);
    if (outcome && fetched) {
        LibraryMemory memory = fetched.mapped();
        const QString path = folderOf(memory) + u'/' + memory.card.recorded->programme.name;
        memory.isWanted = false;
        memory.checked = m_checked[path] = changeOf(path);
        (void)writeKept(pathOf(folderOf(memory), kLibraryMemory), writeLibraryMemory(memory));
    }
    emit fetchDone(id, outcome);
}

void LibraryDisk::stop(const QString &id, const LibraryMemory &memory)
{
    m_fetches.erase(id);
    m_memories.erase(id);
    m_untold.erase(id);
    const QString folder = folderOf(memory);
    if (!QFileInfo::exists(folder))
        return;
    const Outcome written = writeKept(pathOf(folder, kLibraryMemory), writeLibraryMemory(memory));
    if (!written)
        emit refused(written.failure());
}

void LibraryDisk::writeNotes(const LibraryNotes &notes)
{
    const Outcome written = writeKept(m_options.folder + QLatin1String(kNotes), writeLibraryNotes(notes));
    if (!written)
        emit refused(written.failure());
}

// ---- the trash

void LibraryDisk::discard(const QString &folder)
{
    emptyTrash();
    const Outcome made = makePrivateFolder(trash());
    const QString to = trash() + u'/' + QFileInfo(folder).fileName();
    const Outcome moved = made ? moveTo(folder, to) : made;
    if (!moved) {
        emit refused(moved.failure());
    } else {
        m_discardedFrom = folder;
        m_discardedTo = to;
    }
    scan();
}

void LibraryDisk::restore()
{
    if (m_discardedFrom.isEmpty())
        return;
    const Outcome moved = moveTo(m_discardedTo, m_discardedFrom);
    if (moved)
        m_discardedFrom.clear();
    else
        emit refused(moved.failure());
    scan();
}

void LibraryDisk::emptyTrash()
{
    m_discardedFrom.clear();
    // What a link leads to is not ours to remove.
    if (QFileInfo(trash()).isSymLink())
        QFile::remove(trash());
    else
        QDir(trash()).removeRecursively();
}

// ---- files elsewhere

void LibraryDisk::copy(const QString &from, const QString &to)
{
    FileCopy::begin(this, from, to, [this, to](const Outcome &outcome) {
        if (outcome)
            emit copied(to);
        else
            emit refused(outcome.failure());
        if (!outcome && outcome.failure().cause == Cause::FileUnreadable)
            scan(); // it is not there any more
    });
}

void LibraryDisk::examine(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
        emit refused({Cause::FileUnreadable, path});
        return;
    }
    if (file.read(4) != "OggS") {
        emit refused({Cause::BadData, path});
        return;
    }
    emit examined({info.canonicalFilePath(), info.size(), opusDuration(path)});
}

} // namespace earshot
