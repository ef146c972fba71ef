#pragma once

#include <QString>

namespace earshot {

/// What a sound server says of a microphone; what it does not say is empty.
struct InputTraits {
    QString id; ///< the device's name at the sound server
    QString name; ///< for people
    QString deviceClass; ///< PulseAudio's device.class
    QString bus; ///< its device.bus
    QString api; ///< its device.api
    QString profile; ///< its bluetooth.protocol, PipeWire's api.bluez5.profile
};

/// Records what the computer plays. By the names where no more is known.
bool isMonitor(const InputTraits &traits);

/// The microphone of a Bluetooth headset in its telephone mode (HSP, HFP), which narrows both its directions. That is
/// every Bluetooth microphone but those that say that they are something else: music that a phone sends (A2DP), LE Audio.
bool isHandsFree(const InputTraits &traits);

} // namespace earshot
