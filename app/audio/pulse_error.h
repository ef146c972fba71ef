#pragma once

#include "base/result.h"

namespace earshot {

/// Why a stream at PulseAudio could not be opened or ended, by its error number (PA_ERR_…, part of its protocol).
Failure failureOfPulse(int error);

} // namespace earshot
