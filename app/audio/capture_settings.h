#pragma once

#include "base/units.h"

namespace earshot {

/// What is done with the voice between microphone and encoder, as a person chose it.
struct CaptureSettings {
    bool echoCancellation = true;
    bool noiseSuppression = true;
    bool gainControl = true;
    bool feedbackGuard = true;
    int bitrate = 64'000; ///< bit/s, 12,000…128,000
    milliseconds releaseTail{100}; ///< goes on this long after the key is let go, 0…2000 ms
    milliseconds preRoll{60}; ///< what was said this long before the key was pressed is sent too

    bool operator==(const CaptureSettings &) const = default;
};

} // namespace earshot
