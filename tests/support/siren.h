#pragma once

#include "support/speech.h"

namespace earshot::test {

/// Glides up and down, no two within a second at the same speed: what is heard of it, be it 50 ms, tells when it was
/// said. The same from its beginning each time.
Samples siren(double seconds);

} // namespace earshot::test
