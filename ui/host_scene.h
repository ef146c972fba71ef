#pragma once

#include "client/host_view.h"
#include "client/talk_view.h"
#include "client/view.h"

#include <optional>
#include <vector>

namespace earshot {

/// The event on the host's page, from whichever view knows it: that of the own desk, or, for a co-host without one,
/// the joined event.
struct HostScene {
    enum class Kind { Nothing, Desk, CoHost };
    Kind kind = Kind::Nothing;
    std::optional<EventState> event;
    Hands hands;
    std::optional<UserKey> ownKey;
    std::vector<SpeakerView> heard; ///< the stage as it is heard here; empty where the event is not joined
    bool canAct = false; ///< what is asked for is done: this desk is in charge, or another for the co-host

    const SpeakerView *speaker(const UserKey &key) const;

    bool operator==(const HostScene &) const = default;
};

HostScene hostScene(const HostView &host, const TalkView &talk, const NowPlayingView &playing);

} // namespace earshot
