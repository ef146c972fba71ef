#pragma once

#include <QtGlobal>

#include <map>
#include <span>
#include <vector>

namespace earshot {

/// Where another speaker goes on: who, since they began, was heard for 3 s, and longer than the one before them. Interjections and
/// short answers are none.
class ChapterMarks
{
public:
    static constexpr int kTickMs = 100;

    struct Mark {
        qint64 tick = 0;
        int voice = 0;
    };

    /// Who is heard in the next 100 ms.
    void add(std::span<const int> voices);
    const std::vector<Mark> &marks() const { return m_marks; }

private:
    /// Someone who may be the next.
    struct Turn {
        qint64 began = 0;
        int heard = 0; ///< ticks
        int othersHeard = 0; ///< ticks in which the present one was
    };

    bool isHeard(int voice, int within) const;

    std::vector<Mark> m_marks;
    std::map<int, qint64> m_lastHeard; ///< tick
    std::map<int, Turn> m_turns;
    qint64 m_tick = 0;
    int m_present = -1;
};

} // namespace earshot
