#pragma once

#include "audio/capture_stamps.h"
#include "audio/input_backend.h"
#include "audio/resampler.h"

#include <QAudioFormat>
#include <QIODevice>

#include <array>

namespace earshot {

/// The side of a QAudioSource that audio is written to.
class PushDevice final : public QIODevice
{
    Q_OBJECT
public:
    PushDevice(const QAudioFormat &format, PushFunction push, const Clock &clock);

    bool isSequential() const override { return true; }
    const PushFigures &figures() const { return m_figures; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override;

private:
    static constexpr int kFrames = kBlockFrames; ///< handled at a time

    std::int64_t resampleAndPush(std::span<const float> mono, Instant captured);
    std::int64_t push(std::span<const float> mono, Instant captured);

    QAudioFormat m_format;
    PushFunction m_push;
    const Clock &m_clock;
    std::optional<Resampler> m_resampler; ///< where the device does not run at 48 kHz
    CaptureStamps m_stamps;
    std::array<float, kFrames> m_read{};
    std::array<float, kFrames> m_resampled{};
    PushFigures m_figures;
};

} // namespace earshot
