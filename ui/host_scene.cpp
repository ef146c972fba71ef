#include "host_scene.h"

#include <algorithm>

namespace earshot {

const SpeakerView *HostScene::speaker(const UserKey &key) const
{
    const auto found = std::ranges::find(heard, key, &SpeakerView::key);
    return found == heard.end() ? nullptr : &*found;
}

HostScene hostScene(const HostView &host, const TalkView &talk, const NowPlayingView &playing)
{
    HostScene scene;
    scene.ownKey = talk.seat.ownKey;
    if (host.state != HostView::State::Idle) {
        scene.kind = HostScene::Kind::Desk;
        scene.event = host.event;
        scene.hands = host.hands;
        scene.canAct = host.state == HostView::State::InCharge;
        if (host.event && playing.eventId == host.event->id.text())
            scene.heard = playing.stage;
        return scene;
    }
    const bool isOnStage = talk.seat.phase == SeatPhase::OnStage;
    const bool isCoHost = talk.seat.role == Role::CoHost || talk.seat.role == Role::Host;
    if (!isOnStage || !isCoHost || !playing.open || !playing.evidence.state)
        return scene;
    scene.kind = HostScene::Kind::CoHost;
    scene.event = playing.evidence.state->value;
    scene.hands = talk.seat.hands;
    scene.heard = playing.stage;
    scene.canAct = playing.evidence.session.phase == LinePhase::Live;
    return scene;
}

} // namespace earshot
