#include "desk/speaker_presence.h"

namespace earshot {

bool SpeakerPresence::update(Stage &stage, Instant now) const
{
    bool changed = false;
    for (StageMember &member : stage) {
        const auto sign = m_seen.constFind(member.key);
        if (sign == m_seen.cend())
            continue;
        const seconds patience = member.muted ? kDroppedAfterMuted : kDroppedAfter;
        const Presence presence = now - sign->at < patience ? Presence::Present : Presence::Dropped;
        if (presence == member.presence)
            continue;
        // Both begin with the last sign: the first one of somebody back, or the last one of somebody lost.
        member.presence = presence;
        member.since = sign->wall;
        changed = true;
    }
    return changed;
}

} // namespace earshot
