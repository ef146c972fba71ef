#pragma once

#include "stretch/stretcher.h"

namespace stretching {

/// How near the stretched sound is to the source, window by window at the time-mapped instants, each aligned to
/// where it fits best within ±20 ms.
struct Score {
    /// Log-spectral distance, dB (Gray and Markel, "Distance measures for speech processing", IEEE Trans. ASSP 24(5),
    /// 1976): the root of the mean square of the difference of two log power spectra, the mean over all windows. Bins
    /// more than 60 dB under the loudest of the source count as if they were there.
    double logSpectralDistance = 0;
    /// Spectral convergence, dB (Sturmel and Daudet, "Signal reconstruction from STFT magnitude", DAFx-11, 2011): the
    /// energy of the difference of the magnitudes against the source's. Loud parts weigh most.
    double convergence = 0;
    /// Sudden rises of the power, in 1/100 of those that the source has: above 100 attacks are doubled, below they
    /// are lost.
    double attacks = 0;
    double fasterReached = 0; ///< as was asked for: 0.1 = +10 %
    /// Power of the difference of the channels against that of the sum, in dB, against the source's: 0 = the
    /// image is as wide as it was.
    double widthChange = 0;
};

Score score(const std::vector<float> &source, const Stretched &stretched);

} // namespace stretching
