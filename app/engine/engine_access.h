#pragma once

#include "base/result.h"
#include "engine/engine_keys.h"
#include "wire/jwt_accounts.h"

#include <vector>

namespace earshot {

/// Who may what on a server of one's own, beyond the keys: the hosts elsewhere that were let in, and the users whose
/// tickets are void before they end. Kept in the server's folder; who is over by time is forgotten.
struct EngineAccess {
    struct Host {
        QByteArray user; ///< who its desk is (`U…`)
        QByteArray speakerKey; ///< its own scoped signing key of the role *speaker* (`A…`)
        WallTime issued{};
        WallTime expires{};
        bool operator==(const Host &) const = default;
    };
    struct Revocation {
        WallTime at{}; ///< of tickets made then or before
        WallTime until{}; ///< when all of these have ended
        bool operator==(const Revocation &) const = default;
    };

    std::vector<Host> hosts;
    QMap<QByteArray, Revocation> revoked;

    /// Of several for the same user the later times hold. Where there are too many, those are dropped that end first.
    void revoke(const QByteArray &user, const Revocation &revocation);
    /// Takes the host's key and their desk's tickets away. False where there is no such host.
    bool withdraw(const QByteArray &user, WallTime now);
    /// True where something was over.
    bool forgetOver(WallTime now);

    bool operator==(const EngineAccess &) const = default;
};

inline constexpr std::size_t kMaxHosts = 100;
inline constexpr qsizetype kMaxRevocations = 200;

/// Empty where the file does not exist. Fails with FileUnreadable, or FileDamaged and the path.
Result<EngineAccess> readEngineAccess(const QString &path);
Outcome writeEngineAccess(const QString &path, const EngineAccess &access);

EventAccounts accountsOf(const OwnerKeys &keys, const EngineAccess &access);

} // namespace earshot
