#pragma once

#include "base/units.h"

#include <optional>

namespace earshot {

/// How long this computer has slept since it started; nothing where the system does not tell. Tells sleep from
/// a clock that was set.
std::optional<microseconds> sleptSinceStart();

} // namespace earshot
