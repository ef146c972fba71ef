#pragma once

namespace earshot {

/// Whether Qt may be asked for sound devices.
///
/// Where Qt (up to 6.9, on Linux) plays through PulseAudio, it connects with the sound server once, at the
/// first question for devices; when no server listens then, it never tries again and writes to stderr. So the
/// question waits until one does. True on all other systems.
bool isSoundServerThere();

} // namespace earshot
