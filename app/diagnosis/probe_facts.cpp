#include "diagnosis/diagnose.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <QUrl>

#include <algorithm>

namespace earshot {

namespace {

ProbeOutcome outcomeOf(ProbeStep step, const ProbeStats &probe)
{
    const auto found = std::ranges::find(probe.findings, step, &ProbeFinding::step);
    return found == probe.findings.end() ? ProbeOutcome::Skipped : found->outcome;
}

/// The registered name as far as two labels tell it: "example.org" of "www.example.org".
QString organisationOf(const QString &host)
{
    return host.section(u'.', -2).toLower();
}

/// Portals lead to a page of their own; the server's own redirects stay in its domain.
bool isLedAway(const ProbeStats &probe)
{
    if (probe.redirectHost.isEmpty())
        return false;
    const QString dialled = QUrl(QStringLiteral("ws://") + probe.host).host();
    return organisationOf(probe.redirectHost) != organisationOf(dialled);
}

bool isTlsComplaint(Cause cause)
{
    return cause == Cause::TlsUntrusted || cause == Cause::TlsWrongName || cause == Cause::TlsExpired
        || cause == Cause::TlsNotYetValid || cause == Cause::TlsBroken;
}

/// A log-in page of the network answers where the server should. A page for people proves it where nobody
/// vouches that it comes from the server: behind a certificate that is not believed, or without any.
bool isPortal(const Failure &failure, const ProbeStats &probe)
{
    const bool isAnswer = failure.cause == Cause::HttpStatus || failure.cause == Cause::ForeignServer
        || failure.cause == Cause::DiscoveryUnusable || failure.cause == Cause::ProtocolBroken;
    if (!isAnswer && !isTlsComplaint(failure.cause))
        return false;
    if (isLedAway(probe))
        return true;
    const bool isPage = probe.answersHtml && probe.httpStatus >= 200 && probe.httpStatus < 300;
    const bool isVouchedFor = outcomeOf(ProbeStep::Tls, probe) == ProbeOutcome::Good;
    const bool isTls = outcomeOf(ProbeStep::Tls, probe) == ProbeOutcome::Failed;
    return (isPage && !isVouchedFor) || (probe.answersHtml && isTls && isTlsComplaint(failure.cause));
}

bool isWithin(WallTime at, const std::optional<WallTime> &from, const std::optional<WallTime> &until)
{
    return (!from || at >= *from) && (!until || at <= *until);
}

/// By the server's clock nothing would be wrong with the certificate, or by this one nothing with the ticket.
bool isClockToBlame(const Failure &failure, const Evidence &evidence, milliseconds offset)
{
    if (std::chrono::abs(offset) <= kClockTolerance)
        return false;
    const WallTime theirs = evidence.wall + offset;
    if (failure.cause == Cause::TlsExpired || failure.cause == Cause::TlsNotYetValid) {
        const auto &certificate = evidence.session.probe->certificate;
        return !certificate || isWithin(theirs, certificate->validFrom, certificate->validUntil);
    }
    if (failure.cause != Cause::TicketExpired && failure.cause != Cause::TicketRejected)
        return false;
    return isWithin(theirs, evidence.ticketIssued, evidence.ticketExpires)
        != isWithin(evidence.wall, evidence.ticketIssued, evidence.ticketExpires);
}

/// No further apart than years can count; beyond that it is no date at all.
std::optional<milliseconds> plausibleOffset(const ProbeStats &probe)
{
    constexpr milliseconds kPlausible = std::chrono::hours{24 * 365 * 100};
    if (!probe.clockOffset || *probe.clockOffset < -kPlausible || *probe.clockOffset > kPlausible)
        return std::nullopt;
    return probe.clockOffset;
}

} // namespace

void refineByProbe(Verdict &verdict, const Failure &failure, const Evidence &evidence)
{
    const std::optional<ProbeStats> &probe = evidence.session.probe;
    if (evidence.session.secondOpinion)
        verdict.pageAnswers = true;
    if (!probe)
        return;
    const ProbeOutcome page = outcomeOf(ProbeStep::Page, *probe);
    if (page == ProbeOutcome::Good || (page == ProbeOutcome::Failed && !verdict.pageAnswers))
        verdict.pageAnswers = page == ProbeOutcome::Good;
    if (isPortal(failure, *probe)) {
        nameCaptivePortal(verdict);
        verdict.number = probe->httpStatus;
        return;
    }
    const std::optional<milliseconds> offset = plausibleOffset(*probe);
    if (offset && isClockToBlame(failure, evidence, *offset)) {
        verdict.id = QStringLiteral("net.clock");
        verdict.hop = Hop::Connection;
        verdict.side = Side::Yours;
        verdict.action = Action::TryNow;
        verdict.clockOffset = offset;
    } else if (offset && failure.cause == Cause::TlsNotYetValid
        && std::chrono::abs(*offset) <= kClockTolerance) {
        // Both clocks agree: then the certificate is of the future.
        verdict.side = Side::Server;
        verdict.clockOffset = offset;
        verdict.was = probe->certificate ? probe->certificate->validFrom : std::nullopt;
    }
}

} // namespace earshot
