#pragma once

#include "base/random.h"
#include "base/units.h"

namespace earshot {

/// Exponential backoff with full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS 2015):
/// wait = random(0, min(cap, base · 2^attempt)).
struct BackoffPolicy {
    milliseconds base{500};
    milliseconds cap{30'000};
    milliseconds floor{100}; ///< never less than this, so that a dead server is not hammered

    /// `attempt` counts from 0. Pure but for `random`.
    milliseconds wait(int attempt, Random &random) const;
};

} // namespace earshot
