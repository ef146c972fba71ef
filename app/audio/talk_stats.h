#pragma once

#include "base/units.h"

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
    ReturnPathDead, ///< the line is lost, or the own voice does not come back
    Feedback, ///< the guard muted
    LeftStage,
    Watchdog, ///< Earshot itself stood still
};

/// Who asks for the microphone.
enum class TalkSource { Key, GlobalKey, Button, Remote };

/// Push to talk.
struct TalkStats {
    TalkMode mode = TalkMode::Hold;
    bool open = false;
    std::optional<Instant> since; ///< open
    TalkEnd end = TalkEnd::None;
    std::optional<Instant> endedAt;
    bool blocked
        = false; ///< pressing opens nothing now: not on stage, muted by the host, no microphone, no line

    bool operator==(const TalkStats &) const = default;
};

} // namespace earshot
