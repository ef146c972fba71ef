#pragma once

#include "client/talk_view.h"

namespace earshot::ctl {

/// The talk key of a speaker at whose keyboard nobody sits. It is pressed once on stage, and again only after what ended
/// by itself: the host unmuted, one is back on stage, the line is back, the same device gives sound again, or Earshot had
/// stood still. What a person, the feedback guard, sleep or another device closed stays closed until somebody opens it
/// (`earshotctl talk on`). Pure.
class UnattendedKey
{
public:
    /// To be told every view. True: the key is to be pressed now.
    bool look(const TalkView &view);

private:
    bool endedByItself(const TalkView &view) const;

    std::optional<Instant> m_endedAt; ///< the closing that `m_wasBlocked` is of
    bool m_wasBlocked = false; ///< when it was closed: something stood against it, and may go again
    std::optional<Instant> m_lostDeviceAt; ///< as it was while it was open
};

} // namespace earshot::ctl
