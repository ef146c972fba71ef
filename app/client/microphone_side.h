#pragma once

#include "audio/capture.h"
#include "audio/voice_match.h"
#include "audio/voice_queue.h"
#include "base/clock.h"
#include "client/voice_source.h"

#include <atomic>
#include <functional>
#include <memory>

namespace earshot {

class EchoProbe;
class Playback;
class SoundSide;

/// The microphone: has the input and its capture on the audio thread, where what is played is their neighbour. Lives on the
/// main thread; ends before the SoundSide.
class MicrophoneSide final : public VoiceSource
{
    Q_OBJECT
public:
    /// Each is called on the audio thread; empty = the system's.
    struct Makers {
        std::function<std::unique_ptr<AudioInput>(const InputChoice &, Clock &)> input;
        std::function<std::unique_ptr<InputDevices>(Clock &)> devices;
    };
    /// `wake` is called on the audio thread, and neither allocates nor waits.
    MicrophoneSide(Clock &clock, SoundSide &sound, Playback &playback, VoiceQueue &queue,
        std::function<void()> wake, Makers makers);
    /// Waits until the microphone is closed.
    ~MicrophoneSide() override;

    void open(const InputChoice &choice) override;
    void close() override;
    void list(bool on) override;
    void setSettings(const CaptureSettings &settings) override { m_capture.setSettings(settings); }
    void setOpenUntil(Instant until, Instant since = {}) override { m_capture.setOpenUntil(until, since); }
    void cut() override { m_capture.cut(); }
    void undoGuard() override { m_capture.undoGuard(); }
    CaptureStats stats() const override { return m_capture.stats(); }
    void measureEcho() override;
    void dropEcho() override;
    void match(bool on) override;
    void returned(const QByteArray &payload, std::int64_t position) override;
    std::optional<double> correlation() override;

private:
    class AudioEnd;
    struct SentSound;

    void takeProbe();
    void tellEcho(const EchoProbe &probe);
    bool send(const VoiceFrame &frame);
    void noteSent(std::span<const float> mono, std::int64_t position);
    void takeSent();

    Clock &m_clock;
    SoundSide &m_sound;
    Playback &m_playback;
    VoiceQueue &m_queue;
    const std::function<void()> m_wake;
    Capture m_capture;
    std::atomic<bool> m_matches{false};
    std::unique_ptr<SentSound> m_sentSound;
    std::unique_ptr<VoiceMatch> m_match; ///< while matched
    std::optional<Instant> m_correlatedAt;
    std::optional<double> m_correlation;
    QString m_outputDevice;
    int m_opened = 0; ///< tells the words of the present input from those of one before
    int m_listed = 0;
    std::shared_ptr<EchoProbe> m_probe; ///< while the sweep is awaited
    int m_echoes = 0; ///< tells the answer that is awaited from those of sweeps before
    std::unique_ptr<Timer> m_echoTimer;
    std::function<void()> m_atEnd; ///< on the audio thread
    AudioEnd *m_end; ///< lives and dies on the audio thread
};

} // namespace earshot
