#pragma once

#include "audio/gain_ramp.h"

#include <array>
#include <vector>

namespace earshot {

/// Sums the speakers' blocks and keeps the sum within full scale.
///
/// The limiter has no memory, so it cannot pump and adds no delay: up to kKnee samples pass as they are;
/// above, the rest of the range follows a tanh whose slope at the knee is 1:
///     y = knee + (1 - knee) * tanh((x - knee) / (1 - knee))
/// One speaker at a normal level never reaches the knee; several at once are bent softly instead of clipped.
class Mixer
{
public:
    static constexpr float kKnee = 0.8f;

    explicit Mixer(int speakers);

    void setGain(int speaker, float gain) { m_gains[std::size_t(speaker)].setTarget(gain); }
    void setMasterGain(float gain) { m_master.setTarget(gain); }

    void beginBlock();
    void add(int speaker, std::span<const float> block);
    void addSilence(int speaker) { m_gains[std::size_t(speaker)].settle(); }
    /// The finished block; valid until the next beginBlock.
    std::span<const float> endBlock();

    static float limit(float x);

private:
    std::vector<GainRamp> m_gains;
    GainRamp m_master{1};
    std::array<float, kBlockFrames * kStereo> m_sum{};
    bool m_sounding = false;
};

} // namespace earshot
