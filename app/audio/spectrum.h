#pragma once

#include "audio/media_time.h"

#include <array>
#include <memory>
#include <span>

namespace earshot {

/// Power spectrum of the last 43 ms (2048 samples, Hann window), every 40 ms. A full-scale sine has the power 0.5 in
/// the bins around its frequency together.
class Spectrum
{
public:
    static constexpr int kSamples = 2048;
    static constexpr int kBins = kSamples / 2;
    static constexpr double kBinHz = double(kFramesPerSecond) / kSamples;
    static constexpr int kBlocksPerFrame = 4;
    using Power = std::array<float, kBins>;

    Spectrum();

    /// Takes a block of kBlockFrames of interleaved stereo; true: `power` holds a new frame.
    bool add(std::span<const float> stereo, Power &power);
    void reset();

private:
    void compute(Power &power) const;

    std::unique_ptr<float[]> m_past; ///< mono, a ring
    int m_next = 0;
    int m_blocks = 0;
};

} // namespace earshot
