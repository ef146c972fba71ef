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

} // namespace

QAudioFormat formatFor(const QAudioDevice &device)
{
    QAudioFormat format;
    format.setSampleRate(kFramesPerSecond);
    format.setChannelConfig(QAudioFormat::ChannelConfigStereo);
    for (const auto sample : {QAudioFormat::Float, QAudioFormat::Int16}) {
        format.setSampleFormat(sample);
        if (device.isFormatSupported(format))
            return format;
    }
    return device.preferredFormat();
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

} // namespace earshot
