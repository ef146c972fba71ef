#pragma once

#include "base/units.h"

namespace earshot {

/// How much delay an audience wants to have.
struct DelayChoice {
    enum class Kind {
        Smooth, ///< as much as it takes to have next to no gaps
        LowDelay, ///< near to the speakers, at the price of a gap now and then
        Fixed, ///< `fixed`, whatever the line does
    };
    static constexpr microseconds kLeastFixed{40'000};
    static constexpr microseconds kMostFixed{5'000'000};

    Kind kind = Kind::Smooth;
    microseconds fixed{500'000};

    bool operator==(const DelayChoice &) const = default;
};

/// What each choice costs on the line as it has been in the last minutes; of the speaker whose line is worst.
struct DelayPrices {
    microseconds smooth{0}; ///< delay
    microseconds lowDelay{0}; ///< delay
    double fixedLate = 0; ///< share of half seconds (0…1) with a packet later than the fixed delay

    bool operator==(const DelayPrices &) const = default;
};

} // namespace earshot
