#pragma once

#include "base/result.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace earshot {

/// How a desk stands to one event's lease.
enum class LeasePhase {
    Seeking, ///< asks who holds it
    Standby, ///< another desk holds it: watches, says nothing
    Holding,
    Unconfirmed, ///< held, but not renewed for too long to be sure of it: says nothing until it is
    Unguarded, ///< the server keeps no leases: works without one
};

struct LeaseStats {
    LeasePhase phase = LeasePhase::Seeking;
    QString holder; ///< the desk that holds it as far as known, empty = none
    quint64 term = 0;
    std::optional<Failure>
        failure; ///< Standby: WrongRevision where it was taken from this one; Unguarded: why

    bool operator==(const LeaseStats &) const = default;
};

} // namespace earshot
