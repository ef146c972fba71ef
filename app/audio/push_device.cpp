#include "audio/push_device.h"

#include "audio/device_format.h"

namespace earshot {

namespace {

/// Of the device itself, which Qt does not tell: a usual period.
constexpr milliseconds kDevicesOwn{10};

} // namespace

PushDevice::PushDevice(const QAudioFormat &format, PushFunction push, const Clock &clock)
    : m_format(format)
    , m_push(std::move(push))
    , m_clock(clock)
{
    if (format.sampleRate() != kFramesPerSecond)
        m_resampler.emplace(1, format.sampleRate(), kFramesPerSecond);
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

qint64 PushDevice::writeData(const char *data, qint64 size)
{
    const Instant now = m_clock.now();
    const int frameBytes = m_format.bytesPerFrame();
    const qint64 frames = frameBytes > 0 ? size / frameBytes : 0;
    const auto length = microseconds{frames * 1'000'000 / std::max(m_format.sampleRate(), 1)};
    const Instant captured = m_stamps.next(now - length - kDevicesOwn, framesOfTime(length));
    m_figures.lastPush = now;
    m_figures.latency = now - captured;
    Instant at = captured;
    for (qint64 left = frames; left > 0;) {
        const auto block = std::span(m_read).first(std::size_t(std::min<qint64>(left, kFrames)));
        readMono(data, m_format, block);
        data += qint64(block.size()) * frameBytes;
        left -= qint64(block.size());
        at += timeOfFrames(m_resampler ? resampleAndPush(block, at) : push(block, at));
    }
    return size;
}

/// Returns how many frames of 48 kHz they became.
std::int64_t PushDevice::resampleAndPush(std::span<const float> mono, Instant captured)
{
    std::int64_t pushed = 0;
    while (!mono.empty()) {
        const auto step = m_resampler->process(mono, m_resampled);
        mono = mono.subspan(std::size_t(step.consumed));
        pushed += push(
            std::span(m_resampled).first(std::size_t(step.produced)), captured + timeOfFrames(pushed));
    }
    return pushed;
}

std::int64_t PushDevice::push(std::span<const float> mono, Instant captured)
{
    m_figures.frames += mono.size();
    if (!mono.empty())
        m_push(mono, captured);
    return std::int64_t(mono.size());
}

} // namespace earshot
