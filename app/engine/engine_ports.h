#pragma once

#include "engine/server_record.h"

#include <QHostAddress>

namespace earshot {

/// Where a server listens.
struct EnginePorts {
    QHostAddress webSocketHost;
    quint16 webSocket = 0;
    quint16 nats = 0; ///< plain NATS, always on 127.0.0.1

    bool operator==(const EnginePorts &) const = default;
};

/// The asked port, or with 0 the last one where it is free, or any free one. Fails with PortTaken and the
/// port, with PlanUnusable where `bind` is no address of this computer.
Result<EnginePorts> chooseEnginePorts(
    const QHostAddress &bind, quint16 asked, const std::optional<ServerRecord> &last);

/// Where this computer reaches what listens on `bind`.
QHostAddress reachableHost(const QHostAddress &bind);

} // namespace earshot
