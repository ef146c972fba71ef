#include "audio/input_kind.h"

#include <algorithm>
#include <array>
#include <span>

namespace earshot {

namespace {

bool holdsOneOf(const QString &text, std::span<const QLatin1String> words)
{
    return std::ranges::any_of(
        words, [&](QLatin1String word) { return text.contains(word, Qt::CaseInsensitive); });
}

/// As Windows' drivers call the input that records what is played.
constexpr std::array kLoopbackNames{QLatin1String("stereo mix"), QLatin1String("stereomix"),
    QLatin1String("what u hear"), QLatin1String("wave out mix")};
constexpr std::array kTelephone{QLatin1String("headset"), QLatin1String("handsfree"),
    QLatin1String("hands-free"), QLatin1String("hfp"), QLatin1String("hsp")};
constexpr std::array kOtherProfiles{QLatin1String("a2dp"), QLatin1String("bap"), QLatin1String("asha")};
constexpr std::array kHandsFreeNames{QLatin1String("hands-free"), QLatin1String("handsfree")};

} // namespace

bool isMonitor(const InputTraits &traits)
{
    return traits.deviceClass == QLatin1String("monitor") || traits.id.endsWith(QLatin1String(".monitor"))
        || traits.name.startsWith(QLatin1String("Monitor of ")) || holdsOneOf(traits.name, kLoopbackNames);
}

bool isHandsFree(const InputTraits &traits)
{
    const bool isBluetooth = traits.bus == QLatin1String("bluetooth")
        || traits.api.startsWith(QLatin1String("bluez")) || traits.id.startsWith(QLatin1String("bluez_"));
    if (!isBluetooth)
        return holdsOneOf(traits.name, kHandsFreeNames); // Windows puts it there
    const QString profile = traits.profile.isEmpty() ? traits.id : traits.profile;
    return holdsOneOf(profile, kTelephone) || !holdsOneOf(profile, kOtherProfiles);
}

} // namespace earshot
