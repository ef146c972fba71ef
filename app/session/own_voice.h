#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "session/audio_sender.h"
#include "session/session.h"
#include "session/voice_stats.h"
#include "wire/rtp_packet.h"

#include <QObject>

#include <array>
#include <deque>
#include <vector>

namespace earshot {

/// One Opus frame of 20 ms on its way out.
struct OwnFrame {
    qint64 position = 0; ///< of its first sample, 1/48000 s; a gap means silence
    Instant captured{}; ///< when its first sample was said
    int level = 127; ///< RFC 6464, -dBov
    bool voice = false;
    bool isFirst = false; ///< after silence
    QByteArray payload;
};

/// The own voice over a line that somebody else keeps: 1 to 3 frames make an RTP packet, which is sent, and awaited back
/// from the server. Network thread.
///
/// On a line with the archive's acknowledgements, what is said while it is down is sent once it is back
/// (`AudioSender`). A check is not archived. Both have RTP numbers of their own, so that a check leaves no gap on stage.
class OwnVoice : public QObject
{
    Q_OBJECT
public:
    enum class Where {
        OnStage, ///< `ev.<event>.audio.<key>`: everybody hears it
        Check, ///< `ev.<event>.check.<key>`: only oneself, for a soundcheck
    };
    static constexpr int kFrameSamples = 960; ///< at 48 kHz
    static constexpr microseconds kFrame{20'000};
    static constexpr int kMaxFrames = 3; ///< in a packet

    OwnVoice(Clock &clock, Random &random, Session &session, const EventId &event, const UserKey &key);
    ~OwnVoice() override;

    /// 1 (least delay) to 3 (least load); from the next packet on.
    void setFramesPerPacket(int frames);
    /// From the next frame on; what waits goes where it was meant to.
    void setWhere(Where where);
    Where where() const { return m_where; }
    /// Frames that cannot be sent are counted as dropped, and those after them begin with a marker.
    void send(const OwnFrame &frame);
    /// Sends what waits for further frames.
    void flush();
    /// Nothing comes back from now on, and nothing is awaited (the ticket is gone).
    void pause();
    void goOn();

    VoiceStats stats() const;
    const AudioSender &sender() const { return m_sender; }

signals:
    /// A packet came back just as it was sent. `position` is its first sample's; the round trip begins when its last
    /// sample was said.
    void returned(const earshot::RtpPacket &packet, earshot::Instant arrival, earshot::microseconds roundTrip,
        qint64 position);

private:
    /// RTP's numbers of one subject.
    struct Numbers {
        QByteArray subject;
        quint16 sequence = 0;
        quint32 timestampOrigin = 0;
        quint32 ssrc = 0;
        std::optional<qint64> captureTold; ///< position at which the civil time was sent last
    };
    struct Sent {
        Where where = Where::OnStage;
        quint16 sequence = 0;
        QByteArray bytes;
        qint64 position = 0;
        Instant at{};
        Instant complete{}; ///< its last sample was said
        bool isBack = false;
    };

    bool canSend() const;
    void listen(Where where);
    RtpPacket packet(QByteArray payload);
    void sendPacket(QByteArray payload);
    void onReturned(Where where, const NatsMessage &message, Instant arrival);
    void forgetOld();
    void drop(std::size_t frames);
    Numbers &numbers() { return m_numbers[std::size_t(m_where)]; }

    Clock &m_clock;
    Session &m_session;
    std::array<Numbers, 2> m_numbers; ///< by Where
    AudioSender m_sender;
    int m_framesPerPacket = 1;
    Where m_where = Where::OnStage;
    std::vector<OwnFrame> m_waiting; ///< for one packet, without a gap
    bool m_hasDropped = true; ///< something was not sent since the last packet
    bool m_isPaused = false;
    std::deque<Sent> m_sent; ///< of the last 10 s
    VoiceStats m_stats;
    std::unique_ptr<Timer> m_flush;
};

} // namespace earshot
