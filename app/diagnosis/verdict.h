#pragma once

#include "audio/talk_stats.h"
#include "base/result.h"
#include "base/units.h"
#include "event/counts.h"
#include "event/schedule_card.h"
#include "session/catch_up_stats.h"

#include <QString>

#include <optional>
#include <vector>

namespace earshot {

/// The hops between mouth and ear, numbered as the signal path shows them.
enum class Hop { None = 0, Microphone = 1, Uplink = 2, Server = 3, Connection = 4, Speakers = 5 };

enum class Side { Nobody, Yours, Server, Event };

enum class Severity { Good, Info, Warning, Bad };

enum class RetryPolicy { None, Now, Backoff, AfterTime, Never };

/// What the person can do best; the window makes a real button of it.
enum class Action {
    None,
    PasteLink,
    TryNow,
    Unmute,
    RaiseVolume,
    OpenSoundSettings,
    OpenSchedule,
    Leave,
    OpenRecording, ///< on the event's own server, or its link: linkOfAction
    FollowMove, ///< its link: linkOfAction
    OpenFallback, ///< the delayed stream; its link: linkOfAction
    BackToLive, ///< ends a rewind
    SkipToLive, ///< leaves out what is being caught up
    OpenLoginPage, ///< the network's log-in page in the system's browser; its link: linkOfAction
    OpenMicrophoneSettings,
    UndoGuard, ///< the feedback guard lets go of the own voice
};

/// What is not answered yet while a verdict is still being formed.
enum class Check { None, Line, Admission, EventList, Desk, Audio, Device, Missed };

/// One row of the status catalogue, decided on evidence. Its id is stable: scripts, tests and reports rely on
/// it.
struct Verdict {
    QString id{}; ///< e.g. "server.lost"
    Hop hop = Hop::None;
    Side side = Side::Nobody;
    Severity severity = Severity::Info;
    RetryPolicy retry = RetryPolicy::None;
    Action action = Action::None;

    /// The evidence it rests on; the sentence is made of these. Only those the id needs are set.
    QString who{}; ///< speaker's or host's name
    QString where{}; ///< host name of the server, device name
    QString detail{}; ///< the other side's own words, never a secret
    int number = 0; ///< HTTP status, attempt, listeners …
    int otherServers = 0;
    std::optional<WallTime> at{}; ///< civil time of the fault, start, expiry
    std::optional<milliseconds> forHowLong{}; ///< age or lateness
    std::optional<milliseconds> nextStepIn{}; ///< countdown of the next step
    std::optional<milliseconds> behind{}; ///< ok.live
    std::optional<milliseconds> gaps{}; ///< while hearing: missed for good in the last 10 minutes
    std::optional<milliseconds>
        madeUp{}; ///< while hearing: silence in that time whose words were heard later
    std::optional<milliseconds> lost{}; ///< while hearing: missed for good at the last reconnect
    CatchUpRefusal refusal = CatchUpRefusal::None; ///< why that was not fetched
    ListeningMode mode = ListeningMode::Live; ///< ok.delayed, you.resumed
    std::optional<milliseconds> clockOffset{}; ///< net.clock: server's clock - this computer's
    std::optional<bool> pageAnswers{}; ///< the event's page at the same host can be read
    QString note{}; ///< the organiser's word on the event's page
    std::optional<milliseconds> noteAge{};
    QString usedNow{}; ///< out.unplugged: the device that plays now
    bool hasFallback = false; ///< event.full_fallback: a delayed stream, not only a recording
    std::optional<Cause> cause{}; ///< the failure behind it, where one id has several causes
    Check check = Check::None; ///< checking, checking.slow
    int attempt = 0; ///< dials since the line was last up
    bool dialing = false; ///< the next attempt is under way now
    int others = 0; ///< further speakers in the same state as `who`
    std::optional<seconds> askedToWait{}; ///< the server's own wish (Retry-After)
    QString quote{}; ///< the host's words
    std::optional<WallTime> was{}; ///< event.postponed: the start planned before; desk.silent: its last word
    RecordingPromise recording = RecordingPromise::None; ///< event.ended
    bool hearing = false; ///< sound goes on in spite of it
    std::optional<HearingEstimate> heardBy{}; ///< ok.talking: listeners who confirm
    std::optional<qint64> listeners{}; ///< ok.talking: connected, but for the stage
    std::optional<milliseconds> roundTrip{}; ///< ok.talking: of the own voice
    TalkEnd talkEnd = TalkEnd::None; ///< talk.closed
    bool nullDevice = false; ///< ok.live: plays into no device, as chosen

    bool operator==(const Verdict &) const = default;
};

enum class HopHealth { Unknown, Good, Warning, Bad };

/// One of the five hops of the signal path, as values.
struct HopState {
    Hop hop = Hop::None;
    HopHealth health = HopHealth::Unknown;
    bool cutAfter = false; ///< the line to the next hop carries nothing

    bool operator==(const HopState &) const = default;
};

} // namespace earshot
