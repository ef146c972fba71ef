#include "client/library_side.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr double kSpeedSeconds = 3; ///< over which the speed is smoothed

bool isPromise(const ScheduleCard &card)
{
    return card.phase == Phase::Ended && card.recording != RecordingPromise::None && !card.recorded;
}

/// Whether a later try may end otherwise.
bool isForNow(const Failure &failure)
{
    return failure.cause != Cause::BadData && failure.cause != Cause::FileDamaged;
}

} // namespace

template<typename Call>
void LibrarySide::onDisk(Call call)
{
    QMetaObject::invokeMethod(
        m_disk, [disk = m_disk, call = std::move(call)] { call(*disk); }, Qt::QueuedConnection);
}

LibrarySide::LibrarySide(Clock &clock, ObjectSource &source, const Options &options)
    : m_clock(clock)
    , m_options(options)
    , m_disk(new LibraryDisk(clock, source, options.disk))
    , m_undo(clock.makeTimer())
    , m_retry(clock.makeTimer())
{
    m_thread.setObjectName(QStringLiteral("library"));
    m_disk->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_disk, &QObject::deleteLater);
    connect(m_disk, &LibraryDisk::scanned, this, &LibrarySide::onScanned);
    connect(m_disk, &LibraryDisk::fetchProgressed, this, &LibrarySide::onProgressed);
    connect(m_disk, &LibraryDisk::fetchDone, this, &LibrarySide::onDone);
    connect(m_disk, &LibraryDisk::fetchChecking, this, [this](const QString &id) {
        Entry *entry = find(id);
        if (!entry || entry->run != Run::Running)
            return;
        entry->item.state = LibraryItem::State::Checking;
        publish();
    });
    connect(m_disk, &LibraryDisk::fetchWaits, this, [this](const QString &id, const Failure &failure) {
        Entry *entry = find(id);
        if (!entry || entry->run != Run::Running)
            return;
        entry->item.state = LibraryItem::State::Waiting;
        entry->item.trouble = failure;
        publish();
    });
    connect(m_disk, &LibraryDisk::copied, this, &Library::exported);
    connect(m_disk, &LibraryDisk::refused, this, &Library::refused);
    connect(m_disk, &LibraryDisk::examined, this, [this](const LibraryScan::File &file) {
        const auto known = std::ranges::find(m_notes.files, file.path);
        if (known == m_notes.files.end() && m_notes.files.size() < std::size_t(LibraryNotes::kMostFiles)) {
            m_notes.files.push_back(file.path);
            saveNotes();
        }
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

LibrarySide::Entry *LibrarySide::find(const QString &id)
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? nullptr : &found->second;
}

// ---- what there is

void LibrarySide::onScanned(const LibraryScan &scan)
{
    const bool isFirst = !std::exchange(m_isScanned, true);
    if (isFirst)
        m_notes = scan.notes;
    for (auto &[id, entry] : m_entries) {
        if (entry.run == Run::Running)
            continue;
        entry.folder.clear();
        entry.item.path.clear();
        entry.item.fetched = 0;
        entry.isWhole = entry.isDamaged = entry.isOwn = entry.isFile = false;
    }
    for (const LibraryScan::Kept &kept : scan.kept)
        takeKept(kept, isFirst);
    for (const LibraryScan::Own &own : scan.own)
        takeOwn(own);
    for (const LibraryScan::File &file : scan.files) {
        if (std::ranges::find(m_notes.files, file.path) != m_notes.files.end())
            takeFile(file);
    }
    m_view.bytesFree = scan.bytesFree;
    m_view.trouble = scan.trouble;
    pump();
    publish();
}

/// What was under way when the program ended goes on.
void LibrarySide::takeKept(const LibraryScan::Kept &kept, bool isFirst)
{
    Entry &entry = m_entries[recordingId(*kept.memory.card.recorded)];
    if (entry.run == Run::Running)
        return;
    if (!entry.memory)
        entry.memory = kept.memory;
    entry.folder = kept.folder;
    entry.isWhole = kept.isWhole;
    entry.isDamaged = kept.isDamaged;
    entry.item.path = kept.path;
    entry.item.fetched = kept.bytes;
    if (!isFirst || !kept.memory.isWanted || kept.isWhole || kept.isDamaged || entry.run != Run::None)
        return;
    entry.memory->isWanted = true;
    queue(entry);
}

void LibrarySide::takeOwn(const LibraryScan::Own &own)
{
    const QString objects = objectFolderOf(own.info.event, own.info.started);
    Entry &entry = m_entries[(own.isCopy ? QStringLiteral("copy:") : QStringLiteral("own:")) + objects];
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
    item.gaps = int(own.info.gaps.size());
    item.missing = milliseconds{0};
    for (const RecordingGap &gap : own.info.gaps)
        item.missing += gap.length;
}

void LibrarySide::takeFile(const LibraryScan::File &file)
{
    Entry &entry = m_entries[QStringLiteral("file:") + file.path];
    entry.isFile = true;
    LibraryItem &item = entry.item;
    item.isAdded = true;
    item.title = QFileInfo(file.path).completeBaseName();
    item.started
        = wallFromUnixMs(std::max<qint64>(0, QFileInfo(file.path).lastModified().toMSecsSinceEpoch()));
    item.duration = file.duration;
    item.bytes = item.fetched = file.bytes;
    item.path = file.bytes > 0 ? file.path : QString();
    entry.isFailed = file.bytes == 0;
    item.trouble.reset();
    if (entry.isFailed)
        item.trouble = Failure{Cause::FileUnreadable, file.path};
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
    changeServers();
    pump();
    publish();
    if (isNew && m_isScanned && !m_options.disk.ownFolder.isEmpty())
        onDisk([](LibraryDisk &disk) { disk.scan(); });
}

void LibrarySide::setBeingWritten(const QString &folder, bool isWritten)
{
    onDisk([folder, isWritten](LibraryDisk &disk) { disk.setBeingWritten(folder, isWritten); });
}

void LibrarySide::offer(const ServerView &server, const ScheduleCard &card)
{
    if (!card.recorded && !isPromise(card))
        return;
    const QString id = card.recorded ? recordingId(*card.recorded)
                                     : QStringLiteral("promise:%1#%2").arg(server.id, card.id.text());
    Entry &entry = m_entries[id];
    entry.isPromised = !card.recorded;
    entry.servers[server.id] = server.state == ServerView::State::UpToDate;
    LibraryMemory memory{card, server.id, entry.memory && entry.memory->isWanted};
    if (entry.memory)
        memory.server = entry.memory->server;
    entry.memory = std::move(memory);
}

// ---- fetching

void LibrarySide::queue(Entry &entry)
{
    entry.run = Run::Queued;
    entry.turn = ++m_lastTurn;
    entry.notBefore.reset();
    entry.isFailed = false;
}

void LibrarySide::fetch(const QString &id)
{
    Entry *entry = find(id);
    if (!entry || entry->run != Run::None || entry->isPromised || !entry->memory || entry->isWhole
        || entry->isOwn)
        return;
    entry->refusedBy.clear();
    entry->item.trouble.reset();
    entry->memory->isWanted = true;
    queue(*entry);
    pump();
    publish();
}

/// One that is there now, and of those the one that it was read from before.
QString LibrarySide::chooseServer(const Entry &entry) const
{
    QString chosen;
    for (const auto &[server, isThere] : entry.servers) {
        if (entry.refusedBy.contains(server))
            continue;
        if (chosen.isEmpty() || (isThere && (!entry.servers.at(chosen) || server == entry.memory->server)))
            chosen = server;
    }
    return chosen;
}

void LibrarySide::pump()
{
    if (!m_isScanned)
        return;
    const auto running
        = std::ranges::count_if(m_entries, [](const auto &one) { return one.second.run == Run::Running; });
    std::vector<std::map<QString, Entry>::iterator> waiting;
    std::optional<Instant> next;
    const Instant now = m_clock.now();
    for (auto one = m_entries.begin(); one != m_entries.end(); ++one) {
        const Entry &entry = one->second;
        if (entry.run != Run::Queued || chooseServer(entry).isEmpty())
            continue;
        if (entry.notBefore && *entry.notBefore > now)
            next = std::min(next.value_or(*entry.notBefore), *entry.notBefore);
        else
            waiting.push_back(one);
    }
    std::ranges::sort(waiting, {}, [](const auto &one) { return one->second.turn; });
    for (std::size_t i = 0; i < waiting.size() && int(running + qsizetype(i)) < kAtOnce; ++i)
        begin(waiting[i]->first, waiting[i]->second);
    if (next)
        m_retry->start(*next - now, [this] { pump(); });
}

// Queued -> Running
void LibrarySide::begin(const QString &id, Entry &entry)
{
    entry.run = Run::Running;
    entry.item.state = LibraryItem::State::Waiting;
    entry.measured.reset();
    entry.memory->server = chooseServer(entry);
    entry.folder = m_options.disk.folder + u'/' + recordingFolder(*entry.memory->card.recorded);
    entry.item.path = FileFetch::partOf(entry.folder + u'/' + entry.memory->card.recorded->programme.name);
    onDisk([id, memory = *entry.memory](LibraryDisk &disk) { disk.fetch(id, memory); });
}

/// What waits for a server that is away goes on at another that has it.
void LibrarySide::changeServers()
{
    for (auto &[id, entry] : m_entries) {
        if (entry.run != Run::Running)
            continue;
        if (entry.servers.empty()) {
            onDisk([id = id, memory = *entry.memory](LibraryDisk &disk) { disk.stop(id, memory); });
            queue(entry);
            continue;
        }
        const auto now = entry.servers.find(entry.memory->server);
        const bool isThere = now != entry.servers.end() && now->second;
        const QString other = chooseServer(entry);
        if (!isThere && !other.isEmpty() && other != entry.memory->server && entry.servers.at(other))
            begin(id, entry);
    }
}

void LibrarySide::onProgressed(const QString &id, qint64 bytes)
{
    Entry *entry = find(id);
    if (!entry || entry->run != Run::Running)
        return;
    LibraryItem &item = entry->item;
    const Instant now = m_clock.now();
    item.state = LibraryItem::State::Fetching;
    item.trouble.reset();
    item.fetched = bytes;
    if (!entry->measured || bytes < entry->measuredBytes) {
        item.bytesPerSecond = 0;
        item.left.reset();
    } else if (const double took = toMs(now - *entry->measured) / 1000; took > 0) {
        const double speed = double(bytes - entry->measuredBytes) / took;
        const double share = item.bytesPerSecond > 0 ? 1 - std::exp(-took / kSpeedSeconds) : 1;
        item.bytesPerSecond += share * (speed - item.bytesPerSecond);
        item.left.reset();
        if (item.bytesPerSecond >= 1)
            item.left = seconds{std::int64_t(std::ceil(
                std::min(1e9, double(std::max<qint64>(0, item.bytes - bytes)) / item.bytesPerSecond)))};
    }
    entry->measured = now;
    entry->measuredBytes = bytes;
    publish();
}

// Running -> None, Queued
void LibrarySide::onDone(const QString &id, const Outcome &outcome)
{
    Entry *entry = find(id);
    if (!entry || entry->run != Run::Running)
        return;
    entry->run = Run::None;
    entry->item.trouble.reset();
    if (outcome || outcome.failure().cause == Cause::FileDamaged) {
        entry->memory->isWanted = false;
        onDisk([id, memory = *entry->memory](LibraryDisk &disk) { disk.stop(id, memory); });
    } else {
        entry->item.trouble = outcome.failure();
        const bool isForLater = isForNow(outcome.failure());
        if (!isForLater)
            entry->refusedBy.insert(entry->memory->server);
        if (isForLater || !chooseServer(*entry).isEmpty()) {
            queue(*entry);
            if (isForLater)
                entry->notBefore = m_clock.now() + m_options.retry;
        } else {
            entry->isFailed = true;
        }
    }
    pump();
    publish();
    onDisk([](LibraryDisk &disk) { disk.scan(); });
}

void LibrarySide::stopFetching(Entry &entry)
{
    entry.run = Run::None;
    entry.item.trouble.reset();
    if (!entry.memory || entry.isPromised)
        return;
    entry.memory->isWanted = false;
    onDisk([id = recordingId(*entry.memory->card.recorded), memory = *entry.memory](
               LibraryDisk &disk) { disk.stop(id, memory); });
}

void LibrarySide::pause(const QString &id)
{
    Entry *entry = find(id);
    if (!entry || entry->run == Run::None)
        return;
    stopFetching(*entry);
    pump();
    publish();
}

// ---- what a person does with it

void LibrarySide::remove(const QString &id)
{
    Entry *entry = find(id);
    if (!entry)
        return;
    if (entry->run != Run::None)
        stopFetching(*entry);
    m_removed.reset();
    if (entry->isFile) {
        const QString path = id.mid(5);
        std::erase(m_notes.files, path);
        m_removed = {entry->item.title, path};
        entry->isFile = false;
        entry->item.fetched = 0;
        saveNotes();
        onDisk([](LibraryDisk &disk) { disk.emptyTrash(); });
    } else if (!entry->folder.isEmpty()) {
        m_removed = {entry->item.title, {}};
        onDisk([folder = std::exchange(entry->folder, {})](LibraryDisk &disk) { disk.discard(folder); });
        entry->isOwn = entry->isWhole = entry->isDamaged = entry->isFailed = false;
        entry->item.fetched = 0;
        entry->item.path.clear();
    }
    if (m_removed)
        m_undo->start(m_options.undo, [this] {
            m_removed.reset();
            onDisk([](LibraryDisk &disk) {
                disk.emptyTrash();
                disk.scan();
            });
            publish();
        });
    pump();
    publish();
}

void LibrarySide::restore()
{
    if (!m_removed)
        return;
    m_undo->stop();
    const Removed back = *std::exchange(m_removed, std::nullopt);
    if (back.file.isEmpty()) {
        onDisk([](LibraryDisk &disk) { disk.restore(); });
    } else {
        m_notes.files.push_back(back.file);
        saveNotes();
        onDisk([](LibraryDisk &disk) { disk.scan(); });
    }
    publish();
}

void LibrarySide::exportTo(const QString &id, const QString &path)
{
    const Entry *entry = find(id);
    if (!entry || entry->item.path.isEmpty() || !(entry->isWhole || entry->isOwn || entry->isFile)) {
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
    onDisk([notes = m_notes](LibraryDisk &disk) { disk.writeNotes(notes); });
}

// ---- the view

/// What is shown of an entry by what is known of it.
void LibrarySide::settle(Entry &entry) const
{
    LibraryItem &item = entry.item;
    if (entry.memory && !entry.isOwn && !entry.isFile) {
        const ScheduleCard &card = entry.memory->card;
        item.event = card.id.text();
        item.title = card.title;
        item.hostName = card.hostName;
        item.started = card.started.value_or(card.planned);
        item.serverId = entry.servers.contains(entry.memory->server) ? entry.memory->server
            : entry.servers.empty()                                  ? QString()
                                                                     : entry.servers.begin()->first;
        item.isPartial = card.recording == RecordingPromise::Partial;
        if (card.recorded) {
            item.started = recordingStart(card.recorded->folder).value_or(item.started);
            item.bytes = card.recorded->programme.bytes;
            item.duration = card.recorded->duration;
            item.gaps = card.recorded->gaps;
            item.missing = card.recorded->missing;
        }
    }
    using State = LibraryItem::State;
    if (entry.run == Run::Running)
        return;
    item.bytesPerSecond = 0;
    item.left.reset();
    if (entry.isOwn)
        item.state = State::Own;
    else if (entry.isFile)
        item.state = entry.isFailed ? State::Failed : State::Own;
    else if (entry.isPromised)
        item.state = State::Promised;
    else if (entry.run == Run::Queued)
        item.state = State::Waiting;
    else if (entry.isWhole)
        item.state = State::Verified;
    else if (entry.isFailed)
        item.state = State::Failed;
    else if (entry.isDamaged)
        item.state = State::Damaged;
    else
        item.state = item.fetched > 0 ? State::Paused : State::Remote;
}

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
    view.bytesFree = m_view.bytesFree;
    view.trouble = m_view.trouble;
    for (auto one = m_entries.begin(); one != m_entries.end();) {
        Entry &entry = one->second;
        const bool isHere = entry.isOwn || entry.isFile || entry.isWhole || entry.isDamaged
            || entry.run != Run::None || entry.item.fetched > 0;
        if (!isHere && entry.servers.empty()) {
            one = m_entries.erase(one);
            continue;
        }
        entry.item.id = one->first;
        settle(entry);
        const auto listened = m_notes.listened.find(one->first);
        entry.item.listenedTo.reset();
        if (listened != m_notes.listened.end())
            entry.item.listenedTo = listened->second;
        if (!entry.isFile)
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
    if (m_removed)
        view.removed = m_removed->title;
    if (view == m_view)
        return;
    m_view = std::move(view);
    emit viewChanged(m_view);
}

} // namespace earshot
