#pragma once

#include "base/units.h"

namespace earshot {

/// What each choice of a delay costs on the line as it has been in the last minutes; of the speaker whose line is worst.
struct DelayPrices {
    microseconds smooth{0}; ///< delay
    microseconds lowDelay{0}; ///< delay
    double fixedLate = 0; ///< share of half seconds (0…1) with a packet later than the fixed delay

    bool operator==(const DelayPrices &) const = default;
};

} // namespace earshot
