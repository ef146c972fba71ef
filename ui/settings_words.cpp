#include "settings_words.h"

#include "words.h"

#include <QLocale>

#include <algorithm>

namespace earshot {

QString SettingsWords::defaultDevice(const SoundView &view)
{
    const auto now = std::ranges::find(view.devices, true, &OutputDevice::isDefault);
    if (now == view.devices.end())
        return tr("Follows what the system plays on");
    return tr("Follows what the system plays on; now %1").arg(now->name);
}

QString SettingsWords::awayDevice(const SoundView &view)
{
    if (view.output.deviceName.isEmpty() || view.output.nullDevice)
        return tr("Not connected now; used again as soon as it is back");
    return tr("Not connected now; %1 plays until it is back").arg(view.output.deviceName);
}

QString SettingsWords::trouble(const SoundView &view)
{
    if (view.devicesKnown && view.devices.empty())
        return tr("This computer has no sound device that works. Earshot takes the first one that appears.");
    if (view.output.phase == OutputPhase::Failed || view.output.nullDevice)
        return tr("The sound device does not open. Earshot keeps trying; another one may work.");
    return {};
}

QString SettingsWords::level(const SoundView &view)
{
    constexpr double kSilentDb = -60;
    return view.levelDb > kSilentDb ? UiWords::decibels(view.levelDb) : QString();
}

QString SettingsWords::delay(microseconds delay)
{
    return UiWords::shortSpan(delay);
}

QString SettingsWords::price(DelayChoice::Kind kind, const std::optional<DelayPrices> &prices)
{
    if (!prices)
        return {};
    //: What a choice of delay costs on the present line: now 640 ms
    return tr("now %1").arg(delay(kind == DelayChoice::Kind::Smooth ? prices->smooth : prices->lowDelay));
}

/// With one decimal below ten of a hundred, where it matters most.
QString SettingsWords::share(double share)
{
    const double percent = std::clamp(share, 0.0, 1.0) * 100;
    if (percent < 0.1)
        //: %1 is a share of a hundred, 0.1
        return tr("less than %1\u00a0%").arg(QLocale().toString(0.1, 'f', 1));
    //: A share of a hundred, with one decimal where it is small: 0.4 %
    return tr("%1\u00a0%").arg(QLocale().toString(percent, 'f', percent < 10 ? 1 : 0));
}

QString SettingsWords::late(microseconds delay, const std::optional<DelayPrices> &prices)
{
    if (!prices)
        return tr("How much comes too late for it is measured while you listen.");
    if (prices->fixedLate <= 0)
        return tr("With %1 nothing of the last minutes would have been too late.")
            .arg(SettingsWords::delay(delay));
    //: %1 is a delay, %2 a share: With 200 ms 0.4 % of the last minutes would have been too late.
    return tr("With %1, %2 of the last minutes would have been too late.")
        .arg(SettingsWords::delay(delay), share(prices->fixedLate));
}

} // namespace earshot
