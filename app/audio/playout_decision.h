#pragma once

#include "audio/delay_policy.h"

namespace earshot {

/// Made-up sound stands for speech this long, then fades and is gone by the second.
constexpr microseconds kConcealFor{60'000};
constexpr microseconds kFadedBy{120'000};

enum class PlayoutPhase {
    Starting, ///< nothing was played yet
    Paused, ///< the speaker pauses
    Playing,
    Dry, ///< audio was due and did not come
};

/// What stands behind the audio that can be played without a hole.
enum class Ahead {
    Nothing, ///< all that came is played
    Hole, ///< later packets are here, some before them will never come
    Pause, ///< later packets are here, the sender's own clock says that it paused before them
};

/// All that the decision about the next 10 ms rests on.
struct PlayoutStatus {
    PlayoutPhase phase = PlayoutPhase::Starting;
    microseconds target{0};
    microseconds needed{0}; ///< of the target, what the line itself asks for
    microseconds delay{
        0}; ///< playout delay of the next audio, without a shift that was asked for: Playing: the next frame,
    ///< otherwise the first packet queued
    microseconds queued{0}; ///< real audio from there on without a hole; 0 = none is there
    Ahead ahead = Ahead::Nothing; ///< what follows it
    microseconds hole{0}; ///< where `ahead` is Hole
    microseconds silentFor{0}; ///< since a packet last came
    microseconds packetTime{0}; ///< audio in one packet
    microseconds dryFor{0}; ///< in phase Dry: since real audio ended
    bool quiet = false; ///< what was played last was no speech
    bool continues = false; ///< where nothing is played: the first packet queued follows what was played last
    microseconds lineLag{0}; ///< delay of the event's time line while it catches up: nothing begins before it
    bool inCompany = false; ///< others are heard with the same target: it is kept more closely
    bool aheadOfOthers = false; ///< in a catch-up others are further behind: they come first
};

enum class PlayoutAction {
    Silence, ///< nothing to play, nothing is missing
    Resume, ///< begin with the first packet queued
    Skip, ///< throw away what is too old, go on at the target
    Play,
    SlowDown, ///< by `rate`
    SpeedUp, ///< by `rate`
    ConcealHole, ///< make up what lies in the hole: time goes on in the stream
    Conceal, ///< make up sound while waiting: time stands still in the stream
    Fade, ///< the same, becoming silent
    Starve, ///< silence where audio is due
    Pause, ///< play the rest, then be silent without concealing
};

struct PlayoutDecision {
    PlayoutAction action = PlayoutAction::Silence;
    double rate = 0; ///< share of the time to be won or gained
    bool urgent = false; ///< stretch also where it may be heard
    microseconds most = microseconds::max(); ///< to be won or gained at once: more would overshoot

    bool operator==(const PlayoutDecision &) const = default;
};

/// What to do with the next 10 ms. Pure.
PlayoutDecision decidePlayout(const PlayoutStatus &status, const DelayPolicy &policy);

} // namespace earshot
