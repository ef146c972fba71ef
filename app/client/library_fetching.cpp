#include "client/library_side.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

using Run = LibraryEntry::Run;

constexpr double kSpeedSeconds = 3; ///< over which the speed is smoothed

/// Whether a later try may end otherwise.
bool mayEndOtherwise(const Failure &failure)
{
    return failure.cause != Cause::BadData && failure.cause != Cause::FileDamaged;
}

} // namespace

void LibrarySide::queue(LibraryEntry &entry)
{
    entry.run = Run::Queued;
    entry.turn = ++m_lastTurn;
    entry.notBefore.reset();
    entry.isFailed = false;
    askFormerServer(entry);
}

void LibrarySide::fetch(const QString &id)
{
    LibraryEntry *entry = find(id);
    if (!entry || entry->run != Run::None || entry->isPromised || !entry->memory || entry->isWhole
        || entry->isToCheck || entry->isOwn || entry->item.isWithdrawn)
        return;
    entry->refusedBy.clear();
    entry->trouble.reset();
    entry->memory->isWanted = true;
    queue(*entry);
    pump();
    publish();
}

void LibrarySide::pump()
{
    if (!m_isScanned)
        return;
    // What waits for its server holds up nothing that can be had.
    const auto running = std::ranges::count_if(m_entries, [](const auto &one) {
        return one.second.run == Run::Running && one.second.isThere(one.second.memory->server);
    });
    std::vector<std::map<QString, LibraryEntry>::iterator> waiting;
    std::optional<Instant> next;
    const Instant now = m_clock.now();
    for (auto one = m_entries.begin(); one != m_entries.end(); ++one) {
        const LibraryEntry &entry = one->second;
        if (entry.run != Run::Queued || !entry.isThere(entry.chooseServer()))
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
void LibrarySide::begin(const QString &id, LibraryEntry &entry)
{
    entry.run = Run::Running;
    entry.item.state = LibraryItem::State::Fetching;
    entry.measured.reset();
    entry.memory->server = entry.chooseServer();
    entry.folder = m_options.disk.folder + u'/' + recordingFolder(*entry.memory->card.recorded);
    entry.item.path = FileFetch::partOf(entry.folder + u'/' + entry.memory->card.recorded->programme.name);
    entry.number = ++m_lastRun;
    onDisk(
        [id, memory = *entry.memory, run = entry.number](LibraryDisk &disk) { disk.fetch(id, memory, run); });
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
        const QString other = entry.chooseServer();
        if (!entry.isThere(entry.memory->server) && entry.isThere(other))
            begin(id, entry);
    }
}

void LibrarySide::onProgressed(const QString &id, qint64 bytes)
{
    LibraryEntry *entry = find(id);
    if (!entry || entry->run != Run::Running)
        return;
    LibraryItem &item = entry->item;
    const Instant now = m_clock.now();
    item.state = LibraryItem::State::Fetching;
    entry->trouble.reset();
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
    if (!m_quiet->isActive())
        m_quiet->start(m_options.quiet, [this] { noteQuiet(); });
    publish();
}

/// Where nothing comes any more, as the server is away or serves others first, the last figures are not true.
void LibrarySide::noteQuiet()
{
    std::optional<Instant> oldest;
    for (auto &[id, entry] : m_entries) {
        if (entry.run != Run::Running || !entry.measured)
            continue;
        if (m_clock.now() - *entry.measured >= m_options.quiet)
            entry.measured.reset();
        else
            oldest = std::min(oldest.value_or(*entry.measured), *entry.measured);
    }
    if (oldest)
        m_quiet->start(*oldest + m_options.quiet - m_clock.now(), [this] { noteQuiet(); });
    publish();
}

// Running -> None, Queued
void LibrarySide::onDone(const QString &id, int run, const Outcome &outcome)
{
    LibraryEntry *entry = find(id);
    if (!entry || entry->run != Run::Running || entry->number != run)
        return;
    entry->run = Run::None;
    entry->trouble.reset();
    if (outcome) {
        entry->memory->isWanted = false;
        entry->isWhole = true;
        entry->isDamaged = entry->isUnread = false;
        entry->item.path = entry->folder + u'/' + entry->memory->card.recorded->programme.name;
    } else if (outcome.failure().cause == Cause::FileDamaged) {
        // Another server's may be as it should be.
        entry->refusedBy.insert(entry->memory->server);
        if (entry->isThere(entry->chooseServer())) {
            queue(*entry);
        } else {
            entry->memory->isWanted = false;
            entry->isDamaged = true;
            entry->item.path = outcome.failure().detail;
            onDisk([id, memory = *entry->memory](LibraryDisk &disk) { disk.stop(id, memory); });
        }
    } else {
        const bool isForLater = mayEndOtherwise(outcome.failure());
        // What the server says of its objects is for the person that it does not have this recording any more.
        entry->trouble
            = isForLater ? outcome.failure() : Failure{Cause::EventUnknown, outcome.failure().detail};
        if (!isForLater)
            entry->refusedBy.insert(entry->memory->server);
        if (isForLater || !entry->chooseServer().isEmpty()) {
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

void LibrarySide::stopFetching(LibraryEntry &entry, bool isStillWanted)
{
    entry.run = Run::None;
    entry.trouble.reset();
    if (!entry.memory || entry.isPromised)
        return;
    entry.memory->isWanted = isStillWanted;
    onDisk([id = recordingId(*entry.memory->card.recorded), memory = *entry.memory](
               LibraryDisk &disk) { disk.stop(id, memory); });
}

} // namespace earshot
