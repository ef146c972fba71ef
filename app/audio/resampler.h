#pragma once

#include <memory>
#include <span>

struct SpeexResamplerState_;

namespace earshot {

/// Between 48 kHz and what a device takes or gives (speexdsp). A rate it cannot do plays as silence.
class Resampler
{
public:
    Resampler(int channels, int inputRate, int outputRate);

    struct Step {
        int consumed = 0; ///< frames of `in`
        int produced = 0; ///< frames of `out`
    };
    /// Interleaved both sides; stops when either side is used up.
    Step process(std::span<const float> in, std::span<float> out);

private:
    struct Destroy {
        void operator()(SpeexResamplerState_ *state) const;
    };
    std::size_t m_channels;
    std::unique_ptr<SpeexResamplerState_, Destroy> m_state;
};

} // namespace earshot
