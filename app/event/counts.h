#pragma once

#include "base/units.h"

#include <QtGlobal>

#include <optional>

namespace earshot {

/// An estimate with its 95 % interval: between value - interval and value + interval.
struct HearingEstimate {
    qint64 value = 0;
    qint64 interval = 0; ///< half-width of the 95 % interval; 0 = everybody was counted

    bool operator==(const HearingEstimate &) const = default;
};

/// Who is there and who hears. Unknown is not zero.
struct Counts {
    std::optional<qint64> connected; ///< the server's own count of subscriptions to the event's state
    std::optional<HearingEstimate> hearing; ///< from sampled receiver reports; never above connected
    WallTime at{}; ///< when the desk took them
    std::optional<HearingEstimate>
        copying{}; ///< who keeps a copy, from the same reports; never above connected

    bool operator==(const Counts &) const = default;
};

} // namespace earshot
