#pragma once

#include "base/units.h"

#include <optional>
#include <vector>

namespace earshot {

/// A time by one clock.
struct WallSpan {
    WallTime from{};
    std::optional<WallTime> until; ///< nothing: it lasts

    bool operator==(const WallSpan &) const = default;
};

/// Where none of `spans` is, from the first one on; they are in order. After the last one it lasts.
std::vector<WallSpan> between(const std::vector<WallSpan> &spans);

} // namespace earshot
