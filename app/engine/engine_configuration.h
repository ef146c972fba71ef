#pragma once

#include "base/units.h"
#include "engine/engine_folder.h"
#include "engine/engine_keys.h"
#include "engine/engine_ports.h"
#include "engine/program_version.h"

namespace earshot {

/// The text of nats-server's configuration file; with `tls`, the folder's certificate is used for the WebSocket.
QByteArray engineConfiguration(const EngineFolder &folder, const EnginePorts &ports, const OwnerKeys &keys,
    const ProgramVersion &version, WallTime now, bool tls = false);

} // namespace earshot
