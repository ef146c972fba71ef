#pragma once

#include <QString>

namespace earshot {

/// The Earshot link that a typed address stands for; empty where the text is none.
///
///   https://radio.example.org/any/page  ->  earshot://radio.example.org   its page /.well-known/earshot.json is read
///   radio.example.org                   ->  earshot://radio.example.org
///   live.example.org/town-hall          ->  earshot://live.example.org/town-hall   a link without its scheme
///
/// Plain http is none, and neither is an address with a user or password in it.
QString linkOfAddress(const QString &typed);

} // namespace earshot
