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
    void start() { m_rest = EchoProbe::sweep(); }
    bool isPlaying() const { return !m_rest.empty(); }

    std::span<const float> next()
    {
        const std::size_t count = std::min<std::size_t>(m_rest.size(), kBlockFrames);
        m_block.fill(0);
        for (std::size_t i = 0; i < count; ++i)
            m_block[2 * i] = m_block[2 * i + 1] = m_rest[i];
        m_rest = m_rest.subspan(count);
        return m_block;
    }

private:
    std::span<const float> m_rest;
    std::array<float, kBlockFrames * kStereo> m_block{};
};

} // namespace earshot
