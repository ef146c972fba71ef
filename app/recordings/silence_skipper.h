#pragma once

#include "audio/media_time.h"

#include <QtGlobal>

#include <array>
#include <span>

namespace earshot {

/// Shortens long pauses: of one that is longer than 0.5 s the first 0.35 s and the last 0.15 s stay, joined by a fade of
/// 10 ms. A pause is what stands out from the quietest of the last seconds by less than 8 dB, and is quieter than
/// -40 dBFS; what is quieter than -60 dBFS is one in any case.
class SilenceSkipper
{
public:
    struct Block {
        std::array<float, kBlockFrames * kStereo> samples;
        int frames = 0;
        qint64 position = 0;
    };

    /// To be called with each block in turn; `next` gives what is to be heard of them, later at times.
    void add(const Block &block);
    /// No more follows: what is held back is to be heard.
    void finish();
    void clear();
    /// Nothing: there is none.
    const Block *next();

    qint64 savedFrames() const { return m_saved; }

private:
    static constexpr std::size_t kHead = 35; ///< blocks
    static constexpr std::size_t kTail = 15; ///< blocks

    bool isQuiet(const Block &block);
    void hold(const Block &block);
    void release();
    void put(const Block &block) { m_out[m_outCount++] = block; }

    std::array<Block, kTail + 1> m_held; ///< a ring
    std::size_t m_heldCount = 0;
    std::size_t m_heldFirst = 0;
    std::array<Block, kTail + 2> m_out;
    std::size_t m_outCount = 0;
    std::size_t m_outNext = 0;
    Block m_cut; ///< what would have come where it was cut
    bool m_isCut = false;
    std::size_t m_quiet = 0; ///< blocks in a row
    double m_floorDb = -60;
    qint64 m_saved = 0;
};

} // namespace earshot
