#pragma once

#include "audio/spectrum.h"

#include <array>
#include <cstdint>

namespace earshot {

/// Up to which frequency speech reaches, whatever the codec says: a telephone's voice stays one in full-band Opus.
///
/// Frames with speech (over -50 dBFS) are compared with the speech's mean power, band of 500 Hz by band. A band is
/// used where in at least 3 of the last 64 such frames (2.6 s) it has more than -55 dB of that: sounds like "s" are
/// what reaches up highest, and they are short.
class BandwidthMeter
{
public:
    void add(const Spectrum::Power &power);
    /// 0: not enough speech was heard. A multiple of 500.
    int hz() const;

private:
    static constexpr int kBandHz = 500;
    static constexpr int kBands = 40; ///< up to 20 kHz, where Opus ends

    std::array<std::uint64_t, kBands> m_used{}; ///< bit n: n frames ago
    float m_mean = 0; ///< power of speech
    int m_frames = 0;
};

} // namespace earshot
