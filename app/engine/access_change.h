#pragma once

#include "engine/engine_access.h"
#include "engine/engine_folder.h"

#include <functional>

namespace earshot {

/// Changes who may what: in the server's folder and, where `serverPid` runs from it, in that server, which reads its
/// configuration again without letting go of anybody else. Another program may do the same at the same time. Fails
/// with what `change` fails with, FileUnreadable, FileUnwritable, FileDamaged.
Outcome changeAccess(const EngineFolder &folder, const OwnerKeys &keys, WallTime now, qint64 serverPid,
    const std::function<Outcome(EngineAccess &)> &change);

/// Windows has no signal for it: there the change holds from the server's next start on.
bool canChangeARunningServer();

} // namespace earshot
