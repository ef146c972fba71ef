#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "session/audio_sender.h"
#include "session/session.h"
#include "session/voice_stats.h"
#include "wire/rtp_packet.h"

#include <QObject>

#include <functional>

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
class OwnVoice : public QObject
{
    Q_OBJECT
public:
    enum class Where {
        Stage, ///< `ev.<event>.audio.<key>`: everybody hears it
        Check, ///< `ev.<event>.check.<key>`: only oneself, for a soundcheck
    };

    OwnVoice(Clock &clock, Random &random, Session &session, const EventId &event, const UserKey &key);
    ~OwnVoice() override;

    /// 1 (least delay) to 3 (least load); from the next packet on.
    void setFramesPerPacket(int frames);
    void setWhere(Where where);
    void send(const OwnFrame &frame);
    /// Sends what waits for further frames.
    void flush();
    /// Nothing comes back from now on, and nothing is awaited (the ticket is gone).
    void pause();
    void goOn();

    VoiceStats stats() const;

signals:
    /// A packet came back just as it was sent.
    void returned(
        const earshot::RtpPacket &packet, earshot::Instant arrival, earshot::microseconds roundTrip);
};

} // namespace earshot
