#pragma once

#include "audio/media_time.h"

#include <span>

namespace earshot {

/// A gain that moves to its new value over one block (10 ms), so that no change clicks.
class GainRamp
{
public:
    explicit GainRamp(float gain)
        : m_from(gain)
        , m_to(gain)
    { }

    void setTarget(float gain) { m_to = gain; }
    /// Nothing would come through this block.
    bool isClosed() const { return m_from == 0 && m_to == 0; }

    /// target += source × gain, over one block of interleaved stereo; then the gain has arrived.
    void mixInto(std::span<float> target, std::span<const float> source)
    {
        const float step = (m_to - m_from) / kBlockFrames;
        for (std::size_t i = 0; i < kBlockFrames; ++i) {
            const float gain = m_from + step * float(i + 1);
            target[2 * i] += source[2 * i] * gain;
            target[2 * i + 1] += source[2 * i + 1] * gain;
        }
        m_from = m_to;
    }
    void apply(std::span<float> block)
    {
        if (m_from == m_to) {
            for (std::size_t i = 0; m_to != 1 && i < block.size(); ++i)
                block[i] *= m_to;
            return;
        }
        const float step = (m_to - m_from) / kBlockFrames;
        for (std::size_t i = 0; i < kBlockFrames; ++i) {
            const float gain = m_from + step * float(i + 1);
            block[2 * i] *= gain;
            block[2 * i + 1] *= gain;
        }
        m_from = m_to;
    }
    /// The block passed in silence: the gain arrives unheard.
    void settle() { m_from = m_to; }

private:
    float m_from;
    float m_to;
};

} // namespace earshot
