#pragma once

class QKeyEvent;

namespace earshot {

class RecordingRequests;

/// The open recording by keyboard: Space and K play and pause, J and L 15 s back and 30 s ahead, < and > the
/// speed. False where the key is none of these or nothing is open.
bool pressPlayerKey(RecordingRequests &requests, const QKeyEvent &event);

/// The next of the menu's speeds, up (1) or down (-1).
double nextSpeed(double speed, int direction);

} // namespace earshot
