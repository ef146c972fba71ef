#include "audio/voice_encoder.h"

#include <opus/opus.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <numeric>

namespace earshot {

namespace {

/// RFC 6464: 0 = full scale, 127 = silence or -127 dB.
std::uint8_t levelOf(std::span<const float> samples)
{
    const double power = std::transform_reduce(samples.begin(), samples.end(), 0.0, std::plus{}, [](float x) {
        return double(x) * double(x);
    }) / double(samples.size());
    if (!(power > 2e-13))
        return 127;
    return std::uint8_t(std::clamp(std::lround(-10 * std::log10(power)), 0L, 127L));
}

} // namespace

void VoiceEncoder::Free::operator()(OpusEncoder *encoder) const
{
    opus_encoder_destroy(encoder);
}

VoiceEncoder::VoiceEncoder()
    : m_encoder(opus_encoder_create(kFramesPerSecond, 1, OPUS_APPLICATION_AUDIO, nullptr))
{
    if (!m_encoder)
        throw std::bad_alloc();
    opus_encoder_ctl(m_encoder.get(), OPUS_SET_VBR(1));
    opus_encoder_ctl(m_encoder.get(), OPUS_SET_INBAND_FEC(0));
    opus_encoder_ctl(m_encoder.get(), OPUS_SET_DTX(1));
    opus_encoder_ctl(m_encoder.get(), OPUS_SET_LSB_DEPTH(16));
    setBitrate(64'000);
}

VoiceEncoder::~VoiceEncoder() = default;

void VoiceEncoder::setBitrate(int bitsPerSecond)
{
    if (bitsPerSecond == m_bitrate)
        return;
    m_bitrate = bitsPerSecond;
    opus_encoder_ctl(m_encoder.get(), OPUS_SET_BITRATE(bitsPerSecond));
}

void VoiceEncoder::begin()
{
    opus_encoder_ctl(m_encoder.get(), OPUS_RESET_STATE);
    m_filled = 0;
    m_isFirst = true;
}

bool VoiceEncoder::add(const VoiceBlock &block)
{
    if (block.position != m_next && !m_isFirst)
        begin();
    if (m_filled == 0) {
        m_frame.position = block.position;
        m_frame.captured = block.captured;
        m_frame.voice = false;
    }
    m_frame.voice = m_frame.voice || block.isVoice;
    m_next = block.position + kBlockFrames;
    std::copy(block.samples.begin(), block.samples.end(), m_samples.begin() + std::ptrdiff_t(m_filled));
    m_filled += block.samples.size();
    return m_filled == m_samples.size() && encode();
}

bool VoiceEncoder::finish()
{
    if (m_filled == 0)
        return false;
    std::fill(m_samples.begin() + std::ptrdiff_t(m_filled), m_samples.end(), 0.0f);
    return encode();
}

bool VoiceEncoder::encode()
{
    m_filled = 0;
    const int size = opus_encode_float(m_encoder.get(), m_samples.data(), VoiceFrame::kSamples,
        m_frame.bytes.data(), opus_int32(m_frame.bytes.size()));
    if (size <= 0)
        return false;
    m_frame.size = std::uint16_t(size);
    m_frame.level = levelOf(m_samples);
    m_frame.isFirst = m_isFirst;
    m_isFirst = false;
    return true;
}

} // namespace earshot
