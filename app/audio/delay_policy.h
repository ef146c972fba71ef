#pragma once

#include "audio/delay_choice.h"

namespace earshot {

enum class DelayMode {
    OnStage, ///< low delay, for people who talk with each other
    Audience, ///< smooth
};

/// What to do with audio that piled up on the way, or was fetched later.
enum class FallingBehind {
    PlayFaster, ///< all of it is heard, up to 15 % faster with the pitch kept, until live again
    JumpToLive, ///< what is older than the buffer needs is left out
};

/// The numbers behind a delay mode: what a longer delay is worth against a gap in the sound.
struct DelayPolicy {
    // arrivals
    microseconds baseWindow; ///< the base delay is the least one seen in this time
    // target
    microseconds floor;
    microseconds cap;
    microseconds start; ///< assumed before anything was measured
    microseconds startWorth; ///< the assumption counts like a line watched for so long
    microseconds
        firstSound; ///< at most this delay before the very first sound; the rest is built while playing
    seconds memory; ///< time constant by which half-second entries fade
    double tolerated; ///< share of the half-second entries that may be later than the target
    double covered; ///< share of a stall that the delay has to cover; slowing down bridges the rest
    // rate: 0.1 plays 10 % faster
    double faster;
    double slower;
    double catchUp; ///< in place of `faster` where the delay is `catchUpAt` over its target
    microseconds catchUpAt;
    microseconds easing; ///< the rate is the error of the delay over this time, within the limits
    double stallSlower; ///< while packets fail to come
    double
        stallSlowest; ///< the same, once it is sure and little is left: `lastReserve` and this share of the target
    microseconds lastReserve;
    double lastShare;
    microseconds skipAt; ///< over the target by this: jump; max = never

    bool operator==(const DelayPolicy &) const = default;
};

/// Stage tolerates one stall beyond the buffer in 12 s, audience one in a minute. The choices are the audience's:
/// who talks with others has to be near them, and skips what is too old.
DelayPolicy delayPolicy(
    DelayMode mode, FallingBehind behind = FallingBehind::PlayFaster, const DelayChoice &delay = {});

} // namespace earshot
