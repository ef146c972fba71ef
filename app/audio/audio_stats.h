#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QString>

#include <optional>
#include <vector>

namespace earshot {

enum class OpusBandwidth { Unknown, Narrow, Medium, Wide, SuperWide, Full };

/// One speaker's stream, measured where it is played. Totals count from the first packet.
struct SpeakerAudioStats {
    int slot = -1; ///< index into the mixer
    std::optional<Instant> firstPacket;
    std::optional<Instant> lastPacket;
    std::optional<Instant> firstPlayed; ///< real audio first handed over
    quint64 packets = 0;
    quint64 lost = 0; ///< sequence numbers that never came
    quint64 late = 0; ///< packets that came after their time
    int packetLevel = 127; ///< RFC 6464 level of the newest packet, -dBov; 127 = digital silence
    double levelDb = -127; ///< of the decoded audio played in the last 100 ms, dBFS
    OpusBandwidth bandwidth = OpusBandwidth::Unknown;
    double bitsPerSecond = 0; ///< received over the last second
    microseconds jitter{0}; ///< RFC 3550 §6.4.1 interarrival jitter
    microseconds target{0}; ///< playout delay aimed at
    microseconds delay{0}; ///< playout delay now: arrival at the computer to the hand-over to the device
    microseconds played{0}; ///< real audio handed over
    microseconds concealed{0}; ///< made up for missing audio
    microseconds stretched{0}; ///< time inserted or removed by time stretch (absolute sum)
    bool flowing = false; ///< packets are due and played, not a talk pause

    bool operator==(const SpeakerAudioStats &) const = default;
};

enum class OutputPhase { Stopped, Starting, Playing, Failed };

/// The sound device as seen from the pull path.
struct OutputStats {
    OutputPhase phase = OutputPhase::Stopped;
    QString deviceName; ///< as the system calls it
    bool nullDevice = false; ///< no real device: audio is consumed in real time and heard by nobody
    std::optional<Instant> lastPull; ///< the device last asked for audio
    quint64 framesConsumed = 0;
    microseconds deviceBuffer{0}; ///< between hand-over and ear
    quint64 latePulls = 0; ///< gaps between pulls longer than what the device had buffered
    std::optional<Instant> lastLatePull;
    double volume = 1.0; ///< 0…1, Earshot's own
    bool muted = false; ///< in Earshot
    std::optional<Failure> failure;

    bool operator==(const OutputStats &) const = default;
};

struct AudioStats {
    std::vector<SpeakerAudioStats> speakers;
    OutputStats output;
    Instant at{};

    bool operator==(const AudioStats &) const = default;
};

} // namespace earshot
