#pragma once

#include "audio/media_time.h"

#include <algorithm>
#include <array>
#include <optional>

namespace earshot {

/// Keeps an audience's speakers in step: who talks with each other is heard with the same delay, the largest that one of
/// them needs, so that an answer comes as long after its question as it was given.
///
/// In the conversation is who was heard within the last 30 s: longer than most turns in a talk, since the timing matters
/// most when the next one begins. What they share rises at once, which the streams follow by their own rate
/// control or, better, by beginning later after a pause; it falls by 50 ms/s, so that nobody skips.
///
/// Not on stage: who talks with people himself is served by the least delay to each of them.
class Conversation
{
public:
    static constexpr std::size_t kMostSpeakers = 32;

    /// Other targets hold from now on: what is shared follows them at once.
    void takeTargetsAnew() { m_shared = microseconds{0}; }
    void leave(std::size_t speaker) { m_members[speaker].heard.reset(); }

    /// For each block of 10 ms and each speaker; `target`: the delay that his own line asks for.
    void note(std::size_t speaker, bool talks, microseconds target, Instant at)
    {
        Member &member = m_members[speaker];
        if (talks)
            member.heard = at;
        else if (member.heard && at - *member.heard > kStays)
            member.heard.reset();
        member.target = target;
    }
    /// After all were noted.
    void endBlock()
    {
        int members = 0;
        microseconds largest{0};
        for (const Member &member : m_members) {
            if (!member.heard)
                continue;
            ++members;
            largest = std::max(largest, member.target);
        }
        m_shared = std::max(members > 1 ? largest : microseconds{0}, m_shared - kFall);
    }

    /// The least target of this speaker's stream; 0: he talks with nobody.
    microseconds leastTarget(std::size_t speaker) const
    {
        return m_members[speaker].heard ? m_shared : microseconds{0};
    }

private:
    static constexpr microseconds kStays{30'000'000};
    static constexpr microseconds kFall{500};

    struct Member {
        std::optional<Instant> heard;
        microseconds target{0};
    };

    std::array<Member, kMostSpeakers> m_members{};
    microseconds m_shared{0};
};

} // namespace earshot
