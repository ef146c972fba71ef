#pragma once

#include "wire/link.h"

namespace earshot {

/// A link for a file that everybody may read: never with an invitation, with its ticket only where that is everybody's.
QString publicLink(Link link, bool isTicketPublic);

/// The same of a text that a server's card has: an Earshot link, whose ticket stays only where it is the public one
/// (empty = there is none), or an https address; empty where it is neither.
QString publicLink(const QString &text, const QByteArray &publicTicket);

} // namespace earshot
