#pragma once

#include "base/ids.h"
#include "base/units.h"

#include <QString>

#include <vector>

namespace earshot {

enum class Role { Host, CoHost, Speaker };

enum class Presence {
    Present, ///< the desk sees their connection or their packets
    Dropped, ///< was there, is gone without saying so; `since` says when
    Away, ///< on the list, not connected yet
};

/// One person on the stage, as the desk sees them.
struct StageMember {
    UserKey key;
    QString name;
    Role role = Role::Speaker;
    bool muted = false;
    Presence presence = Presence::Away;
    WallTime since{}; ///< of the present `presence`

    bool operator==(const StageMember &) const = default;
};

using Stage = std::vector<StageMember>;

} // namespace earshot
