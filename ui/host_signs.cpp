#include "host_signs.h"

#include <algorithm>

namespace earshot {

/// The card of a live event is renewed every 10 s, that of a paused one every 60 s.
constexpr seconds kHostSilent{60};
constexpr seconds kPausedHostSilent{150};
/// No two clocks differ by more that somebody looks at.
constexpr minutes kSurelyOld{10};

void HostSigns::note(const EventsView &view, WallTime now)
{
    std::map<Key, Sign> signs;
    for (const ServerView &server : view.servers) {
        if (server.state != ServerView::State::UpToDate)
            continue;
        for (const ScheduleCard &card : server.schedule) {
            if ((card.phase != Phase::Live && card.phase != Phase::Paused) || !card.counts)
                continue;
            const Key key{server.id, card.id.text()};
            const WallTime made = card.counts->at;
            const auto known = m_signs.find(key);
            if (known != m_signs.end() && known->second.made == made)
                signs[key] = known->second;
            else
                signs[key] = {made, now - made > kSurelyOld ? made : now};
        }
    }
    m_signs = std::move(signs);
}

std::optional<WallTime> HostSigns::awaySince(
    const ServerView &server, const ScheduleCard &card, WallTime now) const
{
    const auto sign = m_signs.find({server.id, card.id.text()});
    const seconds limit = card.phase == Phase::Paused ? kPausedHostSilent : kHostSilent;
    if (sign == m_signs.end() || now - sign->second.came <= limit)
        return std::nullopt;
    return std::min(sign->second.made, sign->second.came);
}

} // namespace earshot
