#include "audio/resampler.h"

#include "audio/media_time.h"

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

Resampler::Resampler(int outputRate)
{
    int error = RESAMPLER_ERR_SUCCESS;
    m_state.reset(speex_resampler_init(
        kStereo, kFramesPerSecond, spx_uint32_t(std::max(outputRate, 1)), kQuality, &error));
}

Resampler::Step Resampler::process(std::span<const float> in, std::span<float> out)
{
    auto inFrames = spx_uint32_t(in.size() / kStereo);
    auto outFrames = spx_uint32_t(out.size() / kStereo);
    const bool done = m_state
        && speex_resampler_process_interleaved_float(
               m_state.get(), in.data(), &inFrames, out.data(), &outFrames)
            == RESAMPLER_ERR_SUCCESS;
    if (!done) {
        std::fill(out.begin(), out.end(), 0.0f);
        return {int(in.size() / kStereo), int(out.size() / kStereo)};
    }
    return {int(inFrames), int(outFrames)};
}

} // namespace earshot
