#include "diagnosis/diagnose.h"
#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"

#include <iterator>

namespace earshot {

namespace {

struct FailureRow {
    Cause cause;
    const char *id;
    Hop hop;
    Side side;
    Severity severity;
    RetryPolicy retry;
    Action action;
};

using enum Side;
using enum Severity;
using enum Action;
using R = RetryPolicy;
using C = Cause;

// clang-format off
constexpr FailureRow kRows[] = {
    // Cause                   id                       hop               side    severity retry         action
    {C::LinkMalformed,         "link.malformed",        Hop::None,        Yours,  Bad,     R::Never,     PasteLink},
    {C::DiscoveryUnusable,     "server.foreign",        Hop::Server,      Server, Bad,     R::Backoff,   PasteLink},
    {C::DnsNotFound,           "net.dns",               Hop::Connection,  Server, Bad,     R::Backoff,   PasteLink},
    {C::DnsNoAnswer,           "net.dns",               Hop::Connection,  Yours,  Bad,     R::Backoff,   TryNow},
    {C::ConnectionRefused,     "net.refused",           Hop::Connection,  Server, Bad,     R::Backoff,   TryNow},
    {C::ConnectTimeout,        "net.timeout",           Hop::Connection,  Server, Bad,     R::Backoff,   TryNow},
    {C::NetworkUnreachable,    "net.offline",           Hop::Connection,  Yours,  Bad,     R::Backoff,   TryNow},
    {C::TlsExpired,            "net.tls.expired",       Hop::Connection,  Server, Bad,     R::Backoff,   TryNow},
    {C::TlsNotYetValid,        "net.clock",             Hop::Connection,  Yours,  Bad,     R::Backoff,   TryNow},
    {C::TlsWrongName,          "net.tls.name",          Hop::Connection,  Server, Bad,     R::Backoff,   PasteLink},
    {C::TlsUntrusted,          "net.tls.untrusted",     Hop::Connection,  Server, Bad,     R::Backoff,   PasteLink},
    {C::TlsBroken,             "net.tls.broken",        Hop::Connection,  Server, Bad,     R::Backoff,   TryNow},
    {C::HttpStatus,            "http.status",           Hop::Server,      Server, Bad,     R::Backoff,   TryNow},
    {C::ForeignServer,         "server.foreign",        Hop::Server,      Server, Bad,     R::Backoff,   PasteLink},
    {C::ServerFull,            "server.full",           Hop::Server,      Server, Bad,     R::AfterTime, TryNow},
    {C::AccountFull,           "server.account_full",   Hop::Server,      Event,  Bad,     R::AfterTime, TryNow},
    {C::ServerDraining,        "server.draining",       Hop::Server,      Server, Warning, R::Now,       TryNow},
    {C::ServerLost,            "server.lost",           Hop::Server,      Server, Bad,     R::Now,       TryNow},
    {C::StaleConnection,       "server.lost",           Hop::Server,      Server, Bad,     R::Now,       TryNow},
    {C::ServerTooOld,          "server.old",            Hop::Server,      Server, Bad,     R::Never,     Leave},
    {C::NoResponders,          "server.no_answer",      Hop::Server,      Server, Bad,     R::Backoff,   TryNow},
    {C::RequestTimeout,        "server.no_answer",      Hop::Server,      Server, Bad,     R::Backoff,   TryNow},
    {C::ProtocolBroken,        "server.protocol",       Hop::Server,      Server, Bad,     R::Backoff,   TryNow},
    {C::BadData,               "server.protocol",       Hop::Server,      Server, Bad,     R::Backoff,   TryNow},
    {C::AuthenticationTimeout, "server.busy",           Hop::Server,      Server, Bad,     R::Backoff,   TryNow},
    {C::TicketExpired,         "ticket.expired",        Hop::Server,      Yours,  Bad,     R::Never,     PasteLink},
    {C::TicketRejected,        "ticket.rejected",       Hop::Server,      Yours,  Bad,     R::Never,     PasteLink},
    {C::TicketRevoked,         "ticket.revoked",        Hop::Server,      Event,  Bad,     R::Never,     PasteLink},
    {C::NotPermitted,          "ticket.limited",        Hop::Server,      Yours,  Bad,     R::Never,     PasteLink},
    {C::EventUnknown,          "event.unknown",         Hop::None,        Event,  Bad,     R::Never,     OpenSchedule},
    {C::EventEnded,            "event.ended",           Hop::None,        Event,  Info,    R::Never,     OpenSchedule},
    {C::WrongRevision,         "desk.conflict",         Hop::None,        Event,  Warning, R::Now,       TryNow},
    {C::ProgramMissing,        "engine.missing",        Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::ProgramTooOld,         "engine.old",            Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::ProgramFailed,         "engine.failed",         Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::PortTaken,             "engine.port_taken",     Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::AlreadyRunning,        "engine.running",        Hop::None,        Yours,  Warning, R::Never,     None},
    {C::FileUnreadable,        "file.unreadable",       Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::FileUnwritable,        "file.unwritable",       Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::FilesRemoved,          "file.unwritable",       Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::FileDamaged,           "file.damaged",          Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::DeviceMissing,         "out.none",              Hop::Speakers,    Yours,  Bad,     R::Now,       OpenSoundSettings},
    {C::DeviceFailed,          "out.failed",            Hop::Speakers,    Yours,  Bad,     R::Now,       OpenSoundSettings},
    {C::DeviceBusy,            "mic.busy",              Hop::Microphone,  Yours,  Bad,     R::Now,       OpenMicrophoneSettings},
    {C::DeviceDenied,          "mic.denied",            Hop::Microphone,  Yours,  Bad,     R::Never,     OpenMicrophoneSettings},
    {C::PlanUnusable,          "host.plan",             Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::CredentialsUnusable,   "host.credentials",      Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::KeychainRefused,       "host.keychain",         Hop::None,        Yours,  Bad,     R::Never,     None},
    {C::AlreadyHosting,        "host.running",          Hop::None,        Yours,  Warning, R::Never,     None},
    {C::DeskRefused,           "desk.refused",          Hop::None,        Event,  Warning, R::Never,     None},
    {C::StorageFull,           "server.no_room",        Hop::Server,      Server, Bad,     R::Backoff,   TryNow},
};
// clang-format on

static_assert(std::size(kRows) == std::size_t(Cause::StorageFull) + 1, "each cause has exactly one row");

const FailureRow &rowOf(Cause cause)
{
    for (const FailureRow &row : kRows) {
        if (row.cause == cause)
            return row;
    }
    Q_UNREACHABLE();
}

/// RFC 6585 §6: a network that wants a log-in first answers in the server's place. No event server ever does.
constexpr int kNetworkAuthenticationRequired = 511;

/// A certificate's or name server's words are about the server, and its address is part of the evidence. What
/// else the other side writes may name this computer.
QString publicWords(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::DnsNotFound:
    case Cause::DnsNoAnswer:
    case Cause::TlsExpired:
    case Cause::TlsNotYetValid:
    case Cause::TlsWrongName:
    case Cause::TlsUntrusted:
        return failure.detail;
    default:
        return withoutAddresses(failure.detail);
    }
}

} // namespace

void nameCaptivePortal(Verdict &verdict)
{
    verdict.id = QStringLiteral("net.captive");
    verdict.hop = Hop::Connection;
    verdict.side = Side::Yours;
    verdict.action = Action::OpenLoginPage;
}

Verdict verdictForFailure(const Failure &failure, const QString &host)
{
    const FailureRow &row = rowOf(failure.cause);
    Verdict verdict{.id = QString::fromLatin1(row.id),
        .hop = row.hop,
        .side = row.side,
        .severity = row.severity,
        .retry = row.retry,
        .action = row.action};
    verdict.where = displayText(host, kMaxHostLength);
    verdict.detail = displayText(publicWords(failure), kMaxQuoteLength);
    verdict.number = failure.httpStatus;
    verdict.cause = failure.cause;
    verdict.askedToWait = failure.retryAfter;
    if (failure.retryAfter && row.retry != RetryPolicy::Never)
        verdict.retry = RetryPolicy::AfterTime;
    if (failure.httpStatus == kNetworkAuthenticationRequired)
        nameCaptivePortal(verdict);
    return verdict;
}

std::vector<QString> idsOfFailures()
{
    std::vector<QString> ids;
    for (const FailureRow &row : kRows)
        ids.push_back(QString::fromLatin1(row.id));
    ids.push_back(QStringLiteral("net.captive"));
    return ids;
}

} // namespace earshot
