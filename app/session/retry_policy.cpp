#include "session/retry_policy.h"

#include <algorithm>

namespace earshot {

namespace {

/// The answer holds for every server of the cluster and for every later moment.
bool isFinal(Cause cause)
{
    switch (cause) {
    case Cause::TicketExpired:
    case Cause::TicketRejected:
    case Cause::TicketRevoked:
    case Cause::LinkMalformed:
        return true;
    default:
        return false;
    }
}

/// Needs a person at this server (a certificate, a version); another server may be in order.
bool needsPerson(Cause cause)
{
    switch (cause) {
    case Cause::TlsExpired:
    case Cause::TlsNotYetValid:
    case Cause::TlsWrongName:
    case Cause::TlsUntrusted:
    case Cause::ServerTooOld:
        return true;
    default:
        return false;
    }
}

} // namespace

RetryKind retryKind(const Failure &failure, int serversLeft)
{
    if (isFinal(failure.cause))
        return RetryKind::Never;
    if (serversLeft > 0)
        return RetryKind::OtherServerNow;
    return needsPerson(failure.cause) ? RetryKind::Never : RetryKind::Wait;
}

milliseconds retryWait(const Failure &failure, int attempt, const BackoffPolicy &backoff, Random &random)
{
    if (failure.retryAfter) {
        const seconds asked = std::clamp(*failure.retryAfter, seconds{1}, seconds{3600});
        return milliseconds{asked} + milliseconds{std::int64_t(random.fraction() * 1000)};
    }
    const milliseconds drawn = backoff.wait(attempt, random);
    const bool full = failure.cause == Cause::ServerFull || failure.cause == Cause::AccountFull;
    return full ? std::max(drawn, milliseconds{2000}) : drawn;
}

} // namespace earshot
