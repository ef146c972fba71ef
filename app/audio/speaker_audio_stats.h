#pragma once

#include "base/units.h"

#include <optional>

namespace earshot {

enum class OpusBandwidth { Unknown, Narrow, Medium, Wide, SuperWide, Full };

/// One speaker's stream, measured where it is played. Totals count from the first packet.
struct SpeakerAudioStats {
    int slot = -1; ///< index into the mixer
    std::optional<Instant> firstPacket;
    std::optional<Instant> lastPacket;
    std::optional<Instant> firstPlayed; ///< real audio first handed over
    unsigned long long packets = 0; ///< that came, each number once
    unsigned long long lost = 0; ///< sequence numbers that never came; whose fault that is: GapStats
    unsigned long long late = 0; ///< packets that came after their time
    int packetLevel = 127; ///< RFC 6464 level of the newest packet, -dBov; 127 = digital silence
    double levelDb = -127; ///< of the decoded audio played in the last 100 ms, dBFS
    OpusBandwidth bandwidth = OpusBandwidth::Unknown;
    double bitsPerSecond = 0; ///< received over the last second
    microseconds jitter{0}; ///< RFC 3550 §6.4.1 interarrival jitter
    microseconds target{0}; ///< playout delay aimed at
    /// Playout delay now: arrival at the computer of the packet now played to the hand-over of its first
    /// frame to the device.
    microseconds delay{0};
    microseconds played{0}; ///< real audio handed over
    /// Made up, or silent, where audio was missing. What is waited for is added when the stream goes on: only
    /// then the speaker's own clock tells whether it was missing or a pause.
    microseconds concealed{0};
    microseconds stretched{0}; ///< time inserted or removed by time stretch (absolute sum)
    microseconds skipped{0}; ///< thrown away to be near live again
    double clockDrift
        = 0; ///< ppm by which the speaker's clock is quicker than this computer's; 0 until known
    microseconds lateness{0}; ///< of the newest packet against the quickest of the last seconds
    int bandwidthHz
        = 0; ///< measured: above this there was nothing in the last seconds of speech; 0 = not known
    double clippedShare = 0; ///< share of 20 ms blocks with clipped runs in the last 3 s of sound, 0…1
    int howlHz = 0; ///< frequency of a standing howl (acoustic feedback), 0 = none
    bool flowing = false; ///< packets are due and played, not a talk pause

    bool operator==(const SpeakerAudioStats &) const = default;
};

} // namespace earshot
