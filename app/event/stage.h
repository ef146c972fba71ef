#pragma once

#include "base/ids.h"
#include "base/units.h"

#include <QString>

#include <optional>
#include <vector>

namespace earshot {

enum class Role { Host, CoHost, Speaker };

enum class Presence {
    Present, ///< the desk sees their connection or their packets
    Dropped, ///< was there, is gone without saying so; `since` says when
    Away, ///< on the list, not connected yet
};

/// What the desk got of a speaker's packets, by their RTP numbers; much as a receiver report has it (RFC 3550
/// §6.4.1). Another count begins, with another `first`, where the desk's line broke or the speaker's numbers
/// start anew.
struct DeskCount {
    int first = 0; ///< number of the first packet counted, 0…65535
    qint64 newest = 0; ///< the highest number, counted on from `first` beyond 65535
    /// Of the numbers between, how many had not come when a later one did. Never less, whatever comes late: so
    /// another receiver's numbers skipped up to `newest` can be compared.
    qint64 skipped = 0;

    bool operator==(const DeskCount &) const = default;
};

/// One person on the stage, as the desk sees them.
struct StageMember {
    UserKey key;
    QString name;
    Role role = Role::Speaker;
    bool muted = false; ///< by themselves or by the host
    Presence presence = Presence::Away;
    WallTime since{}; ///< of the present `presence`
    std::optional<DeskCount> count{}; ///< nothing: none of their packets came since the desk's line is up
    bool mutedByHost = false; ///< `muted` is the host's doing, not their own

    bool operator==(const StageMember &) const = default;
};

using Stage = std::vector<StageMember>;

} // namespace earshot
