#pragma once

#include <QString>

#include <cassert>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>

namespace earshot {

/// Every expected way to fail, named after what was seen, never after a guess at its reason.
/// `diagnosis` turns each into a status id; the server's own error texts are sorted by `failureFromServerError`.
enum class Cause {
    // link and discovery
    LinkMalformed,
    DiscoveryUnusable,
    // reaching the server
    DnsNotFound,
    DnsNoAnswer,
    ConnectionRefused,
    ConnectTimeout,
    NetworkUnreachable,
    TlsExpired,
    TlsNotYetValid,
    TlsWrongName,
    TlsUntrusted,
    TlsBroken,
    HttpStatus,
    ForeignServer,
    // the server's word
    ServerFull,
    AccountFull,
    ServerDraining,
    ServerLost,
    ServerTooOld,
    ProtocolBroken,
    AuthenticationTimeout,
    StaleConnection,
    TicketExpired,
    TicketRejected,
    TicketRevoked,
    NotPermitted,
    // the event
    EventUnknown,
    EventEnded,
    // requests
    RequestTimeout,
    NoResponders,
    WrongRevision,
    // this computer
    ProgramMissing,
    ProgramTooOld,
    ProgramFailed,
    PortTaken,
    AlreadyRunning,
    FileUnreadable,
    FileUnwritable,
    FilesRemoved, ///< by somebody, while they were written
    FileDamaged,
    BadData,
    DeviceMissing,
    DeviceFailed,
    DeviceBusy,
    DeviceDenied,
    // hosting
    PlanUnusable,
    CredentialsUnusable,
    KeychainRefused,
    AlreadyHosting,
    DeskRefused,
    StorageFull, ///< the server keeps nothing more
};

/// An expected failure: what was seen, with the other side's own words where there are some.
/// `detail` is evidence for the details view and logs; it never holds a ticket or key.
struct Failure {
    Cause cause;
    QString detail;
    int httpStatus = 0; ///< of the refused upgrade, 0 where there was none
    std::optional<std::chrono::seconds> retryAfter = std::nullopt; ///< the server's own wish

    bool operator==(const Failure &) const = default;
};

/// A value or the reason why there is none.
template<typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_content(std::move(value))
    { }
    Result(Failure failure)
        : m_content(std::move(failure))
    { }

    explicit operator bool() const { return m_content.index() == 0; }
    bool ok() const { return m_content.index() == 0; }

    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    T &&operator*() && { return std::move(value()); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

    const T &value() const
    {
        assert(ok());
        return std::get<0>(m_content);
    }
    T &value()
    {
        assert(ok());
        return std::get<0>(m_content);
    }
    const Failure &failure() const
    {
        assert(!ok());
        return std::get<1>(m_content);
    }

private:
    std::variant<T, Failure> m_content;
};

struct Nothing {
    bool operator==(const Nothing &) const = default;
};

/// The result of something done for its effect.
using Outcome = Result<Nothing>;

} // namespace earshot
