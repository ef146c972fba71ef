#pragma once

#include "client/sound_view.h"
#include "settings.h"

#include <QCoreApplication>

namespace earshot {

/// What the settings say about devices and delays.
class SettingsWords
{
    Q_DECLARE_TR_FUNCTIONS(SettingsWords)
public:
    /// Below "System default".
    static QString defaultDevice(const SoundView &view);
    /// Below a chosen device that is not among the devices.
    static QString awayDevice(const SoundView &view);
    /// Why nothing can be heard; empty where a device is there.
    static QString trouble(const SoundView &view);
    static QString level(const SoundView &view); ///< "−18 dB"; empty while nothing is played

    static QString price(DelayChoice::Kind kind, const std::optional<DelayPrices> &prices);
    /// How much would have come too late for a delay that is always the same.
    static QString late(microseconds delay, const std::optional<DelayPrices> &prices);
    static QString delay(microseconds delay); ///< "500 ms", "1.2 s"

private:
    static QString share(double share);
};

} // namespace earshot
