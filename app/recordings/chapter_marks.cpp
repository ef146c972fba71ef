#include "recordings/chapter_marks.h"

#include <iterator>

namespace earshot {

namespace {

constexpr int kEnough = 30; ///< ticks
constexpr int kBetweenWords = 3; ///< ticks of silence that belong to speech
constexpr int kOver = 20; ///< ticks of silence after which someone is no longer speaking
constexpr std::size_t kMostMarks = 999; ///< as many as tags can number

} // namespace

bool ChapterMarks::isHeard(int voice, int within) const
{
    const auto last = m_lastHeard.find(voice);
    return last != m_lastHeard.end() && m_tick - last->second <= within;
}

void ChapterMarks::add(std::span<const int> voices)
{
    for (const int voice : voices) {
        m_lastHeard[voice] = m_tick;
        if (voice != m_present)
            m_turns.try_emplace(voice, Turn{m_tick, 0, 0});
    }
    for (auto turn = m_turns.begin(); turn != m_turns.end();) {
        auto &[voice, account] = *turn;
        account.heard += isHeard(voice, kBetweenWords);
        account.othersHeard += isHeard(m_present, kBetweenWords);
        const bool isEnough = account.heard >= kEnough;
        if (isEnough && account.heard > account.othersHeard) {
            if (m_marks.size() < kMostMarks)
                m_marks.push_back({account.began, voice});
            m_present = voice;
            m_turns.clear();
            break;
        }
        turn = isEnough || !isHeard(voice, kOver) ? m_turns.erase(turn) : std::next(turn);
    }
    ++m_tick;
}

} // namespace earshot
