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

} // namespace earshot
