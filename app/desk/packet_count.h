#pragma once

#include "event/stage.h"

#include <cstdlib>

namespace earshot {

/// Counts which of one speaker's packets come to the desk, so that a listener who misses some can tell whether
/// the speaker's side lost them or the servers did.
class PacketCount
{
public:
    static constexpr int kLongestGap = 3000; ///< numbers; beyond it the speaker counts from somewhere else

    void take(quint16 sequence, quint32 ssrc)
    {
        const int step = m_count ? qint16(sequence - quint16(m_count->newest)) : 0;
        if (!m_count || ssrc != m_ssrc || std::abs(step) > kLongestGap) {
            m_count = DeskCount{.first = sequence, .newest = sequence};
            m_ssrc = ssrc;
        } else if (step > 0) {
            m_count->skipped += step - 1;
            m_count->newest += step;
        }
    }

    const std::optional<DeskCount> &count() const { return m_count; }

private:
    std::optional<DeskCount> m_count;
    quint32 m_ssrc = 0;
};

} // namespace earshot
