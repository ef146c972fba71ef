#include "client/library_side.h"

#include <algorithm>

namespace earshot {

LibrarySide::LibrarySide(Clock &clock, ObjectSource &source, const Options &options)
    : m_clock(clock)
    , m_options(options)
    , m_disk(new LibraryDisk(clock, source, options.disk))
    , m_undo(clock.makeTimer())
    , m_retry(clock.makeTimer())
    , m_quiet(clock.makeTimer())
{
    m_thread.setObjectName(QStringLiteral("library"));
    m_disk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_disk, &QObject::deleteLater);
    connect(m_disk, &LibraryDisk::scanned, this, &LibrarySide::onScanned);
    connect(m_disk, &LibraryDisk::fetchProgressed, this, &LibrarySide::onProgressed);
    connect(m_disk, &LibraryDisk::fetchDone, this, &LibrarySide::onDone);
    connect(m_disk, &LibraryDisk::fetchChecking, this, [this](const QString &id) {
        LibraryEntry *entry = find(id);
        if (!entry || entry->run != LibraryEntry::Run::Running)
            return;
        entry->item.state = LibraryItem::State::Checking;
        publish();
    });
    connect(m_disk, &LibraryDisk::fetchWaits, this, [this](const QString &id, const Failure &failure) {
        LibraryEntry *entry = find(id);
        if (!entry || entry->run != LibraryEntry::Run::Running)
            return;
        entry->item.state = LibraryItem::State::Waiting;
        entry->trouble = failure;
        entry->measured.reset();
        publish();
    });
    connect(m_disk, &LibraryDisk::discardRefused, this, [this](const QString &folder) {
        std::erase_if(m_removed, [&](const Removed &one) { return one.folder == folder; });
        publish();
    });
    connect(m_disk, &LibraryDisk::copied, this, &Library::exported);
    connect(m_disk, &LibraryDisk::refused, this, &Library::refused);
    connect(m_disk, &LibraryDisk::examined, this, [this](const ListedFile &file) {
        if (!file.isInFolder && m_notes.addFile(file.path))
            saveNotes();
        takeFile(file);
        publish();
        emit added(QStringLiteral("file:") + file.path);
    });
    m_thread.start(QThread::LowPriority);
    onDisk([](LibraryDisk &disk) { disk.scan(); });
}

LibrarySide::~LibrarySide()
{
    QMetaObject::invokeMethod(
        m_disk, [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

void LibrarySide::setBeingWritten(const QString &folder, bool isWritten)
{
    onDisk([folder, isWritten](LibraryDisk &disk) { disk.setBeingWritten(folder, isWritten); });
}

LibraryEntry *LibrarySide::find(const QString &id)
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? nullptr : &found->second;
}

void LibrarySide::pause(const QString &id)
{
    LibraryEntry *entry = find(id);
    if (!entry || entry->run == LibraryEntry::Run::None)
        return;
    stopFetching(*entry);
    pump();
    publish();
}

// ---- what a person does with it

void LibrarySide::remove(const QString &id)
{
    LibraryEntry *entry = find(id);
    if (!entry)
        return;
    if (entry->run != LibraryEntry::Run::None)
        stopFetching(*entry, true); // where it is had back
    if (entry->isFile && entry->folder.isEmpty()) {
        const QString path = id.mid(5);
        std::erase(m_notes.files, path);
        std::erase_if(m_removed, [&](const Removed &one) { return one.id == id; });
        m_removed.push_back({id, entry->item.title, path, {}});
        entry->isFile = false;
        entry->item.fetched = 0;
        saveNotes();
    } else if (!entry->folder.isEmpty()) {
        const QString folder = std::exchange(entry->folder, {});
        std::erase_if(m_removed, [&](const Removed &one) { return one.folder == folder; });
        m_removed.push_back({id, entry->item.title, {}, folder});
        onDisk([folder](LibraryDisk &disk) { disk.discard(folder); });
        entry->isOwn = entry->isFile = entry->isWhole = entry->isDamaged = entry->isToCheck = entry->isUnread
            = entry->isFailed = entry->isGone = entry->isBare = false;
        entry->item.forgotten.reset();
        entry->item.fetched = 0;
        entry->item.path.clear();
    }
    if (!m_removed.empty())
        m_undo->start(m_options.undo, [this] {
            m_removed.clear();
            onDisk([](LibraryDisk &disk) {
                disk.emptyTrash();
                disk.scan();
            });
            publish();
        });
    pump();
    publish();
}

bool LibrarySide::isBack(const Removed &removed) const
{
    const auto found = m_entries.find(removed.id);
    if (found == m_entries.end())
        return false;
    return removed.file.isEmpty() ? found->second.folder == removed.folder : found->second.isFile;
}

void LibrarySide::restore()
{
    while (!m_removed.empty() && isBack(m_removed.back()))
        m_removed.pop_back();
    if (m_removed.empty())
        return;
    const Removed back = std::move(m_removed.back());
    m_removed.pop_back();
    if (back.file.isEmpty()) {
        onDisk([folder = back.folder](LibraryDisk &disk) { disk.restore(folder); });
    } else {
        if (m_notes.addFile(back.file))
            saveNotes();
        onDisk([](LibraryDisk &disk) { disk.scan(); });
    }
    publish();
}

void LibrarySide::exportTo(const QString &id, const QString &path)
{
    const LibraryEntry *entry = find(id);
    if (!entry || entry->item.path.isEmpty()
        || !(entry->isWhole || entry->item.state == LibraryItem::State::Own)) {
        emit refused({Cause::FileUnreadable, entry ? entry->item.title : id});
        return;
    }
    onDisk([from = entry->item.path, path](LibraryDisk &disk) { disk.copy(from, path); });
}

void LibrarySide::addFile(const QString &path)
{
    onDisk([path](LibraryDisk &disk) { disk.examine(path); });
}

void LibrarySide::setListenedTo(const QString &id, std::optional<milliseconds> listened)
{
    if (!find(id))
        return;
    // The places in what is not here any more make room.
    if (m_notes.listened.size() >= std::size_t(LibraryNotes::kMostListened))
        std::erase_if(m_notes.listened, [this](const auto &one) { return !find(one.first); });
    if (!listened)
        m_notes.listened.erase(id);
    else if (m_notes.listened.size() < std::size_t(LibraryNotes::kMostListened)
        || m_notes.listened.contains(id))
        m_notes.listened[id] = std::clamp(*listened, milliseconds{0}, kMaxRecording);
    saveNotes();
    publish();
}

void LibrarySide::saveNotes()
{
    ++m_saves;
    onDisk([former = std::exchange(m_savedNotes, m_notes), notes = m_notes](
               LibraryDisk &disk) { disk.writeNotes(former, notes); });
}

} // namespace earshot
