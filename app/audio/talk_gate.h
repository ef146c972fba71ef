#pragma once

#include "audio/media_time.h"

#include <atomic>
#include <optional>

namespace earshot {

/// Decides which blocks of 10 ms are sent, by when they were said:
///
///     since - preRoll <= captured < until + tail
///
/// The lease (`until`, `since`) is set from any thread, `next` belongs to the audio thread.
class TalkGate
{
public:
    static constexpr microseconds kMostPreRoll{500'000};

    /// `since`: when the key was pressed; unknown = when the newest sample was said.
    void setOpenUntil(Instant until, Instant since = {});
    /// At once, without the tail.
    void cut();

    struct Passage {
        bool isCut = false; ///< what was begun is thrown away
        bool passes = false; ///< this block is sent
        std::optional<Instant> opens; ///< with this block; what was said from then on is sent before it
        bool ends = false; ///< with this block
    };
    /// For the block after the last.
    Passage next(Instant captured, microseconds preRoll, microseconds tail);
    bool isOpen() const { return m_isOpen; }

private:
    std::atomic<microseconds::rep> m_until{0};
    std::atomic<microseconds::rep> m_since{0};
    std::atomic<unsigned> m_cuts{0};
    unsigned m_cutsSeen = 0;
    bool m_isOpen = false;
};

} // namespace earshot
