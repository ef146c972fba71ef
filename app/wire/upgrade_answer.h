#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QByteArrayView>

#include <variant>

namespace earshot {

/// What the first bytes after the WebSocket upgrade request say (RFC 6455 §4.1): `Upgraded`, or the Failure
/// with status and Retry-After, or that more bytes are needed.
struct UpgradePending {
};
struct Upgraded {
};
using UpgradeAnswer = std::variant<UpgradePending, Upgraded, Failure>;

inline constexpr qsizetype kMaxUpgradeHead = 16 * 1024;

/// `head` holds what has come so far, from its first byte. HttpStatus for a refusal, ForeignServer for what
/// is no answer to an upgrade at all (a web page, another protocol, endless headers).
UpgradeAnswer readUpgradeAnswer(QByteArrayView head, WallTime now);

} // namespace earshot
