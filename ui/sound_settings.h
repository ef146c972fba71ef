#pragma once

namespace earshot {

/// Whether the system's own sound settings can be opened.
bool hasSoundSettings();
/// Opens the system's own sound settings; false where none was found.
bool openSoundSettings();

} // namespace earshot
