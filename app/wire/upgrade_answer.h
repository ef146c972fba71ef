#pragma once

#include "wire/http_answer.h"

#include <variant>

namespace earshot {

/// What the first bytes after the WebSocket upgrade request say (RFC 6455 §4.1): `Upgraded`, or the Failure
/// with status and Retry-After, or that more bytes are needed.
struct UpgradePending {
};
struct Upgraded {
};
using UpgradeAnswer = std::variant<UpgradePending, Upgraded, Failure>;

inline constexpr qsizetype kMaxUpgradeHead = kMaxHttpHead;

/// `head` holds what has come so far, from its first byte. HttpStatus for a refusal (`detail` of a redirect names
/// the host it leads to), ForeignServer for what is no answer to an upgrade at all (a web page, another protocol,
/// endless headers).
UpgradeAnswer readUpgradeAnswer(QByteArrayView head, WallTime now);

/// The same of an answer that is already read.
UpgradeAnswer judgeUpgrade(const HttpAnswer &answer);

} // namespace earshot
