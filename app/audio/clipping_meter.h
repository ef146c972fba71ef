#pragma once

#include "audio/media_time.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <span>

namespace earshot {

/// Which share of the last 3 s of sound was clipped: of blocks of 20 ms, those in which three samples of a channel
/// in a row are at full scale (0.99 and more, on one side). Sound that was clipped at a lower level, and coded
/// afterwards, is not found.
class ClippingMeter
{
public:
    static constexpr float kFullScale = 0.99f;

    /// A block of 10 ms, interleaved stereo.
    void addBlock(std::span<const float> stereo)
    {
        m_isClipped = m_isClipped || isClipped(stereo);
        m_isHalf = !m_isHalf;
        if (m_isHalf)
            return;
        m_clipped[m_next] = m_isClipped;
        m_next = (m_next + 1) % kBlocks;
        m_count = std::min(m_count + 1, kBlocks);
        m_isClipped = false;
    }
    double share() const { return m_count > 0 ? double(m_clipped.count()) / double(m_count) : 0; }

private:
    static constexpr std::size_t kBlocks = 150; // 3 s
    static constexpr int kRun = 3;

    static bool isClipped(std::span<const float> stereo)
    {
        int run[2] = {0, 0}; // below 0: on the negative side
        for (std::size_t i = 0; i < stereo.size(); ++i) {
            int &r = run[i % 2];
            if (std::abs(stereo[i]) < kFullScale)
                r = 0;
            else if (stereo[i] > 0)
                r = std::max(r, 0) + 1;
            else
                r = std::min(r, 0) - 1;
            if (r == kRun || r == -kRun)
                return true;
        }
        return false;
    }

    std::bitset<kBlocks> m_clipped;
    std::size_t m_next = 0;
    std::size_t m_count = 0;
    bool m_isHalf = false;
    bool m_isClipped = false;
};

} // namespace earshot
