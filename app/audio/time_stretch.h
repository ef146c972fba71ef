#pragma once

#include "audio/pcm_fifo.h"

namespace earshot {

/// Plays faster or slower without changing the pitch (WSOLA): takes out or repeats one piece of the audio
/// that is about to be played, cross-faded where the signal repeats itself. Works in place, so it adds no
/// delay of its own, and on both channels alike, so the stereo image stays.
///
/// The piece is the lag of 2.5–20 ms that repeats best by normalised correlation of both channels, found at
/// 8 kHz and refined at 48 kHz, over the first 40 ms; where less is there, over what there is (at least 10 ms).
/// Up to 15 ms the longer one of nearly equal ones is taken: half the joins for the same time. Beyond, steady
/// music repeats itself and voices do not.
class TimeStretch
{
public:
    static constexpr int kWindowFrames = 1920;
    static constexpr int kLongestLag = 960;
    static constexpr int kShortestLag = 120;

    /// Takes one piece out at the front; returns the frames removed, 0 where none fits.
    static int shorten(PcmFifo &audio, float leastCorrelation, int longestLag = kLongestLag);
    /// Repeats one piece at the front; returns the frames inserted, 0 where none fits.
    static int lengthen(PcmFifo &audio, float leastCorrelation, int longestLag = kLongestLag);

    struct Period {
        int lag = 0; ///< frames; 0 = none
        float correlation = 0; ///< 1 = repeats exactly; also 1 where it is so quiet that any lag will do
    };
    /// Looks for one that repeats at least as well as `leastCorrelation`; may stop early where none does.
    static Period findPeriod(std::span<const float> stereo, int longestLag, float leastCorrelation = -1);

private:
    static void removePiece(PcmFifo &audio, int lag);
    static void repeatPiece(PcmFifo &audio, int lag);
};

} // namespace earshot
