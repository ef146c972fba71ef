#pragma once

#include "audio/delay_policy.h"
#include "simulation/audio/position_sound.h"

#include <vector>

namespace earshot::test {

/// What a listener may choose.
struct ListenerChoice {
    DelayMode mode = DelayMode::Audience;
    FallingBehind behind = FallingBehind::PlayFaster;
    DelayChoice delay;

    DelayPolicy policy() const { return delayPolicy(mode, behind, delay); }
    bool hearsAll() const { return mode == DelayMode::Audience && behind == FallingBehind::PlayFaster; }
};

/// All that happens to one speaker's stream at one listener, in the order of its time.
struct Trace {
    static constexpr Instant kBegin{seconds{1000}};

    struct Sent {
        PositionPayload payload;
        std::uint32_t timestamp = 0;
        std::uint16_t sequence = 0;
        bool marker = false;
        Instant arrival{}; ///< of a listener who is live
        Instant came{}; ///< here, if nothing else was asked for

        EncodedPacket packet() const;
    };
    struct Event {
        enum class Kind { Packet, Choice, Seek, Clear };
        Instant at{};
        Kind kind = Kind::Packet;
        int sent = 0; ///< Packet: index
        ListenerChoice choice; ///< Choice
        microseconds shift{0}; ///< Seek
    };
    struct Sleep {
        Instant at{};
        microseconds length{0};
    };

    std::vector<Sent> sent; ///< in the order of their positions
    std::vector<Event> events;
    ListenerChoice choice; ///< at the beginning
    int blocksPerPull = 1;
    double devicePpm = 0; ///< the device takes more than this computer's clock says
    std::vector<Sleep> sleeps; ///< nothing is pulled
    microseconds calmWay{0}; ///< after `calm`, of every packet: as short as the shortest before
    Instant calm{}; ///< nothing happens to the packets any more
    Instant end{};
    bool mustBeHeard = true; ///< nothing in it is a reason not to hear a packet
    bool hasSeek = false;
    bool hasSilence = false; ///< pauses, DTX: positions that cannot be heard
    bool isCountable = true; ///< what was not heard can be told from the figures
    int broken = 0; ///< packets that cannot be decoded
    std::string story; ///< what happens, for people

    PositionSound sound() const
    {
        return {double(sent.back().payload.position + sent.back().payload.frames)};
    }
    /// The packet that holds a position, or the one before it; 0 before all.
    const Sent &holding(double position) const;
};

/// A trace of stalls, bursts, duplicates, packets fetched later, gaps, restarts of the sender, pauses, DTX, wraps and
/// jumps of the counters, broken payloads, breaks of the line, a sleeping computer, changed minds and seeks.
/// `isOneOfSeveral`: without what concerns all speakers (seeks) and clear().
Trace randomTrace(std::uint64_t seed, bool isOneOfSeveral = false);

} // namespace earshot::test
