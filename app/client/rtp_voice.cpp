#include "client/rtp_voice.h"

#include "wire/rtp_packet.h"

#include <QNetworkDatagram>
#include <QUdpSocket>

#include <cstdlib>

namespace earshot {

namespace {

constexpr seconds kSilent{1}; ///< after which another source may take over
constexpr milliseconds kStatsRhythm{250};
constexpr std::int64_t kFarOff = 5LL * RtpPacket::kClockRate; ///< a timestamp that is not one of this stream
constexpr int kRtcpFirst = 64; ///< payload types that RTCP uses (RFC 5761 §4)
constexpr int kRtcpLast = 95;

std::int64_t samplesOf(microseconds duration)
{
    return duration.count() * RtpPacket::kClockRate / 1'000'000;
}

microseconds lengthOf(std::int64_t samples)
{
    return microseconds{samples * 1'000'000 / RtpPacket::kClockRate};
}

} // namespace

Result<std::unique_ptr<RtpVoice>> RtpVoice::create(
    Clock &clock, VoiceQueue &queue, std::function<void()> wake, quint16 port)
{
    auto socket = std::make_unique<QUdpSocket>();
    if (!socket->bind(QHostAddress(QHostAddress::LocalHost), port, QAbstractSocket::DontShareAddress))
        return Failure{Cause::PortTaken, socket->errorString()};
    return std::unique_ptr<RtpVoice>(new RtpVoice(clock, queue, std::move(wake), std::move(socket)));
}

RtpVoice::RtpVoice(
    Clock &clock, VoiceQueue &queue, std::function<void()> wake, std::unique_ptr<QUdpSocket> socket)
    : FedVoice(clock, queue, std::move(wake))
    , m_socket(std::move(socket))
{
    connect(m_socket.get(), &QUdpSocket::readyRead, this, &RtpVoice::read);
}

RtpVoice::~RtpVoice() = default;

quint16 RtpVoice::port() const
{
    return m_socket->localPort();
}

void RtpVoice::read()
{
    while (m_socket->hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_socket->receiveDatagram(RtpPacket::kMaxBytes + 1);
        if (datagram.senderAddress().isLoopback())
            take(datagram.data());
    }
}

void RtpVoice::refuse(const QString &why)
{
    ++m_counts.refused;
    m_counts.lastRefusal = why;
}

void RtpVoice::take(const QByteArray &datagram)
{
    if (datagram.size() < 2 || datagram.size() > RtpPacket::kMaxBytes)
        return refuse(QStringLiteral("size"));
    const int type = quint8(datagram[1]) & 0x7F;
    if (type >= kRtcpFirst && type <= kRtcpLast)
        return;
    QByteArray own
        = datagram; // the number of Opus is agreed on elsewhere (SDP), and differs from program to program
    own[1] = char((quint8(datagram[1]) & 0x80) | RtpPacket::kPayloadType);
    const Result<RtpPacket> packet = readRtp(own);
    if (!packet)
        return refuse(packet.failure().detail);
    const Instant now = clock().now();
    if (!follow(packet->ssrc, packet->sequence, packet->timestamp, now))
        return;
    const int waiting = m_pieces.waiting();
    const Result<std::vector<OpusPieces::Piece>> pieces = m_pieces.add(packet->payload);
    if (!pieces)
        return refuse(pieces.failure().detail);
    ++m_counts.packets;
    const std::int64_t position = m_stream->position - waiting;
    const std::int64_t length = m_pieces.completed();
    if (std::int64_t(pieces->size()) * OpusPieces::kSamples < length)
        refuse(QStringLiteral("size"));
    const Instant captured = now - lengthOf(length + m_pieces.waiting());
    if (isOpen()) {
        for (const OpusPieces::Piece &piece : *pieces)
            feed(piece.payload, piece.level, position + piece.at, captured + lengthOf(piece.at));
        if (!m_told || now - *m_told >= kStatsRhythm || input().phase != InputPhase::Open) {
            m_told = now;
            InputStats input = this->input();
            input.phase = InputPhase::Open;
            input.lastPush = now;
            input.frames = quint64(m_stream->position + length);
            input.gaps = m_counts.missing;
            tell(input);
        }
    }
}

/// False where the packet is late, or of a second source.
bool RtpVoice::follow(quint32 ssrc, quint16 sequence, quint32 timestamp, Instant now)
{
    if (!m_began)
        m_began = now;
    const bool isOther = m_stream && m_stream->ssrc != ssrc;
    if (isOther && now - m_stream->at < kSilent) {
        refuse(QStringLiteral("second source"));
        return false;
    }
    if (m_stream && !isOther) {
        const auto ahead = qint16(sequence - m_stream->sequence);
        const auto moved = qint32(timestamp - m_stream->timestamp);
        const bool isSilent = now - m_stream->at >= kSilent;
        if (ahead <= 0 && !isSilent) {
            ++m_counts.late;
            return false;
        }
        const std::int64_t position = m_stream->position + moved;
        if (std::abs(position - samplesOf(now - *m_began)) < kFarOff && moved > 0) {
            if (ahead > 1) {
                m_counts.missing += quint64(ahead - 1);
                m_pieces.forget();
            }
            m_stream = Stream{ssrc, sequence, timestamp, position, now};
            return true;
        }
    }
    // A new source, or one that began anew: goes on where time is.
    const std::int64_t position
        = m_stream ? std::max(samplesOf(now - *m_began), m_stream->position + OpusPieces::kSamples) : 0;
    m_pieces.forget();
    m_stream = Stream{ssrc, sequence, timestamp, position, now};
    return true;
}

} // namespace earshot
