#pragma once

#include "audio/input_stats.h"
#include "base/clock.h"

#include <QObject>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace earshot {

/// Gets mono float at 48 kHz; `captured` is when the first of them was said. Called on the input's thread.
using PushFunction = std::function<void(std::span<const float> mono, Instant captured)>;

/// Which microphone to use.
struct InputChoice {
    enum class Kind { System, Named } kind = Kind::System;
    QString name; ///< id or name of an InputDevice, for Named

    bool operator==(const InputChoice &) const = default;
};

/// An open microphone. Lives on the audio thread; all calls on that thread.
///
/// It is followed as outputs are (`system_output.h`): a new default, a lost device, a sound server that restarts,
/// sleep. Sources that record what the computer plays (monitors) are never taken, also not where there is no other:
/// the failure is DeviceMissing then, and `isMonitor` set.
class AudioInput : public QObject
{
    Q_OBJECT
public:
    /// Begins to push; failures come by `statsChanged`.
    virtual void start(PushFunction push) = 0;
    virtual void stop() = 0;
    virtual InputStats stats() const = 0;

signals:
    /// At every change of phase or device and about 4 times a second while open.
    void statsChanged(const earshot::InputStats &stats);
};

std::unique_ptr<AudioInput> makeAudioInput(const InputChoice &choice, Clock &clock);

/// The microphones there are; monitors are left out. Lives on the audio thread; all calls on that thread.
class InputDevices : public QObject
{
    Q_OBJECT
public:
    virtual std::vector<InputDevice> list() const = 0;

signals:
    void changed();
};

std::unique_ptr<InputDevices> makeInputDevices(Clock &clock);

} // namespace earshot
