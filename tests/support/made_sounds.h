#pragma once

#include "support/speech.h"

#include <QString>

namespace earshot::test {

/// What a telephone line or a Bluetooth headset leaves of a voice: nothing above `cutoffHz`.
Samples lowPassed(const Samples &voice, double cutoffHz);
/// As a microphone whose gain is far too high.
Samples clipped(const Samples &voice, float gain);
/// A voice, and the tone that a loudspeaker makes which the microphone hears again: it stands and grows to
/// its full strength within the first second.
Samples howling(const Samples &voice, double hz);

/// Encodes it as 20 ms frames in an Ogg Opus file. `bandwidth` as in encodedFrames. False where it cannot be
/// written.
bool writeVoice(const QString &path, const Samples &voice, int bandwidth = -1000 /* OPUS_AUTO */);

} // namespace earshot::test
