#pragma once

#include "audio/audio_stats.h"
#include "audio/delay_policy.h"
#include "base/clock.h"

#include <QObject>

#include <functional>
#include <memory>
#include <span>

namespace earshot {

/// Fills interleaved stereo float at 48 kHz; called on the output's thread.
using PullFunction = std::function<void(std::span<float> out, Instant now, microseconds deviceBuffer)>;

/// A sound device, or what stands in for one. Lives on the audio thread; all calls on that thread.
/// The pull runs from this thread's event loop, so nothing else may keep that thread busy.
class AudioOutput : public QObject
{
    Q_OBJECT
public:
    /// Begins to pull; failures come by `statsChanged`.
    virtual void start(PullFunction pull) = 0;
    virtual void stop() = 0;
    /// How much the device buffers from now on. What plays goes on without a gap where the system can do that.
    virtual void setDelayMode(DelayMode mode) = 0;
    virtual OutputStats stats() const = 0;

signals:
    /// At every change of phase or device and about 4 times a second while playing.
    void statsChanged(const earshot::OutputStats &stats);
};

/// Which output to use.
struct OutputChoice {
    enum class Kind { System, Named, Null } kind = Kind::System;
    QString name; ///< id or name of an OutputDevice, for Named
    DelayMode delayMode
        = DelayMode::Audience; ///< the device buffers 60 ms for the stage, 120 ms for an audience

    bool operator==(const OutputChoice &) const = default;
};

/// The system's devices (`sound_backend.h`). A pinned device that is away is `lostDevice`, and the default plays
/// until it is back. Where no device can be had, sound goes into the null device in real time, so that the event
/// goes on: phase Playing, nullDevice, and the failure (DeviceMissing, DeviceFailed). It comes back by itself.
std::unique_ptr<AudioOutput> makeAudioOutput(const OutputChoice &choice, Clock &clock);

} // namespace earshot
