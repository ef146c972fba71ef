#include "diagnosis/probe_words.h"

#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/thresholds.h"
#include "diagnosis/words.h"

#include <algorithm>

namespace earshot {

namespace {

QString stepWords(ProbeStep step)
{
    switch (step) {
    case ProbeStep::Resolve:
        return Words::tr("Server’s name (DNS)");
    case ProbeStep::Tcp:
        return Words::tr("Way to the server (TCP)");
    case ProbeStep::Tls:
        return Words::tr("Certificate (TLS)");
    case ProbeStep::Http:
        return Words::tr("Answer (HTTP)");
    case ProbeStep::Page:
        break;
    }
    return Words::tr("Event page");
}

QString causeWords(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::DnsNotFound:
        return Words::tr("the name does not exist");
    case Cause::DnsNoAnswer:
        return Words::tr("the name server does not answer");
    case Cause::ConnectionRefused:
        return Words::tr("refused at once");
    case Cause::ConnectTimeout:
    case Cause::RequestTimeout:
        return Words::tr("no answer in time");
    case Cause::NetworkUnreachable:
        return Words::tr("there is no network to send on");
    case Cause::TlsExpired:
        return Words::tr("has expired");
    case Cause::TlsNotYetValid:
        return Words::tr("is not valid yet");
    case Cause::TlsWrongName:
        return Words::tr("is made out to another name");
    case Cause::TlsUntrusted:
        return Words::tr("nobody this computer trusts vouches for it");
    case Cause::TlsBroken:
        return Words::tr("no secure connection comes about");
    case Cause::HttpStatus:
        return failure.httpStatus > 0 ? Words::tr("answered %1").arg(failure.httpStatus)
                                      : Words::tr("answered, but did not let in");
    case Cause::ForeignServer:
        return Words::tr("answers, but is no event server");
    case Cause::DiscoveryUnusable:
    case Cause::BadData:
        return Words::tr("is there, but cannot be read");
    case Cause::ServerLost:
        return Words::tr("ended without an answer");
    default:
        break;
    }
    return Words::tr("failed");
}

QString inBrackets(const QString &text)
{
    const QString shown = displayText(text, kMaxQuoteLength);
    return shown.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(shown);
}

/// "for live.example.org, by Example CA, until 3 March 2027"
QString certificateWords(const ProbedCertificate &certificate)
{
    QStringList parts;
    if (!certificate.names.isEmpty())
        parts << Words::tr("for %1").arg(
            displayText(certificate.names.mid(0, 3).join(QStringLiteral(", ")), kMaxQuoteLength));
    if (!certificate.issuer.isEmpty())
        parts << Words::tr("issued by %1").arg(displayText(certificate.issuer));
    if (certificate.validFrom && certificate.validUntil)
        parts << Words::tr("valid from %1 to %2", "days")
                     .arg(dayWords(*certificate.validFrom), dayWords(*certificate.validUntil));
    return parts.join(QStringLiteral(", "));
}

QString httpWords(const ProbeStats &probe)
{
    QStringList parts;
    if (probe.httpStatus > 0)
        parts << Words::tr("answered %1").arg(probe.httpStatus);
    if (!probe.redirectHost.isEmpty())
        parts << Words::tr("leads to %1").arg(displayText(probe.redirectHost, kMaxHostLength));
    if (probe.answersHtml)
        parts << Words::tr("with a page for people");
    if (probe.retryAfter)
        parts << Words::tr("asks to wait %1").arg(durationWords(*probe.retryAfter));
    return parts.join(QStringLiteral(", "));
}

/// What a step brought to light, whether it went well or not.
QString factWords(const ProbeFinding &finding, const ProbeStats &probe)
{
    if (finding.step == ProbeStep::Tls && probe.certificate)
        return certificateWords(*probe.certificate);
    if (finding.step == ProbeStep::Http && finding.outcome == ProbeOutcome::Good)
        return httpWords(probe);
    return displayText(finding.detail, kMaxQuoteLength);
}

QString failedWords(const ProbeFinding &finding, const ProbeStats &probe)
{
    if (!finding.failure)
        return Words::tr("failed") + inBrackets(factWords(finding, probe));
    if (finding.step == ProbeStep::Http && probe.httpStatus > 0)
        return httpWords(probe);
    const QString facts = factWords(finding, probe);
    return causeWords(*finding.failure) + inBrackets(facts.isEmpty() ? finding.failure->detail : facts);
}

QString goodWords(const ProbeFinding &finding, const ProbeStats &probe)
{
    const QString facts = factWords(finding, probe);
    switch (finding.step) {
    case ProbeStep::Resolve:
        return facts.isEmpty() ? Words::tr("found") : Words::tr("found: %1").arg(facts);
    case ProbeStep::Tcp:
        return Words::tr("answers") + inBrackets(facts);
    case ProbeStep::Tls:
        return facts.isEmpty() ? Words::tr("valid") : facts;
    case ProbeStep::Http:
        return facts.isEmpty() ? Words::tr("answers") : facts;
    case ProbeStep::Page:
        break;
    }
    return Words::tr("can be read") + inBrackets(facts);
}

ProbeLine lineOf(const ProbeFinding &finding, const ProbeStats &probe)
{
    ProbeLine line{stepWords(finding.step), {}, HopHealth::Unknown, finding.took};
    switch (finding.outcome) {
    case ProbeOutcome::Running:
        line.evidence = probe.isDone ? Words::tr("no answer in time") : Words::tr("being asked");
        break;
    case ProbeOutcome::Good:
        line.evidence = goodWords(finding, probe);
        line.health = HopHealth::Good;
        break;
    case ProbeOutcome::Failed:
        line.evidence = failedWords(finding, probe);
        line.health = HopHealth::Bad;
        break;
    case ProbeOutcome::Skipped: {
        const bool isBlocked = std::ranges::any_of(probe.findings, [&](const ProbeFinding &other) {
            return other.step < finding.step && other.outcome == ProbeOutcome::Failed;
        });
        line.evidence
            = isBlocked ? Words::tr("not asked: a step before it failed") : Words::tr("not needed here");
        break;
    }
    }
    return line;
}

ProbeLine clockLine(milliseconds offset)
{
    const QString by = durationWords(std::chrono::abs(offset));
    return {Words::tr("This computer’s clock"),
        offset > milliseconds{0} ? Words::tr("%1 behind the server’s").arg(by)
                                 : Words::tr("%1 ahead of the server’s").arg(by),
        HopHealth::Warning, milliseconds{0}};
}

} // namespace

std::vector<ProbeLine> probeWords(const ProbeStats &probe)
{
    std::vector<ProbeLine> lines;
    for (const ProbeFinding &finding : probe.findings)
        lines.push_back(lineOf(finding, probe));
    // No further apart than years can count; beyond that it is no date at all.
    constexpr milliseconds kPlausible = std::chrono::hours{24 * 365 * 100};
    if (probe.clockOffset && *probe.clockOffset > -kPlausible && *probe.clockOffset < kPlausible
        && std::chrono::abs(*probe.clockOffset) > kClockTolerance)
        lines.push_back(clockLine(*probe.clockOffset));
    return lines;
}

} // namespace earshot
