#pragma once

#include "base/units.h"
#include "engine/engine_keys.h"
#include "engine/program_version.h"

#include <QHostAddress>

namespace earshot
{

/// The files of a server in its data folder.
struct EngineFolder {
    QString path;

    QString keys() const { return path + QStringLiteral("/keys.json"); }
    QString record() const { return path + QStringLiteral("/server.json"); }
    QString configuration() const { return path + QStringLiteral("/server.conf"); }
    QString pid() const { return path + QStringLiteral("/server.pid"); }
    QString log() const { return path + QStringLiteral("/server.log"); }
    QString lock() const { return path + QStringLiteral("/engine.lock"); }
    QString streams() const { return path + QStringLiteral("/streams"); }
};

/// Where a server listens.
struct EnginePorts {
    QHostAddress webSocketHost;
    quint16 webSocket = 0;
    quint16 nats = 0; ///< plain NATS, always on 127.0.0.1
};

/// The text of nats-server's configuration file.
QByteArray engineConfiguration(const EngineFolder &folder, const EnginePorts &ports, const OwnerKeys &keys,
    const ProgramVersion &version, WallTime now);

} // namespace earshot
