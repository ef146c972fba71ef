#pragma once

#include "client/event_join.h"
#include "client/object_line.h"
#include "client/own_copy.h"
#include "client/server_watch.h"

#include <map>

namespace earshot {

/// Everything of the client that lives on the network thread: the servers watched and the event joined.
/// All calls on that thread.
class NetworkSide : public QObject
{
    Q_OBJECT
public:
    NetworkSide(Clock &clock, std::uint64_t seed, Playback &playback);

    void addServer(const Link &server);
    void removeServer(const QString &serverId);
    void refresh();
    /// `join` numbers the join, so that late news of the one before can be told apart.
    void join(const Link &link, int join);
    void leave();
    /// Ends every line. What they leave is deleted by the event loop, so it must run on for a moment.
    void endAll();
    void tryNow();
    void seek(milliseconds behind);
    void setFallingBehind(FallingBehind choice); ///< of this join and the next ones
    void setReport(const ReceiverReport &report);
    /// Where an own copy goes, of this join and the next ones; empty: nothing more is kept. The files are written on the
    /// thread of `files`, which outlives this.
    void setCopyFolder(const QString &folder, CopyFiles *files);

    /// Of that server, which need not be known yet.
    ObjectLine &objects(const QString &serverId);
    void stopReading(quint64 order);
    void takenOfObject(quint64 order, qint64 bytes);

    /// The person's own: without it nothing of the stage can be asked for.
    void setOwnKey(const NKey &key);
    /// What the capture gives; it outlives this. Null: nothing.
    void setVoiceQueue(VoiceQueue *queue);
    void takeVoice(); ///< what waits there is sent now, not within 5 ms
    void setFramesPerPacket(int frames);
    void setWhere(OwnVoice::Where where); ///< `whereSet` follows
    void setHearOneself(bool hear);

    // the seat at the joined event
    void raiseHand(const QString &name);
    void lowerHand();
    void accept(const QString &name); ///< where one was invited, or by the link's invitation
    void decline();
    void stepDown();
    void control(const StageControl &control);
    void setSelfMuted(bool muted);

signals:
    void serverChanged(const earshot::ServerSnapshot &snapshot);
    void sessionChanged(int join, const earshot::SessionStats &stats);
    void stateReceived(int join, const earshot::EventState &state, earshot::Instant at);
    void cardReceived(int join, const std::optional<earshot::ScheduleCard> &card);
    void slotsChanged(int join, const earshot::EventListener::Slots &used);
    void gapsChanged(int join, const earshot::EventListener::Gaps &gaps);
    void transitMeasured(int join, int slot, earshot::microseconds transit);
    void seatChanged(int join, const earshot::SeatStats &stats);
    void copyChanged(int join, const earshot::CopyStats &stats);
    void voiceChanged(int join, const earshot::VoiceStats &stats);
    /// Came back from the server; `position` is its first sample's, as the capture counts.
    void voiceReturned(int join, const earshot::RtpPacket &packet, earshot::Instant arrival, qint64 position);
    /// All that is taken from the queue from now on goes there.
    void whereSet(earshot::OwnVoice::Where where);

private:
    void share();
    void takeSeat();
    void keepCopy();
    StageSeat *seat() { return m_join && m_join->seat() ? &m_join->seat()->seat() : nullptr; }

    Clock &m_clock;
    SeededRandom m_random;
    Playback &m_playback;
    Wakefulness m_wakefulness;
    std::unique_ptr<EventJoin> m_join;
    std::optional<EventId> m_event; ///< joined
    std::optional<EventState> m_state; ///< its last beacon
    QString m_copyFolder;
    CopyFiles *m_copyFiles = nullptr;
    std::unique_ptr<OwnCopy> m_copy; ///< of the joined event
    QString m_joinedServer; ///< as m_servers calls it
    std::map<QString, std::unique_ptr<ServerWatch>>
        m_servers; ///< end before the join, whose line one may share
    std::map<QString, ObjectLine> m_objects; ///< end before their lines do
    FallingBehind m_fallingBehind = FallingBehind::PlayFaster;
    int m_joinNumber = 0;
    std::optional<NKey> m_ownKey;
    VoiceQueue *m_voiceQueue = nullptr;
    int m_framesPerPacket = 1;
    OwnVoice::Where m_where = OwnVoice::Where::OnStage;
    bool m_hearsOneself = false;
    bool m_isSelfMuted = true;
};

} // namespace earshot
