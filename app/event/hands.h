#pragma once

#include "base/ids.h"
#include "base/units.h"

#include <QString>

#include <vector>

namespace earshot {

/// A listener who asks to speak, as the desk keeps them.
struct RaisedHand {
    UserKey key;
    QString name;
    WallTime since{};
    bool isInvited = false; ///< asked to come up, and has not answered yet

    bool operator==(const RaisedHand &) const = default;
};

/// In the order in which they were raised: the first is next.
using Hands = std::vector<RaisedHand>;

} // namespace earshot
