#include "diagnosis/diagnose.h"
#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

milliseconds toMilliseconds(microseconds duration)
{
    return std::chrono::duration_cast<milliseconds>(duration);
}

std::optional<Verdict> stalledVerdict(const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    const Instant lastBytes = session.lastBytes.value_or(session.phaseSince);
    const bool isUnanswered
        = session.oldestUnansweredPing && isOlder(session.oldestUnansweredPing, kPingIsOverdueAfter, now);
    if (!isUnanswered || ageOf(lastBytes, now) < kStalledAfter)
        return std::nullopt;
    Verdict verdict{.id = QStringLiteral("you.stalled"),
        .hop = Hop::Connection,
        .side = Side::Yours,
        .severity = Severity::Bad,
        .retry = RetryPolicy::Now,
        .action = Action::TryNow};
    verdict.where = displayText(session.serverHost, kMaxHostLength);
    verdict.at = civilTimeOf(lastBytes, evidence, now);
    verdict.forHowLong = toMilliseconds(ageOf(lastBytes, now));
    verdict.otherServers = session.otherServers;
    return verdict;
}

/// The server's word about the ticket contradicts the ticket as this computer's clock sees it.
bool isClockSuspect(const Failure &failure, const Evidence &evidence)
{
    const bool isNotLetIn = failure.cause == Cause::TicketExpired || failure.cause == Cause::TicketRejected;
    if (isNotLetIn && evidence.ticketIssued
        && between(evidence.wall, *evidence.ticketIssued) > kClockTolerance)
        return true;
    return failure.cause == Cause::TicketExpired && evidence.ticketExpires
        && between(evidence.wall, *evidence.ticketExpires) > kClockTolerance;
}

/// Reads the failure in the light of what else is known.
Cause refinedCause(const Failure &failure, const Evidence &evidence)
{
    const bool isReadableAsExpired = failure.cause == Cause::TicketRejected && evidence.ticketExpires
        && *evidence.ticketExpires <= evidence.wall;
    if (isReadableAsExpired)
        return Cause::TicketExpired;
    // Nothing listens any more where this listener was let in before: the server went away.
    if (failure.cause == Cause::ConnectionRefused && evidence.firstLive)
        return Cause::ServerLost;
    return failure.cause;
}

void setExpiry(Verdict &verdict, const Evidence &evidence)
{
    verdict.at = evidence.ticketExpires;
    if (evidence.ticketExpires)
        verdict.forHowLong = between(*evidence.ticketExpires, evidence.wall);
}

Verdict failedVerdict(const Failure &failure, const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    Failure refined = failure;
    refined.cause = refinedCause(failure, evidence);
    Verdict verdict = verdictForFailure(refined, session.serverHost);
    verdict.cause = failure.cause;
    if (isClockSuspect(failure, evidence)) {
        verdict.id = QStringLiteral("net.clock");
        verdict.side = Side::Yours;
        verdict.action = Action::TryNow;
    }

    verdict.attempt = session.attempt;
    verdict.otherServers = session.otherServers;
    verdict.dialing = session.phase == LinePhase::Dialing || session.phase == LinePhase::Joining;
    if (session.phase == LinePhase::Waiting && session.nextTry)
        verdict.nextStepIn = toMilliseconds(std::max(*session.nextTry - now, microseconds{0}));
    if (session.phase == LinePhase::Refused)
        verdict.retry = RetryPolicy::Never;
    if (verdict.id == QStringLiteral("server.lost") && evidence.lastLive)
        verdict.at = civilTimeOf(*evidence.lastLive, evidence, now);
    else if (verdict.id == QStringLiteral("ticket.expired"))
        setExpiry(verdict, evidence);
    else if (verdict.id == QStringLiteral("net.clock"))
        verdict.at = evidence.wall;
    else if (session.failedAt
        && verdict.hop != Hop::None) // an event's own times are not those of the attempt
        verdict.at = civilTimeOf(*session.failedAt, evidence, now);
    return verdict;
}

} // namespace

std::optional<Verdict> lineVerdict(const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    if (session.phase == LinePhase::Live)
        return stalledVerdict(evidence, now);
    // While the next attempt runs, the last one's failure stays what is known: no blinking to "checking" at
    // each dial.
    if (session.failure)
        return failedVerdict(*session.failure, evidence, now);
    const Check check = session.phase == LinePhase::Joining ? Check::Admission : Check::Line;
    return checkingVerdict(check, evidence, session.phaseSince, now);
}

} // namespace earshot
