#pragma once

#include "base/ids.h"
#include "base/units.h"
#include "event/hands.h"
#include "event/stage.h"

#include <QString>

#include <optional>

namespace earshot {

enum class SeatPhase {
    Audience,
    HandRaised, ///< asked to speak; `place` once the desk has said so
    Invited, ///< the desk asks whether one comes up
    ComingUp, ///< said yes, the ticket is awaited
    OnStage,
};

/// Where this person sits, by the desk's word.
struct SeatStats {
    SeatPhase phase = SeatPhase::Audience;
    std::optional<UserKey> ownKey; ///< nothing: no key is known yet, so nothing can be asked
    QString name; ///< by which one asked
    int place = 0; ///< in the queue, 1 = next; 0 = not known
    Role role = Role::Speaker; ///< invited as, or on stage as
    QString by; ///< who invited, muted or removed
    bool mutedByHost = false;
    bool isPaused = false; ///< the event is: nobody is heard
    bool isOver = false; ///< the event is, or goes on elsewhere
    QString reason; ///< of the mute or removal; the host's words
    std::optional<WallTime> removedAt; ///< taken off the stage, and not on it since
    std::optional<WallTime> declinedAt; ///< the desk lowered the hand, or took the invitation back
    bool linkRefused = false; ///< the invitation of the link that was opened is not, or no longer, good
    bool noAnswer = false; ///< what was asked was not answered for 5 s; it is asked again
    std::optional<WallTime> ticketExpires;
    Hands hands; ///< a co-host's: who asks to speak

    bool isSilenced() const { return mutedByHost || isPaused || isOver; } ///< whatever one says
    bool operator==(const SeatStats &) const = default;
};

} // namespace earshot
