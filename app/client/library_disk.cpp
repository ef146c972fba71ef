#include "client/library_disk.h"

#include "client/file_copy.h"
#include "client/kept_file.h"
#include "engine/private_file.h"

#include <QDir>
#include <QFileInfo>

namespace earshot {

namespace {

constexpr milliseconds kProgressRhythm{250};

/// A file, a folder with all that is in it, or a link: what that leads to is not ours to remove.
void removeWhole(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir() && !info.isSymLink())
        QDir(path).removeRecursively();
    else
        QFile::remove(path);
}

/// Of any thread, one at a time.
FilesElsewhere::Look lookAtFiles()
{
    return [durations = std::make_shared<DurationCache>()](const QString &path) {
        const QFileInfo info(path);
        return ListedFile{.path = path,
            .bytes = info.isFile() ? info.size() : 0,
            .duration = durations->of(path),
            .change = changeOf(path)};
    };
}

} // namespace

LibraryDisk::LibraryDisk(Clock &clock, ObjectSource &source, const Options &options)
    : m_clock(clock)
    , m_source(source)
    , m_options(options)
    , m_elsewhere(options.lookAt ? options.lookAt : lookAtFiles(), [this] {
        QMetaObject::invokeMethod(
            this, [this] { scan(); }, Qt::QueuedConnection);
    })
{ }

QString LibraryDisk::pathOf(const QString &folder, const char *name)
{
    return folder + u'/' + QLatin1String(name);
}

QString LibraryDisk::folderOf(const LibraryMemory &memory) const
{
    return m_options.folder + u'/' + recordingFolder(*memory.card.recorded);
}

// ---- fetching

void LibraryDisk::fetch(const QString &id, const LibraryMemory &memory, int run)
{
    const QString folder = folderOf(memory);
    m_fetches.erase(id);
    m_memories.insert_or_assign(id, memory);
    if (!RecordingFetch::isSoundFile(memory.card.recorded->programme.name))
        return end(id, run, Failure{Cause::BadData, QStringLiteral("file name")});
    if (const Outcome made = makePrivateFolder(folder); !made)
        return end(id, run, made);
    if (const Outcome written = writeKept(pathOf(folder, kLibraryMemory), writeLibraryMemory(memory));
        !written)
        return end(id, run, written);
    m_forgotten.remove(folder);
    const RecordingNote &note = *memory.card.recorded;
    const RecordingFetch::Plan plan{.folder = folder,
        .home = this,
        .server = memory.server,
        .objects = note.folder,
        .programme = note.programme,
        .patience = m_options.patience};
    auto made = std::make_unique<RecordingFetch>(m_clock, m_source, plan, mediatorOf(id, run));
    RecordingFetch &fetch = *made;
    m_fetches[id] = {run, std::move(made)};
    if (m_watcher)
        m_watcher->removePath(folder); // what changes there now is the fetch's
    fetch.start();
}

FileFetch::Mediator LibraryDisk::mediatorOf(const QString &id, int run)
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
    mediator.done = [this, id, run](const Outcome &outcome) {
        // Not from within its own call.
        QMetaObject::invokeMethod(
            this,
            [this, id, run, outcome] {
                const auto found = m_fetches.find(id);
                if (found != m_fetches.end() && found->second.run == run)
                    end(id, run, outcome);
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

void LibraryDisk::end(const QString &id, int run, const Outcome &outcome)
{
    m_fetches.erase(id);
    m_untold.erase(id);
    const auto fetched = m_memories.extract(id);
    if (outcome && fetched) {
        LibraryMemory memory = fetched.mapped();
        const QString path = folderOf(memory) + u'/' + memory.card.recorded->programme.name;
        memory.isWanted = false;
        memory.checked = changeOf(path);
        m_checked[path] = {KeptCheck::Finding::Right, *memory.checked};
        (void)writeKept(pathOf(folderOf(memory), kLibraryMemory), writeLibraryMemory(memory));
    }
    emit fetchDone(id, run, outcome);
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
    if (m_watcher)
        scanSoon(); // and look at it again
}

// ---- the trash

void LibraryDisk::discard(const QString &folder)
{
    if (isBeingWritten(folder)) {
        emit discardRefused(folder);
        emit refused({Cause::AlreadyRunning, folder});
        return scan();
    }
    const auto kept = lookAt(folder);
    const bool isWhole = kept && kept->isWhole;
    const auto before = m_discarded.find(folder);
    const bool staysBefore = before != m_discarded.end() && before->second.isWhole && !isWhole;
    if (before != m_discarded.end() && !staysBefore) {
        removeWhole(before->second.path);
        m_discarded.erase(before);
    }
    if (m_discarded.empty())
        emptyTrash(); // what others left there
    const Outcome made = makePrivateFolder(trash());
    const QString name = trash() + u'/' + QFileInfo(folder).fileName();
    QString to = name;
    for (int i = 2; QFileInfo::exists(to); ++i)
        to = QStringLiteral("%1-%2").arg(name).arg(i);
    const Outcome moved = made ? moveTo(folder, to) : made;
    if (!moved) {
        emit discardRefused(folder);
        emit refused(moved.failure());
    } else if (!staysBefore) {
        m_discarded[folder] = {to, isWhole};
    }
    m_forgotten.remove(folder);
    scan();
}

void LibraryDisk::restore(const QString &folder)
{
    const auto found = m_discarded.find(folder);
    if (found == m_discarded.end() || QFileInfo::exists(folder))
        return scan();
    const Outcome moved = moveTo(found->second.path, folder);
    if (moved) {
        m_discarded.erase(found);
        m_restored = folder;
    } else {
        emit refused(moved.failure());
    }
    scan();
}

void LibraryDisk::emptyTrash()
{
    m_discarded.clear();
    removeWhole(trash());
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

} // namespace earshot
