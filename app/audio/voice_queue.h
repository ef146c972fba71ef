#pragma once

#include "audio/voice_frame.h"

#include <array>
#include <atomic>

namespace earshot {

/// Voice frames from the audio thread to the network thread: one pushes, one pops, neither ever waits. Holds 1.28 s.
class VoiceQueue
{
public:
    /// False: full.
    bool push(const VoiceFrame &frame)
    {
        const std::size_t written = m_written.load(std::memory_order_relaxed);
        if (written - m_read.load(std::memory_order_acquire) == kFrames)
            return false;
        m_frames[written % kFrames] = frame;
        m_written.store(written + 1, std::memory_order_release);
        return true;
    }
    /// False: empty.
    bool pop(VoiceFrame &frame)
    {
        const std::size_t read = m_read.load(std::memory_order_relaxed);
        if (read == m_written.load(std::memory_order_acquire))
            return false;
        frame = m_frames[read % kFrames];
        m_read.store(read + 1, std::memory_order_release);
        return true;
    }

private:
    static constexpr std::size_t kFrames = 64;
    std::array<VoiceFrame, kFrames> m_frames;
    alignas(64) std::atomic<std::size_t> m_written{0};
    alignas(64) std::atomic<std::size_t> m_read{0};
};

} // namespace earshot
