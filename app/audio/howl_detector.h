#pragma once

#include "audio/spectrum.h"

#include <array>
#include <optional>

namespace earshot {

/// Finds acoustic feedback in what is heard: one pure tone that stands still and does not die away.
///
/// A frame has a tone where its highest peak (150 Hz … 12 kHz, over -45 dBFS) is 15 dB over what is beside it and 12
/// dB over every other peak of the frame; voices and instruments have harmonics and chords nearly as strong, and a
/// voice wavers. It howls where 20 of the last 30 frames (1.2 s) have a tone within 1.5 % of one frequency, not
/// more than 3 dB weaker in the later half than in the first. A whistled or test tone that is held as evenly is
/// taken for one.
class HowlDetector
{
public:
    void add(const Spectrum::Power &power);
    /// Of the howl now, 0 = none.
    int hz() const { return m_hz; }

private:
    struct Tone {
        float hz = 0; ///< 0 = none
        float power = 0;
    };
    static Tone toneIn(const Spectrum::Power &power);
    bool stands(float hz) const;

    static constexpr std::size_t kFrames = 30;

    std::array<Tone, kFrames> m_tones{}; ///< a ring
    std::size_t m_next = 0;
    int m_hz = 0;
};

} // namespace earshot
