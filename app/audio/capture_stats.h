#pragma once

#include "base/units.h"

#include <QtGlobal>

#include <optional>

namespace earshot {

/// What the feedback guard does with the voice.
enum class GuardState { Off, Watching, Ducked, Muted };

/// The own voice between microphone and encoder.
struct CaptureStats {
    double levelDb = -127; ///< of the microphone, RMS of the last 100 ms, dBFS
    double peakDb = -127; ///< of the microphone, of the last 100 ms, dBFS
    double sentDb = -127; ///< what the encoder gets while the gate is open, RMS, dBFS
    double noiseFloorDb = -127; ///< of the microphone's pauses, dBFS
    double clippedShare = 0; ///< of the 20 ms blocks of the last 3 s
    int bandwidthHz = 0; ///< what the microphone's sound reaches; 0 = not known
    double humDb = -127; ///< of 50 or 60 Hz and their harmonics, dBFS
    int humHz = 0; ///< 50 or 60, 0 = none
    int howlHz = 0; ///< 0 = none
    GuardState guard = GuardState::Off;
    std::optional<Instant> guardedSince; ///< ducked or muted
    double noiseSuppressedDb = 0; ///< taken away by noise suppression now
    double gainDb = 0; ///< added by gain control now
    std::optional<double> echoLossDb; ///< echo return loss enhancement; nothing while nothing is played
    bool open = false; ///< the gate: what is said is sent
    std::optional<Instant> openSince;
    std::optional<Instant> silentSince; ///< since then the microphone gives digital silence
    quint64 framesSent = 0; ///< of 20 ms
    quint64 framesLost = 0; ///< the queue to the network was full
    Instant at{};

    bool operator==(const CaptureStats &) const = default;
};

} // namespace earshot
