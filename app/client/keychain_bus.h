#pragma once

namespace earshot {

/// True where it is sure that no keychain runs and none can be started: where it is a program on the session's bus, its
/// failures look like its absence. Elsewhere false.
bool runsNoKeychain();

} // namespace earshot
