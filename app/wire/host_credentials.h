#pragma once

#include "wire/connection.h"
#include "wire/link.h"

namespace earshot {

inline constexpr qsizetype kMaxHostCredentialsBytes = 64 * 1024;

/// What lets somebody host events on a server that is not theirs: a secret of its owner's making.
///
/// As a file it is a NATS `.creds` file (user JWT and seed of the desk, so that the stock tools take it too), with
/// further blocks of the same form behind:
///
/// The speakers' key in it does not expire by itself: an engine makes one for each file, and forgets it when the file's
/// tickets end or it is withdrawn.
///
///   NATS USER JWT · USER NKEY SEED · EARSHOT SPEAKER SIGNING SEED · EARSHOT LISTENER JWT · EARSHOT SERVER LINK
struct HostCredentials {
    Credentials desk; ///< always with the key
    QByteArray account; ///< of the audience (`A…`), as the listener's ticket names it
    NKey speakerKey; ///< a scoped signing key of that account, of the role *speaker*; best this host's alone
    QByteArray listenerTicket; ///< for links
    std::optional<Link>
        server; ///< where it is reached, without ticket and event; nothing: whoever has the file knows
};

QByteArray writeHostCredentials(const HostCredentials &credentials);

/// Fails with CredentialsUnusable and the block that is missing or wrong; also where the desk's seed is not its ticket's, or desk
/// and listeners share an account (see `wire/jwt_accounts.h`). Whether the server knows the speakers' key shows only
/// with the first speaker. What has expired is read: the server says so, in its words.
Result<HostCredentials> readHostCredentials(const QByteArray &file);

} // namespace earshot
