#pragma once

#include "base/result.h"
#include "event/event_state.h"
#include "wire/messages.h"

#include <vector>

namespace earshot {

inline constexpr qsizetype kMaxLeaseBytes = kMaxBeaconBytes + 16 * 1024;

/// Who holds an event, and all that another desk needs to go on with it: the value of its key in the bucket
/// `earshot_leases`.
struct LeaseRecord {
    QString holder; ///< the same whenever that desk is started again; empty = given back
    QString run; ///< this run of the holder: another where it was started again, or copied
    quint64 term = 0; ///< one more with every change of the holder
    EventState state;
    std::vector<UserKey> mutedByDesk; ///< the others who are muted did it themselves

    bool operator==(const LeaseRecord &) const = default;
};

QByteArray writeLease(const LeaseRecord &record);
/// Fails with BadData; also where the state is another event's.
Result<LeaseRecord> readLease(const QByteArray &json, const EventId &event);

} // namespace earshot
