#include "audio/opus_stream_decoder.h"

#include "audio/media_time.h"

#include <opus.h>

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

/// Broken payloads decode to anything; full scale is as loud as it gets.
void bound(std::span<float> samples)
{
    for (float &x : samples)
        x = std::isfinite(x) ? std::clamp(x, -1.0f, 1.0f) : 0.0f;
}

} // namespace

void OpusStreamDecoder::Destroy::operator()(OpusDecoder *decoder) const
{
    opus_decoder_destroy(decoder);
}

OpusStreamDecoder::OpusStreamDecoder()
{
    int error = OPUS_OK;
    m_decoder.reset(opus_decoder_create(kFramesPerSecond, kStereo, &error));
}

int OpusStreamDecoder::framesIn(std::span<const std::uint8_t> payload) const
{
    if (payload.empty())
        return 0;
    const int frames
        = opus_packet_get_nb_samples(payload.data(), opus_int32(payload.size()), kFramesPerSecond);
    return frames > 0 && frames <= kMaxFrames ? frames : 0;
}

OpusBandwidth OpusStreamDecoder::bandwidthOf(std::span<const std::uint8_t> payload) const
{
    if (payload.empty())
        return OpusBandwidth::Unknown;
    switch (opus_packet_get_bandwidth(payload.data())) {
    case OPUS_BANDWIDTH_NARROWBAND:
        return OpusBandwidth::Narrow;
    case OPUS_BANDWIDTH_MEDIUMBAND:
        return OpusBandwidth::Medium;
    case OPUS_BANDWIDTH_WIDEBAND:
        return OpusBandwidth::Wide;
    case OPUS_BANDWIDTH_SUPERWIDEBAND:
        return OpusBandwidth::SuperWide;
    case OPUS_BANDWIDTH_FULLBAND:
        return OpusBandwidth::Full;
    default:
        return OpusBandwidth::Unknown;
    }
}

int OpusStreamDecoder::decode(std::span<const std::uint8_t> payload, std::span<float> out)
{
    if (!m_decoder || payload.empty())
        return 0;
    const int room = std::min(int(out.size()) / kStereo, kMaxFrames);
    const int frames
        = opus_decode_float(m_decoder.get(), payload.data(), opus_int32(payload.size()), out.data(), room, 0);
    if (frames <= 0)
        return 0;
    bound(out.first(std::size_t(frames) * kStereo));
    return frames;
}

void OpusStreamDecoder::conceal(std::span<float> out)
{
    const int wanted = int(out.size()) / kStereo;
    const int frames = m_decoder ? opus_decode_float(m_decoder.get(), nullptr, 0, out.data(), wanted, 0) : 0;
    std::fill(out.begin() + std::max(frames, 0) * kStereo, out.end(), 0.0f);
    bound(out);
}

void OpusStreamDecoder::reset()
{
    if (m_decoder)
        opus_decoder_ctl(m_decoder.get(), OPUS_RESET_STATE);
}

} // namespace earshot
