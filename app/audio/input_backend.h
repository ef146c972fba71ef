#pragma once

#include "audio/audio_input.h"

namespace earshot {

/// What a microphone was seen to give.
struct PushFigures {
    std::optional<Instant> lastPush;
    quint64 frames = 0; ///< of 48 kHz
    quint64 gaps = 0; ///< times when some were skipped
    microseconds latency{0}; ///< from the membrane to the hand-over, of the oldest sample of a push
};

/// A microphone that was opened and is closed with this object. Pushes on the audio thread as soon as it is ready.
class SoundSource
{
public:
    virtual ~SoundSource() = default;

    /// Of the device that it records now: the system may move it. Empty until known.
    virtual QString deviceId() const = 0;
    virtual QString deviceName() const = 0;
    virtual const PushFigures &figures() const = 0;
    /// Why it will give nothing any more; nothing while it may.
    virtual std::optional<Failure> failure() const = 0;
    /// The device sleeps, and this source will go on by itself.
    virtual bool isSuspended() const { return false; }
    /// As the person set it in the system, dB, -127 = muted; PulseAudio tells, QtMultimedia does not.
    virtual std::optional<double> gainDb() const { return std::nullopt; }
    /// Why it sleeps or gives nothing just now, where the system knows more of it.
    virtual std::optional<Failure> obstacle() const { return std::nullopt; }
    /// Gave no sound in all the time it had, and is closed next.
    virtual void timedOut() { }
};

/// How to open a microphone.
struct SourceWish {
    InputDevice device;
    bool isPinned = false; ///< the system may not choose another, nor move it there
    microseconds fragment{10'000}; ///< handed over at a time, where the system can
};

/// What a system has to record with. Lives on the audio thread; all calls on that thread. Outlives its sources.
class InputBackend : public QObject
{
    Q_OBJECT
public:
    /// Microphones; never what records the computer's own sound. Empty while `trouble`.
    virtual std::vector<InputDevice> inputs() const = 0;
    /// There are such that record the computer's own sound.
    virtual bool hasMonitors() const = 0;
    /// The devices are not known yet; `changed` follows.
    virtual bool isLooking() const = 0;
    /// Why no device can be told or used.
    virtual std::optional<Failure> trouble() const = 0;
    virtual std::unique_ptr<SoundSource> open(const SourceWish &wish, PushFunction push) = 0;
    /// Look again at once: the computer has slept.
    virtual void look() = 0;

signals:
    /// Of devices, the default, or a source's device, suspension or failure.
    void changed();
};

/// As `makeSoundBackend` does for outputs.
std::unique_ptr<InputBackend> makeInputBackend(Clock &clock);

} // namespace earshot
