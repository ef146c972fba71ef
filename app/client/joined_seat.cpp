#include "client/joined_seat.h"

#include "client/player_packet.h"

namespace earshot {

namespace {
constexpr milliseconds kQueueRhythm{5};
constexpr milliseconds kStatsRhythm{100};
}

JoinedSeat::JoinedSeat(Clock &clock, Random &random, Session &session, const EventId &event, const NKey &key,
    const Credentials &listener, Playback &playback)
    : m_clock(clock)
    , m_random(random)
    , m_session(session)
    , m_event(event)
    , m_key(key.userKey())
    , m_playback(playback)
    , m_seat(clock, session, event, key, listener)
    , m_poll(clock.makeTimer())
{
    connect(&m_seat, &StageSeat::statsChanged, this, &JoinedSeat::onSeat);
}

JoinedSeat::~JoinedSeat()
{
    setHearOneself(false);
}

/// On the stage -> a voice; off it -> none.
void JoinedSeat::onSeat(const SeatStats &)
{
    if (m_seat.isOnStage() == bool(m_voice))
        return;
    if (!m_seat.isOnStage()) {
        m_poll->stop();
        m_voice.reset();
        m_playback.removeSpeaker(Playback::kOwnVoiceSlot);
        emit voiceChanged({});
        return;
    }
    takeVoice(); // what was said before is nobody's business
    m_voice = std::make_unique<OwnVoice>(m_clock, m_random, m_session, m_event, m_key);
    m_voice->setFramesPerPacket(m_framesPerPacket);
    m_voice->setWhere(m_where);
    connect(m_voice.get(), &OwnVoice::returned, this,
        [this](const RtpPacket &packet, Instant arrival, microseconds, qint64 position) {
            onReturned(packet, arrival, position);
        });
    poll();
}

void JoinedSeat::setQueue(VoiceQueue *queue)
{
    m_queue = queue;
}

void JoinedSeat::setFramesPerPacket(int frames)
{
    m_framesPerPacket = frames;
    if (m_voice)
        m_voice->setFramesPerPacket(frames);
}

void JoinedSeat::setWhere(OwnVoice::Where where)
{
    takeVoice();
    if (where == m_where)
        return;
    m_where = where;
    m_checkFrom.reset();
    if (where == OwnVoice::Where::OnStage)
        m_playback.removeSpeaker(Playback::kOwnVoiceSlot);
    if (m_voice)
        m_voice->setWhere(where);
}

void JoinedSeat::setHearOneself(bool hear)
{
    if (std::exchange(m_hearsOneself, hear) && !hear)
        m_playback.removeSpeaker(Playback::kOwnVoiceSlot);
}

void JoinedSeat::poll()
{
    takeVoice();
    if (m_clock.now() - m_toldAt >= kStatsRhythm) {
        m_toldAt = m_clock.now();
        emit voiceChanged(m_voice->stats());
    }
    m_poll->start(kQueueRhythm, [this] { poll(); });
}

void JoinedSeat::takeVoice()
{
    VoiceFrame frame;
    while (m_queue && m_queue->pop(frame)) {
        const SeatStats &seat = m_seat.stats();
        const bool isSilenced = m_where == OwnVoice::Where::OnStage && seat.isSilenced();
        if (!m_voice || isSilenced)
            continue;
        if (m_where == OwnVoice::Where::Check && !m_checkFrom)
            m_checkFrom = frame.position;
        m_voice->send({frame.position, frame.captured, frame.level, frame.voice, frame.isFirst,
            QByteArray(reinterpret_cast<const char *>(frame.bytes.data()), frame.size)});
    }
}

/// What everybody hears is not played: the microphone is open, and would send it once more.
bool JoinedSeat::isPlayed(qint64 position) const
{
    return m_hearsOneself && m_checkFrom && position >= *m_checkFrom;
}

void JoinedSeat::onReturned(const RtpPacket &packet, Instant arrival, qint64 position)
{
    if (const auto own = playerPacket(Playback::kOwnVoiceSlot, packet, arrival); own && isPlayed(position))
        (void)m_playback.push(*own);
    emit voiceReturned(packet, arrival, position);
}

} // namespace earshot
