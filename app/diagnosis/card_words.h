#pragma once

#include "event/schedule_card.h"

namespace earshot {

/// What a file for other programs says of an event, one thought a line: whether it takes place, what became of its
/// start, the host's word, who speaks, its description. Times are in UTC: who reads it may be anywhere.
QString cardWords(const ScheduleCard &card, WallTime now);

} // namespace earshot
