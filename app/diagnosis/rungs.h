#pragma once

#include "diagnosis/evidence.h"
#include "diagnosis/verdict.h"

#include <optional>
#include <vector>

/// The rungs of the ladder in `diagnose`, each judging one part of the way from ear to mouth. Private to
/// diagnosis.
namespace earshot {

/// Age of something seen; 0 where it lies ahead.
microseconds ageOf(Instant seen, Instant now);
bool isOlder(const std::optional<Instant> &seen, microseconds than, Instant now);
/// From `begin` to `end` without overflow: remote times may be anything.
milliseconds between(WallTime begin, WallTime end);
/// The civil time of something seen.
WallTime civilTimeOf(Instant seen, const Evidence &evidence, Instant now);

/// What is known of the event, from the beacon or, where that is missing or superseded, from the schedule.
struct EventFacts {
    Phase phase = Phase::Scheduled;
    WallTime planned{};
    std::vector<WallTime> postponedFrom;
    std::optional<WallTime> ended;
    std::optional<HostMessage> message;
    RecordingPromise recording = RecordingPromise::None;
    QString hostName;
    QString movedTo;
    bool fromBeacon = false;
};
std::optional<EventFacts> eventFacts(const Evidence &evidence, Instant now);
bool isDeskSilent(const Evidence &evidence, Instant now);

enum class SpeakerHealth {
    Away, ///< on the list, not connected
    Muted,
    Dropped, ///< was there, is gone
    Sounding, ///< sends sound, or did within the last pause
    SilentMicrophone, ///< sends digital silence
    Quiet, ///< open and connected, but nothing comes
};
SpeakerHealth speakerHealth(const SpeakerEvidence &speaker, Instant now);
/// The one whose way to the ear the signal path shows: who is heard, else who explains the silence, else the
/// host.
const SpeakerEvidence *pathSpeaker(const Evidence &evidence, const Verdict &verdict, Instant now);
/// How people tell this speaker from the others on stage.
QString nameOnStage(const StageMember &member, const std::vector<SpeakerEvidence> &stage);

std::optional<Verdict> outputVerdict(const Evidence &evidence, Instant now);
std::optional<Verdict> lineVerdict(const Evidence &evidence, Instant now);
/// Facts that do not age: ended, cancelled, moved.
std::optional<Verdict> finalVerdict(const Evidence &evidence, Instant now);
/// The event is not live, or nothing is known of it.
std::optional<Verdict> waitingVerdict(const Evidence &evidence, Instant now);
/// Live, but no speaker is heard.
std::optional<Verdict> stageVerdict(const Evidence &evidence, Instant now);
Verdict hearingVerdict(const Evidence &evidence, Instant now);

Verdict checkingVerdict(Check check, const Evidence &evidence, Instant since, Instant now);
std::vector<QString> idsOfFailures();

} // namespace earshot
