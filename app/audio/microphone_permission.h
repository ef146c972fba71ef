#pragma once

#include "base/result.h"

namespace earshot {

/// Where the system itself keeps programs from the microphone, and gives them silence or nothing: that it does.
/// Nothing on systems whose sound server says it itself.
std::optional<Failure> microphoneDenial();

/// Where the system wants to ask the person (macOS) and has not yet, it does now; meanwhile there is silence.
void askForMicrophone();

} // namespace earshot
