#pragma once

#include "event/schedule_card.h"
#include "wire/lease_record.h"

#include <optional>

namespace earshot {

/// What a desk finds of the event when it begins.
struct Former {
    std::optional<LeaseRecord> record; ///< of the desk that held it last
    std::optional<ScheduleCard> card;
};

/// The state with which a desk goes on that has not held the event yet: the former one's stage, times and
/// words, the newer of record and card; and what was done at the own desk before it could know (`isChanged`).
EventState goOn(const EventState &own, bool isChanged, const Former &former);

/// A revision ahead of everything that the former desk has said, also where its last words were not in its
/// record, and its civil clock is ahead of this computer's.
quint64 revisionAfter(quint64 own, const Former &former);

} // namespace earshot
