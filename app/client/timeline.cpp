#include "client/timeline.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr size_t kMaxEntries = 200;
/// A drag on the seek bar and a change of mind.
constexpr milliseconds kSameRewind{15'000};
constexpr milliseconds kSameSkip{2'000};

bool isTrouble(const Verdict &verdict)
{
    return verdict.severity == Severity::Warning || verdict.severity == Severity::Bad;
}

bool isSame(const Verdict &a, const Verdict &b)
{
    return a.id == b.id && a.who == b.who;
}

} // namespace

void Timeline::clear()
{
    *this = {};
}

void Timeline::joined(WallTime at)
{
    append({.kind = TimelineEntry::Kind::Joined, .at = at});
}

void Timeline::eventStarted(WallTime planned, WallTime started)
{
    const milliseconds late = std::max(milliseconds{0}, started - planned);
    append({.kind = TimelineEntry::Kind::EventStarted, .at = started, .duration = late});
}

void Timeline::eventPaused(WallTime at)
{
    append({.kind = TimelineEntry::Kind::EventPaused, .at = at});
}

void Timeline::eventEnded(WallTime at)
{
    append({.kind = TimelineEntry::Kind::EventEnded, .at = at});
}

void Timeline::postponed(WallTime planned, WallTime at)
{
    append({.kind = TimelineEntry::Kind::Postponed, .at = at, .planned = planned});
}

bool Timeline::isOldNews(const Verdict &verdict, WallTime at) const
{
    return m_entered && isSame(m_entered->verdict, verdict) && at - m_entered->since < kAgain;
}

void Timeline::enterTrouble()
{
    append(
        {.kind = TimelineEntry::Kind::VerdictChanged, .at = m_pending->since, .verdict = m_pending->verdict});
    m_entered = std::move(m_pending);
    m_pending.reset();
    m_inTrouble = true;
}

/// Only troubles and their end are news; "checking" and a first "you hear it" are not.
void Timeline::verdict(const Verdict &verdict, WallTime at)
{
    if (!isTrouble(verdict)) {
        m_pending.reset();
        // A question leaves open whether it is over.
        const bool isOver = verdict.hearing || verdict.severity == Severity::Good;
        if (isOver && m_inTrouble) {
            append({.kind = TimelineEntry::Kind::VerdictChanged, .at = at, .verdict = verdict});
            m_inTrouble = false;
        }
        return;
    }
    if (isOldNews(verdict, at)) {
        m_pending.reset();
        m_entered->since = at;
        return;
    }
    if (!m_pending || !isSame(m_pending->verdict, verdict))
        m_pending = Trouble{verdict, at};
    if (at - m_pending->since >= kNews) {
        enterTrouble();
        m_entered->since = at;
    }
}

void Timeline::reconnected(milliseconds without, WallTime at)
{
    append({.kind = TimelineEntry::Kind::Reconnected, .at = at, .duration = without});
    m_inTrouble = false;
    m_pending.reset();
}

void Timeline::setLost(milliseconds lost)
{
    const auto last = std::ranges::find(
        m_entries.rbegin(), m_entries.rend(), TimelineEntry::Kind::Reconnected, &TimelineEntry::kind);
    if (last != m_entries.rend())
        last->lost = lost;
}

void Timeline::caughtUp(WallTime at)
{
    append({.kind = TimelineEntry::Kind::CaughtUp, .at = at});
}

void Timeline::rewound(milliseconds by, WallTime at)
{
    const bool isSameRewind = !m_entries.empty() && m_entries.back().kind == TimelineEntry::Kind::Rewound
        && at - m_entries.back().at < kSameRewind;
    if (isSameRewind)
        m_entries.pop_back();
    append({.kind = TimelineEntry::Kind::Rewound, .at = at, .duration = by});
}

void Timeline::backToLive(WallTime at)
{
    append({.kind = TimelineEntry::Kind::BackToLive, .at = at});
}

void Timeline::woke(milliseconds slept, WallTime at)
{
    append({.kind = TimelineEntry::Kind::Woke, .at = at, .duration = slept});
}

void Timeline::skipped(milliseconds ahead, WallTime at)
{
    if (ahead < kSkip)
        return;
    const bool isSameSkip = !m_entries.empty() && m_entries.back().kind == TimelineEntry::Kind::Skipped
        && at - m_entries.back().at < kSameSkip;
    if (isSameSkip)
        m_entries.back().duration = std::max(m_entries.back().duration, ahead);
    else
        append({.kind = TimelineEntry::Kind::Skipped, .at = at, .duration = ahead});
}

void Timeline::hostMessage(const HostMessage &message)
{
    append({.kind = TimelineEntry::Kind::HostMessage, .at = message.at, .text = message.text});
}

void Timeline::left(WallTime at)
{
    append({.kind = TimelineEntry::Kind::Left, .at = at});
}

void Timeline::append(TimelineEntry entry)
{
    if (m_entries.size() == kMaxEntries)
        m_entries.erase(m_entries.begin());
    m_entries.push_back(std::move(entry));
}

} // namespace earshot
