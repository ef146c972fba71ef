#pragma once

#include "base/result.h"
#include "session/backoff.h"

#include <cstdint>

namespace earshot {

/// What to do after one attempt failed.
enum class RetryKind {
    OtherServerNow, ///< this server cannot, another may
    Wait, ///< all were tried: wait by backoff or by the server's own wish
    Never, ///< waiting cannot help; the person must act
};

/// The policy of each cause. `serversLeft`: servers not tried in this round. Pure.
RetryKind retryKind(const Failure &failure, int serversLeft);

/// How long to wait before the next round: the server's Retry-After plus up to a tenth (at least a second) of
/// jitter, at least 2 s where a server is full and 5 s where the organiser's limit is reached, 1 to 2 s where it did
/// not know the ticket, otherwise backoff with full jitter.
milliseconds retryWait(const Failure &failure, int attempt, const BackoffPolicy &backoff, Random &random);

/// The server is there and has no room or no time: each try costs it something.
bool isOverload(const Failure &failure);
/// Another network, or the same one working again, may end it.
bool isOfNetwork(Cause cause);

/// N listeners who lost their servers at one moment spread their tries evenly over S = kSpreadMargin · N / J,
/// where the servers take J joins a second. The margin is room for chance (the tries are a Poisson stream):
/// without it 1,000 clients are turned away by full queues in 1 to 14 % of their tries, with it in 0 to 2 %,
/// and who is turned away waits another S (tests/simulation/reconnect_storm).
inline constexpr double kSpreadMargin = 1.15;

/// What the beacon says as the spread, at most an hour; 0 below a second's worth of joins, where nobody need
/// wait.
milliseconds reconnectSpread(std::int64_t connected, double joinsPerSecond);

/// One line's way back: from the moment it was lost, or first dialled, until it is proven.
///
/// With a spread S the first try comes after an even draw from [0, S), and after a failed round the next one
/// S later, in place of a backoff. So no stretch of S has more than N tries, whatever fails and however long
/// it lasts: N / S a second, which is below J, and no second peak. Where servers that are up refuse again and
/// again, J is less than the desk believes: S grows by half with each such round, up to 4 S.
///
/// Pure but for `random`. Small, since simulations hold a million of them.
class Comeback
{
public:
    /// A proven line was lost; the wait until the first try, 0 = now.
    milliseconds afterLoss(milliseconds spread, Random &random);
    /// A try failed. Where a crowd comes back, a second refusal by servers that are up ends the round: asking
    /// every server of a large cluster would multiply the crowd. That a ticket is not known is believed when it is
    /// said twice: a server that reads its accounts anew (nats-server's reload) says it to everybody for a moment.
    RetryKind afterTry(const Failure &failure, int serversLeft);
    /// The round failed; the wait until the next.
    milliseconds afterRound(const Failure &failure, const BackoffPolicy &backoff, Random &random);
    /// The line is proven, or a person begins anew.
    void reset() { *this = {}; }

    int failedRounds() const { return m_failedRounds; }
    bool isInCrowd() const { return m_spread.count() > 0; }

private:
    milliseconds m_spread{0};
    std::int16_t m_failedRounds = 0;
    std::int16_t m_refusedRounds = 0; ///< by servers that are up
    std::int16_t m_refusals = 0; ///< of this round
    bool m_isRejected = false; ///< the ticket, once
};

} // namespace earshot
