#pragma once

#include "audio/talk_stats.h"

#include <bitset>

namespace earshot {

/// Push to talk as a lease: says until when the microphone may be open, and why it was closed. Pure; time comes from outside.
///
///   closed -> open     a press, while nothing stands against it
///   open   -> closed   let go, its key or focus lost, sleep, something that stands against it, or nobody renewed it for kTerm
///
/// What was closed by anything but the person stays closed until the next press: a key that is still down opens nothing again.
class TalkLease
{
public:
    static constexpr milliseconds kTerm{300}; ///< from a renewal to the end
    static constexpr milliseconds kRhythm{100}; ///< of renewals

    /// Closes what is open.
    void setMode(TalkMode mode, Instant now);

    /// The same source again without a release is a key's repetition, and ignored. The remote is a switch in all modes:
    /// press opens, release closes.
    void press(TalkSource source, Instant now);
    void release(TalkSource source, Instant now);
    void focusLost(Instant now); ///< of the window: its key and button are let go
    void keyLost(Instant now); ///< the global key is let go
    void slept(Instant now);
    /// Something happened: closes once.
    void fault(TalkEnd why, Instant now);
    /// As long as `stands`, nothing opens. DeviceLost, MutedByHost, ReturnPathDead and LeftStage; nobody is on stage at first.
    void setObstacle(TalkEnd why, bool stands, Instant now);

    /// Until when the microphone may be open, by what is known now; a moment that is not in the future = closed.
    Instant renew(Instant now);

    TalkStats stats() const;

private:
    void expire(Instant now);
    void open(Instant now);
    void close(TalkEnd why, Instant now);
    void letGo(TalkSource source, TalkEnd why, Instant now);

    static constexpr std::size_t kSources = std::size_t(TalkSource::Remote) + 1;
    static constexpr std::size_t kEnds = std::size_t(TalkEnd::Watchdog) + 1;

    TalkStats m_stats;
    Instant m_renewed{}; ///< while open
    std::bitset<kSources> m_down; ///< pressed and not let go, whatever came of it
    std::bitset<kSources> m_holding; ///< of them, in Hold: what keeps it open
    std::bitset<kEnds> m_obstacles{1u << std::size_t(TalkEnd::LeftStage)};
};

} // namespace earshot
