#pragma once

#include "audio/capture_settings.h"
#include "audio/capture_stats.h"
#include "audio/voice_frame.h"

#include <functional>
#include <memory>
#include <span>

namespace earshot {

/// Microphone samples in, Opus frames out: echo cancellation, noise suppression and gain control (speexdsp), meters,
/// feedback guard, talk gate with pre-roll and release tail, encoder. 48 kHz mono.
///
/// `push` and `played` belong to the audio thread and do not allocate or lock; the setters and `stats` may be called
/// from any. While the gate is closed nothing leaves: what waits for the pre-roll is overwritten.
class Capture
{
public:
    /// On the audio thread; false: there is no room for it, the frame is lost.
    using FrameFunction = std::function<bool(const VoiceFrame &)>;

    explicit Capture(FrameFunction send);
    ~Capture();

    /// Any number of samples; `captured` is when the first was said.
    void push(std::span<const float> mono, Instant captured);
    /// What this computer plays (interleaved stereo), which the microphone may hear; `heard` is when the first
    /// sample leaves the loudspeaker. On the same thread.
    void played(std::span<const float> stereo, Instant heard);

    void setSettings(const CaptureSettings &settings);
    /// The talk lease: sound captured before this moment is sent (then the release tail); a moment that has passed
    /// closes. Whoever holds it open renews it, so that nobody stays on the air by a program that hangs.
    ///
    /// `since`: when the key was pressed, the same in each renewal. The pre-roll is counted from then; where it is
    /// not told, from the newest sample that there is when the lease begins, which is earlier by the input's latency.
    void setOpenUntil(Instant until, Instant since = {});
    /// Closes at once, without the tail.
    void cut();
    /// Another device: what the guard and the echo canceller learned does not hold any more.
    void rearm();
    /// The microphone, or what is played, became louder or softer: the guard is armed anew. The echo canceller knows what
    /// is played, and follows a microphone.
    void gainChanged();
    /// The person knows better: the guard lets go, and is armed anew.
    void undoGuard();

    /// Gets what the encoder gets, with the position of its first sample, on the audio thread; before the first push.
    using SentFunction = std::function<void(std::span<const float> mono, std::int64_t position)>;
    void setSentMonitor(SentFunction sent);

    CaptureStats stats() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace earshot
