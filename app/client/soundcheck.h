#pragma once

#include "client/talk_view.h"
#include "client/voice_source.h"
#include "session/session_stats.h"

namespace earshot {

/// The soundcheck as a course in time: 5 s in which the person speaks, and their voice goes to the server and back on a
/// subject that nobody else hears; then a sweep for the room's echo. Pure; values and time come from outside.
class Soundcheck
{
public:
    static constexpr seconds kSpeaking{5};
    static constexpr seconds kLongest{9}; ///< speaking, sweep and what is still on its way

    /// What one moment shows.
    struct Seen {
        InputStats input;
        CaptureStats capture;
        VoiceStats voice;
        SessionStats line;
        bool onStage = false; ///< only who is may send
        std::optional<double> correlation;
        std::optional<qint64> diskFree; ///< bytes, where a recording is kept on this computer
        int bitrate = 64'000;
    };

    void begin(const Seen &seen, Instant now);
    void stop(); ///< what was found so far stays
    void update(const Seen &seen, Instant now, WallTime wall);
    /// What the sweep told.
    void setEcho(const RoomEcho &echo) { m_echo = echo; }
    /// One talks: the sweep would be heard by everybody, so there is none, or what has begun is dropped.
    void dropEcho();

    bool isRunning() const { return m_view.state == SoundcheckView::State::Running; }
    bool wantsVoice() const; ///< what is said is to go out on the check subject
    bool isEchoDue() const { return isRunning() && m_passed >= kSpeaking && !m_echoAsked; }
    void echoAsked(); ///< the sweep plays
    const SoundcheckView &view() const { return m_view; }

private:
    void judgeVoice(const Seen &seen, bool isLast);
    void judgeServer(const Seen &seen, bool isLast);
    void judgeEcho(const Seen &seen, bool isLast);
    CheckRow::Why whyNoEcho(const Seen &seen) const;
    void finish(SoundcheckView::State state, CheckRow::Why why);
    void judgeDisk(const Seen &seen);
    static void skip(CheckRow &row, CheckRow::Why why);
    CheckRow &row(CheckRow::Step step) { return m_view.rows[std::size_t(step)]; }

    SoundcheckView m_view;
    Instant m_begun{};
    milliseconds m_passed{0};
    bool m_sends = false;
    bool m_echoAsked = false;
    std::optional<RoomEcho> m_echo;
    double m_loudest = -127; ///< so far, dBFS
    double m_clipped = 0; ///< the largest share so far
    quint64 m_sentBefore = 0;
    quint64 m_returnedBefore = 0;
    std::optional<Instant> m_complainedBefore;
};

} // namespace earshot
