#pragma once

#include "base/units.h"

#include <memory>
#include <optional>
#include <span>

namespace earshot {

/// Measures how much of its loudspeakers a microphone hears: a short logarithmic sweep is played (A. Farina, "Simultaneous
/// measurement of impulse response and distortion with a swept-sine technique", 2000) and looked for in what is captured.
/// Audio thread.
class EchoProbe
{
public:
    EchoProbe();
    ~EchoProbe();

    /// Mono at 48 kHz, quiet enough for headphones.
    static std::span<const float> sweep();

    struct Echo {
        double db = -127; ///< of the sweep in the microphone against the sweep as played; -127 = not found
        microseconds delay{0}; ///< from the loudspeaker to the microphone, with both devices' buffers
        double playedDb = -127; ///< what the device got in the time of the sweep, RMS, dBFS; -127 = nothing
        /// Something louder was heard that is like the sweep by chance, as a voice is: neither an echo nor none is proven.
        bool isMasked = false;
        double heardDb = -127; ///< what the microphone gave meanwhile, RMS, dBFS
    };
    /// From now on, `captured` is searched; `played` is when the sweep's first sample leaves the loudspeaker.
    void begin(Instant played);
    void captured(std::span<const float> mono, Instant at);
    /// What the device gets from `begin` on, interleaved stereo: with a volume of 0 there is no echo to be found.
    void played(std::span<const float> stereo);
    /// Once enough was captured.
    std::optional<Echo> result() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace earshot
