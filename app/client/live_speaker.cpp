#include "client/live_speaker.h"

#include <algorithm>
#include <cassert>

namespace earshot {

namespace {

constexpr int kPauseLevel = 60; ///< -dBov; quieter is a pause
constexpr milliseconds kPauseRhythm{400};
constexpr seconds kMostBehind{1};

} // namespace

LiveSpeaker::LiveSpeaker(
    Clock &clock, Random &random, Session::ConnectionFactory factory, VoiceTrack track, const Config &config)
    : m_clock(clock)
    , m_session(clock, random, std::move(factory))
    , m_track(std::move(track))
    , m_config(config)
    , m_key(config.line.credentials.key.value().userKey())
    , m_seat(clock, m_session, config.event, config.line.credentials.key.value(), config.line.credentials)
    , m_voice(clock, random, m_session, config.event, m_key)
    , m_packetLength(config.framesPerPacket * VoiceTrack::kFrame)
    , m_isMuted(config.muted)
    , m_wasMuted(config.muted)
    , m_timer(clock.makeTimer())
{
    assert(config.framesPerPacket >= 1 && config.framesPerPacket <= OwnVoice::kMaxFrames);
    m_voice.setFramesPerPacket(config.framesPerPacket);
    m_seat.setMuted(m_isMuted);
    m_seat.begin(config.name, config.line.credentials.ticket);
    connect(&m_seat, &StageSeat::statsChanged, this, &LiveSpeaker::onSeat);
}

LiveSpeaker::~LiveSpeaker() = default;

void LiveSpeaker::start()
{
    m_session.start(m_config.line);
    const Instant now = m_clock.now();
    m_origin = now - std::chrono::duration_cast<microseconds>(m_clock.wall() - m_config.startedAt);
    m_next = std::max<qint64>(0, (now - m_origin) / m_packetLength);
    sendDue();
}

void LiveSpeaker::stop()
{
    m_timer->stop();
    m_session.stop();
}

void LiveSpeaker::setMuted(bool muted)
{
    if (m_isMuted == muted)
        return;
    m_isMuted = muted;
    m_seat.setMuted(muted);
    onSeat(m_seat.stats());
}

/// Muted, unmuted or taken off the stage by the desk.
void LiveSpeaker::onSeat(const SeatStats &stats)
{
    if (stats.phase != SeatPhase::OnStage)
        m_voice.pause();
    if (std::exchange(m_wasMuted, isMuted()) != isMuted())
        emit mutedChanged(isMuted());
}

/// Sends all packets whose frames are complete by now.
void LiveSpeaker::sendDue()
{
    const Instant now = m_clock.now();
    const qint64 complete
        = (now - m_origin) / m_packetLength; // rounds towards 0: nothing is due before the start
    const qint64 oldest = complete - kMostBehind / m_packetLength;
    if (m_next < oldest) {
        m_next = oldest;
        m_hasSkipped = true;
    }
    for (; m_next < complete; ++m_next)
        send(m_next);
    m_timer->start(m_origin + (m_next + 1) * m_packetLength - now, [this] { sendDue(); });
}

void LiveSpeaker::send(qint64 index)
{
    const qint64 first = index * m_config.framesPerPacket;
    std::vector<VoiceTrack::Piece> frames;
    for (qint64 frame = first; frame < first + m_config.framesPerPacket; ++frame)
        frames.push_back(m_track.pieces(frame, 1).front());
    const bool isPause
        = std::ranges::all_of(frames, [](const auto &frame) { return frame.level > kPauseLevel; });
    m_pauseLength = isPause ? m_pauseLength + m_packetLength : microseconds{0};
    if (isMuted() || !sender().canSend() || !isNeeded(isPause, index * m_packetLength)) {
        m_hasSkipped = true;
        return;
    }
    m_lastSent = index * m_packetLength;
    for (qint64 i = 0; i < m_config.framesPerPacket; ++i) {
        const VoiceTrack::Piece &frame = frames[std::size_t(i)];
        const qint64 number = first + i;
        m_voice.send({number * VoiceTrack::kFrameSamples, m_origin + number * VoiceTrack::kFrame, frame.level,
            !isPause, i == 0 && m_hasSkipped && !isPause, frame.payload});
    }
    m_voice.flush();
    m_hasSkipped = m_hasSkipped && isPause;
}

bool LiveSpeaker::isNeeded(bool isPause, microseconds position) const
{
    return !isPause || m_pauseLength <= kPauseRhythm || !m_lastSent || position - *m_lastSent >= kPauseRhythm;
}

} // namespace earshot
