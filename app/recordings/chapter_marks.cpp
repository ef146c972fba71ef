#include "recordings/chapter_marks.h"

#include <algorithm>
#include <iterator>

namespace earshot {

namespace {

constexpr int kEnough = 30; ///< ticks
constexpr int kBetweenWords = 3; ///< ticks of silence that belong to speech
constexpr int kOver = 20; ///< ticks of silence after which someone is no longer speaking
constexpr int kOverAlone = 100; ///< likewise, while nobody else is heard
constexpr std::size_t kMostMarks = 999; ///< as many as tags can number

} // namespace

bool ChapterMarks::isHeard(int voice, int within) const
{
    const auto last = m_lastHeard.find(voice);
    return last != m_lastHeard.end() && m_tick - last->second <= within;
}

/// Silence ends a turn only where somebody else is heard in it, or it is long.
bool ChapterMarks::isOver(int voice) const
{
    if (isHeard(voice, kOver))
        return false;
    const auto last = m_lastHeard.find(voice);
    return !isHeard(voice, kOverAlone)
        || std::ranges::any_of(m_lastHeard, [&](const auto &other) { return other.second > last->second; });
}

void ChapterMarks::add(std::span<const int> voices)
{
    for (const int voice : voices) {
        m_lastHeard[voice] = m_tick;
        ++m_heard[voice];
        if (voice != m_present)
            m_turns.try_emplace(voice, Turn{m_tick, 0, 0});
    }
    for (auto turn = m_turns.begin(); turn != m_turns.end();) {
        auto &[voice, account] = *turn;
        account.heard += isHeard(voice, kBetweenWords);
        account.othersHeard += isHeard(m_present, kBetweenWords);
        const bool isEnough = account.heard >= kEnough;
        if (isEnough && account.heard > account.othersHeard) {
            mark(account.began, voice);
            m_present = voice;
            m_turns.clear();
            break;
        }
        turn = isEnough || isOver(voice) ? m_turns.erase(turn) : std::next(turn);
    }
    ++m_tick;
}

/// The first chapter begins with the recording: whoever skips to it hears what led to it, too.
void ChapterMarks::mark(qint64 tick, int voice)
{
    if (m_marks.size() < kMostMarks)
        m_marks.push_back({m_marks.empty() ? 0 : tick, voice});
}

void ChapterMarks::pause()
{
    if (m_marks.empty() && !m_heard.empty())
        mark(0, mostHeard());
    mark(m_tick, kPause);
    m_present = kPause;
    m_turns.clear();
    m_lastHeard.clear();
}

int ChapterMarks::mostHeard() const
{
    return std::ranges::max_element(m_heard, {}, [](const auto &one) { return one.second; })->first;
}

std::vector<ChapterMarks::Mark> ChapterMarks::marks() const
{
    if (!m_marks.empty() || m_heard.empty())
        return m_marks;
    return {{0, mostHeard()}};
}

} // namespace earshot
