#pragma once

#include "audio/audio_output.h"
#include "audio/delay_choice.h"
#include "audio/delay_price_stats.h"
#include "audio/output_devices.h"

#include <optional>

namespace earshot {

/// What a person chose about how Earshot sounds.
struct SoundChoice {
    OutputChoice output;
    DelayChoice delay;
    bool levelling = true; ///< all speakers about equally loud

    bool operator==(const SoundChoice &) const = default;
};

/// The output as it is opened: the device buffers less where a listener wants to be near the speakers.
inline OutputChoice outputOf(const SoundChoice &choice)
{
    OutputChoice output = choice.output;
    if (choice.delay.kind == DelayChoice::Kind::LowDelay && output.kind != OutputChoice::Kind::Null)
        output.delayMode = DelayMode::OnStage;
    return output;
}

/// Everything the sound part of the settings shows; a value, refreshed while it is watched.
struct SoundView {
    std::vector<OutputDevice> devices;
    bool devicesKnown = false; ///< the list was read; until then it is empty
    OutputStats output; ///< of the output that is open
    std::optional<DelayPrices> prices; ///< nothing: no speaker was heard yet
    double levelDb = -127; ///< of what the device gets, dBFS
    bool testSound = false; ///< the test sound is being played

    bool operator==(const SoundView &) const = default;
};

} // namespace earshot
