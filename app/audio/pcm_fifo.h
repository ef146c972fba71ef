#pragma once

#include "audio/media_time.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <span>

namespace earshot {

/// Decoded audio waiting to be played: interleaved stereo in one piece, so that the time stretch can work
/// inside it.
class PcmFifo
{
public:
    static constexpr int kCapacity
        = 14'400; ///< frames, 300 ms: two longest packets and what the stretch inserts

    PcmFifo()
        : m_samples(std::make_unique_for_overwrite<float[]>(std::size_t(kCapacity) * kStereo))
    { }

    int frames() const { return m_frames; }
    void clear() { m_first = m_frames = 0; }

    /// Room for `frames` more at the end, to be filled; then `commit` those that were.
    std::span<float> prepare(int frames)
    {
        assert(m_frames + frames <= kCapacity);
        if (m_first + m_frames + frames > kCapacity) {
            std::copy_n(begin(), m_frames * kStereo, m_samples.get());
            m_first = 0;
        }
        return {begin() + m_frames * kStereo, std::size_t(frames) * kStereo};
    }
    void commit(int frames) { m_frames += frames; }

    std::span<float> content() { return {begin(), std::size_t(m_frames) * kStereo}; }
    void dropFront(int frames)
    {
        m_first += frames;
        m_frames -= frames;
    }

private:
    float *begin() { return m_samples.get() + m_first * kStereo; }

    std::unique_ptr<float[]> m_samples;
    int m_first = 0;
    int m_frames = 0;
};

} // namespace earshot
