#pragma once

#include <QByteArray>

#include <optional>
#include <span>

namespace earshot {

/// One Opus packet of several frames of one mode, without coding anything anew (RFC 6716 §3.2). Nothing where they
/// do not go into one: other modes, or no Opus.
std::optional<QByteArray> packOpus(std::span<const QByteArray> frames);

} // namespace earshot
