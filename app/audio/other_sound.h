#pragma once

#include "base/units.h"

#include <span>

namespace earshot {

/// A sound that is played in the place of the event's, through the same volume, mute and limiter.
class OtherSound
{
public:
    virtual ~OtherSound() = default;
    /// The event is silent as long as this holds; what comes of it is taken in step all the same.
    virtual bool isInPlace() const = 0;
    /// Fills 10 ms of interleaved stereo, the first of which is heard at `heard`; false where that is silence. On the
    /// pulling thread: allocates nothing, waits for nobody.
    virtual bool pull(std::span<float> block, Instant heard) = 0;
};

} // namespace earshot
