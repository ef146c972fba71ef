#pragma once

#include "base/result.h"
#include "session/backoff.h"

namespace earshot {

/// What to do after one attempt failed.
enum class RetryKind {
    OtherServerNow, ///< this server cannot, another may
    Wait, ///< all were tried: wait by backoff or by the server's own wish
    Never, ///< waiting cannot help; the person must act
};

/// The policy of each cause. `serversLeft`: servers not tried in this round. Pure.
RetryKind retryKind(const Failure &failure, int serversLeft);

/// How long to wait before the next round: the server's Retry-After plus up to a second of jitter, at least
/// 2 s where a server is full, otherwise backoff with full jitter.
milliseconds retryWait(const Failure &failure, int attempt, const BackoffPolicy &backoff, Random &random);

} // namespace earshot
