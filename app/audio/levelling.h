#pragma once

#include "audio/gain_ramp.h"
#include "audio/k_weighting.h"

#include <array>

namespace earshot {

/// Makes one speaker about as loud as the others: a slow gain towards -18 LUFS, what AES TD1008 (2021) advises
/// for speech that is streamed, within ±12 dB.
///
/// How loud he is is measured like EBU R 128's integrated loudness (BS.1770-4: 400 ms every 100 ms, gated at 10 LU
/// below their mean), but over his last 15 s of speech and with what is far over the median counted as only 3 LU
/// over it, so that a laugh or a knock moves nothing. Speech is what stands out by 8 LU from the quietest tenth of the last
/// 3 s (R 128's short term), or is louder than the target: a steady noise is never taken for a voice. A boost ends
/// where it would lift what is heard in pauses over -45 LUFS. The gain moves only while there is speech, by 1 dB/s
/// up and 2 dB/s down, after 3 s of speech were heard; when levelling is switched, by 6 dB/s.
class Levelling
{
public:
    static constexpr double kTargetLufs = -18;
    static constexpr double kMostDb = 12;

    void setOn(bool on);
    /// Another speaker follows.
    void reset();
    /// 10 ms of sound, changed in place.
    void process(std::span<float> block);
    /// 10 ms in which nothing came.
    void addSilence();

    double gainDb() const { return m_gainDb; }

private:
    static constexpr std::size_t kShortTerm = 30; ///< tenths of a second
    static constexpr std::size_t kSpoken = 150; ///< tenths of a second

    void addTenth(double power);
    double wantedDb() const;
    void moveGain();

    KWeighting m_weighting;
    double m_tenth = 0; ///< power of the tenth under way, summed
    int m_tenthBlocks = 0;
    std::array<float, kShortTerm> m_tenths{}; ///< powers
    std::size_t m_tenthCount = 0; ///< ever
    std::array<float, kSpoken> m_spoken{}; ///< powers of 400 ms of speech
    std::size_t m_spokenCount = 0; ///< ever
    double m_pauseLufs = 0; ///< the quietest tenth lately
    bool m_isSpeech = false;

    bool m_isOn = true;
    bool m_isSwitching = false;
    double m_goalDb = 0;
    double m_gainDb = 0;
    GainRamp m_gain{1};
};

} // namespace earshot
