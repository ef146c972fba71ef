#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "client/voice_track.h"
#include "session/own_voice.h"
#include "session/session.h"
#include "session/stage_seat.h"

#include <QObject>

#include <memory>
#include <optional>

namespace earshot {

/// Speaks a recorded voice live into an event, on a line of its own: a person on stage (`StageSeat`, `OwnVoice`) whose
/// microphone is a file.
///
/// The voice repeats from `startedAt` on by civil time, so that several speakers' files stay in step. Packet
/// n holds the frames from n·d to (n+1)·d after `startedAt` and is sent when a microphone would have them, at
/// (n+1)·d. What cannot be sent within 1 s of its time is left out. While the voice pauses (below -60 dBov
/// for 400 ms), one packet in 400 ms is sent; muted, none. Where the server keeps an archive, what is spoken while the
/// line is down is sent once it is back. Network thread.
class LiveSpeaker : public QObject
{
    Q_OBJECT
public:
    struct Config {
        Session::Config line; ///< the credentials need a ticket for the key they hold
        EventId event;
        QString name;
        WallTime startedAt{};
        int framesPerPacket = 3; ///< 20 ms each: 3 for an audience, 1 for the stage
        bool muted = false;
    };

    LiveSpeaker(Clock &clock, Random &random, Session::ConnectionFactory factory, VoiceTrack track,
        const Config &config);
    ~LiveSpeaker() override;

    void start();
    void stop();
    void setMuted(bool muted);
    /// By the speaker or by the desk.
    bool isMuted() const { return m_isMuted || m_seat.stats().isSilenced(); }

    const UserKey &key() const { return m_key; }
    const Session &line() const { return m_session; }
    const AudioSender &sender() const { return m_voice.sender(); }
    quint64 packetsSent() const { return m_voice.stats().sent; }
    VoiceStats voice() const { return m_voice.stats(); }

signals:
    void mutedChanged(bool muted);

private:
    void sendDue();
    void send(qint64 index);
    void onSeat(const SeatStats &stats);
    bool isNeeded(bool isPause, microseconds position) const;

    Clock &m_clock;
    Session m_session;
    VoiceTrack m_track;
    Config m_config;
    UserKey m_key;
    StageSeat m_seat;
    OwnVoice m_voice;
    microseconds m_packetLength;
    Instant m_origin{}; ///< `startedAt` on the monotonic clock
    qint64 m_next = 0; ///< packet to be sent next
    bool m_isMuted = false;
    bool m_wasMuted = false; ///< as last told

    microseconds m_pauseLength{0}; ///< of the voice's silence up to now
    bool m_hasSkipped = true; ///< something was not sent since the last audible packet
    std::optional<microseconds> m_lastSent; ///< position after `startedAt`

    std::unique_ptr<Timer> m_timer;
};

} // namespace earshot
