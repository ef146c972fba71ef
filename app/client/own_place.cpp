#include "client/own_place.h"

#include "client/microphone_side.h"

namespace earshot {

namespace {

std::unique_ptr<VoiceSource> makeVoice(
    Clock &clock, SoundSide &sound, Playback &playback, VoiceLine &line, const VoiceMaker &make)
{
    std::unique_ptr<VoiceSource> made;
    if (make)
        made = make(clock, line.queue, line.bell());
    if (!made)
        made = std::make_unique<MicrophoneSide>(
            clock, sound, playback, line.queue, line.bell(), MicrophoneSide::Makers{});
    return made;
}

} // namespace

OwnPlace::OwnPlace(Clock &clock, SecretStore &secrets, NetworkThread &network, const ListeningSide &listening,
    SoundSide &sound, Playback &playback, const Options &options)
    : m_network(network)
    , m_key(secrets)
    , m_world(network, sound, playback, options.listening)
    , m_talking(std::make_unique<TalkingSide>(
          clock, m_world, makeVoice(clock, sound, playback, m_voice, options.makeVoice)))
    , m_remote(std::make_unique<TalkRemote>(*m_talking, clock))
{
    connect(&m_key, &OwnKey::ready, this,
        [this](const NKey &key) { m_network.post([key](NetworkSide &net) { net.setOwnKey(key); }); });
    connect(m_remote.get(), &TalkRemote::stateChanged, this,
        [this](TalkRemote::State state) { emit remoteTaken(state == TalkRemote::State::Taken); });
    connectNetwork(listening);
    if (options.isAttended)
        connect(&m_screenLock.emplace(), &ScreenLock::locked, this, [this] {
            if (m_talking)
                m_talking->screenLocked();
        });
    network.post([this](NetworkSide &net) {
        net.setVoiceQueue(&m_voice.queue);
        m_voice.answer(&net, [&net] { net.takeVoice(); });
    });
}

void OwnPlace::connectNetwork(const ListeningSide &listening)
{
    NetworkSide *network = &m_network.side();
    const auto isJoined = [&listening](int join) { return listening.isJoined(join); };
    connect(network, &NetworkSide::sessionChanged, this, [=, this](int join, const SessionStats &stats) {
        if (isJoined(join))
            m_talking->setLine(stats);
    });
    connect(network, &NetworkSide::seatChanged, this, [=, this](int join, const SeatStats &stats) {
        if (isJoined(join))
            m_talking->setSeat(stats);
    });
    connect(network, &NetworkSide::voiceChanged, this, [=, this](int join, const VoiceStats &stats) {
        if (isJoined(join))
            m_talking->setVoice(stats);
    });
    connect(network, &NetworkSide::voiceReturned, this,
        [=, this](int join, const RtpPacket &packet, Instant, qint64 position) {
            if (isJoined(join))
                m_talking->voiceReturned(packet, position);
        });
    connect(network, &NetworkSide::whereSet, this, [this](OwnVoice::Where where) {
        m_talking->hearersSet(where == OwnVoice::Where::Check ? TalkingSide::Hearers::Oneself
                                                              : TalkingSide::Hearers::Everybody);
    });
}

void OwnPlace::comeUpAs(const QString &name)
{
    const auto accept = [this, name] { m_network.post([name](NetworkSide &net) { net.accept(name); }); };
    if (m_key.key())
        return accept();
    connect(
        &m_key, &OwnKey::ready, this, [accept](const NKey &) { accept(); }, Qt::SingleShotConnection);
}

void OwnPlace::close()
{
    m_remote.reset();
    m_talking.reset();
    m_network.post([this](NetworkSide &) { m_voice.hangUp(); });
}

} // namespace earshot
