#pragma once

#include "base/units.h"

#include <QtGlobal>

#include <optional>

namespace earshot {

/// One speaker's packets by their RTP numbers, since the join: how many came, and where those were lost that
/// did not. What comes after all, sent again or fetched, is taken off again.
struct GapStats {
    quint64 received = 0; ///< each number once
    /// Missing although the own line was whole, and the desk misses as many: lost before the servers, or sent
    /// never. Where desk and listener hear the speaker by one lossy route between servers, that is meant too.
    quint64 atSource = 0;
    quint64 atServer = 0; ///< missing although the own line was whole; the desk has them
    /// Missing although the own line was whole. The desk has not said yet whether it has them, or could not: its
    /// own line broke meanwhile, or this listener came in the middle.
    quint64 undecided = 0;
    quint64 atConnection = 0; ///< missing across a break of the own line, or refused by the full player
    std::optional<Instant> lastAtSource;
    std::optional<Instant> lastAtServer;
    std::optional<Instant> lastUndecided;
    std::optional<Instant> lastAtConnection;
    std::optional<Instant> waitingSince; ///< the oldest gap that the desk may still decide

    quint64 missing() const { return atSource + atServer + undecided + atConnection; }

    bool operator==(const GapStats &) const = default;
};

} // namespace earshot
