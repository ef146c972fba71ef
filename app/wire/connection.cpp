#include "wire/connection.h"

#include <array>

namespace earshot {

namespace {

constexpr qsizetype kMaxDetail = 300;

struct Row {
    const char *beginning; ///< of the text, lower case
    Cause cause;
};

// The -ERR texts first, then the close reasons that say the same in other words.
constexpr std::array kServerErrors{
    Row{"authorization violation", Cause::TicketRejected},
    Row{"authentication timeout", Cause::AuthenticationTimeout},
    Row{"user authentication expired", Cause::TicketExpired},
    Row{"account authentication expired", Cause::TicketExpired},
    Row{"user authentication revoked", Cause::TicketRevoked},
    Row{"maximum connections exceeded", Cause::ServerFull},
    Row{"maximum account active connections exceeded", Cause::AccountFull},
    Row{"permissions violation", Cause::NotPermitted},
    Row{"maximum subscriptions exceeded", Cause::NotPermitted},
    Row{"invalid subject", Cause::BadData},
    Row{"invalid publish subject", Cause::BadData},
    Row{"maximum payload violation", Cause::BadData},
    Row{"maximum control line exceeded", Cause::ProtocolBroken},
    Row{"unknown protocol operation", Cause::ProtocolBroken},
    Row{"invalid client protocol", Cause::ProtocolBroken},
    Row{"parser error", Cause::ProtocolBroken},
    Row{"stale connection", Cause::StaleConnection},
    Row{"attempted to connect to", Cause::ForeignServer},

    Row{"authentication failure", Cause::TicketRejected},
    Row{"authentication expired", Cause::TicketExpired},
    Row{"credentials revoked", Cause::TicketRevoked},
    Row{"maximum account connections exceeded", Cause::AccountFull},
    Row{"maximum message payload exceeded", Cause::BadData},
    Row{"protocol violation", Cause::ProtocolBroken},
};

} // namespace

Failure failureFromServerError(const QByteArray &text)
{
    const QString detail = QString::fromUtf8(text.left(kMaxDetail)).simplified();
    const QByteArray lower = detail.toUtf8().toLower();
    for (const Row &row : kServerErrors) {
        if (lower.startsWith(row.beginning))
            return {row.cause, detail};
    }
    return {Cause::ServerLost, detail};
}

bool leavesConnectionOpen(const Failure &serverError)
{
    const auto beginsWith = [&](const char *text) {
        return serverError.detail.startsWith(QLatin1StringView(text), Qt::CaseInsensitive);
    };
    return serverError.cause == Cause::NotPermitted || beginsWith("invalid subject")
        || beginsWith("invalid publish subject");
}

} // namespace earshot
