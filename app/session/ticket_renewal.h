#pragma once

#include "base/random.h"
#include "base/units.h"

#include <QByteArray>

#include <optional>

namespace earshot {

/// When the ticket itself says that it ends; nothing where it never does or cannot be read.
std::optional<WallTime> ticketExpiry(const QByteArray &ticket);

/// How long to wait before a ticket is fetched anew: until half of the life it has left, at the latest 60 s
/// before its end, up to a fifth earlier so that a crowd with the same ticket spreads. At least 2 s.
milliseconds renewalWait(WallTime expires, WallTime now, Random &random);

/// Whom the ticket lets in with: the account's public key. Nothing where it cannot be read.
std::optional<QByteArray> accountOf(const QByteArray &ticket);

/// Both let into the same account, so that one may stand for the other.
bool isOfSameAccount(const QByteArray &ticket, const QByteArray &other);

} // namespace earshot
