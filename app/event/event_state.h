#pragma once

#include "event/counts.h"
#include "event/schedule_card.h"
#include "event/stage.h"
#include "event/wall_span.h"

#include <algorithm>

namespace earshot {

inline constexpr std::size_t kMostAirTimes = 100;

/// The whole of an event at one moment, as its desk says it in the beacon (`ev.<event>.state`).
struct EventState {
    EventId id;
    quint64 revision = 0;
    Phase phase = Phase::Scheduled;
    QString title;
    QString hostName;
    WallTime planned{};
    std::vector<WallTime> postponedFrom;
    std::optional<WallTime> started;
    std::optional<WallTime> ended;
    Stage stage;
    Counts counts;
    std::optional<HostMessage> message;
    double reportProbability = 1.0; ///< per listener and 5 s interval
    milliseconds reconnectSpread{0}; ///< first retry after a common loss is spread over this
    double catchUpShare = 0; ///< of the listeners may fetch what they missed: 0 none, 1 all
    RecordingPromise recording = RecordingPromise::None;
    QString movedTo;
    QString recordingLink; ///< https address or Earshot link of the recording, empty = none
    QString fallbackLink; ///< where a delayed stream plays while live seats are full, empty = none
    WallTime deskClock{}; ///< the desk's civil time when it sent this
    bool copiesAllowed = false; ///< listeners may keep what they hear; the host's choice
    /// When it was on air since it started, by the server's clock; between them it was paused.
    std::vector<WallSpan> aired = {};

    const StageMember *member(const UserKey &key) const
    {
        for (const StageMember &m : stage) {
            if (m.key == key)
                return &m;
        }
        return nullptr;
    }

    /// Connected, but for those on the stage, who are no listeners.
    std::optional<qint64> listeners() const
    {
        const auto onStage = std::ranges::count(stage, Presence::Present, &StageMember::presence);
        return counts.connected ? std::optional(std::max<qint64>(*counts.connected - onStage, 0))
                                : std::nullopt;
    }

    bool operator==(const EventState &) const = default;
};

} // namespace earshot
