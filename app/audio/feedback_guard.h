#pragma once

#include "audio/capture_stats.h"
#include "audio/howl_detector.h"

#include <span>

namespace earshot {

/// Breaks the loop of loudspeaker and microphone: finds a howl in the voice that is about to be sent, makes it
/// quieter, and when it goes on, silent.
///
///     Watching -> Ducked    a howl
///     Ducked -> Watching    none for 2 s
///     Ducked -> Muted       it goes on for 0.5 s
///     any -> Watching       undo, rearm
///
/// A howl is a tone that stands (HowlDetector), or a roar: a loop of high gain and long delay has many modes, and is at
/// full scale before one of them leads. That is over -9 dBFS and at full scale in each 10 ms of 0.5 s; a voice on a
/// microphone that is merely set too high has a pause by then.
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
    /// Of the howl now, 0 = none.
    int howlHz() const;

    /// The person knows better: lets go, and leaves this tone alone until it has ended for 2 s.
    void undo();
    /// Another device or gain: nothing that was learned holds any more.
    void rearm();

private:
    bool isAllowed(int hz) const;
    int howlingHz() const;
    void follow(bool howls);

    Spectrum m_spectrum;
    Spectrum::Power m_power{};
    HowlDetector m_howl;
    GuardState m_state = GuardState::Watching;
    int m_blocksWithout = 0; ///< since a howl
    int m_blocksDucked = 0; ///< with one
    int m_lastHz = 0; ///< that it acted upon
    int m_allowedHz = 0;
    int m_blocksAllowed = 0; ///< since the allowed tone was there
    int m_blocksLoud = 0; ///< without a quieter one
};

} // namespace earshot
