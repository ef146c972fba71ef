#pragma once

#include "audio/talk_stats.h"

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

    TalkLease() { m_stats.obstacles.set(std::size_t(TalkObstacle::OffStage)); }

    /// Closes what is open.
    void setMode(TalkMode mode, Instant now);

    /// A key again without a release is its repetition, and ignored. The remote is a switch in all modes: press opens,
    /// release closes.
    void press(TalkSource source, Instant now);
    /// In Hold, whoever lets go of a key or button goes off the air, whatever else holds it open: a remote that switched
    /// it on and has ended, a key whose release was never told.
    void release(TalkSource source, Instant now);
    void focusLost(Instant now); ///< of the window: its key and button are let go
    void keyLost(Instant now); ///< the global key is let go
    void slept(Instant now);
    /// Something happened: closes once.
    void fault(TalkEnd why, Instant now);
    /// As long as `stands`, nothing opens. Nobody is on stage at first.
    void setObstacle(TalkObstacle obstacle, bool stands, Instant now);

    /// Until when the microphone may be open, by what is known now; a moment that is not in the future = closed.
    Instant renew(Instant now);

    TalkStats stats() const;
    /// Goes up with each reason to be silent at once: a fault, sleep, or an obstacle, open or not. What is still said after
    /// a release ends with it.
    unsigned alarms() const { return m_alarms; }

private:
    void expire(Instant now);
    void open(Instant now);
    void close(TalkEnd why, Instant now);
    void letGo(TalkSource source, TalkEnd why, Instant now);

    TalkStats m_stats;
    Instant m_renewed{}; ///< while open
    std::bitset<kTalkSources> m_down; ///< pressed and not let go, whatever came of it
    unsigned m_alarms = 0;
};

} // namespace earshot
