#pragma once

#include "base/units.h"
#include "engine/engine_access.h"
#include "engine/engine_folder.h"
#include "engine/engine_ports.h"
#include "engine/program_version.h"

namespace earshot {

/// The text of nats-server's configuration file; with `tls`, the folder's certificate is used for the WebSocket.
QByteArray engineConfiguration(const EngineFolder &folder, const EnginePorts &ports, const OwnerKeys &keys,
    const EngineAccess &access, const ProgramVersion &version, WallTime now, bool tls = false);

/// The same configuration with both accounts as `access` has them; an account that nothing changes for stays as it is
/// to the letter, so that the server leaves it alone.
QByteArray withAccess(const QByteArray &configuration, const OwnerKeys &keys, const EngineAccess &access);

} // namespace earshot
