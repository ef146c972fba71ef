#include "client/gap_book.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr minutes kScope{10};
/// Pieces of silence closer than this are one outage; the player and the archive report on it as late.
constexpr seconds kSameOutage{30};
/// Each shorter entry is a few ms; that many in 10 minutes are added up.
constexpr std::size_t kMaxEntries = 2000;

} // namespace

GapBook::Entry *GapBook::outage(Instant now)
{
    const auto last = std::find_if(m_entries.rbegin(), m_entries.rend(), [](const Entry &entry) {
        return entry.unmatched > microseconds{0} || entry.madeUp > microseconds{0};
    });
    return last != m_entries.rend() && now - last->at <= kSameOutage ? &*last : nullptr;
}

void GapBook::silence(Instant from, Instant until)
{
    const microseconds length = until - from;
    if (length <= microseconds{0})
        return;
    if (m_endsWithOutage && !m_entries.empty() && from - m_entries.back().at <= seconds{1}) {
        Entry &entry = m_entries.back();
        entry.at = until;
        entry.missed += length;
        entry.unmatched += length;
        return;
    }
    m_entries.push_back({until, length, microseconds{0}, length});
    m_endsWithOutage = true;
    forgetUntil(until);
}

void GapBook::concealed(microseconds length, Instant now)
{
    if (Entry *entry = outage(now)) {
        const microseconds known = std::min(length, entry->unmatched);
        entry->unmatched -= known;
        length -= known;
    }
    if (length <= microseconds{0})
        return;
    m_entries.push_back({now, length, microseconds{0}, microseconds{0}});
    m_endsWithOutage = false;
    forgetUntil(now);
}

void GapBook::recovered(microseconds lost, Instant now)
{
    lost = std::max(lost, microseconds{0});
    if (Entry *entry = outage(now)) {
        const microseconds silent = entry->missed + entry->madeUp;
        entry->missed = lost;
        entry->madeUp = std::max(silent - lost, microseconds{0});
        entry->unmatched = std::max(entry->unmatched, lost);
        m_endsWithOutage = false;
    } else if (lost > microseconds{0}) {
        m_entries.push_back({now, lost, microseconds{0}, lost});
        m_endsWithOutage = false;
    }
}

void GapBook::forgetUntil(Instant now)
{
    while (!m_entries.empty() && (now - m_entries.front().at > kScope || m_entries.size() > kMaxEntries))
        m_entries.pop_front();
}

microseconds GapBook::missed() const
{
    microseconds sum{0};
    for (const Entry &entry : m_entries)
        sum += entry.missed;
    return sum;
}

microseconds GapBook::madeUp() const
{
    microseconds sum{0};
    for (const Entry &entry : m_entries)
        sum += entry.madeUp;
    return sum;
}

} // namespace earshot
