#pragma once

#include "audio/spectrum.h"

#include <array>
#include <limits>
#include <span>

namespace earshot {

/// Finds a closed loop of loudspeaker and microphone in what the microphone hears. A loop multiplies by the same factor
/// at each turn, until something is at its limit, and then stands; nobody's voice does either. Of the features that
/// T. van Waterschoot and M. Moonen collect ("Fifty years of acoustic feedback control", Proc. IEEE 2011, §IV) it uses
/// the peak's power over its neighbours, its slope from frame to frame, and its persistence:
///
/// - growing: for 0.5 s a tone gains the same number of decibels in each frame, 12 dB or more in all; voices and
///   instruments begin fast, and then slower;
/// - loud: for 0.4 s the strongest tone is at nearly full scale and wavers by less than 1.5 dB;
/// - standing: for 0.5 s each 10 ms is loud, there is more than one tone, and some frequency stays among the strongest:
///   what gain control holds down, or several tones that beat;
/// - full: for 0.7 s each 10 ms is nearly at full scale, with more than one tone: a long delay that says phrases again;
/// - pure: for 0.7 s there is one tone, without harmonics, steadier than anybody can sing or whistle.
///
/// A voice that clips is as loud, but moves from vowel to vowel, and a loud whistle is one tone that wavers. A test tone
/// is taken for a loop, and so are music that was compressed until it has no dynamics and a loud chord of an organ.
/// Does not allocate after it was made. 40 ms a frame.
class LoopDetector
{
public:
    /// 10 ms at 48 kHz.
    void add(std::span<const float> mono);
    void reset();

    bool isLoop() const { return m_isLoop; }
    /// Of its strongest tone, 0 = no loop, or none that stands out.
    int hz() const { return m_hz; }
    /// Of the newest frame, dBFS.
    float levelDb() const { return m_known > 0 ? frame(0).overallDb : -127; }
    /// Of what is near this frequency in it, dBFS.
    float levelDb(int hz) const;

private:
    static constexpr int kBins = 512; ///< to 12 kHz
    static constexpr int kFrames = 20;
    static constexpr float kNoSquares = std::numeric_limits<float>::max();
    using Levels = std::array<float, kBins>; ///< dB

    /// 40 ms.
    struct Frame {
        Levels levels{};
        float overallDb = 0; ///< dBFS
        float quietestDb = 0; ///< of its 10 ms, dBFS
        float strongestDb = 0; ///< of its levels
        bool isRich = false; ///< there is more than one tone
    };

    void take(Frame &frame) const;
    bool judge(int strongest) const;
    int strongestPeak() const;
    bool isPeak(int bin) const;
    bool isGrowing(int bin) const;
    bool isLoud(int bin) const;
    bool isStanding() const;
    bool isFull() const;
    bool areLoud(int frames, float leastDb) const;
    bool isPure(int bin) const;

    /// The newest is 0.
    const Frame &frame(int framesAgo) const
    {
        return m_frames[std::size_t((m_next + kFrames - 1 - framesAgo) % kFrames)];
    }
    const Levels &levels(int framesAgo) const { return frame(framesAgo).levels; }
    float levelNear(int bin, int framesAgo) const;

    Spectrum m_spectrum;
    Spectrum::Power m_power{};
    std::array<Frame, kFrames> m_frames{}; ///< a ring
    int m_next = 0;
    int m_known = 0; ///< frames since the reset
    float m_squares = 0; ///< of the frame that is being heard
    float m_leastSquares = kNoSquares; ///< of its quietest block
    bool m_isLoop = false;
    int m_hz = 0;
};

} // namespace earshot
