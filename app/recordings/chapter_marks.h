#pragma once

#include <QtGlobal>

#include <map>
#include <span>
#include <vector>

namespace earshot {

/// Where another speaker goes on: who, since they began, was heard for 3 s, and longer than the one before them. Interjections and
/// short answers are none. The first one is at 0, so that chapters cover the recording; where nobody was heard for 3 s it is
/// theirs who was heard most.
class ChapterMarks
{
public:
    static constexpr int kTickMs = 100;

    static constexpr int kPause = -1;

    struct Mark {
        qint64 tick = 0;
        int voice = 0; ///< or kPause
    };

    /// Who is heard in the next 100 ms.
    void add(std::span<const int> voices);
    /// A chapter of its own, until someone speaks.
    void pause();
    std::vector<Mark> marks() const;

private:
    /// Someone who may be the next.
    struct Turn {
        qint64 began = 0;
        int heard = 0; ///< ticks
        int othersHeard = 0; ///< ticks in which the present one was
    };

    bool isHeard(int voice, int within) const;
    bool isOver(int voice) const;
    void mark(qint64 tick, int voice);
    int mostHeard() const;

    std::vector<Mark> m_marks;
    std::map<int, qint64> m_lastHeard; ///< tick
    std::map<int, qint64> m_heard; ///< ticks
    std::map<int, Turn> m_turns;
    qint64 m_tick = 0;
    int m_present = kPause;
};

} // namespace earshot
