#pragma once

#include "client/fed_voice.h"
#include "client/opus_pieces.h"

class QUdpSocket;

namespace earshot {

/// Another program's voice: RTP with Opus (RFC 7587, any dynamic payload type) on a UDP port of this computer's loopback address.
/// What comes is handed on as it is, cut to 20 ms. RTCP on the same port is ignored. Main thread.
class RtpVoice final : public FedVoice
{
    Q_OBJECT
public:
    /// `port` 0: any. Fails with PortTaken.
    static Result<std::unique_ptr<RtpVoice>> create(
        Clock &clock, VoiceQueue &queue, std::function<void()> wake, quint16 port);
    ~RtpVoice() override;

    quint16 port() const;
    /// One datagram; public for its tests.
    void take(const QByteArray &datagram);

    struct Counts {
        quint64 packets = 0;
        quint64 refused = 0; ///< no RTP, no Opus, or of a length that Earshot cannot send
        quint64 late = 0; ///< a later one came before
        quint64 missing = 0; ///< by sequence numbers
        QString lastRefusal;

        bool operator==(const Counts &) const = default;
    };
    const Counts &counts() const { return m_counts; }

private:
    RtpVoice(Clock &clock, VoiceQueue &queue, std::function<void()> wake, std::unique_ptr<QUdpSocket> socket);
    void begin() override { }
    void end() override { m_stream.reset(); }
    void read();
    void refuse(const QString &why);
    bool follow(quint32 ssrc, quint16 sequence, quint32 timestamp, Instant now);

    /// The stream that is followed: one source, until another comes after it fell silent.
    struct Stream {
        quint32 ssrc = 0;
        quint16 sequence = 0; ///< of the last packet
        quint32 timestamp = 0; ///< of the last packet
        std::int64_t position = 0; ///< which that timestamp is, in samples since the first packet ever
        Instant at{};
    };

    std::unique_ptr<QUdpSocket> m_socket;
    OpusPieces m_pieces;
    std::optional<Stream> m_stream;
    std::optional<Instant> m_began;
    std::optional<Instant> m_told;
    Counts m_counts;
};

} // namespace earshot
