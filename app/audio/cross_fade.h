#pragma once

#include "audio/fade_law.h"
#include "audio/media_time.h"

#include <array>
#include <span>

namespace earshot {

/// Joins what comes to what was heard: keeps how the sound would have gone on, and lets it fade into the next
/// block, whatever that is, as loud as either.
class CrossFade
{
public:
    static constexpr int kFrames = 240; ///< 5 ms

    /// To be filled with the sound that would have come; the next `blend` uses it.
    std::span<float> keep()
    {
        m_isKept = true;
        return m_tail;
    }
    /// What comes rises from silence, unless something is kept.
    void keepSilence()
    {
        if (!m_isKept)
            m_tail.fill(0);
        m_isKept = true;
    }

    /// `sounding`: `out` holds sound. Returns whether it does now.
    bool blend(std::span<float> out, bool sounding)
    {
        if (!m_isKept)
            return sounding;
        m_isKept = false;
        if (!sounding)
            std::fill(out.begin(), out.end(), 0.0f);
        const int frames = std::min(kFrames, int(out.size()) / kStereo);
        const FadeLaw law(out.data(), m_tail.data(), frames * kStereo);
        for (int i = 0; i < frames; ++i) {
            const float w = (float(i) + 0.5f) / float(frames);
            const float gain = law.gain(w);
            for (int c = 0; c < kStereo; ++c) {
                const auto at = std::size_t(i * kStereo + c);
                out[at] = gain * (out[at] * w + m_tail[at] * (1 - w));
            }
        }
        return true;
    }

private:
    std::array<float, kFrames * kStereo> m_tail;
    bool m_isKept = false;
};

} // namespace earshot
