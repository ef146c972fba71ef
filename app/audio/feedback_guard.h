#pragma once

#include "audio/capture_stats.h"
#include "audio/loop_detector.h"

#include <span>

namespace earshot {

/// Breaks the loop of loudspeaker and microphone: finds it in the voice that is about to be sent (LoopDetector), makes
/// the voice quieter, and where that does not help, silent.
///
///     Watching -> Ducked    a loop
///     Ducked -> Watching    it died away, and stayed away for 2 s, then 4, 8 … 32 s where it comes back each time
///     Ducked -> Muted       0.6 s later it has not died away
///     Muted -> Watching     0.6 s later it is as loud: what sounds on while nothing is sent is no loop
///     any -> Watching       undo, rearm
///
/// It hears the voice before its own gain, so that it can tell whether the loop is broken. Pure: time is the blocks
/// that come. Does not allocate after it was made.
class FeedbackGuard
{
public:
    static constexpr float kDuckedGain = 0.25f; // -12 dB

    /// 10 ms at 48 kHz.
    void add(std::span<const float> mono);
    /// What the voice is to be multiplied with from the next block on; whoever applies it, ramps.
    float gain() const;
    GuardState state() const { return m_state; }
    /// Of what it acts upon, 0 = nothing, or nothing that stands out.
    int howlHz() const { return m_state == GuardState::Watching ? 0 : m_loop.hz; }

    /// The person knows better: lets go, and acts upon nothing until what sounds has ended for 2 s.
    void undo();
    /// Another device: nothing that was learned holds any more.
    void rearm();
    /// The microphone or the loudspeakers became louder or softer: what was allowed is not, and a loop that comes back is
    /// a new one. It listens on meanwhile, so that somebody who turns up slowly is caught on the way.
    void gainChanged();

private:
    struct Loop {
        int hz = 0; ///< 0 = no tone of it stands out
        float levelDb = 0; ///< of that tone, or of everything, when it was found, or when it was muted
    };

    bool isAllowed() const;
    float levelDb(int hz) const;
    void enter(GuardState state);
    void mute();
    void letGo();
    void allow();

    LoopDetector m_detector;
    GuardState m_state = GuardState::Watching;
    Loop m_loop; ///< that it acts upon, or acted upon last
    int m_blocks = 0; ///< in this state
    int m_letGoAfter = 0; ///< blocks
    bool m_soundsOn = false; ///< Muted: as loud as when it was muted, all the time
    bool m_allows = false; ///< m_loop, although it sounds
    int m_blocksWithout = 0; ///< since what it allows was heard
};

} // namespace earshot
