#pragma once

#include "audio/media_time.h"

#include <algorithm>
#include <optional>

namespace earshot {

/// Keeps the speakers of an event in step while they are played late: who spoke later is heard later.
///
/// All follow one time line, whose lag is its playout delay while that is clearly over what the streams aim at.
/// While somebody is played it is that of the foremost; whoever pauses begins again when the line has come to his next
/// packet. While all pause, the line runs three times as fast: so a pause is shortened, and no word. Who is
/// further ahead than a companion (one about as late) does not hurry.
///
/// For each block of 10 ms: beginBlock(), add() for each stream, endBlock(). Single-threaded.
class CatchUpLine
{
public:
    /// One stream that has something to play.
    struct Voice {
        enum class Phase {
            Playing,
            Pausing, ///< the speaker paused before the next packet
            Missing, ///< audio was due and did not come before the next packet, or nothing was played yet
        };
        Phase phase = Phase::Missing;
        microseconds delay{0}; ///< of the next frame
        microseconds target{0};
    };

    void reset() { *this = {}; }

    void beginBlock()
    {
        m_foremost.reset();
        m_next.reset();
        m_slowest = microseconds::min();
        m_target = microseconds{0};
        m_isMissing = false;
    }
    void add(const Voice &voice)
    {
        m_target = std::max(m_target, voice.target);
        if (voice.phase == Voice::Phase::Playing) {
            m_foremost = std::min(m_foremost.value_or(voice.delay), voice.delay);
            m_slowest = std::max(m_slowest, voice.delay);
        } else {
            m_next = std::max(m_next.value_or(voice.delay), voice.delay);
            m_isMissing = m_isMissing || voice.phase == Voice::Phase::Missing;
        }
    }
    void endBlock()
    {
        if (m_foremost) {
            m_lag = *m_foremost;
        } else {
            m_lag -= kPauseGain;
            // What is missing has no length that is known; a longer pause than this is none.
            if (m_next && (m_isMissing || m_lag - *m_next > kLongestPause))
                m_lag = *m_next;
            else if (m_next)
                m_lag = std::max(m_lag, *m_next);
        }
        m_lag = std::max(m_lag, microseconds{0});
        m_isCatchingUp = m_lag > m_target + (m_isCatchingUp ? kAtTarget : kBehind);
    }

    /// What nobody may begin before; 0 where the line is not behind.
    microseconds lag() const { return m_isCatchingUp ? m_lag : microseconds{0}; }
    /// Of a stream that plays.
    bool isAheadOfOthers(microseconds delay) const
    {
        return m_isCatchingUp && delay < m_slowest - kStep && delay > m_slowest - kCompany;
    }

private:
    static constexpr microseconds kBehind{400'000};
    static constexpr microseconds kAtTarget{40'000};
    static constexpr microseconds kPauseGain{2 * kBlockTime};
    static constexpr microseconds kLongestPause{30'000'000};
    static constexpr microseconds kStep{8'000}; ///< about half a pitch period: what one stretch is good for
    static constexpr microseconds kCompany{300'000};

    microseconds m_lag{0};
    bool m_isCatchingUp = false;
    // of the block
    std::optional<microseconds> m_foremost; ///< of those who are played, the least delay
    std::optional<microseconds> m_next; ///< of the others, the one who begins first
    microseconds m_slowest = microseconds::min();
    microseconds m_target{0}; ///< the largest
    bool m_isMissing = false;
};

} // namespace earshot
