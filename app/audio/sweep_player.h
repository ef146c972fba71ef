#pragma once

#include "audio/echo_probe.h"
#include "audio/media_time.h"

#include <algorithm>
#include <array>

namespace earshot {

/// Plays the soundcheck's sweep on both sides, in blocks of 10 ms.
class SweepPlayer
{
public:
    void start()
    {
        m_rest = EchoProbe::sweep();
        m_fades = false;
    }
    /// After one more block, in which it fades.
    void stop()
    {
        m_rest = m_rest.first(std::min<std::size_t>(m_rest.size(), kBlockFrames));
        m_fades = true;
    }
    bool isPlaying() const { return !m_rest.empty(); }

    std::span<const float> next()
    {
        const std::size_t count = std::min<std::size_t>(m_rest.size(), kBlockFrames);
        m_block.fill(0);
        for (std::size_t i = 0; i < count; ++i)
            m_block[2 * i] = m_block[2 * i + 1] = m_rest[i];
        for (std::size_t i = 0; m_fades && i < m_block.size(); ++i)
            m_block[i] *= 1 - float(i / kStereo) / kBlockFrames;
        m_rest = m_rest.subspan(count);
        return m_block;
    }

private:
    std::span<const float> m_rest;
    bool m_fades = false;
    std::array<float, kBlockFrames * kStereo> m_block{};
};

} // namespace earshot
