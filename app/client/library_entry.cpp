#include "client/library_entry.h"

namespace earshot {

QString LibraryEntry::chooseServer() const
{
    QString chosen;
    for (const auto &[server, isThere] : servers) {
        if (refusedBy.contains(server))
            continue;
        if (chosen.isEmpty() || (isThere && (!servers.at(chosen) || server == memory->server)))
            chosen = server;
    }
    return chosen;
}

bool LibraryEntry::isThere(const QString &server) const
{
    const auto found = servers.find(server);
    return found != servers.end() && found->second;
}

void LibraryEntry::settle()
{
    if (memory && !isOwn && !isFile) {
        const ScheduleCard &card = memory->card;
        item.event = card.id.text();
        item.title = card.title;
        item.hostName = card.hostName;
        item.started = card.started.value_or(card.planned);
        item.serverId = servers.contains(memory->server) ? memory->server
            : servers.empty()                            ? QString()
                                                         : servers.begin()->first;
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
    item.trouble = trouble;
    if (run == Run::Running)
        return settleRunning();
    item.bytesPerSecond = 0;
    item.left.reset();
    if (isOwn)
        item.state = State::Own;
    else if (isFile)
        item.state = isFailed ? State::Failed : State::Own;
    else if (isBare && servers.empty())
        settleBare();
    else if (isPromised)
        item.state = State::Promised;
    else if (run == Run::Queued)
        settleWaiting();
    else if (isToCheck)
        item.state = State::Checking;
    else if (isWhole)
        item.state = State::Verified;
    else if (isFailed)
        item.state = State::Failed;
    else if (isUnread || (isGone && servers.empty()))
        settleUnreadable();
    else if (isDamaged)
        item.state = State::Damaged;
    else
        item.state = item.fetched > 0 ? State::Paused : State::Remote;
}

/// What comes counts for more than what is known of its server; what has all its bytes needs none.
void LibraryEntry::settleRunning()
{
    if (measured || item.state == LibraryItem::State::Checking)
        return;
    item.bytesPerSecond = 0;
    item.left.reset();
    const bool isWaiting = trouble || !isThere(memory->server);
    item.state = isWaiting ? LibraryItem::State::Waiting : LibraryItem::State::Fetching;
    if (isWaiting && !trouble)
        item.trouble = Failure{Cause::ServerLost, {}};
}

/// For others that come first, or for a server, which nobody else would say.
void LibraryEntry::settleWaiting()
{
    item.state = LibraryItem::State::Waiting;
    const bool isForServer = !isThere(chooseServer());
    if (!isForServer && !notBefore)
        trouble.reset();
    item.trouble = trouble;
    if (isForServer && !trouble)
        item.trouble = Failure{Cause::ServerLost, {}};
}

/// No server has it to compare with.
void LibraryEntry::settleBare()
{
    using State = LibraryItem::State;
    item.state = item.path.isEmpty() ? State::Failed : isDamaged ? State::Damaged : State::Own;
}

/// Where a server has what is gone, it is only not here: most likely on purpose.
void LibraryEntry::settleUnreadable()
{
    item.state = LibraryItem::State::Failed;
    item.trouble = Failure{Cause::FileUnreadable, folder};
}

} // namespace earshot
