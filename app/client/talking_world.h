#pragma once

#include "client/network_thread.h"
#include "client/sound_side.h"
#include "client/talking_side.h"

namespace earshot {

/// What TalkingSide asks of the network thread, of the output and of the playback.
class TalkingWorld final : public TalkingSide::World
{
public:
    TalkingWorld(NetworkThread &network, SoundSide &sound, Playback &playback, DelayMode listening)
        : m_network(network)
        , m_sound(sound)
        , m_playback(playback)
        , m_listening(listening)
    { }

    void raiseHand(const QString &name) override;
    void lowerHand() override;
    void acceptStage(const QString &name) override;
    void declineStage() override;
    void stepDown() override;
    void control(const StageControl &control) override;
    void setSelfMuted(bool muted) override;
    void setFramesPerPacket(int frames) override;
    void setHearers(TalkingSide::Hearers hearers) override;
    void hearOneself(bool hear) override;
    void setOnStage(bool onStage) override;
    void setDucked(bool ducked) override { m_playback.setDucked(ducked); }
    void playCue(Playback::Cue cue) override { m_playback.playCue(cue); }

private:
    NetworkThread &m_network;
    SoundSide &m_sound;
    Playback &m_playback;
    const DelayMode m_listening; ///< off the stage
};

} // namespace earshot
