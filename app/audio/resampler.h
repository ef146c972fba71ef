#pragma once

#include <memory>
#include <span>

struct SpeexResamplerState_;

namespace earshot {

/// 48 kHz stereo to what a device takes (speexdsp). A rate it cannot do plays as silence.
class Resampler
{
public:
    explicit Resampler(int outputRate);

    struct Step {
        int consumed = 0; ///< frames of `in`
        int produced = 0; ///< frames of `out`
    };
    /// Interleaved stereo both sides; stops when either side is used up.
    Step process(std::span<const float> in, std::span<float> out);

private:
    struct Destroy {
        void operator()(SpeexResamplerState_ *state) const;
    };
    std::unique_ptr<SpeexResamplerState_, Destroy> m_state;
};

} // namespace earshot
