#pragma once

#include "base/units.h"

#include <bitset>
#include <optional>

namespace earshot {

enum class TalkMode {
    Hold, ///< as long as the key is down
    Latch, ///< one press opens, the next closes
    OpenMicrophone, ///< from one press until closed by hand or by a fault
};

/// Why the microphone was closed last.
enum class TalkEnd {
    None, ///< it was never open
    Released, ///< by the person
    FocusLost, ///< the window with the key lost the focus
    KeyLost, ///< the system took the global key away, or never said that it was let go
    Suspended, ///< the computer slept
    DeviceLost,
    MutedByHost,
    EventPaused,
    EventOver, ///< ended, cancelled or moved
    ReturnPathDead, ///< the line is lost, or the own voice does not come back
    Feedback, ///< the guard muted
    LeftStage,
    Watchdog, ///< Earshot itself stood still
    Locked, ///< the screen was locked
};

/// Who asks for the microphone.
enum class TalkSource { Key, GlobalKey, Button, Remote };
inline constexpr std::size_t kTalkSources = std::size_t(TalkSource::Remote) + 1;

/// Why pressing opens nothing.
enum class TalkObstacle {
    OffStage,
    EventPaused, ///< nobody is heard
    EventOver, ///< for good
    MutedByHost,
    MicrophoneOpening, ///< it gives sound in a moment
    MicrophoneLost,
    LineDown,
};
inline constexpr std::size_t kTalkObstacles = std::size_t(TalkObstacle::LineDown) + 1;

/// Push to talk.
struct TalkStats {
    TalkMode mode = TalkMode::Hold;
    bool open = false;
    std::optional<Instant> since; ///< open
    TalkEnd end = TalkEnd::None;
    std::optional<Instant> endedAt;
    /// What holds it open: in Hold the keys that are down, in every mode the remote that switched it on. What a latch opened
    /// nobody holds.
    std::bitset<kTalkSources> holders;
    bool blocked = false; ///< pressing opens nothing now: some obstacle stands
    std::bitset<kTalkObstacles> obstacles;

    bool isHeldBy(TalkSource source) const { return holders.test(std::size_t(source)); }
    bool stands(TalkObstacle obstacle) const { return obstacles.test(std::size_t(obstacle)); }
    bool operator==(const TalkStats &) const = default;
};

} // namespace earshot
