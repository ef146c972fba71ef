#pragma once

class QProcess;

namespace earshot {

/// Sees to it that `child`, not yet started, ends when this program ends, even when that is killed.
///
/// Linux: the kernel sends SIGTERM to the child when the thread that started it ends; so start it from a
/// thread that lives as long as the program. Windows: a job object that dies with its last handle. Elsewhere
/// (macOS) nothing ends it, and the next start finds it by its data folder (AlreadyRunning,
/// `Engine::attach`).
void endWithThisProgram(QProcess &child);

} // namespace earshot
