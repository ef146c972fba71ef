#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QString>

#include <optional>

namespace earshot {

enum class LinePhase { Idle, Dialing, Joining, Live, Waiting, Refused };

/// The own connection as the session sees it. All instants are of the monotonic clock.
struct SessionStats {
    LinePhase phase = LinePhase::Idle;
    Instant phaseSince{};
    QString serverHost; ///< as dialled, `host[:port]`
    QString serverName; ///< as the server calls itself
    QString serverVersion;
    int attempt = 0; ///< dials since the last time live, 0 = none yet
    int otherServers = 0; ///< known servers beside this one
    std::optional<Failure> failure; ///< of the last attempt, or what ended the line; cleared when live
    std::optional<Instant> failedAt;
    std::optional<Instant> nextTry; ///< while Waiting
    std::optional<Instant> lastBytes; ///< anything read from the socket
    std::optional<microseconds> roundTrip; ///< of the last PING
    std::optional<Instant> oldestUnansweredPing;
    quint64 bytesReceived = 0;
    int reconnects = 0; ///< times the line came back since the join

    bool operator==(const SessionStats &) const = default;
};

} // namespace earshot
