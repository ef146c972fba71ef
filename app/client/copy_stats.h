#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QString>

#include <optional>

namespace earshot {

/// A listener's own copy of what they hear.
struct CopyStats {
    bool isWanted = false;
    bool isAllowed = false; ///< by the host, who can take it back
    std::optional<WallTime> since; ///< it is being written, from there on
    QString folder; ///< of the present or the last one; empty = none yet
    std::optional<Failure> failure; ///< it cannot be written

    bool operator==(const CopyStats &) const = default;
};

} // namespace earshot
