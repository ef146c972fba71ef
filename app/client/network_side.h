#pragma once

#include "client/event_join.h"
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

signals:
    void serverChanged(const earshot::ServerSnapshot &snapshot);
    void sessionChanged(int join, const earshot::SessionStats &stats);
    void stateReceived(int join, const earshot::EventState &state, earshot::Instant at);
    void cardReceived(int join, const std::optional<earshot::ScheduleCard> &card);
    void slotsChanged(int join, const earshot::EventListener::Slots &used);
    void gapsChanged(int join, const earshot::EventListener::Gaps &gaps);
    void transitMeasured(int join, int slot, earshot::microseconds transit);

private:
    void share();

    Clock &m_clock;
    SeededRandom m_random;
    Playback &m_playback;
    Wakefulness m_wakefulness;
    std::unique_ptr<EventJoin> m_join;
    QString m_joinedServer; ///< as m_servers calls it
    std::map<QString, std::unique_ptr<ServerWatch>>
        m_servers; ///< end before the join, whose line one may share
    FallingBehind m_fallingBehind = FallingBehind::PlayFaster;
};

} // namespace earshot
