#pragma once

#include "audio/audio_stats.h"
#include "audio/capture_stats.h"
#include "audio/talk_stats.h"
#include "base/result.h"
#include "event/event_state.h"
#include "event/schedule_card.h"
#include "session/gap_stats.h"
#include "session/session_stats.h"

#include <optional>
#include <vector>

namespace earshot {

/// What was seen, and when.
template<typename T>
struct Observed {
    T value;
    Instant at{};

    bool operator==(const Observed &) const = default;
};

/// Of the packets due in the last seconds, how many are missing, by whose fault (as GapStats).
struct MissingPackets {
    int atSource = 0;
    int atServer = 0;
    int undecided = 0;
    int atConnection = 0;
    int due = 0; ///< but for those that the own line lost

    bool operator==(const MissingPackets &) const = default;
};

/// A person on the stage with what arrives from them.
struct SpeakerEvidence {
    StageMember member;
    std::optional<SpeakerAudioStats> audio{}; ///< nothing: no packet ever came
    std::optional<GapStats> gaps{}; ///< nothing: no packet came live
    std::optional<Instant> silentSince{}; ///< since then all packets held digital silence (EvidenceHistory)
    std::optional<Instant> soundSince{}; ///< since then all packets held sound (EvidenceHistory)
    MissingPackets missing; ///< of the last 10 s (EvidenceHistory)
    /// What piled up on the way: even the quickest packet of the last 2 s was this late (EvidenceHistory).
    std::optional<microseconds> backlog{};
    bool backlogGrows = false;

    bool operator==(const SpeakerEvidence &) const = default;
};

/// The desk took this person off the stage.
struct StageRemoval {
    QString by;
    QString reason;
    WallTime at{};

    bool operator==(const StageRemoval &) const = default;
};

/// The own microphone and what comes back of it from the server.
struct SpeakingEvidence {
    enum class Microphone { Open, Opening, Missing, Denied, Busy, Unplugged, Failed };
    Microphone microphone = Microphone::Open;
    QString deviceName;
    QString failure; ///< the device's or system's own words
    bool isMonitor = false; ///< the device records what the computer plays
    bool isHandsFree = false; ///< a Bluetooth headset in its telephone mode
    bool talking = false;
    std::optional<Instant> talkingSince;
    std::optional<Instant> silentSince; ///< talking, and the microphone gives digital silence
    std::optional<Instant> lastReturned; ///< an own packet last came back from the server
    std::optional<microseconds> roundTrip; ///< of the voice: from the mouth to the server and back
    bool mutedByHost = false;
    QString mutedBy;
    QString reason; ///< of the mute
    TalkEnd end = TalkEnd::None; ///< why the microphone was closed last
    std::optional<Instant> endedAt;
    GuardState guard = GuardState::Off; ///< what Earshot does against feedback
    int howlHz = 0;
    double clippedShare = 0; ///< as CaptureStats
    int bandwidthHz = 0;

    bool operator==(const SpeakingEvidence &) const = default;
};

/// A recording that plays in the place of a live event.
struct PlayedRecording {
    QString title;
    milliseconds position{0};
    milliseconds length{0};
    bool paused = false;

    bool operator==(const PlayedRecording &) const = default;
};

/// How evenly the beacons come, which take the same way as the sound but another speaker's uplink
/// (EvidenceHistory). Against the quickest of the last 30.
struct BeaconTiming {
    microseconds newest{0}; ///< lateness of the newest
    microseconds worst{0}; ///< of the last 5 s

    bool operator==(const BeaconTiming &) const = default;
};

/// Everything a verdict may rest on, gathered at one moment. Pure data: `diagnose` reads nothing else. What
/// only a row of moments can show is added by an EvidenceHistory.
struct Evidence {
    bool wanted = false; ///< the person has asked to hear an event
    std::optional<Failure> link; ///< the link could not be read
    std::optional<WallTime> ticketIssued; ///< read from the ticket itself
    std::optional<WallTime> ticketExpires; ///< read from the ticket itself
    bool scheduleRead = false; ///< the server answered what is on its schedule
    std::optional<ScheduleCard> card; ///< this event's entry; nothing + scheduleRead: no such event
    SessionStats session;
    std::optional<Observed<EventState>> state; ///< the last beacon
    std::vector<SpeakerEvidence> speakers; ///< the stage of the last beacon, but for this person
    OutputStats output;
    std::optional<Instant> firstLive; ///< when this join first became live
    std::optional<Instant> lastLive; ///< when the line was last seen up (EvidenceHistory)
    std::optional<Instant> lastHeard; ///< real audio last handed to a device that consumed it
    std::optional<microseconds> behind; ///< speakers' mouths to this ear
    microseconds gapsInTenMinutes{0}; ///< missed for good, by fault, in the last 10 minutes
    microseconds madeUpInTenMinutes{0}; ///< silence by fault whose words were heard later
    std::optional<BeaconTiming> beacons; ///< once there were some (EvidenceHistory)
    std::optional<PlayedRecording> recording; ///< a recording plays instead of the event
    std::optional<StageRemoval> removed; ///< this person was taken off the stage
    std::optional<SpeakingEvidence> speaking; ///< this person is on the stage
    WallTime wall{}; ///< civil time at `now`

    bool operator==(const Evidence &) const = default;
};

} // namespace earshot
