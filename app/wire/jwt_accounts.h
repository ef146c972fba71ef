#pragma once

#include "base/units.h"
#include "wire/nkey.h"

#include <QByteArrayList>
#include <QMap>

namespace earshot {

/// Where the audience's account answers how many connections it has (`$SYS.REQ.ACCOUNT.PING.STATZ` there), as the
/// organiser's account knows it.
inline constexpr char kAudienceConnections[] = "audience.connections";

/// The two accounts of an organiser: their own, where the desk and the streams are, and their audience's, where
/// listeners and speakers are. nats-server checks what somebody publishes to, and not where they ask the answer to:
/// in one account, whoever may ask the archive could have its answer put anywhere, also where the server takes it
/// for an order to delete. An answer to somebody of the audience stays in the audience's account.
///
///   audience -> organiser   services  the audio (acknowledged by JetStream), reading what is kept
///                           streams   reports, asks
///   organiser -> audience   streams   state, orders, the schedule
///                           services  how many of the audience listen
///
/// Subjects are the same on both sides, but for `kAudienceConnections`. Each side exports to the other only.
struct EventAccounts {
    NKey organiser;
    NKey audience;
    QByteArray desk; ///< public keys (`A…`) of scoped signing keys: of the organiser's account
    QByteArray listener; ///< of the audience's
    QByteArrayList speakers; ///< of the audience's
    QMap<QByteArray, WallTime> revoked = {}; ///< users (`U…`) whose tickets of that time or before are void
};

/// With JetStream, without limits.
QByteArray makeOrganiserJwt(const EventAccounts &accounts, const NKey &operatorKey, WallTime issued);
/// Without JetStream.
QByteArray makeAudienceJwt(const EventAccounts &accounts, const QByteArray &systemAccountPublicKey,
    const NKey &operatorKey, WallTime issued);
QByteArray makeSystemAccountJwt(const QByteArray &accountPublicKey, const NKey &operatorKey, WallTime issued);
QByteArray makeOperatorJwt(
    const NKey &operatorKey, const QByteArray &systemAccountPublicKey, const QString &name, WallTime issued);

} // namespace earshot
