#pragma once

#include "base/units.h"

namespace earshot {

/// The planned start of an event that begins when its host is ready: nobody was told a time, so it is never late.
constexpr WallTime kWhenReady{};

} // namespace earshot
