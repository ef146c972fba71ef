#include "client/talking_world.h"

namespace earshot {

void TalkingWorld::raiseHand(const QString &name)
{
    m_network.post([name](NetworkSide &n) { n.raiseHand(name); });
}

void TalkingWorld::lowerHand()
{
    m_network.post([](NetworkSide &n) { n.lowerHand(); });
}

void TalkingWorld::acceptStage(const QString &name)
{
    m_network.post([name](NetworkSide &n) { n.accept(name); });
}

void TalkingWorld::declineStage()
{
    m_network.post([](NetworkSide &n) { n.decline(); });
}

void TalkingWorld::stepDown()
{
    m_network.post([](NetworkSide &n) { n.stepDown(); });
}

void TalkingWorld::control(const StageControl &control)
{
    m_network.post([control](NetworkSide &n) { n.control(control); });
}

void TalkingWorld::setSelfMuted(bool muted)
{
    m_network.post([muted](NetworkSide &n) { n.setSelfMuted(muted); });
}

void TalkingWorld::setFramesPerPacket(int frames)
{
    m_network.post([frames](NetworkSide &n) { n.setFramesPerPacket(frames); });
}

void TalkingWorld::setHearers(TalkingSide::Hearers hearers)
{
    const bool isCheck = hearers == TalkingSide::Hearers::Oneself;
    m_network.post([isCheck](NetworkSide &n) {
        n.setWhere(isCheck ? OwnVoice::Where::Check : OwnVoice::Where::OnStage);
    });
}

void TalkingWorld::hearOneself(bool hear)
{
    m_network.post([hear](NetworkSide &n) { n.setHearOneself(hear); });
}

void TalkingWorld::setOnStage(bool onStage)
{
    m_sound.setOnStage(onStage);
    m_playback.setDelayMode(onStage ? DelayMode::OnStage : m_listening);
}

} // namespace earshot
