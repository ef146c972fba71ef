#pragma once

#include "audio/playback.h"
#include "audio/voice_queue.h"
#include "session/own_voice.h"
#include "session/stage_seat.h"

#include <QObject>

#include <memory>

namespace earshot {

/// The own seat at a joined event, and while it is on the stage the own voice: from the capture's queue to the server,
/// and what comes back from there. Network thread.
class JoinedSeat : public QObject
{
    Q_OBJECT
public:
    JoinedSeat(Clock &clock, Random &random, Session &session, const EventId &event, const NKey &key,
        const Credentials &listener, Playback &playback);
    ~JoinedSeat() override;

    StageSeat &seat() { return m_seat; }
    const StageSeat &seat() const { return m_seat; }

    /// Null: no voice. It is read every 5 ms while on stage.
    void setQueue(VoiceQueue *queue);
    /// What waits in the queue is sent now.
    void takeVoice();
    void setFramesPerPacket(int frames);
    void setWhere(OwnVoice::Where where);
    /// What comes back of a check is played, just as listeners get it.
    void setHearOneself(bool hear);

signals:
    /// Ten times a second while on stage, and once when that ends.
    void voiceChanged(const earshot::VoiceStats &stats);
    /// Came back from the server; `position` as its first frame's.
    void voiceReturned(const earshot::RtpPacket &packet, earshot::Instant arrival, qint64 position);

private:
    void onSeat(const SeatStats &stats);
    void poll();
    bool isPlayed(qint64 position) const;
    void onReturned(const RtpPacket &packet, Instant arrival, qint64 position);

    Clock &m_clock;
    Random &m_random;
    Session &m_session;
    const EventId m_event;
    const UserKey m_key;
    Playback &m_playback;
    StageSeat m_seat;
    std::unique_ptr<OwnVoice> m_voice; ///< while on stage
    VoiceQueue *m_queue = nullptr;
    int m_framesPerPacket = 1;
    OwnVoice::Where m_where = OwnVoice::Where::OnStage;
    std::optional<qint64> m_checkFrom; ///< position of the first frame of this check
    bool m_hearsOneself = false;
    Instant m_toldAt{}; ///< voiceChanged
    std::unique_ptr<Timer> m_poll;
};

} // namespace earshot
