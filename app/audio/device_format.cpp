#include "audio/device_format.h"

#include "audio/media_time.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace earshot {

namespace {

template<typename Sample>
Sample toSample(float x, double scale, double zero)
{
    return Sample(std::lround(std::clamp(double(x), -1.0, 1.0) * scale + zero));
}

void writeSample(float x, QAudioFormat::SampleFormat format, char *out)
{
    const auto put = [out](auto sample) { std::memcpy(out, &sample, sizeof sample); };
    switch (format) {
    case QAudioFormat::UInt8:
        return put(toSample<std::uint8_t>(x, 127, 128));
    case QAudioFormat::Int16:
        return put(toSample<std::int16_t>(x, 32767, 0));
    case QAudioFormat::Int32:
        return put(toSample<std::int32_t>(x, 2147483647.0, 0));
    case QAudioFormat::Float:
        return put(x);
    default:
        return;
    }
}

float readSample(const char *in, QAudioFormat::SampleFormat format)
{
    const auto as = [in](auto sample) {
        std::memcpy(&sample, in, sizeof sample);
        return sample;
    };
    switch (format) {
    case QAudioFormat::UInt8:
        return (float(as(std::uint8_t{})) - 128) / 128;
    case QAudioFormat::Int16:
        return float(as(std::int16_t{})) / 32768;
    case QAudioFormat::Int32:
        return float(as(std::int32_t{}) / 2147483648.0);
    case QAudioFormat::Float:
        return as(float{});
    default:
        return 0;
    }
}

QAudioFormat firstSupported(const QAudioDevice &device, QAudioFormat::ChannelConfig channels)
{
    QAudioFormat format;
    format.setSampleRate(kFramesPerSecond);
    format.setChannelConfig(channels);
    for (const auto sample : {QAudioFormat::Float, QAudioFormat::Int16}) {
        format.setSampleFormat(sample);
        if (device.isFormatSupported(format))
            return format;
    }
    return device.preferredFormat();
}

} // namespace

QAudioFormat formatFor(const QAudioDevice &device)
{
    return firstSupported(device, QAudioFormat::ChannelConfigStereo);
}

QAudioFormat inputFormatFor(const QAudioDevice &device)
{
#ifdef Q_OS_MACOS
    return device.preferredFormat();
#else
    return firstSupported(device, QAudioFormat::ChannelConfigMono);
#endif
}

void writeSamples(std::span<const float> stereo, const QAudioFormat &format, char *out)
{
    if (format.sampleFormat() == QAudioFormat::Float && format.channelCount() == kStereo) {
        std::memcpy(out, stereo.data(), stereo.size_bytes());
        return;
    }
    const int bytes = format.bytesPerSample();
    for (std::size_t i = 0; i + 1 < stereo.size(); i += kStereo) {
        for (int c = 0; c < format.channelCount(); ++c, out += bytes) {
            float x = 0;
            if (format.channelCount() == 1)
                x = 0.5f * (stereo[i] + stereo[i + 1]);
            else if (c < kStereo)
                x = stereo[i + std::size_t(c)];
            writeSample(x, format.sampleFormat(), out);
        }
    }
}

void readMono(const char *in, const QAudioFormat &format, std::span<float> mono)
{
    const int bytes = format.bytesPerSample();
    const int channels = format.channelCount();
    for (float &x : mono) {
        x = 0;
        for (int c = 0; c < channels; ++c, in += bytes)
            x += readSample(in, format.sampleFormat()) / float(channels);
    }
}

} // namespace earshot
