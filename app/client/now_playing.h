#pragma once

#include "base/clock.h"
#include "client/gap_book.h"
#include "client/talk_view.h"
#include "client/timeline.h"
#include "client/view.h"
#include "diagnosis/evidence_history.h"
#include "diagnosis/verdict_steadier.h"
#include "session/event_listener.h"
#include "wire/messages.h"

#include <map>

namespace earshot {

/// Gathers what every part says about the joined event into evidence, and the evidence into what the page
/// shows. Plain values in, plain values out; lives on the main thread.
class NowPlaying
{
public:
    explicit NowPlaying(const Clock &clock)
        : m_clock(clock)
    { }

    /// What the ticket itself says of its time.
    struct TicketTimes {
        std::optional<WallTime> issued;
        std::optional<WallTime> expires;
    };

    void begin(const EventId &event, const QString &serverHost, const std::optional<ScheduleCard> &known,
        const TicketTimes &ticket, const QString &serverId = {});
    void refuse(const Failure &link);
    void end();

    void setSession(const SessionStats &stats);
    void setState(const EventState &state, Instant at);
    void setCard(const std::optional<ScheduleCard> &card);
    void setSlots(const EventListener::Slots &used) { m_slots = used; }
    void setGaps(const EventListener::Gaps &gaps) { m_speakerGaps = gaps; }
    void setTransit(int slot, microseconds transit);
    void setAudio(const AudioStats &stats);
    void setOutput(const OutputStats &output);
    /// The own microphone and place; what it means for the event is judged with the rest.
    void setTalk(const TalkView &talk) { m_talk = talk; }
    /// It plays in the event's place; also where none is joined.
    void setRecording(const std::optional<PlayedRecording> &recording) { m_recording = recording; }
    void setVolume(double linear);
    void setMuted(bool muted);
    void setCopy(const CopyStats &copy);
    void setFallingBehind(FallingBehind choice) { m_fallingBehind = choice; }

    /// Judges all that came in; true where the verdict's id changed.
    bool update();

    const NowPlayingView &view() const { return m_view; }
    LevelsView levels() const;
    ReceiverReport report() const;

private:
    /// What is known of the event's course, to tell what is new.
    struct Course {
        std::optional<Phase> phase;
        WallTime planned{};
        std::optional<WallTime> started;
        std::optional<HostMessage> message;
    };

    template<typename StateOrCard>
    void noteCourse(const StateOrCard &event);
    void noteLine(const SessionStats &stats);
    void noteCatchUp(const SessionStats &before, const SessionStats &now);
    void noteSkips();
    void noteStandstill(Instant now);
    void gatherSpeakers(Instant now);
    void gatherOwn();
    void gatherBehind(Instant now);
    void gatherGaps(Instant now);
    void showEvent();
    const SpeakerAudioStats *audioOf(const UserKey &speaker) const;

    const Clock &m_clock;
    NowPlayingView m_view;
    Evidence m_evidence;
    Timeline m_timeline;
    EvidenceHistory m_history;
    VerdictSteadier m_steadier;
    EventListener::Slots m_slots;
    EventListener::Gaps m_speakerGaps;
    std::map<int, microseconds> m_transits; ///< by slot; only plausible ones
    AudioStats m_audio;
    TalkView m_talk;
    std::optional<PlayedRecording> m_recording;
    CopyStats m_copy;
    double m_volume = 1.0;
    bool m_muted = false;
    FallingBehind m_fallingBehind = FallingBehind::PlayFaster;
    std::map<int, microseconds> m_skippedBefore; ///< by slot
    microseconds m_playedBefore{0};
    microseconds m_concealedBefore{0};
    std::optional<Instant> m_lostAt; ///< the line went after it was live
    std::optional<Instant> m_lastUpdate;
    GapBook m_gaps;
    Course m_course;
    std::optional<Instant> m_resumedAt; ///< the session's last word of it, already told
    std::optional<Instant> m_wokeAt; ///< this thread was let go on
    milliseconds m_stoodStill{0};
};

} // namespace earshot
