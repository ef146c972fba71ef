#pragma once

#include "base/units.h"

#include <QString>

#include <optional>

namespace earshot {

/// The own voice on the server: what was sent, and what came back of it.
struct VoiceStats {
    quint64 sent = 0; ///< packets
    quint64 returned = 0; ///< came back from the server, byte for byte as they were sent
    quint64 foreign = 0; ///< came back under the own key, and were never sent like this
    std::optional<Instant> lastSent;
    std::optional<Instant> lastReturned;
    /// The oldest packet of the last 10 s that has not come back, nor has one that was sent later.
    std::optional<Instant> unreturnedSince;
    std::optional<microseconds>
        roundTrip; ///< from capture of the last sample of a packet to its return; of the last one
    quint64 archived = 0; ///< acknowledged by the server's stream
    quint64 dropped = 0; ///< could not be sent

    bool operator==(const VoiceStats &) const = default;
};

} // namespace earshot
