#pragma once

#include "base/units.h"
#include "support/speech.h"

namespace earshot::test {

/// How far a recording is the source that should have been heard.
struct SoundMatch {
    double offsetSeconds = 0; ///< where the source's beginning lies in the recording; negative: before it
    double correlation
        = 0; ///< normalised, of the whole overlap at the best alignment: 1 = the same but for loudness
    double overlapSeconds = 0;
    double longestGapMs = 0; ///< silence in the recording where the source sounds
    std::vector<double> secondsCorrelations; ///< of each second in which the source sounds
    double heardShare = 0; ///< of the source's sounding 10 ms blocks
};

/// Aligns both (mono, 48 kHz) at 10 ms by their loudness, then at 1 sample by their waves in pieces (whole multiples of
/// 10 ms), and compares. The alignment may move by 25 ms from piece to piece, a silent one included, so that
/// stretched time does not spoil what follows. All 0 where the recording is silent.
SoundMatch matchSound(
    const Samples &recording, const Samples &source, milliseconds piece = milliseconds{200});

/// RMS in dBFS, -127 for silence.
double loudnessDb(const Samples &samples);

} // namespace earshot::test
