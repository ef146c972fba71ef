#pragma once

#include "audio/delay_policy.h"
#include "base/result.h"
#include "client/copy_stats.h"
#include "diagnosis/diagnose.h"
#include "event/schedule_card.h"

#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace earshot {

/// One tile of the stage.
struct SpeakerView {
    UserKey key;
    QString name;
    Role role = Role::Speaker;
    bool muted = false;
    Presence presence = Presence::Away;
    bool talking = false; ///< audible by their real level right now
    OpusBandwidth bandwidth = OpusBandwidth::Unknown;
    bool isSelf = false; ///< the person at this computer
    bool mutedByHost = false;

    bool operator==(const SpeakerView &) const = default;
};

/// Something that happened to this listener.
struct TimelineEntry {
    enum class Kind {
        Joined,
        EventStarted,
        EventPaused,
        EventEnded,
        Postponed,
        VerdictChanged,
        Reconnected,
        CaughtUp,
        Rewound,
        BackToLive,
        Woke,
        Skipped,
        HostMessage,
        Left
    };
    Kind kind = Kind::VerdictChanged;
    WallTime at{};
    Verdict verdict; ///< for VerdictChanged
    milliseconds duration{
        0}; ///< Reconnected: without a line; EventStarted: late by; Rewound: by; Woke: slept; Skipped: ahead by
    std::optional<milliseconds> lost{}; ///< Reconnected: audio missing for good; nothing = not known yet
    std::optional<WallTime> planned{}; ///< Postponed: the start that holds now
    QString text; ///< HostMessage: the message

    bool operator==(const TimelineEntry &) const = default;
};

/// Everything the page "Now playing" shows; a value, refreshed 4 times a second and at every change of
/// verdict.
struct NowPlayingView {
    bool open = false; ///< an event is joined or being joined
    QString serverId; ///< as ServerView::id
    QString eventId;
    QString title;
    QString hostName;
    Phase phase = Phase::Scheduled;
    std::optional<WallTime> planned;
    std::optional<WallTime> started;
    Verdict verdict;
    std::array<HopState, 5> hops{};
    Evidence evidence;
    Instant evidenceAt{}; ///< `now` of the verdict
    std::vector<SpeakerView> stage;
    Counts counts;
    bool countsFrozen = false; ///< the desk is silent: counts are as old as `counts.at`
    std::optional<HostMessage> message;
    std::vector<TimelineEntry> timeline; ///< oldest first, at most 200
    std::optional<milliseconds> behind; ///< behind the speakers
    CatchUpStats catchUp; ///< where on the event's time line; the seek bar shows it
    FallingBehind fallingBehind = FallingBehind::PlayFaster;
    double volume = 1.0;
    bool muted = false;
    CopyStats copy; ///< of the listener

    bool operator==(const NowPlayingView &) const = default;
};

/// The level meters, 25 times a second while there is sound: index as in NowPlayingView::stage.
struct LevelsView {
    std::vector<double> levelDb; ///< dBFS, -127 = silence

    bool operator==(const LevelsView &) const = default;
};

/// One server's schedule on the page "Events".
struct ServerView {
    enum class State { Reading, UpToDate, Stale, Failed };
    QString id; ///< the link without its ticket
    QString host;
    QString name; ///< as its discovery page calls it; may be empty
    State state = State::Reading;
    std::optional<WallTime> checked; ///< when the schedule was last known to be true
    std::optional<Verdict> trouble; ///< why it cannot be read
    Schedule schedule;
    bool isRemembered = false; ///< `schedule` is as this computer kept it; the server has not answered yet
    QString account; ///< of the audience; the same on all servers of a cluster, empty = not known
    std::optional<Failure> cacheTrouble; ///< the kept schedule was damaged; `detail` is where it is now

    bool operator==(const ServerView &) const = default;
};

struct EventsView {
    std::vector<ServerView> servers;

    bool operator==(const EventsView &) const = default;
};

} // namespace earshot
