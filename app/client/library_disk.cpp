#include "client/library_disk.h"

#include "client/kept_file.h"
#include "engine/private_file.h"
#include "recordings/recording_json.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>
#include <QtEndian>

namespace earshot {

namespace {

constexpr milliseconds kProgressRhythm{250};
constexpr int kOwnDepth = 3;
constexpr qint64 kLastPage = 2 * 65'307; ///< an Ogg page is at most 65307 bytes (RFC 3533)
constexpr qint64 kCopiedAtOnce = 4 * 1024 * 1024;
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
    for (const QString &own : {m_options.ownFolder, m_options.copyFolder}) {
        const std::size_t before = scan.own.size();
        if (!own.isEmpty())
            scanOwn(own, kOwnDepth, scan.own);
        for (std::size_t i = before; i < scan.own.size(); ++i)
            scan.own[i].isCopy = own == m_options.copyFolder;
    }
    scan.notes = readNotes();
    if (!scan.trouble)
        scan.trouble = m_damaged;
    for (const QString &path : scan.notes.files) {
        const QFileInfo info(path);
        scan.files.push_back({path, info.isFile() ? info.size() : 0, opusDuration(path)});
    }
    const QStorageInfo disk(m_options.folder);
    if (disk.isValid())
        scan.bytesFree = disk.bytesAvailable();
    emit scanned(scan);
}

/// Notes that cannot be read are set aside, so that the next ones do not take their place.
LibraryNotes LibraryDisk::readNotes()
{
    const QString path = m_options.folder + QLatin1String(kNotes);
    if (!QFileInfo::exists(path))
        return {};
    if (const auto notes = readLibraryNotes(readKept(path, kMaxLibraryNotes)))
        return *notes;
    const QString aside = FileFetch::damagedOf(path);
    QFile::remove(aside);
    m_damaged = Failure{Cause::FileDamaged, moveTo(path, aside) ? aside : path};
    return {};
}

std::optional<LibraryScan::Kept> LibraryDisk::lookAt(const QString &folder) const
{
    const auto memory = readLibraryMemory(readKept(pathOf(folder, kLibraryMemory), kMaxLibraryMemory));
    if (!memory || folderOf(*memory) != folder)
        return std::nullopt;
    LibraryScan::Kept kept{.folder = folder, .memory = *memory};
    const RecordingFile &programme = memory->card.recorded->programme;
    const QString path = folder + u'/' + programme.name;
    // Only what was checked ever got this name.
    const QFileInfo whole(path);
    const QFileInfo part(FileFetch::partOf(path));
    kept.isWhole = whole.isFile() && whole.size() == programme.bytes;
    kept.isDamaged = !kept.isWhole && !part.exists() && QFileInfo::exists(FileFetch::damagedOf(path));
    if (kept.isWhole)
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
        if (auto own = lookAtOwn(folder, *info); own && !m_beingWritten.contains(folder))
            found.push_back(std::move(*own));
        return;
    }
    if (depth == 0)
        return;
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        if (found.size() < kMostListed)
            scanOwn(folder + u'/' + name, depth - 1, found);
    }
}

/// One that was not finished, because the program ended, plays to where its file does; without any sound it is none.
std::optional<LibraryScan::Own> LibraryDisk::lookAtOwn(const QString &folder, RecordingInfo info) const
{
    const QString path = folder + u'/' + info.programme.name;
    const QFileInfo file(path);
    if (!file.isFile())
        return std::nullopt;
    if (!info.isWhole)
        info.duration = opusDuration(path);
    if (info.duration <= milliseconds{0})
        return std::nullopt;
    return LibraryScan::Own{folder, std::move(info), path, file.size()};
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

// ---- fetching

void LibraryDisk::fetch(const QString &id, const LibraryMemory &memory)
{
    const QString folder = folderOf(memory);
    m_fetches.erase(id);
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
    emit fetchDone(id, outcome);
}

void LibraryDisk::stop(const QString &id, const LibraryMemory &memory)
{
    m_fetches.erase(id);
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
    QDir(trash()).removeRecursively();
}

// ---- files elsewhere

struct LibraryDisk::Copy {
    QFile from;
    QSaveFile to;
};

void LibraryDisk::copy(const QString &from, const QString &to)
{
    const auto copy = std::make_shared<Copy>();
    copy->from.setFileName(from);
    copy->to.setFileName(to);
    if (QFileInfo(from) == QFileInfo(to) || !copy->from.open(QIODevice::ReadOnly)) {
        emit refused({Cause::FileUnreadable, from});
        return;
    }
    if (!copy->to.open(QIODevice::WriteOnly)) {
        emit refused({Cause::FileUnwritable, to});
        return;
    }
    copyOn(copy);
}

/// A piece at a time, so that other work comes in between.
void LibraryDisk::copyOn(const std::shared_ptr<Copy> &copy)
{
    const QByteArray bytes = copy->from.read(kCopiedAtOnce);
    if (copy->from.error() != QFile::NoError) {
        copy->to.cancelWriting();
        emit refused({Cause::FileUnreadable, copy->from.fileName()});
        return;
    }
    if (bytes.isEmpty() ? !copy->to.commit() : copy->to.write(bytes) != bytes.size()) {
        copy->to.cancelWriting();
        emit refused({Cause::FileUnwritable, copy->to.fileName()});
        return;
    }
    if (bytes.isEmpty()) {
        emit copied(copy->to.fileName());
        return;
    }
    QMetaObject::invokeMethod(
        this, [this, copy] { copyOn(copy); }, Qt::QueuedConnection);
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
