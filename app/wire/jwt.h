#pragma once

#include "base/result.h"
#include "base/units.h"
#include "wire/nkey.h"

#include <QByteArrayList>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace earshot {

/// The claims that the client itself reads from a NATS JWT (algorithm `ed25519-nkey`, claims version 2).
struct JwtClaims {
    QByteArray subject; ///< whose key
    QByteArray issuer;
    QString name;
    std::optional<WallTime> issuedAt;
    std::optional<WallTime> expires;
    QJsonObject nats; ///< the `nats` object, as it stands

    bool operator==(const JwtClaims &) const = default;
};

/// Makes `header.claims.signature`; `jti` is a SHA-256 of the claims.
QByteArray makeJwt(const JwtClaims &claims, const NKey &signer);

/// Reads and checks a JWT: form, sizes (at most 16 KiB), algorithm, and that the issuer's key signed it.
/// Fails with TicketRejected and a reason.
Result<JwtClaims> readJwt(const QByteArray &jwt);

/// What a role may do, as the template of a scoped signing key.
struct RoleTemplate {
    QByteArrayList publishAllow; ///< empty = may publish nothing
    QByteArrayList subscribeAllow; ///< empty = may subscribe to nothing
    int maxSubscriptions = 10;
    int maxPayloadBytes = 4096; ///< -1 = the server's limit
    bool bearer = false;
    bool webSocketOnly = true;
};

/// What a listener, a speaker and a desk may do, and nothing else, in the account that each belongs to (see
/// `wire/jwt_accounts.h`). `{{tag(event)}}` confines a speaker to its event and own key.
RoleTemplate listenerTemplate();
RoleTemplate speakerTemplate();
RoleTemplate deskTemplate();

/// A user JWT under a scoped signing key: carries no permissions of its own (the server refuses it
/// otherwise). `tags` are `key:value` for the template's functions.
QByteArray makeUserTicket(const QByteArray &userPublicKey, const QString &name,
    const QByteArray &accountPublicKey, const NKey &scopedSigningKey, WallTime issued,
    std::optional<WallTime> expires, const QStringList &tags = {});

} // namespace earshot
