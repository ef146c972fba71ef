#pragma once

#include "audio/delay_price_stats.h"
#include "audio/speaker_audio_stats.h"
#include "base/result.h"
#include "base/units.h"

#include <QString>

#include <optional>
#include <vector>

namespace earshot {

enum class OutputPhase { Stopped, Starting, Playing, Failed };

/// The sound device as seen from the pull path.
struct OutputStats {
    OutputPhase phase = OutputPhase::Stopped;
    QString deviceName; ///< as the system calls it; while the null device plays: the one that sleeps
    bool nullDevice = false; ///< no real device: audio is consumed in real time and heard by nobody
    std::optional<Instant> lastPull; ///< the device last asked for audio
    quint64 framesConsumed = 0;
    microseconds deviceBuffer{0}; ///< between hand-over and ear
    quint64 latePulls = 0; ///< gaps between pulls longer than what the device had buffered
    std::optional<Instant> lastLatePull;
    double volume = 1.0; ///< 0…1, Earshot's own
    bool muted = false; ///< in Earshot
    std::optional<Failure> failure;
    QString lostDevice; ///< went away while it was used; `deviceName` plays now
    std::optional<Instant> lostDeviceAt;
    bool suspended = false; ///< the system let the device sleep, or somebody does; it takes nothing
    double levelDb = -127; ///< of what it got in the last 100 ms, dBFS

    bool operator==(const OutputStats &) const = default;
};

struct AudioStats {
    std::vector<SpeakerAudioStats> speakers;
    OutputStats output;
    std::optional<DelayPrices> prices; ///< nothing: no speaker was heard yet
    bool testSound = false; ///< the test sound is being played
    Instant at{};

    bool operator==(const AudioStats &) const = default;
};

} // namespace earshot
