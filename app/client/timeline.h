#pragma once

#include "client/view.h"

#include <vector>

namespace earshot {

/// What happened to this listener, oldest first, at most 200 entries. Pure: times come in.
class Timeline
{
public:
    void clear();
    /// Live for the first time since the join; `started` says when the event itself began and how late.
    void joined(WallTime at);
    void eventStarted(WallTime planned, WallTime started);
    void verdict(const Verdict &verdict, WallTime at);
    void reconnected(milliseconds without, WallTime at);
    void hostMessage(const HostMessage &message);
    void left(WallTime at);

    const std::vector<TimelineEntry> &entries() const { return m_entries; }

private:
    void append(TimelineEntry entry);

    std::vector<TimelineEntry> m_entries;
    QString m_lastVerdictId;
    bool m_inTrouble = false;
};

} // namespace earshot
