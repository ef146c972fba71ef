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
/// Qt ties its connection with the sound server to the first thread that asks for devices, and renews it from
/// there only: a program needs one audio thread that lives as long as itself.
class AudioOutput : public QObject
{
    Q_OBJECT
public:
    /// Begins to pull; failures come by `statsChanged`.
    virtual void start(PullFunction pull) = 0;
    virtual void stop() = 0;
    virtual OutputStats stats() const = 0;

signals:
    /// At every change of phase or device and about 4 times a second while playing.
    void statsChanged(const earshot::OutputStats &stats);
};

/// Which output to use.
struct OutputChoice {
    enum class Kind { System, Named, Null } kind = Kind::System;
    QString name; ///< QAudioDevice id or description, for Named
    DelayMode delayMode
        = DelayMode::Audience; ///< the device buffers 60 ms for the stage, 120 ms for an audience

    bool operator==(const OutputChoice &) const = default;
};

/// QtMultimedia's device. Where there is none, or it fails, sound goes into the null device meanwhile, so
/// that the event goes on: phase Playing, nullDevice, and the failure (DeviceMissing, DeviceFailed). It comes
/// back by itself.
std::unique_ptr<AudioOutput> makeAudioOutput(const OutputChoice &choice, Clock &clock);

} // namespace earshot
