#pragma once

#include "base/result.h"
#include "desk/lease_stats.h"
#include "desk/recording_stats.h"
#include "event/event_state.h"
#include "event/hands.h"

#include <QString>

#include <optional>

namespace earshot {

/// An event as a person sets it up.
struct HostPlan {
    enum class Access { Open, WithLink };
    enum class Place {
        ThisComputer, ///< an engine of one's own, reached on this computer
        Network, ///< the same, reached by others: `bindAddress`; TLS
        Server, ///< somebody else's: `credentials`
    };
    QString title;
    QString description;
    QString hostName;
    std::optional<WallTime> planned; ///< nothing: now
    Access access = Access::Open;
    Place place = Place::ThisComputer;
    bool record = true;
    QString bindAddress; ///< of Network
    QByteArray
        credentials; ///< of Server: a host credentials file's content (NATS `.creds`), or empty: those in the keychain
    bool copiesAllowed = false; ///< listeners may keep what they hear

    bool operator==(const HostPlan &) const = default;
};

/// An event that was being hosted when Earshot ended without ending it.
struct HostOffer {
    EventId event;
    QString title;
    WallTime lastSeen{};
    QString server; ///< empty = on this computer
    bool isRecordingOnly = false; ///< the event has ended; its recording was not published yet

    bool operator==(const HostOffer &) const = default;
};

/// Everything the host's page shows of the event (what concerns the microphone is in TalkView).
struct HostView {
    enum class State {
        Idle, ///< nothing is hosted
        Starting, ///< engine, line, lease
        InCharge, ///< this desk speaks for the event
        Standby, ///< another desk does
        Disconnected, ///< the line to the server is lost; Earshot goes on by itself
        Failed, ///< `failure` says why; nothing goes on by itself
    };
    State state = State::Idle;
    std::optional<Failure> failure;
    std::optional<EventState> event;
    QString description;
    HostPlan::Access access = HostPlan::Access::Open;
    HostPlan::Place place = HostPlan::Place::ThisComputer;
    QString server; ///< as people know it
    Hands hands;
    LeaseStats lease;
    QString listenerLink; ///< with the listener's ticket
    QString speakerLink; ///< with a one-time invitation; empty = none was asked for
    RecordingStats recording;
    std::optional<bool> audioKept; ///< the server keeps the audio
    std::optional<qint64> diskFree; ///< bytes, where the engine is on this computer
    std::optional<Instant> beaconAt; ///< the last beacon went out
    std::optional<HostOffer> offer; ///< while Idle or Failed: can be taken back
    /// What is shown is not in the journal, and would be lost in a crash: it cannot be written. Tried again until it is.
    std::optional<Failure> unkept;

    /// The event has ended, or moved after its start, and its recording is not where everybody can have it; it may be soon.
    bool awaitsRecording() const
    {
        using enum RecordingStats::Phase;
        const bool isDone = recording.phase == Off || recording.phase == Ready || recording.phase == Partial
            || recording.phase == Kept || recording.phase == Removed;
        const bool isOver = event && (event->phase == Phase::Ended || event->phase == Phase::Moved);
        return isOver && event->started && !isDone && !recording.isLeftForLater;
    }
    bool operator==(const HostView &) const = default;
};

} // namespace earshot
