#pragma once

#include "audio/audio_output.h"
#include "audio/pull_meter.h"
#include "audio/resampler.h"

#include <QAudioFormat>
#include <QIODevice>

#include <array>

namespace earshot {

/// The side of a QAudioSink that audio is read from. Always gives all that is asked for: a read of nothing
/// would stop the sink for good.
class PullDevice final : public QIODevice
{
    Q_OBJECT
public:
    /// `deviceBuffer` tells what the sink holds at the moment.
    PullDevice(const QAudioFormat &format, PullFunction pull, std::function<microseconds()> deviceBuffer,
        const Clock &clock);

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

    const PullFigures &figures() const { return m_meter.figures(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    static constexpr int kFrames = 480; ///< handled at a time

    /// Stereo frames at the device's rate, at most kFrames; returns how many.
    int produce(int wanted, Instant now);

    QAudioFormat m_format;
    PullFunction m_pull;
    std::function<microseconds()> m_askDeviceBuffer;
    const Clock &m_clock;
    std::optional<Resampler> m_resampler; ///< where the device does not run at 48 kHz
    std::array<float, kFrames * 2> m_pulled{};
    std::span<const float> m_rest; ///< of m_pulled, not resampled yet
    std::array<float, kFrames * 2> m_produced{};
    PullMeter m_meter;
};

} // namespace earshot
