#pragma once

#include "audio/audio_output.h"
#include "audio/playback.h"
#include "client/event_join.h"
#include "client/now_playing.h"

namespace earshot {

/// A whole listener without a window on one thread: hears an event into the null device and reports what it
/// heard. The demo's crowd and the tests' listeners are made of these.
class HeadlessListener : public QObject
{
    Q_OBJECT
public:
    /// `link` names an event and has a ticket.
    HeadlessListener(Clock &clock, Random &random, const Link &link);

    void setMuted(bool muted);
    const NowPlayingView &view() const { return m_nowPlaying.view(); }

private:
    void tick();

    Clock &m_clock;
    Playback m_playback{DelayMode::Audience};
    NowPlaying m_nowPlaying;
    EventJoin m_join;
    std::unique_ptr<AudioOutput> m_output;
    std::unique_ptr<Timer> m_timer;
};

} // namespace earshot
