#pragma once

#include "audio/audio_output.h"
#include "audio/output_devices.h"
#include "audio/pull_meter.h"

namespace earshot {

/// A device that was opened and is closed with this object. Pulls on the audio thread as soon as it is ready.
class SoundSink
{
public:
    virtual ~SoundSink() = default;

    /// Of the device that it plays on now: the system may move it. Empty until known.
    virtual QString deviceId() const = 0;
    virtual QString deviceName() const = 0;
    virtual const PullFigures &figures() const = 0;
    /// Why it will not play any more; nothing while it may.
    virtual std::optional<Failure> failure() const = 0;
    /// The device sleeps, takes nothing, and this sink will go on by itself.
    virtual bool isSuspended() const { return false; }
    /// Buffers so much from now on, and plays on meanwhile. False: it cannot do that, and has to be opened again.
    virtual bool setBuffer(microseconds) { return false; }
    /// Asked for no sound in all the time it had, and is closed next.
    virtual void timedOut() { }
};

/// How to open a device.
struct SinkWish {
    OutputDevice device;
    bool isPinned = false; ///< asked for by name; otherwise the system may choose and move
    microseconds buffer{120'000}; ///< between hand-over and ear
};

/// What a system has to play on. One interface, so that a system's own way to its devices can be added: an
/// implementation of this class and its line in `makeSoundBackend`.
/// Lives on the audio thread; all calls on that thread. Outlives its sinks.
class SoundBackend : public QObject
{
    Q_OBJECT
public:
    /// Devices that people can hear; empty while `trouble`.
    virtual std::vector<OutputDevice> outputs() const = 0;
    /// The devices are not known yet; `changed` follows.
    virtual bool isLooking() const = 0;
    /// Why no device can be told or used.
    virtual std::optional<Failure> trouble() const = 0;
    virtual std::unique_ptr<SoundSink> open(const SinkWish &wish, PullFunction pull) = 0;
    /// Look again at once: the computer has slept.
    virtual void look() = 0;

signals:
    /// Of devices, the default, or a sink's device, suspension or failure.
    void changed();
};

/// PulseAudio's own protocol on Linux, which PipeWire speaks too; QtMultimedia everywhere else, where libpulse was
/// not there at build time, and where the environment says EARSHOT_SOUND=qt.
std::unique_ptr<SoundBackend> makeSoundBackend(Clock &clock);

} // namespace earshot
