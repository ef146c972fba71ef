#pragma once

#include "audio/gain_ramp.h"
#include "audio/limiter.h"

#include <array>
#include <vector>

namespace earshot {

/// Sums the speakers' blocks, applies the volume and keeps the sum within full scale.
class Mixer
{
public:
    explicit Mixer(int speakers);

    void setGain(int speaker, float gain) { m_gains[std::size_t(speaker)].setTarget(gain); }
    void setMasterGain(float gain) { m_master.setTarget(gain); }

    void beginBlock();
    void add(int speaker, std::span<const float> block);
    void addSilence(int speaker) { m_gains[std::size_t(speaker)].settle(); }
    void add(std::span<const float> block); ///< of nobody: at its own level
    /// What was added so far.
    std::span<const float> sum() const { return m_sum; }
    /// The finished block; valid until the next beginBlock.
    std::span<const float> endBlock();

private:
    std::vector<GainRamp> m_gains;
    GainRamp m_master{1};
    Limiter m_limiter;
    std::array<float, kBlockFrames * kStereo> m_sum{};
    bool m_sounding = false;
};

} // namespace earshot
