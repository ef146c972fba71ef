#pragma once

#include "audio/capture_stamps.h"
#include "audio/input_backend.h"

#include <pulse/stream.h>

namespace earshot {

/// A recording stream at PulseAudio: 48 kHz mono float whatever the device has, the server converts. Follows the server
/// where that moves it, but hands on only what comes from a microphone.
class PulseSource final : public SoundSource
{
public:
    /// What it needs of its backend.
    struct Surroundings {
        Clock &clock;
        std::function<const InputDevice *(const QString &id)>
            inputOf; ///< nullptr: no microphone, or not known
        std::function<std::optional<Failure>(const QString &id)>
            obstacleOf; ///< of a microphone that gives nothing
        std::function<std::optional<double>(const QString &id)> gainOf; ///< dB
        std::function<void()> changed;
        std::function<void()> gaveUpUnanswered; ///< timed out before the server said a word to it
    };
    PulseSource(pa_context *context, const SourceWish &wish, PushFunction push, Surroundings surroundings);
    ~PulseSource() override;

    QString deviceId() const override { return m_deviceId; }
    QString deviceName() const override;
    const PushFigures &figures() const override { return m_figures; }
    std::optional<Failure> failure() const override { return m_failure; }
    bool isSuspended() const override { return m_suspended; }
    std::optional<Failure> obstacle() const override { return m_around.obstacleOf(m_deviceId); }
    std::optional<double> gainDb() const override { return m_around.gainOf(m_deviceId); }
    void timedOut() override { m_timedOut = true; }

private:
    void connectTo(const SourceWish &wish);
    void stateChanged();
    void learnDevice();
    void suspendedChanged();
    void read();
    void take(const void *data, std::size_t bytes, microseconds latency);
    void pushSilence(std::int64_t frames, Instant captured);
    std::optional<microseconds> latency() const;
    void fail(int error);

    PushFunction m_push;
    Surroundings m_around;
    microseconds m_fragment; ///< as wished
    pa_stream *m_stream = nullptr;
    PushFigures m_figures;
    CaptureStamps m_stamps;
    QString m_deviceId;
    QString m_deviceName; ///< as long as the backend does not know the device
    std::optional<Failure> m_failure;
    bool m_suspended = false;
    bool m_timedOut = false;
    bool m_isBehind = false; ///< what comes is too old to be of use
};

} // namespace earshot
