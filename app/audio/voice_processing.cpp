#include "audio/voice_processing.h"

#include "audio/echo_reference.h"

#include <speex/speex_echo.h>
#include <speex/speex_preprocess.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <numeric>

namespace earshot {

namespace {

constexpr std::int32_t kSuppressedDb = -18; // of noise, at most
constexpr float kLoudness = 16'000; // of 32768, that gain control aims at: a voice of -23 dBFS
constexpr std::int32_t kMostGainDb = 18;
constexpr std::int32_t kUpDbPerSecond = 6;
constexpr double kForget = 1.0 / 30; // 300 ms
constexpr double kForgetEcho = 1.0 / 100; // 1 s
constexpr double kHeardPower = 1e-5; // -50 dBFS: less of a loudspeaker is no echo to measure
constexpr int kNobodyTalks = 40; // per cent

std::int16_t toInteger(float sample)
{
    return std::int16_t(std::clamp(std::lround(sample * 32768.0f), -32768L, 32767L));
}

template<typename Samples>
double powerOf(const Samples &samples)
{
    const double sum = std::transform_reduce(
        samples.begin(), samples.end(), 0.0, std::plus{}, [](auto x) { return double(x) * double(x); });
    return sum / double(samples.size());
}

double ratioDb(double a, double b)
{
    return 10 * std::log10((a + 1e-12) / (b + 1e-12));
}

void set(SpeexPreprocessState_ *state, int what, std::int32_t value)
{
    speex_preprocess_ctl(state, what, &value);
}

} // namespace

void VoiceProcessing::Switch::mix(std::span<float> dry, std::span<const float> wet)
{
    const float step = (m_to - m_from) / kBlockFrames;
    for (std::size_t i = 0; i < dry.size(); ++i)
        dry[i] += (wet[i] - dry[i]) * (m_from + step * float(i + 1));
    m_from = m_to;
}

void VoiceProcessing::Free::operator()(SpeexEchoState_ *state) const
{
    speex_echo_state_destroy(state);
}

void VoiceProcessing::Free::operator()(SpeexPreprocessState_ *state) const
{
    speex_preprocess_state_destroy(state);
}

VoiceProcessing::VoiceProcessing()
    : m_echo(speex_echo_state_init(kBlockFrames, int(EchoReference::kTail)))
    , m_preprocess(speex_preprocess_state_init(kBlockFrames, kFramesPerSecond))
{
    if (!m_echo || !m_preprocess)
        throw std::bad_alloc();
    int rate = kFramesPerSecond;
    speex_echo_ctl(m_echo.get(), SPEEX_ECHO_SET_SAMPLING_RATE, &rate);
    float loudness = kLoudness;
    speex_preprocess_ctl(m_preprocess.get(), SPEEX_PREPROCESS_SET_AGC_LEVEL, &loudness);
    set(m_preprocess.get(), SPEEX_PREPROCESS_SET_AGC_MAX_GAIN, kMostGainDb);
    set(m_preprocess.get(), SPEEX_PREPROCESS_SET_AGC_INCREMENT, kUpDbPerSecond);
    setSettings({});
}

VoiceProcessing::~VoiceProcessing() = default;

void VoiceProcessing::setSettings(const CaptureSettings &settings)
{
    m_settings = settings;
    set(m_preprocess.get(), SPEEX_PREPROCESS_SET_DENOISE, 1); // the rest of the echo goes this way too
    set(m_preprocess.get(), SPEEX_PREPROCESS_SET_NOISE_SUPPRESS,
        settings.noiseSuppression ? kSuppressedDb : 0);
    set(m_preprocess.get(), SPEEX_PREPROCESS_SET_AGC, settings.gainControl);
}

void VoiceProcessing::forgetEcho()
{
    speex_echo_state_reset(m_echo.get());
    m_echoIn = m_echoOut = 0;
}

void VoiceProcessing::process(std::span<float> block, std::span<const float> played)
{
    m_isPlaying = !played.empty() && m_settings.echoCancellation;
    cancelEcho(block, played);
    preprocess(block, m_isPlaying);
}

void VoiceProcessing::cancelEcho(std::span<float> block, std::span<const float> played)
{
    if (!m_echoSwitch.turn(m_isPlaying)) {
        m_echoIn = m_echoOut = 0;
        return;
    }
    Integers heard;
    Integers said{};
    Integers left;
    std::transform(block.begin(), block.end(), heard.begin(), toInteger);
    std::transform(played.begin(), played.end(), said.begin(), toInteger);
    speex_echo_cancellation(m_echo.get(), heard.data(), said.data(), left.data());
    if (m_isPlaying)
        measureEchoLoss(played, powerOf(heard), powerOf(left));
    Block wet;
    std::transform(left.begin(), left.end(), wet.begin(), [](int x) { return float(x) / 32768.0f; });
    m_echoSwitch.mix(block, wet);
}

/// While somebody talks here, nothing is learned about what is left of the echo.
void VoiceProcessing::measureEchoLoss(std::span<const float> played, double before, double after)
{
    if (powerOf(played) < kHeardPower || m_probability > kNobodyTalks)
        return;
    m_echoIn += kForgetEcho * (before - m_echoIn);
    m_echoOut += kForgetEcho * (after - m_echoOut);
}

void VoiceProcessing::preprocess(std::span<float> block, bool isEchoThere)
{
    Block dry = m_before;
    std::copy(block.begin(), block.end(), m_before.begin());
    const bool isWanted = m_settings.noiseSuppression || m_settings.gainControl || isEchoThere;
    if (m_preprocessSwitch.turn(isWanted)) {
        speex_preprocess_ctl(m_preprocess.get(), SPEEX_PREPROCESS_SET_ECHO_STATE,
            isEchoThere ? static_cast<void *>(m_echo.get()) : nullptr);
        Integers samples;
        std::transform(block.begin(), block.end(), samples.begin(), toInteger);
        speex_preprocess_run(m_preprocess.get(), samples.data());
        speex_preprocess_ctl(m_preprocess.get(), SPEEX_PREPROCESS_GET_PROB, &m_probability);
        m_gainDb = 0;
        if (m_settings.gainControl)
            speex_preprocess_ctl(m_preprocess.get(), SPEEX_PREPROCESS_GET_AGC_GAIN, &m_gainDb);
        Block wet;
        std::transform(
            samples.begin(), samples.end(), wet.begin(), [](int x) { return float(x) / 32768.0f; });
        m_powerIn += kForget * (powerOf(dry) - m_powerIn);
        m_powerOut += kForget * (powerOf(wet) * std::pow(10, -m_gainDb / 10.0) - m_powerOut);
        m_preprocessSwitch.mix(dry, wet);
    } else {
        m_gainDb = 0;
        m_probability = -1;
    }
    std::copy(dry.begin(), dry.end(), block.begin());
}

double VoiceProcessing::noiseSuppressedDb() const
{
    return m_settings.noiseSuppression ? std::max(0.0, ratioDb(m_powerIn, m_powerOut)) : 0;
}

double VoiceProcessing::gainDb() const
{
    return m_gainDb;
}

std::optional<double> VoiceProcessing::echoLossDb() const
{
    if (!m_isPlaying || m_echoIn == 0)
        return {};
    return ratioDb(m_echoIn, m_echoOut);
}

std::optional<double> VoiceProcessing::voiceProbability() const
{
    if (m_probability < 0)
        return {};
    return m_probability / 100.0;
}

} // namespace earshot
