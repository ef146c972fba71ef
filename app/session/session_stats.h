#pragma once

#include "base/result.h"
#include "base/units.h"
#include "session/catch_up_stats.h"
#include "session/probe_stats.h"
#include "session/second_opinion_stats.h"

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
    std::optional<Instant> lostAt; ///< the line last ended while live, kept when it is back
    std::optional<Failure> lostBy; ///< how that line ended, kept when it is back
    std::optional<Instant> drainingSince; ///< live, the server asked to move, the next line is being made
    bool spreading = false; ///< this wait is the crowd's spread, not a backoff
    std::optional<Instant> resumedAt; ///< the computer woke up, or the program was let go on
    milliseconds sleptFor{0};
    std::optional<bool> online; ///< the system's own word on whether there is a network; nothing = not known
    std::optional<Failure> complaint; ///< the server's last word that left the line open (permissions)
    std::optional<Instant> complainedAt;
    std::optional<ProbeStats> probe; ///< of the failed join; gone once live
    std::optional<SecondOpinion> secondOpinion; ///< the discovery page's, while not live
    CatchUpStats catchUp;

    bool operator==(const SessionStats &) const = default;
};

} // namespace earshot
