#pragma once

#include "base/result.h"
#include "base/units.h"
#include "wire/connection.h"

#include <QString>

namespace earshot {

/// What an organiser's desk holds: it admits people to the two accounts by these roles.
struct EngineKeys {
    QByteArray organiser; ///< public keys of the accounts (see `EventAccounts`)
    QByteArray audience;
    NKey listener; ///< scoped signing keys: of the audience's account
    NKey speaker;
    NKey desk; ///< of the organiser's
};

/// All keys of a server of one's own: its owner's and its one organiser's.
struct OwnerKeys {
    NKey operatorKey;
    NKey systemAccount;
    NKey organiser;
    NKey audience;
    NKey listener; ///< scoped signing keys: of `audience`
    NKey speaker;
    NKey desk; ///< of `organiser`
    NKey deskUser; ///< who this computer's desk is

    EngineKeys forDesk() const
    {
        return {organiser.publicKey(), audience.publicKey(), listener, speaker, desk};
    }
    /// The same for the life of the keys, and no other server's.
    QString serverName() const;
};

OwnerKeys makeOwnerKeys();
/// Of this computer's desk.
Credentials deskCredentials(const OwnerKeys &keys, WallTime now, WallTime until);

/// Keys as an older version left them, which had one account: that becomes the audience's, so that links given out stay
/// good, and the organiser's is new.
struct ReadKeys {
    OwnerKeys keys;
    bool areOlder = false;
};

/// Nothing where the file does not exist. Fails with FileUnreadable, or with FileDamaged and the file's path:
/// whoever holds the only copy of these keys would lose every ticket given out if new ones took their place.
Result<std::optional<ReadKeys>> readOwnerKeys(const QString &path);
Outcome writeOwnerKeys(const QString &path, const OwnerKeys &keys);

} // namespace earshot
