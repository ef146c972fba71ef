#include "audio/talk_gate.h"

#include <algorithm>

namespace earshot {

void TalkGate::setOpenUntil(Instant until, Instant since)
{
    m_since.store(since.time_since_epoch().count(), std::memory_order_relaxed);
    m_until.store(until.time_since_epoch().count(), std::memory_order_release);
}

void TalkGate::cut()
{
    m_until.store(0, std::memory_order_relaxed);
    m_cuts.fetch_add(1, std::memory_order_release);
}

TalkGate::Passage TalkGate::next(Instant captured, microseconds preRoll, microseconds tail)
{
    Passage passage;
    const unsigned cuts = m_cuts.load(std::memory_order_acquire);
    if (cuts != m_cutsSeen) {
        m_cutsSeen = cuts;
        passage.isCut = m_isOpen;
        m_isOpen = false;
    }
    const Instant until{microseconds{m_until.load(std::memory_order_acquire)}};
    if (until == Instant{} && m_isOpen && cuts != m_cuts.load(std::memory_order_acquire))
        return next(captured, preRoll, tail); // cut between the two reads
    if (!m_isOpen) {
        const Instant since{microseconds{m_since.load(std::memory_order_relaxed)}};
        const Instant from = std::max(since, captured) - std::clamp(preRoll, microseconds{0}, kMostPreRoll);
        if (captured >= until || captured + kBlockTime <= from)
            return passage;
        passage.opens = from;
        m_isOpen = true;
    }
    passage.passes = captured < until + tail;
    passage.ends = captured + kBlockTime >= until + tail;
    if (passage.ends)
        m_isOpen = false;
    return passage;
}

} // namespace earshot
