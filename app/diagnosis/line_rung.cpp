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

Verdict lineFault(const char *id, Hop hop, Side side, const Evidence &evidence)
{
    Verdict verdict{.id = QString::fromLatin1(id),
        .hop = hop,
        .side = side,
        .severity = Severity::Bad,
        .retry = RetryPolicy::Now,
        .action = Action::TryNow};
    verdict.where = displayText(evidence.session.serverHost, kMaxHostLength);
    verdict.otherServers = evidence.session.otherServers;
    return verdict;
}

/// While the computer slept nothing could come.
Instant lastBytesOf(const SessionStats &session)
{
    const Instant last = session.lastBytes.value_or(session.phaseSince);
    return std::max(last, session.resumedAt.value_or(last));
}

Verdict stalledSince(Instant since, const Evidence &evidence, Instant now)
{
    Verdict verdict = lineFault("you.stalled", Hop::Connection, Side::Yours, evidence);
    verdict.at = civilTimeOf(since, evidence, now);
    verdict.forHowLong = toMilliseconds(ageOf(since, now));
    return verdict;
}

/// The system says that there is no network, and the server is not on this computer.
bool isOffline(const SessionStats &session)
{
    return session.online == false && !isOnThisComputer(session.serverHost);
}

std::optional<Verdict> stalledVerdict(const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    const Instant lastBytes = lastBytesOf(session);
    const microseconds silent = ageOf(lastBytes, now);
    if (isOffline(session) && silent >= kPingIsOverdueAfter) {
        Verdict verdict = lineFault("net.offline", Hop::Connection, Side::Yours, evidence);
        verdict.cause = Cause::NetworkUnreachable;
        return verdict;
    }
    const bool isUnanswered
        = session.oldestUnansweredPing && isOlder(session.oldestUnansweredPing, kPingIsOverdueAfter, now);
    if (isUnanswered && silent >= kStalledAfter)
        return stalledSince(lastBytes, evidence, now);
    // Bytes come, but the answer stands in a queue before them, and no sound is whole.
    const bool isQueued = isOlder(session.oldestUnansweredPing, kAnswerIsQueuedAfter, now);
    const bool doBytesCome = silent <= kBytesComeWithin;
    if (!session.oldestUnansweredPing || !isQueued || !doBytesCome || isHeardNow(evidence, now))
        return std::nullopt;
    // Or it is the question that stands in a queue: what that does to the own voice weighs more for who talks.
    if (evidence.speaking && speakingVerdict(evidence, now))
        return std::nullopt;
    Verdict verdict = lineFault("you.slow", Hop::Connection, Side::Yours, evidence);
    verdict.at = civilTimeOf(*session.oldestUnansweredPing, evidence, now);
    verdict.forHowLong = toMilliseconds(ageOf(*session.oldestUnansweredPing, now));
    return verdict;
}

/// Whether the last complaint takes away what this listener needs, and nothing since proves the opposite.
bool isComplaintInForce(const Evidence &evidence)
{
    const SessionStats &session = evidence.session;
    if (!session.complaint || session.complaint->cause != Cause::NotPermitted || !session.complainedAt)
        return false;
    const QString &words = session.complaint->detail;
    if (!words.contains(QStringLiteral("Subscription to")) || !words.contains(QStringLiteral("ev.")))
        return false;
    const Instant since = *session.complainedAt;
    if (words.contains(QStringLiteral(".state")))
        return !evidence.state || evidence.state->at < since;
    if (!words.contains(QStringLiteral(".audio.")))
        return false;
    return std::ranges::none_of(evidence.speakers, [&](const SpeakerEvidence &speaker) {
        return speaker.audio && speaker.audio->lastPacket && *speaker.audio->lastPacket > since;
    });
}

/// The line ended because this side had given it up: nothing had come for long.
bool wasStalled(const SessionStats &session)
{
    if (!session.lostAt || !session.lastBytes || *session.lostAt - *session.lastBytes < kStalledAfter)
        return false;
    // Unless the computer slept in between.
    return !session.resumedAt || *session.resumedAt < *session.lastBytes
        || *session.resumedAt > *session.lostAt + kResumedFor;
}

/// A server that cannot get rid of what it has to send cuts the line, mostly without a word.
bool wasCutAsSlow(const Evidence &evidence)
{
    const SessionStats &session = evidence.session;
    const Failure *lost = session.lostBy ? &*session.lostBy : session.failure ? &*session.failure : nullptr;
    if (!lost || lost->cause != Cause::ServerLost || !evidence.firstLive)
        return false;
    if (lost->detail.contains(QStringLiteral("Slow Consumer"), Qt::CaseInsensitive))
        return true;
    const std::optional<Instant> lostAt = session.lostAt ? session.lostAt : evidence.lastLive;
    return lostAt && !wasStalled(session) && !lost->detail.contains(QStringLiteral("Shutdown"))
        && std::ranges::any_of(evidence.speakers, [&](const SpeakerEvidence &speaker) {
               return speaker.audio && speaker.audio->lastPacket && speaker.audio->lateness >= kCutAsSlow
                   && *lostAt - *speaker.audio->lastPacket < kQuietAfter;
           });
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
    // Nothing listens or answers any more where this listener was let in before: the server went away.
    const bool isGone = failure.cause == Cause::ConnectionRefused
        || (failure.cause == Cause::ConnectTimeout && evidence.session.lostBy
            && evidence.session.lostBy->cause == Cause::ServerLost && !wasStalled(evidence.session));
    if (isGone && evidence.firstLive)
        return Cause::ServerLost;
    return failure.cause;
}

void setExpiry(Verdict &verdict, const Evidence &evidence)
{
    verdict.at = evidence.ticketExpires;
    if (evidence.ticketExpires)
        verdict.forHowLong = between(*evidence.ticketExpires, evidence.wall);
}

bool isLost(const Verdict &verdict)
{
    return verdict.id == QStringLiteral("server.lost");
}

/// What fails without a network.
bool isOfTheNetwork(Cause cause)
{
    switch (cause) {
    case Cause::DnsNotFound:
    case Cause::DnsNoAnswer:
    case Cause::ConnectionRefused:
    case Cause::ConnectTimeout:
    case Cause::NetworkUnreachable:
    case Cause::ServerLost:
        return true;
    default:
        return false;
    }
}

/// No seat is free, but the event can be had another way.
void offerFallback(Verdict &verdict, const Failure &failure, const Evidence &evidence, Instant now)
{
    if (failure.cause != Cause::ServerFull && failure.cause != Cause::AccountFull)
        return;
    verdict.hasFallback = !linkOfAction(evidence, Action::OpenFallback).isEmpty();
    const bool hasRecording = !linkOfAction(evidence, Action::OpenRecording).isEmpty();
    if (!verdict.hasFallback && !hasRecording)
        return;
    verdict.id = QStringLiteral("event.full_fallback");
    verdict.side = Side::Event;
    verdict.action = verdict.hasFallback ? Action::OpenFallback : Action::OpenRecording;
    if (const std::optional<EventFacts> facts = eventFacts(evidence, now)) {
        verdict.at = facts->started ? *facts->started : facts->planned;
        verdict.recording = facts->recording;
        verdict.forHowLong = between(*verdict.at, evidence.wall);
    }
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
    if (isLost(verdict) && wasCutAsSlow(evidence)) {
        verdict.id = QStringLiteral("you.slow");
        verdict.hop = Hop::Connection;
        verdict.side = Side::Yours;
    } else if (isLost(verdict) && wasStalled(session)) {
        verdict = stalledSince(*session.lastBytes, evidence, now);
    }
    if (isOffline(session) && isOfTheNetwork(failure.cause)) {
        verdict = lineFault("net.offline", Hop::Connection, Side::Yours, evidence);
        verdict.cause = failure.cause;
        verdict.retry = RetryPolicy::Backoff;
    }
    refineByProbe(verdict, failure, evidence);
    offerFallback(verdict, failure, evidence, now);

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
    else if (verdict.id == QStringLiteral("you.stalled")
        || verdict.id == QStringLiteral("event.full_fallback"))
        return verdict; // has its own time
    else if (session.failedAt
        && verdict.hop != Hop::None) // an event's own times are not those of the attempt
        verdict.at = civilTimeOf(*session.failedAt, evidence, now);
    return verdict;
}

} // namespace

Verdict verdictOfComplaint(const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    Verdict verdict = verdictForFailure(*session.complaint, session.serverHost);
    verdict.retry = RetryPolicy::Never;
    if (session.complainedAt)
        verdict.at = civilTimeOf(*session.complainedAt, evidence, now);
    return verdict;
}

std::optional<Verdict> resumedVerdict(const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    if (!session.resumedAt || session.sleptFor < kSleptAtLeast
        || ageOf(*session.resumedAt, now) >= kResumedFor)
        return std::nullopt;
    const bool isHeardSince = evidence.lastHeard && *evidence.lastHeard > *session.resumedAt;
    const bool isRecovering = session.catchUp.mode == ListeningMode::Recovering;
    const bool isSoundDue = session.phase == LinePhase::Live && !isRecovering
        && ageOf(std::max(session.phaseSince, *session.resumedAt), now) >= kFirstSoundAfter;
    if (isHeardSince || isSoundDue || session.phase == LinePhase::Refused)
        return std::nullopt;
    Verdict verdict{.id = QStringLiteral("you.resumed"),
        .side = Side::Yours,
        .severity = Severity::Info,
        .retry = RetryPolicy::Now};
    verdict.forHowLong = session.sleptFor;
    verdict.at = civilTimeOf(*session.resumedAt, evidence, now);
    verdict.mode = session.catchUp.mode;
    verdict.attempt = session.attempt;
    verdict.dialing = session.phase != LinePhase::Live;
    return verdict;
}

std::optional<Verdict> lineVerdict(const Evidence &evidence, Instant now)
{
    const SessionStats &session = evidence.session;
    if (session.phase == LinePhase::Live) {
        if (isComplaintInForce(evidence))
            return verdictOfComplaint(evidence, now);
        return stalledVerdict(evidence, now);
    }
    // While the next attempt runs, the last one's failure stays what is known: no blinking to "checking" at
    // each dial.
    if (session.failure)
        return failedVerdict(*session.failure, evidence, now);
    if (isOffline(session)) {
        Verdict verdict = lineFault("net.offline", Hop::Connection, Side::Yours, evidence);
        verdict.cause = Cause::NetworkUnreachable;
        return verdict;
    }
    const Check check = session.phase == LinePhase::Joining ? Check::Admission : Check::Line;
    return checkingVerdict(check, evidence, session.phaseSince, now);
}

} // namespace earshot
