#pragma once

#include "client/network_thread.h"
#include "client/now_playing.h"
#include "client/player_view.h"
#include "client/sound_side.h"

namespace earshot {

/// Listening to the joined event: what the network, the output, the own microphone and a recording say is gathered into what
/// the page shows, at a rhythm while something is open. A window that only waits wakes nobody. Main thread.
class ListeningSide : public QObject
{
    Q_OBJECT
public:
    ListeningSide(Clock &clock, NetworkThread &network, Playback &playback, SoundSide &sound);

    /// `known` is the event's card as far as it is known.
    void join(const Link &link, const std::optional<ScheduleCard> &known);
    void leave();
    /// A link that cannot be read is shown, unless an event is.
    void refuse(const Failure &link);
    /// What comes of an earlier join is late.
    bool isJoined(int join) const { return join == m_join; }

    void setVolume(double linear);
    void setMuted(bool muted);
    void setFallingBehind(FallingBehind choice);
    void setChime(bool on) { m_hasChime = on; }

    // what the others have seen
    void setTalk(const TalkView &talk);
    void setPlayer(const PlayerView &player);
    /// What is news of the joined event: at the join its card is read once.
    void setSchedule(const ServerView &server);

    const NowPlayingView &view() const { return m_nowPlaying.view(); }

signals:
    void viewChanged(const earshot::NowPlayingView &view);
    void levelsChanged(const earshot::LevelsView &levels);
    /// As Client::eventBegan.
    void eventBegan();
    void copyChanged(const earshot::CopyStats &stats);

private:
    void connectNetwork();
    void startRhythms();
    void tick();
    void tickLevels();
    void update();
    void noteBeginning();

    Clock &m_clock;
    NetworkThread &m_network;
    Playback &m_playback;
    SoundSide &m_sound;
    NowPlaying m_nowPlaying;
    LevelsView m_lastLevels;
    TalkView m_talk; ///< when it was last looked at
    int m_join = 0;
    std::optional<int> m_waitsIn; ///< the join whose event, by its server's word, has not begun
    bool m_hasChime = false;
    std::unique_ptr<Timer> m_viewTimer;
    std::unique_ptr<Timer> m_levelTimer;
};

} // namespace earshot
