#pragma once

#include "client/view.h"

#include <optional>
#include <vector>

namespace earshot {

/// What happened to this listener, oldest first, at most 200 entries. Pure: times come in.
///
/// So that it can be read:
///   trouble is entered once it has stood for kNews, with the time it began; what went sooner was a blink
///   the same trouble again within kAgain of its end is the same news, and so is its end
///   "you hear it" is entered after trouble that was entered, not after a reconnect that says so already
///   skips shorter than kSkip are not told; the speakers' skips at about one time are one
///   moving about on the seek bar is one rewind, the last one
class Timeline
{
public:
    static constexpr milliseconds kNews{1000};
    static constexpr milliseconds kAgain{30'000};
    static constexpr milliseconds kSkip{500};

    void clear();
    /// Live for the first time since the join; `started` says when the event itself began and how late.
    void joined(WallTime at);
    void eventStarted(WallTime planned, WallTime started);
    void eventPaused(WallTime at);
    void eventEnded(WallTime at);
    void postponed(WallTime planned, WallTime at);
    void verdict(const Verdict &verdict, WallTime at);
    void reconnected(milliseconds without, WallTime at);
    /// What the last reconnect lost for good.
    void setLost(milliseconds lost);
    void caughtUp(WallTime at);
    void rewound(milliseconds by, WallTime at);
    void backToLive(WallTime at);
    void woke(milliseconds slept, WallTime at);
    /// What had come too late to be played was left out.
    void skipped(milliseconds ahead, WallTime at);
    void hostMessage(const HostMessage &message);
    void left(WallTime at);

    const std::vector<TimelineEntry> &entries() const { return m_entries; }

private:
    void append(TimelineEntry entry);
    bool isOldNews(const Verdict &verdict, WallTime at) const;
    void enterTrouble();

    struct Trouble {
        Verdict verdict;
        WallTime since;
    };
    std::vector<TimelineEntry> m_entries;
    std::optional<Trouble> m_pending; ///< stands, but not for long enough
    std::optional<Trouble> m_entered; ///< the last one; `since` is when it was last seen
    bool m_inTrouble = false; ///< entered, and not over
};

} // namespace earshot
