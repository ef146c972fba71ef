#pragma once

#include "base/units.h"
#include "event/stage.h"

#include <QHash>

namespace earshot {

/// Who of the stage is there, by what the desk itself received from them: audio packets and presence asks.
///
///   Away    -> Present   anything came
///   Present -> Dropped   nothing for 3 s; 10 s while muted, when only the asks (every 2 s) tell
///   Dropped -> Present   anything came
///
/// Pure: time comes from outside.
class SpeakerPresence
{
public:
    static constexpr seconds kDroppedAfter{3};
    static constexpr seconds kDroppedAfterMuted{10};

    void seen(const UserKey &key, Instant now, WallTime wall) { m_seen[key] = {now, wall}; }
    bool knows(const UserKey &key) const { return m_seen.contains(key); }
    void forget(const UserKey &key) { m_seen.remove(key); }
    /// Brings `presence` and `since` of the whole stage up to date; true where something changed.
    bool update(Stage &stage, Instant now) const;

private:
    struct Sign {
        Instant at{};
        WallTime wall{};
    };
    QHash<UserKey, Sign> m_seen;
};

} // namespace earshot
