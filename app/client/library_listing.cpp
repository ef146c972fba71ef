#include "client/library_side.h"

#include <QFileInfo>

#include <algorithm>
#include <set>

namespace earshot {

namespace {

using Run = LibraryEntry::Run;

bool isPromise(const ScheduleCard &card)
{
    const bool isAwaited
        = card.recording != RecordingPromise::None && card.recording != RecordingPromise::Removed;
    return card.phase == Phase::Ended && isAwaited && !card.recorded;
}

bool isWithdrawn(const LibraryEntry &entry, const EventsView &events)
{
    if (!entry.memory || !entry.servers.empty())
        return false;
    const auto isRemoved = [&of = entry.memory->card](const ScheduleCard &card) {
        return !card.recorded && card.recording == RecordingPromise::Removed && card.id == of.id
            && card.started == of.started;
    };
    return std::ranges::any_of(events.servers,
        [&](const ServerView &server) { return std::ranges::any_of(server.schedule, isRemoved); });
}

bool isSameRecording(const ScheduleCard &a, const ScheduleCard &b)
{
    return bool(a.recorded) == bool(b.recorded)
        && (!a.recorded || a.recorded->programme == b.recorded->programme);
}

} // namespace

// ---- what there is

void LibrarySide::onScanned(const LibraryScan &scan)
{
    m_isScanned = true;
    // A folder whose disk is not there yet is looked at for the first time when it is.
    const bool isFirst = scan.isRead && !std::exchange(m_isFolderSeen, true);
    // Another program may have changed them; what is on its way to the disk is not in these yet. Where there are none,
    // because somebody took them or their disk away, nothing is forgotten.
    if (scan.notes && scan.notesWritten == m_saves)
        m_notes = m_savedNotes = *scan.notes;
    // Of a file that was added since, it knows nothing.
    const bool isLate = scan.notesTold != m_saves;
    for (auto &[id, entry] : m_entries) {
        if (entry.run == Run::Running || (isLate && entry.isFile && entry.item.isAdded))
            continue;
        entry.folder.clear();
        entry.item.path.clear();
        entry.item.fetched = 0;
        entry.isWhole = entry.isDamaged = entry.isToCheck = entry.isUnread = entry.isOwn = entry.isFile
            = entry.isGone = entry.isBare = false;
        entry.item.forgotten.reset();
    }
    for (const LibraryScan::Kept &kept : scan.kept)
        takeKept(kept, isFirst || kept.isRestored);
    for (const LibraryScan::Own &own : scan.own)
        takeOwn(own);
    for (const ListedFile &file : scan.files) {
        if (file.isInFolder || std::ranges::find(m_notes.files, file.path) != m_notes.files.end())
            takeFile(file);
    }
    m_bytesFree = scan.bytesFree;
    m_trouble = scan.trouble ? scan.trouble : scan.unwritten;
    noteWithdrawn();
    pump();
    publish();
    if (isLate)
        onDisk([](LibraryDisk &disk) { disk.scan(); });
}

/// What was under way when the program ended, or when it was removed, goes on.
void LibrarySide::takeKept(const LibraryScan::Kept &kept, bool goesOn)
{
    LibraryEntry &entry = m_entries[recordingId(*kept.memory.card.recorded)];
    if (entry.run == Run::Running)
        return;
    entry.isBare = entry.item.isInFolder = kept.isBare;
    entry.item.forgotten = kept.forgotten;
    if (entry.memory && !kept.isBare && !isSameRecording(entry.memory->card, kept.memory.card)) {
        entry.memory.reset();
        entry.servers.clear();
    }
    if (!entry.memory && kept.isBare) {
        entry.item.event = kept.memory.card.id.text();
        entry.item.title = kept.memory.card.title;
        entry.item.started = kept.memory.card.planned;
        entry.item.bytes = kept.bytes;
    } else if (!entry.memory) {
        entry.memory = kept.memory;
    }
    entry.folder = kept.folder;
    entry.isWhole = kept.isWhole;
    entry.isDamaged = kept.isDamaged;
    entry.isToCheck = kept.isToCheck && !kept.isUnread;
    entry.isUnread = kept.isUnread;
    entry.isGone = kept.isGone;
    entry.item.path = kept.path;
    entry.item.fetched = kept.bytes;
    if (!goesOn || !kept.memory.isWanted || kept.isBare || kept.isWhole || kept.isDamaged || kept.isToCheck
        || entry.run != Run::None)
        return;
    entry.memory->isWanted = true;
    queue(entry);
}

void LibrarySide::takeOwn(const LibraryScan::Own &own)
{
    const QString objects = objectFolderOf(own.info.event, own.info.started);
    LibraryEntry &entry = m_entries[own.isCopy ? QStringLiteral("copy:") + objects : ownRecordingId(objects)];
    entry.isOwn = true;
    entry.folder = own.folder;
    LibraryItem &item = entry.item;
    item.isCopy = own.isCopy;
    item.event = own.info.event;
    item.title = own.info.title;
    item.hostName = own.info.hostName;
    item.started = own.info.started;
    item.duration = own.info.duration;
    item.bytes = item.fetched = own.bytes;
    item.path = own.path;
    item.isPartial = !own.info.isWhole;
    const MissedTime missed = missedIn(own.info.gaps);
    item.gaps = missed.parts;
    item.missing = missed.length;
}

void LibrarySide::takeFile(const ListedFile &file)
{
    LibraryEntry &entry = m_entries[QStringLiteral("file:") + file.path];
    entry.isFile = true;
    entry.folder = file.isInFolder ? file.path : QString();
    LibraryItem &item = entry.item;
    item.isAdded = !file.isInFolder;
    item.isInFolder = file.isInFolder;
    item.title = QFileInfo(file.path).completeBaseName();
    item.started = file.change;
    item.duration = file.duration;
    item.bytes = item.fetched = file.bytes;
    item.path = file.bytes > 0 ? file.path : QString();
    entry.isFailed = file.bytes == 0;
    entry.trouble.reset();
    if (entry.isFailed)
        entry.trouble = Failure{Cause::FileUnreadable, file.path};
}

void LibrarySide::setEvents(const EventsView &events)
{
    bool isNew = events.servers.size() != m_events.servers.size();
    for (auto &[id, entry] : m_entries) {
        entry.servers.clear();
        entry.isPromised = false;
    }
    const std::size_t before = m_entries.size();
    for (const ServerView &server : events.servers) {
        for (const ScheduleCard &card : server.schedule)
            offer(server, card);
    }
    isNew = isNew || m_entries.size() != before;
    m_events = events;
    noteWithdrawn();
    for (auto &[id, entry] : m_entries) {
        if (entry.run != Run::None)
            askFormerServer(entry);
    }
    changeServers();
    pump();
    publish();
    if (isNew && m_isScanned && !m_options.disk.ownFolder.isEmpty())
        onDisk([](LibraryDisk &disk) { disk.scan(); });
}

/// One that another server still has is not. What nobody has any more is not waited for.
void LibrarySide::noteWithdrawn()
{
    for (auto &[id, entry] : m_entries) {
        entry.item.isWithdrawn = isWithdrawn(entry, m_events);
        if (entry.item.isWithdrawn && entry.run != Run::None)
            stopFetching(entry);
    }
}

/// What its server lists no more, as the event was held again, that server may still have: whether it does, it says when it
/// is asked.
void LibrarySide::askFormerServer(LibraryEntry &entry)
{
    if (!entry.servers.empty() || isWithdrawn(entry, m_events))
        return;
    const auto former = std::ranges::find(m_events.servers, entry.memory->server, &ServerView::id);
    if (former != m_events.servers.end() && former->state == ServerView::State::UpToDate)
        entry.servers[former->id] = true;
}

void LibrarySide::offer(const ServerView &server, const ScheduleCard &card)
{
    if (!card.recorded && !isPromise(card))
        return;
    const QString id = card.recorded ? recordingId(*card.recorded)
                                     : QStringLiteral("promise:%1#%2").arg(server.id, card.id.text());
    LibraryEntry &entry = m_entries[id];
    // An id has a part of the digest only.
    const bool isHeld = !entry.folder.isEmpty() || !entry.servers.empty() || entry.run != Run::None;
    if (entry.memory && isHeld && !isSameRecording(entry.memory->card, card))
        return;
    entry.isPromised = !card.recorded;
    entry.servers[server.id] = server.state == ServerView::State::UpToDate;
    LibraryMemory memory{card, server.id, entry.memory && entry.memory->isWanted};
    if (entry.memory)
        memory.server = entry.memory->server;
    entry.memory = std::move(memory);
}

// ---- the view

void LibrarySide::publish()
{
    if (!m_isScanned)
        return;
    std::set<QString> own;
    for (const auto &[id, entry] : m_entries) {
        if (entry.isOwn && !entry.item.isCopy)
            own.insert(objectFolderOf(entry.item.event, entry.item.started));
    }
    LibraryView view;
    view.bytesFree = m_bytesFree;
    view.trouble = m_trouble;
    for (auto one = m_entries.begin(); one != m_entries.end();) {
        LibraryEntry &entry = one->second;
        const bool isHere = entry.isOwn || entry.isFile || entry.isWhole || entry.isDamaged || entry.isGone
            || entry.isBare || entry.run != Run::None || entry.item.fetched > 0;
        if (!isHere && entry.servers.empty()) {
            one = m_entries.erase(one);
            continue;
        }
        entry.item.id = one->first;
        entry.settle();
        const auto listened = m_notes.listened.find(one->first);
        entry.item.listenedTo.reset();
        if (listened != m_notes.listened.end())
            entry.item.listenedTo = listened->second;
        if (!entry.isFile || !entry.folder.isEmpty())
            view.bytesHere += entry.item.fetched;
        ++one;
        // What was made here need not be fetched.
        if (!isHere && entry.memory && entry.memory->card.recorded
            && own.contains(entry.memory->card.recorded->folder))
            continue;
        view.items.push_back(entry.item);
    }
    std::ranges::stable_sort(
        view.items, [](const LibraryItem &a, const LibraryItem &b) { return a.started > b.started; });
    for (const Removed &one : m_removed) {
        if (!isBack(one))
            view.removed.push_back(one.title);
    }
    if (view == m_view)
        return;
    m_view = std::move(view);
    emit viewChanged(m_view);
}

} // namespace earshot
