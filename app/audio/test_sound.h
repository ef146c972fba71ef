#pragma once

#include "audio/media_time.h"

#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace earshot {

/// Two soft notes of half a second each, a third apart, about as loud as speech.
class TestSound
{
public:
    static constexpr int kFrames = kFramesPerSecond;

    /// One that is heard is not begun again.
    void start()
    {
        if (!isPlaying())
            m_frame = 0;
    }
    bool isPlaying() const { return m_frame < kFrames; }

    /// The next 10 ms.
    std::span<const float> next()
    {
        for (std::size_t i = 0; i < kBlockFrames; ++i, ++m_frame)
            m_block[2 * i] = m_block[2 * i + 1] = sample();
        return m_block;
    }

private:
    float sample() const
    {
        constexpr double kHertz[] = {523.25, 659.26}; // C5, E5
        constexpr int kNote = kFrames / 2;
        constexpr double kPeak = 0.25;
        const double t = double(m_frame % kNote) / kFramesPerSecond;
        const double left = 0.5 - t;
        const double swell = 1 - std::exp(-t / 0.01);
        const double fade
            = std::exp(-t / 0.2) * std::min(1.0, left / 0.05); // to nothing, without a corner that clicks
        return float(kPeak * swell * fade * std::sin(2 * std::numbers::pi * kHertz[m_frame / kNote % 2] * t));
    }

    int m_frame = kFrames;
    std::array<float, kBlockFrames * kStereo> m_block{};
};

} // namespace earshot
