#include "audio/resampler.h"

#include <speex/speex_resampler.h>

#include <algorithm>

namespace earshot {

namespace {

constexpr int kQuality = 5; // of 0…10: 0.1 ms per 10 ms of audio, images below -80 dB

} // namespace

void Resampler::Destroy::operator()(SpeexResamplerState_ *state) const
{
    speex_resampler_destroy(state);
}

Resampler::Resampler(int channels, int inputRate, int outputRate)
    : m_channels(std::size_t(channels))
{
    int error = RESAMPLER_ERR_SUCCESS;
    m_state.reset(speex_resampler_init(spx_uint32_t(channels), spx_uint32_t(std::max(inputRate, 1)),
        spx_uint32_t(std::max(outputRate, 1)), kQuality, &error));
}

Resampler::Step Resampler::process(std::span<const float> in, std::span<float> out)
{
    auto inFrames = spx_uint32_t(in.size() / m_channels);
    auto outFrames = spx_uint32_t(out.size() / m_channels);
    const bool done = m_state
        && speex_resampler_process_interleaved_float(
               m_state.get(), in.data(), &inFrames, out.data(), &outFrames)
            == RESAMPLER_ERR_SUCCESS;
    if (!done) {
        std::fill(out.begin(), out.end(), 0.0f);
        return {int(in.size() / m_channels), int(out.size() / m_channels)};
    }
    return {int(inFrames), int(outFrames)};
}

} // namespace earshot
