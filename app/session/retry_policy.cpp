#include "session/retry_policy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace earshot {

namespace {

constexpr milliseconds kLeastWaitWhenFull{2000};
constexpr milliseconds kLeastWaitAtAccountLimit{5000};
constexpr milliseconds kReload{1000};
constexpr double kSpreadGrowth = 1.5;
constexpr double kMostSpreadGrowth = 4.0;
constexpr int kRefusalsInCrowd = 2;

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

milliseconds scaled(milliseconds duration, double factor)
{
    return milliseconds{std::int64_t(double(duration.count()) * factor)};
}

milliseconds askedWait(const Failure &failure)
{
    return std::clamp(*failure.retryAfter, seconds{1}, seconds{3600});
}

void countUp(std::int16_t &count)
{
    if (count < std::numeric_limits<std::int16_t>::max())
        ++count;
}

} // namespace

RetryKind retryKind(const Failure &failure, int serversLeft)
{
    if (isFinal(failure.cause))
        return RetryKind::Never;
    // The organiser's limit counts the whole cluster.
    if (failure.cause == Cause::AccountFull)
        return RetryKind::Wait;
    if (serversLeft > 0)
        return RetryKind::OtherServerNow;
    return needsPerson(failure.cause) ? RetryKind::Never : RetryKind::Wait;
}

milliseconds retryWait(const Failure &failure, int attempt, const BackoffPolicy &backoff, Random &random)
{
    if (failure.retryAfter) {
        const milliseconds asked = askedWait(failure);
        return asked + scaled(std::max(asked / 10, milliseconds{1000}), random.fraction());
    }
    if (failure.cause == Cause::TicketRejected)
        return kReload + scaled(kReload, random.fraction());
    const milliseconds drawn = backoff.wait(attempt, random);
    if (failure.cause == Cause::AccountFull)
        return std::max(drawn, kLeastWaitAtAccountLimit);
    return failure.cause == Cause::ServerFull ? std::max(drawn, kLeastWaitWhenFull) : drawn;
}

bool isOverload(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::ServerFull:
    case Cause::AccountFull:
    case Cause::AuthenticationTimeout:
        return true;
    case Cause::HttpStatus:
        return failure.httpStatus == 429 || failure.httpStatus >= 500;
    default:
        return false;
    }
}

bool isOfNetwork(Cause cause)
{
    switch (cause) {
    case Cause::DnsNotFound:
    case Cause::DnsNoAnswer:
    case Cause::ConnectionRefused:
    case Cause::ConnectTimeout:
    case Cause::NetworkUnreachable:
    case Cause::TlsBroken:
    case Cause::TlsUntrusted: // a portal's certificate
    case Cause::TlsWrongName:
    case Cause::ForeignServer: // a portal's page
    case Cause::ServerLost:
    case Cause::StaleConnection:
        return true;
    default:
        return false;
    }
}

milliseconds reconnectSpread(std::int64_t connected, double joinsPerSecond)
{
    if (connected <= 0 || !(joinsPerSecond > 0) || double(connected) <= joinsPerSecond)
        return milliseconds{0};
    constexpr milliseconds kLongestSpread = std::chrono::hours{1};
    const double spread = 1000 * kSpreadMargin * double(connected) / joinsPerSecond;
    return spread < double(kLongestSpread.count()) ? milliseconds{std::int64_t(std::ceil(spread))}
                                                   : kLongestSpread;
}

milliseconds Comeback::afterLoss(milliseconds spread, Random &random)
{
    reset();
    m_spread = std::max(spread, milliseconds{0});
    return scaled(m_spread, random.fraction());
}

RetryKind Comeback::afterTry(const Failure &failure, int serversLeft)
{
    if (failure.cause == Cause::TicketRejected && !std::exchange(m_isRejected, true))
        return RetryKind::Wait;
    const RetryKind kind = retryKind(failure, serversLeft);
    if (isOverload(failure))
        countUp(m_refusals);
    const bool isRoundOver = isInCrowd() && m_refusals >= kRefusalsInCrowd;
    return kind == RetryKind::OtherServerNow && isRoundOver ? RetryKind::Wait : kind;
}

milliseconds Comeback::afterRound(const Failure &failure, const BackoffPolicy &backoff, Random &random)
{
    const milliseconds alone = retryWait(failure, m_failedRounds, backoff, random);
    countUp(m_failedRounds);
    m_refusals = 0;
    if (!isInCrowd())
        return alone;
    double growth = 1.0;
    if (isOverload(failure)) {
        growth = std::min(kMostSpreadGrowth, std::pow(kSpreadGrowth, m_refusedRounds));
        countUp(m_refusedRounds);
    }
    const milliseconds period = scaled(m_spread, growth);
    // A whole number of periods keeps the crowd as evenly spread as it was drawn.
    const milliseconds asked = failure.retryAfter ? askedWait(failure) : milliseconds{0};
    const auto periods = std::max<std::int64_t>(1, (asked + period - milliseconds{1}) / period);
    return std::max(period * periods, failure.retryAfter ? milliseconds{0} : alone);
}

} // namespace earshot
