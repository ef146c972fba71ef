#pragma once

#include "audio/time_stretch.h"

namespace earshot {

/// Stretches at an asked rate, by pieces of a pitch period: each block owes its share of frames; a piece is
/// repeated or taken out as soon as something is owed, and paid back by the blocks after it. So pieces never
/// lie in each other, and the first one comes with the first block.
///
/// Where a piece would be heard, it waits: without urgency for a good period or a pause, though not for ever,
/// so that in noise and dense music some 1 % is reached; with urgency the shorter the more is owed, so that
/// the asked rate is reached in any sound, 20 ms late at most.
///
/// Single-threaded, allocates nothing.
class PacedStretch
{
public:
    static constexpr int kWindowFrames = TimeStretch::kWindowFrames; ///< better not called with less
    enum class Direction { Lengthen, Shorten };

    /// Before each block of 10 ms is taken from the front of `audio`: `rate` of its time is to be won (longer)
    /// or gained (shorter), in pieces of at most `longest` frames. Returns the frames by which `audio` grew or shrank.
    int stretch(PcmFifo &audio, Direction direction, double rate, bool urgent,
        int longest = TimeStretch::kLongestLag);
    /// A block passed unstretched: what is owed, or paid in advance, fades within a second.
    void rest()
    {
        m_owed *= kDebtFade;
        m_loudness *= kLoudnessFade;
        m_waited = 0;
    }
    /// Nothing is owed: other audio follows.
    void forgetDebt() { m_owed = m_waited = 0; }

private:
    bool isPause(std::span<const float> stereo);
    float leastCorrelation(bool urgent) const;

    static constexpr double kDebtFade = 0.95; ///< in 10 ms
    static constexpr float kLoudnessFade = 0.986f; ///< in 10 ms: 6 dB in half a second

    Direction m_direction = Direction::Lengthen;
    bool m_isUrgent = false;
    double m_owed = 0; ///< frames; below 0: paid in advance
    int m_waited = 0; ///< blocks, with as much owed as can be
    float m_loudness = 0; ///< power of the loudest sound of late, fading
};

} // namespace earshot
