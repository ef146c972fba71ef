#pragma once

#include "base/units.h"
#include "event/hands.h"
#include "event/stage.h"

#include <optional>
#include <vector>

namespace earshot {

/// Who asks to speak, and who was asked to come up, in the order of their raising or invitation. Pure: time comes
/// from outside.
///
///   (none) -> raised    raise(), renewed by it; forgotten kForgotten after the last
///   (none), raised -> invited   invite(); told again each kRetold, taken back kInvitationHolds later
///   any -> (none)       take()
class HandsQueue
{
public:
    static constexpr std::size_t kMost = 200; ///< hands; invited people have their places beside
    static constexpr seconds kForgotten{30};
    static constexpr seconds kRetold{2};
    static constexpr minutes kInvitationHolds{2};

    struct Invited {
        Role role = Role::Speaker;
        QString by;
        Instant since{};
        std::optional<Instant> told{};
    };
    struct Entry {
        RaisedHand hand;
        Instant asked{}; ///< last, by them
        std::optional<Invited> invited{};
        int toldPlace = 0; ///< 0 = none yet

        /// The one whom the host chose is the one who comes up.
        bool hasFixedName() const { return invited && !hand.name.isEmpty(); }
    };

    /// False where it is full.
    bool raise(const UserKey &key, const QString &name, Instant now, WallTime wall);
    void invite(
        const UserKey &key, const QString &name, Role role, const QString &by, Instant now, WallTime wall);
    /// Lowers a hand or ends an invitation; what it was.
    std::optional<Entry> take(const UserKey &key);
    /// Takes out whose time is over.
    std::vector<Entry> takeForgotten(Instant now);

    const Entry *find(const UserKey &key) const;
    /// 1 = next; 0 = not in it.
    int placeOf(const UserKey &key) const;
    Hands hands() const;
    std::vector<Entry> &entries() { return m_entries; }

private:
    Entry *entryOf(const UserKey &key);

    std::vector<Entry> m_entries;
};

} // namespace earshot
