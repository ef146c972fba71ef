#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "wire/connection.h"

#include <memory>

namespace earshot {

/// A Connection over QWebSocket, binary frames. Classifies its end by the last -ERR, then the close reason,
/// then what the socket and TLS saw; never by the close code alone.
std::unique_ptr<Connection> makeWebSocketConnection(Clock &clock, Random &random);

/// Makes one for each attempt; both references must outlive what it is given to.
std::function<std::unique_ptr<Connection>()> webSocketConnections(Clock &clock, Random &random);

} // namespace earshot
