#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "wire/connection.h"

#include <QString>

#include <optional>

namespace earshot {

/// `earshot://<host>[:port]/[<event>]?t=<ticket>&fp=<sha256>&tls=1&i=<invitation>`. Without an event it names a server.
/// TLS everywhere but on loopback addresses, where `tls=1` forces it.
struct Link {
    QString host;
    int port = -1; ///< -1 = the scheme's default (443, or 80 plain)
    bool tls = true;
    std::optional<EventId> event;
    QByteArray ticket; ///< empty: read the discovery page
    QByteArray certificateSha256;
    QByteArray invitation; ///< 22 characters of base64url: whoever shows it first may speak; empty = none

    ServerAddress server() const;
    QUrl discoveryUrl() const; ///< `https://<host>[:port]/.well-known/earshot.json`
    QString toString() const; ///< with ticket and invitation: a secret
    QString withoutTicket() const; ///< nor invitation; for people, logs and reports

    bool operator==(const Link &) const = default;
};

inline constexpr qsizetype kMaxLinkLength = 8 * 1024;

/// `localhost`, 127.0.0.0/8 and ::1: the addresses that plain connections may go to.
bool isLoopbackHost(const QString &host);

/// Fails with LinkMalformed; `detail` names the part: "scheme", "host", "port", "event", "ticket",
/// "fingerprint", "length".
Result<Link> readLink(const QString &text);

} // namespace earshot
