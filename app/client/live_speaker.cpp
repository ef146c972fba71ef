#include "client/live_speaker.h"

#include "wire/desk_order.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"

#include <algorithm>
#include <cassert>

namespace earshot {

namespace {

constexpr int kPauseLevel = 60; ///< -dBov; quieter is a pause
constexpr milliseconds kPauseRhythm{400};
constexpr seconds kMostBehind{1};
constexpr seconds kCaptureTimeRhythm{1};
constexpr seconds kPresenceRhythm{2};

Session::Config withoutEcho(Session::Config line)
{
    line.echo = false;
    return line;
}

} // namespace

LiveSpeaker::LiveSpeaker(
    Clock &clock, Random &random, Session::ConnectionFactory factory, VoiceTrack track, const Config &config)
    : m_clock(clock)
    , m_session(clock, random, std::move(factory))
    , m_track(std::move(track))
    , m_config(config)
    , m_key(config.line.credentials.key.value().userKey())
    , m_sender(clock, m_session, config.event, m_key)
    , m_packetLength(config.framesPerPacket * VoiceTrack::kFrame)
    , m_isMuted(config.muted)
    , m_sequence(quint16(random.next()))
    , m_timestampOrigin(quint32(random.next()))
    , m_ssrc(quint32(random.next()))
    , m_timer(clock.makeTimer())
    , m_presenceTimer(clock.makeTimer())
    , m_renewalTimer(clock.makeTimer())
{
    assert(config.framesPerPacket >= 1 && config.framesPerPacket <= VoiceTrack::kMaxFramesPerPiece);
    m_config.line = withoutEcho(config.line);
    m_session.subscribe(subjects::to(m_config.event, m_key),
        [this](const NatsMessage &message, Instant) { onOrder(message); });
    connect(&m_session, &Session::wentLive, this, &LiveSpeaker::tellPresence);
    connect(&m_session, &Session::stateChanged, this, &LiveSpeaker::onLineChanged);
}

LiveSpeaker::~LiveSpeaker()
{
    m_session.disconnect(this);
}

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
    m_presenceTimer->stop();
    m_renewalTimer->stop();
    m_session.stop();
}

void LiveSpeaker::setMuted(bool muted)
{
    if (m_isMuted == muted)
        return;
    m_isMuted = muted;
    tellPresence();
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
        m_next = complete - 1;
        m_hasSkipped = true;
    }
    for (; m_next < complete; ++m_next)
        send(m_next);
    m_timer->start(m_origin + (m_next + 1) * m_packetLength - now, [this] { sendDue(); });
}

void LiveSpeaker::send(qint64 index)
{
    const qint64 frame = index * m_config.framesPerPacket;
    const std::vector<VoiceTrack::Piece> pieces = m_track.pieces(frame, m_config.framesPerPacket);
    const bool isPause
        = std::ranges::all_of(pieces, [](const auto &piece) { return piece.level > kPauseLevel; });
    m_pauseLength = isPause ? m_pauseLength + m_packetLength : microseconds{0};
    if (isMuted() || !m_sender.canSend() || !isNeeded(isPause, index * m_packetLength)) {
        m_hasSkipped = true;
        return;
    }
    m_lastSent = index * m_packetLength;
    qint64 pieceFrame = frame;
    for (const VoiceTrack::Piece &piece : pieces) {
        sendPiece(piece, pieceFrame, isPause);
        pieceFrame += piece.frames;
    }
}

bool LiveSpeaker::isNeeded(bool isPause, microseconds position) const
{
    return !isPause || m_pauseLength <= kPauseRhythm || !m_lastSent || position - *m_lastSent >= kPauseRhythm;
}

void LiveSpeaker::sendPiece(const VoiceTrack::Piece &piece, qint64 frame, bool isPause)
{
    const microseconds position = frame * VoiceTrack::kFrame;
    RtpPacket packet;
    packet.sequence = m_sequence++;
    packet.timestamp = m_timestampOrigin + quint32(quint64(frame) * VoiceTrack::kFrameSamples);
    packet.ssrc = m_ssrc;
    packet.marker = m_hasSkipped && !isPause;
    packet.level = piece.level;
    packet.voice = !isPause;
    packet.payload = piece.payload;
    if (!m_lastCaptureTime || position - *m_lastCaptureTime >= kCaptureTimeRhythm) {
        const microseconds age = m_clock.now() - (m_origin + position);
        packet.captured = m_clock.wall() - std::chrono::duration_cast<milliseconds>(age);
        m_lastCaptureTime = position;
    }
    m_hasSkipped = m_hasSkipped && isPause;
    m_sender.send(writeRtp(packet));
    ++m_packetsSent;
}

void LiveSpeaker::tellPresence()
{
    m_presenceTimer->start(kPresenceRhythm, [this] { tellPresence(); });
    if (!m_session.isLive())
        return;
    // The desk takes each date once.
    m_lastAsk = std::max(m_lastAsk + milliseconds{1}, m_clock.wall());
    const Ask ask{AskKind::Presence, m_config.name, m_lastAsk, m_isMuted};
    m_session.publish(
        subjects::ask(m_config.event, m_key), writeAsk(ask, m_config.event, *m_config.line.credentials.key));
}

void LiveSpeaker::onOrder(const NatsMessage &message)
{
    const Result<DeskOrder> order = readOrder(message.payload);
    if (!order || order->event != m_config.event)
        return;
    if (!order->ticket.isEmpty() && order->ticket != m_config.line.credentials.ticket) {
        m_isRenewed = true;
        m_config.line.credentials.ticket = order->ticket;
        m_session.setCredentials(m_config.line.credentials);
        if (m_session.isLive())
            m_session.renew();
    }
    if (order->muted && *order->muted != m_isMutedByDesk) {
        m_isMutedByDesk = *order->muted;
        emit mutedChanged(isMuted());
    }
}

/// Refused with a ticket that has been renewed meanwhile -> dials again with the new one.
void LiveSpeaker::onLineChanged()
{
    if (!m_isRenewed || !std::holds_alternative<Session::Refused>(m_session.state()))
        return;
    m_isRenewed = false;
    m_renewalTimer->start(microseconds{0}, [this] { m_session.start(m_config.line); });
}

} // namespace earshot
