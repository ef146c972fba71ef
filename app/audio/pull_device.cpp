#include "audio/pull_device.h"

#include "audio/device_format.h"
#include "audio/media_time.h"

namespace earshot {

PullDevice::PullDevice(const QAudioFormat &format, PullFunction pull,
    std::function<microseconds()> deviceBuffer, const Clock &clock)
    : m_format(format)
    , m_pull(std::move(pull))
    , m_askDeviceBuffer(std::move(deviceBuffer))
    , m_clock(clock)
{
    if (format.sampleRate() != kFramesPerSecond)
        m_resampler.emplace(kStereo, kFramesPerSecond, format.sampleRate());
    // QIODevice's own buffer would take audio 16 KB ahead.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 PullDevice::bytesAvailable() const
{
    // There is always more; sinks only ask whether it is enough for their period.
    return m_format.bytesForDuration(1'000'000) + QIODevice::bytesAvailable();
}

qint64 PullDevice::readData(char *data, qint64 maxSize)
{
    const Instant now = m_clock.now();
    m_meter.begin(now, m_askDeviceBuffer());
    const int frameBytes = m_format.bytesPerFrame();
    qint64 left = maxSize / frameBytes;
    while (left > 0) {
        const int frames = produce(int(std::min<qint64>(left, kFrames)), now);
        writeSamples({m_produced.data(), std::size_t(frames) * kStereo}, m_format, data);
        data += frames * frameBytes;
        left -= frames;
    }
    m_meter.end(microseconds{m_format.durationForBytes(int(maxSize))});
    return maxSize / frameBytes * frameBytes;
}

int PullDevice::produce(int wanted, Instant now)
{
    if (!m_resampler) {
        m_pull(std::span(m_produced).first(std::size_t(wanted) * kStereo), now, figures().deviceBuffer);
        m_meter.took(wanted);
        return wanted;
    }
    for (;;) {
        if (m_rest.empty()) {
            m_pull(m_pulled, now, figures().deviceBuffer);
            m_meter.took(kFrames);
            m_rest = m_pulled;
        }
        const auto step
            = m_resampler->process(m_rest, std::span(m_produced).first(std::size_t(wanted) * kStereo));
        m_rest = m_rest.subspan(std::size_t(step.consumed) * kStereo);
        if (step.produced > 0)
            return step.produced;
    }
}

} // namespace earshot
