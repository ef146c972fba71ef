#include "desk/hands_queue.h"

#include <algorithm>

namespace earshot {

namespace {

bool isForgotten(const HandsQueue::Entry &entry, Instant now)
{
    return entry.invited ? now - entry.invited->since >= HandsQueue::kInvitationHolds
                         : now - entry.asked >= HandsQueue::kForgotten;
}

} // namespace

bool HandsQueue::raise(const UserKey &key, const QString &name, Instant now, WallTime wall)
{
    Entry *entry = entryOf(key);
    if (!entry) {
        if (m_entries.size() >= kMost)
            return false;
        entry = &m_entries.emplace_back(Entry{{key, {}, wall}});
    }
    if (!entry->hasFixedName())
        entry->hand.name = name;
    entry->asked = now;
    return true;
}

void HandsQueue::invite(
    const UserKey &key, const QString &name, Role role, const QString &by, Instant now, WallTime wall)
{
    Entry *entry = entryOf(key);
    if (!entry)
        entry = &m_entries.emplace_back(Entry{{key, {}, wall}, now});
    if (!name.isEmpty())
        entry->hand.name = name;
    entry->hand.isInvited = true;
    entry->invited = Invited{role, by, now};
}

std::optional<HandsQueue::Entry> HandsQueue::take(const UserKey &key)
{
    const Entry *found = find(key);
    if (!found)
        return std::nullopt;
    const Entry entry = *found;
    m_entries.erase(m_entries.begin() + (found - m_entries.data()));
    return entry;
}

std::vector<HandsQueue::Entry> HandsQueue::takeForgotten(Instant now)
{
    const auto rest = std::stable_partition(
        m_entries.begin(), m_entries.end(), [now](const Entry &entry) { return !isForgotten(entry, now); });
    const std::vector<Entry> forgotten(rest, m_entries.end());
    m_entries.erase(rest, m_entries.end());
    return forgotten;
}

const HandsQueue::Entry *HandsQueue::find(const UserKey &key) const
{
    const auto found
        = std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.hand.key == key; });
    return found == m_entries.end() ? nullptr : &*found;
}

HandsQueue::Entry *HandsQueue::entryOf(const UserKey &key)
{
    return const_cast<Entry *>(find(key));
}

int HandsQueue::placeOf(const UserKey &key) const
{
    const Entry *found = find(key);
    return found ? int(found - m_entries.data()) + 1 : 0;
}

Hands HandsQueue::hands() const
{
    Hands hands;
    hands.reserve(m_entries.size());
    for (const Entry &entry : m_entries)
        hands.push_back(entry.hand);
    return hands;
}

} // namespace earshot
