#pragma once

class QKeyEvent;

namespace earshot {

/// Whether the key that this event says was let go of is down on the keyboard after all. On X11 a held key repeats as
/// pairs of release and press, which Qt sees through only where it reads both at once. False where nobody can be asked.
bool isStillDown(const QKeyEvent &release);

} // namespace earshot
