#pragma once

#include <QString>

namespace earshot {

inline constexpr int kMaxNameLength = 40;
inline constexpr int kMaxQuoteLength = 240;
/// RFC 1035: no host name is longer; with a port.
inline constexpr int kMaxHostLength = 260;

/// Text of the other side made safe to show within a sentence: one line, at most `maxLength` characters with
/// an ellipsis, no control or direction-override characters, no markup; right-to-left text is isolated from
/// what stands around it. What looks like a ticket or a key is left out (`withoutSecrets`). Applying it twice
/// changes nothing.
QString displayText(const QString &text, int maxLength = kMaxNameLength);

/// Without tickets (`eyJ…`, `t=…` in a link) and NATS keys and seeds, whoever wrote them there.
QString withoutSecrets(const QString &text);

/// Without the addresses of computers, of which the other side's words may name this one: "203.0.113.…".
QString withoutAddresses(const QString &text);

/// The name people call someone by: "Ana" for "Ana Ruiz", but "Dr. Ruiz" stays whole.
QString callingName(const QString &name);

} // namespace earshot
