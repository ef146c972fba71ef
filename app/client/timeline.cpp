#include "client/timeline.h"

namespace earshot {

namespace {
constexpr size_t kMaxEntries = 200;
}

void Timeline::clear()
{
    *this = {};
}

void Timeline::joined(WallTime at)
{
    append({TimelineEntry::Kind::Joined, at, {}, {}, {}});
}

void Timeline::eventStarted(WallTime planned, WallTime started)
{
    const milliseconds late = std::max(milliseconds{0}, started - planned);
    append({TimelineEntry::Kind::EventStarted, started, {}, late, {}});
}

/// Only troubles and their end are news; "checking" and a first "you hear it" are not.
void Timeline::verdict(const Verdict &verdict, WallTime at)
{
    if (verdict.id == m_lastVerdictId)
        return;
    m_lastVerdictId = verdict.id;
    const bool trouble = verdict.severity == Severity::Warning || verdict.severity == Severity::Bad;
    const bool over = m_inTrouble && verdict.severity == Severity::Good;
    if (trouble || over)
        append({TimelineEntry::Kind::VerdictChanged, at, verdict, {}, {}});
    if (trouble || verdict.severity == Severity::Good)
        m_inTrouble = trouble;
}

void Timeline::reconnected(milliseconds without, WallTime at)
{
    append({TimelineEntry::Kind::Reconnected, at, {}, without, {}});
}

void Timeline::hostMessage(const HostMessage &message)
{
    append({.kind = TimelineEntry::Kind::HostMessage, .at = message.at, .text = message.text});
}

void Timeline::left(WallTime at)
{
    append({TimelineEntry::Kind::Left, at, {}, {}, {}});
}

void Timeline::append(TimelineEntry entry)
{
    if (m_entries.size() == kMaxEntries)
        m_entries.erase(m_entries.begin());
    m_entries.push_back(std::move(entry));
}

} // namespace earshot
