#pragma once

#include "base/result.h"
#include "base/units.h"
#include "wire/nkey.h"

#include <QString>

namespace earshot {

/// What an organiser's desk holds: it admits people to one account by these roles.
struct EngineKeys {
    QByteArray account; ///< the organiser account's public key
    NKey listener; ///< scoped signing keys
    NKey speaker;
    NKey desk;
};

/// All keys of a server of one's own: its owner's and its one organiser's.
struct OwnerKeys {
    NKey operatorKey;
    NKey systemAccount;
    NKey account;
    NKey listener; ///< scoped signing keys of `account`
    NKey speaker;
    NKey desk;
    NKey deskUser; ///< who this computer's desk is

    EngineKeys forDesk() const { return {account.publicKey(), listener, speaker, desk}; }
    /// The same for the life of the keys, and no other server's.
    QString serverName() const;
};

OwnerKeys makeOwnerKeys();

/// Nothing where the file does not exist. Fails with FileUnreadable, or with FileDamaged and the file's path:
/// whoever holds the only copy of these keys would lose every ticket given out if new ones took their place.
Result<std::optional<OwnerKeys>> readOwnerKeys(const QString &path);
Outcome writeOwnerKeys(const QString &path, const OwnerKeys &keys);

} // namespace earshot
