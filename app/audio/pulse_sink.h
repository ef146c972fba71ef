#pragma once

#include "audio/sound_backend.h"

#include <pulse/stream.h>

namespace earshot {

/// A stream at PulseAudio: 48 kHz stereo float whatever the device has, the server converts. Follows the server
/// where that moves it.
class PulseSink final : public SoundSink
{
public:
    /// What it needs of its backend.
    struct Surroundings {
        Clock &clock;
        std::function<QString(const QString &id)> nameOf;
        std::function<void()> changed;
        std::function<void()> gaveUpUnanswered; ///< timed out before the server said a word to it
    };
    PulseSink(pa_context *context, const SinkWish &wish, PullFunction pull, Surroundings surroundings);
    ~PulseSink() override;

    QString deviceId() const override { return m_deviceId; }
    QString deviceName() const override
    {
        return m_deviceName.isEmpty() ? m_around.nameOf(m_deviceId) : m_deviceName;
    }
    const PullFigures &figures() const override { return m_meter.figures(); }
    std::optional<Failure> failure() const override { return m_failure; }
    bool isSuspended() const override { return m_suspended; }
    bool setBuffer(microseconds buffer) override;
    void timedOut() override { m_timedOut = true; }

private:
    void connectTo(const SinkWish &wish);
    void tellBuffer();
    void stateChanged();
    void learnDevice();
    void suspendedChanged();
    void write(std::size_t bytes);
    microseconds latency() const;
    void fail(const QString &what);

    PullFunction m_pull;
    Surroundings m_around;
    microseconds m_buffer; ///< as wished
    bool m_toldBuffer = true; ///< the server knows it
    pa_stream *m_stream = nullptr;
    PullMeter m_meter;
    QString m_deviceId;
    QString m_deviceName; ///< empty while the backend does not know the device
    std::optional<Failure> m_failure;
    bool m_suspended = false;
    bool m_timedOut = false;
};

} // namespace earshot
