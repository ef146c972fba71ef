#pragma once

#include "base/result.h"
#include "base/units.h"

#include <optional>

namespace earshot {

/// How an event's recording does at this desk.
struct RecordingStats {
    enum class Phase {
        Off, ///< nothing is recorded here
        Waiting, ///< for the start, or for the first sound
        Writing,
        Finishing, ///< the event is over: the rest is read and written
        Publishing, ///< to the server; listeners can have the programme from a moment within on
        Ready,
        Partial, ///< published; a part is missing that the servers or this computer lost
        Kept, ///< on this computer only: another desk is in charge
        Removed, ///< from the server, by the host; on this computer where it was made here
    };
    Phase phase = Phase::Off;
    milliseconds duration{0}; ///< written
    qint64 bytes = 0; ///< written
    double share = 0; ///< of Publishing: 0…1, in steps of 0.01
    bool isLeftForLater
        = false; ///< Finishing: nobody need wait for the server; it is tried on, and at the next start
    std::optional<Failure>
        failure; ///< why it does not go on: the disk, the server; tried again until it does

    bool operator==(const RecordingStats &) const = default;
};

} // namespace earshot
