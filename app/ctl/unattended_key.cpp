#include "ctl/unattended_key.h"

namespace earshot::ctl {

bool UnattendedKey::look(const TalkView &view)
{
    if (view.talk.open) {
        m_lostDeviceAt = view.input.lostDeviceAt;
        return false;
    }
    if (view.talk.endedAt != m_endedAt) {
        m_endedAt = view.talk.endedAt;
        m_wasBlocked = view.talk.blocked;
    }
    // A press would make the guard let go.
    return view.seat.phase == SeatPhase::OnStage && !view.talk.blocked
        && view.capture.guard != GuardState::Muted && endedByItself(view);
}

bool UnattendedKey::endedByItself(const TalkView &view) const
{
    switch (view.talk.end) {
    case TalkEnd::None:
    case TalkEnd::MutedByHost:
    case TalkEnd::EventPaused:
    case TalkEnd::EventOver:
    case TalkEnd::LeftStage:
    case TalkEnd::Watchdog:
        return true;
    case TalkEnd::ReturnPathDead: // without a line that was lost it is the voice that does not come back
        return m_wasBlocked;
    case TalkEnd::DeviceLost: // another one may hear another room
        return view.input.lostDeviceAt == m_lostDeviceAt;
    case TalkEnd::Released:
    case TalkEnd::FocusLost:
    case TalkEnd::KeyLost:
    case TalkEnd::Suspended:
    case TalkEnd::Locked:
    case TalkEnd::Feedback:
        break;
    }
    return false;
}

} // namespace earshot::ctl
