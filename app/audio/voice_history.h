#pragma once

#include "audio/media_time.h"

#include <array>
#include <memory>

namespace earshot {

/// 10 ms of the own voice, ready for the encoder.
struct VoiceBlock {
    std::array<float, kBlockFrames> samples{};
    std::int64_t position = 0; ///< of its first sample, 1/48000 s
    Instant captured{}; ///< when that was said
    bool isVoice = false;
};

/// The last half second of the own voice, for what is said before the key is down. Never leaves on its own: it is
/// overwritten.
class VoiceHistory
{
public:
    static constexpr std::size_t kBlocks = 51; ///< 500 ms (TalkGate::kMostPreRoll) and the newest

    VoiceHistory()
        : m_blocks(std::make_unique<std::array<VoiceBlock, kBlocks>>())
    { }

    /// Where the next block is written, in the place of the oldest; it counts from now on.
    VoiceBlock &add()
    {
        m_newest = (m_newest + 1) % kBlocks;
        m_count = std::min(m_count + 1, kBlocks);
        return (*m_blocks)[m_newest];
    }
    void clear() { m_count = 0; }

    std::size_t size() const { return m_count; }
    /// 0 = the newest.
    VoiceBlock &before(std::size_t blocks) { return (*m_blocks)[(m_newest + kBlocks - blocks) % kBlocks]; }

private:
    std::unique_ptr<std::array<VoiceBlock, kBlocks>> m_blocks;
    std::size_t m_newest = 0;
    std::size_t m_count = 0;
};

} // namespace earshot
