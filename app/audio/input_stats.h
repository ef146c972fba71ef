#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QString>

#include <optional>

namespace earshot {

/// A microphone or what stands in for one.
struct InputDevice {
    QString id; ///< stays the same as long as the device is the same; InputChoice::name
    QString name; ///< for people
    bool isDefault = false;
    bool isHandsFree
        = false; ///< a Bluetooth headset in its telephone mode: narrow, and the music turns poor too

    bool operator==(const InputDevice &) const = default;
};

enum class InputPhase { Closed, Opening, Open, Failed };

/// The microphone as seen from where its samples come in.
struct InputStats {
    InputPhase phase = InputPhase::Closed;
    QString deviceId;
    QString deviceName;
    bool isMonitor = false; ///< the only source there is records what the computer plays: it is not opened
    bool isHandsFree = false;
    microseconds latency{0}; ///< from the microphone's membrane to the hand-over of a sample
    std::optional<Instant> lastPush; ///< samples last came
    quint64 frames = 0; ///< samples that came
    quint64 gaps = 0; ///< times when the device skipped some
    bool suspended = false; ///< the system let the device sleep
    std::optional<double> gainDb; ///< as the system is set, 0 = its 100 %; nothing: it does not tell
    QString lostDevice; ///< went away while it was used; `deviceName` is used now, where it is not empty
    std::optional<Instant> lostDeviceAt;
    /// DeviceMissing, DeviceFailed, DeviceBusy (somebody else has it alone), DeviceDenied (the system forbids it)
    std::optional<Failure> failure;

    bool operator==(const InputStats &) const = default;
};

} // namespace earshot
