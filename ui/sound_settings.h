#pragma once

namespace earshot {

/// Opens the system's own sound settings; false where none was found.
bool openSoundSettings();

} // namespace earshot
