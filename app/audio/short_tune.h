#pragma once

#include "audio/media_time.h"

#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace earshot {

/// Two soft notes, one after the other.
struct Tune {
    std::array<double, 2> hertz;
    double noteSeconds;
    double peak; ///< of full scale
    double decaySeconds; ///< the time in which a note falls to 1/e

    constexpr int frames() const { return 2 * int(noteSeconds * kFramesPerSecond); }
};

/// About as loud as speech: C5, E5.
inline constexpr Tune kTestTune{{523.25, 659.26}, 0.5, 0.25, 0.2};
// So short and soft that they are over before the first word: up, down, twice the same.
inline constexpr Tune kOpenedTune{{659.26, 880.00}, 0.06, 0.08, 0.05};
inline constexpr Tune kClosedTune{{880.00, 659.26}, 0.06, 0.08, 0.05};
inline constexpr Tune kAttentionTune{{1046.50, 1046.50}, 0.12, 0.12, 0.06};
/// For whoever waited and looks elsewhere: G4, C5, softer than speech.
inline constexpr Tune kBeginTune{{392.00, 523.25}, 0.4, 0.1, 0.15};

/// Plays a tune in blocks of 10 ms.
class TunePlayer
{
public:
    void start(const Tune &tune)
    {
        m_tune = tune;
        m_frame = 0;
    }
    bool isPlaying() const { return m_frame < m_tune.frames(); }

    /// The next 10 ms; silence after the last note.
    std::span<const float> next()
    {
        for (std::size_t i = 0; i < kBlockFrames; ++i, ++m_frame)
            m_block[2 * i] = m_block[2 * i + 1] = isPlaying() ? sample() : 0;
        return m_block;
    }

private:
    float sample() const
    {
        const int note = m_tune.frames() / 2;
        const double t = double(m_frame % note) / kFramesPerSecond;
        const double left = m_tune.noteSeconds - t;
        const double swell = 1 - std::exp(-t / 0.01);
        const double fade = std::exp(-t / m_tune.decaySeconds)
            * std::min(1.0, left / (0.1 * m_tune.noteSeconds)); // to nothing, without a corner that clicks
        const double hertz = m_tune.hertz[std::size_t(m_frame / note)];
        return float(m_tune.peak * swell * fade * std::sin(2 * std::numbers::pi * hertz * t));
    }

    Tune m_tune{{0, 0}, 0, 0, 1};
    int m_frame = 0;
    std::array<float, kBlockFrames * kStereo> m_block{};
};

} // namespace earshot
