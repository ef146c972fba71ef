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

/// What is known of the event: from the beacon or, where that is missing or superseded, from the schedule;
/// while there is no line, from the event's page where that is newer.
struct EventFacts {
    Phase phase = Phase::Scheduled;
    WallTime planned{};
    std::vector<WallTime> postponedFrom;
    std::optional<WallTime> started;
    std::optional<WallTime> ended;
    std::optional<HostMessage> message;
    RecordingPromise recording = RecordingPromise::None;
    QString hostName;
    quint64 revision = 0;
    enum class Source { Beacon, Card, Page } source = Source::Card;
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

/// Plays, but has not asked for sound for too long.
bool isDeviceStuck(const Evidence &evidence, Instant now);
/// The device is no good, muted or at 0; where sound is due.
std::optional<Verdict> deviceVerdict(const Evidence &evidence, Instant now);
std::optional<Verdict> outputVerdict(const Evidence &evidence, Instant now);
/// The computer has just woken up, and nothing was heard since.
std::optional<Verdict> resumedVerdict(const Evidence &evidence, Instant now);
std::optional<Verdict> lineVerdict(const Evidence &evidence, Instant now);
/// Facts that do not age: ended, cancelled, moved.
std::optional<Verdict> finalVerdict(const Evidence &evidence, Instant now);
/// No line, but the event's page tells that the event is not due yet.
std::optional<Verdict> pageVerdict(const Evidence &evidence, Instant now);
/// The event is not live, or nothing is known of it.
std::optional<Verdict> waitingVerdict(const Evidence &evidence, Instant now);
/// Live, but no speaker is heard.
std::optional<Verdict> stageVerdict(const Evidence &evidence, Instant now);
/// This person was taken off the stage, or is on it and not heard.
std::optional<Verdict> speakingVerdict(const Evidence &evidence, Instant now);
/// A note on how this person sounds, where nothing is broken.
std::optional<Verdict> speakingNote(const Evidence &evidence, Instant now);
/// This person is on stage, and nothing is wrong: they are heard, or could press to talk.
std::optional<Verdict> ownVerdict(const Evidence &evidence, Instant now);
Verdict hearingVerdict(const Evidence &evidence, Instant now);
Verdict deskSilentVerdict(const Evidence &evidence, Instant now, bool hearing);
/// Plays another time of the event than now: rewound, or catching up. The beacon's stage is not that of the ear.
bool isBehindByChoice(const Evidence &evidence);
bool isHeardNow(const Evidence &evidence, Instant now);

/// Reads the failure in the light of what the probe found: a portal in the server's place, a wrong clock, a
/// page that answers.
void refineByProbe(Verdict &verdict, const Failure &failure, const Evidence &evidence);
/// ticket.limited by the server's last complaint.
Verdict verdictOfComplaint(const Evidence &evidence, Instant now);
void nameCaptivePortal(Verdict &verdict);
/// A server on this computer needs no network.
bool isOnThisComputer(const QString &host);

/// Even the quickest way to here is full, or the sound comes in bursts; `speaker` tells it.
bool isLineSlow(const Evidence &evidence, Instant now);
const SpeakerEvidence *burstSpeaker(const Evidence &evidence, Instant now);
/// What is wrong with the sound before it reaches the own line.
enum class SourceFault {
    None,
    Choppy, ///< gaps before the servers
    ServerChoppy, ///< gaps in the servers
    SomewhereChoppy, ///< gaps, and the desk does not tell whether it has them too
    Howl,
    Clipping,
    Muffled
};
SourceFault sourceFault(const SpeakerEvidence &speaker, Instant now);
/// Of the packets due in the last 10 s, those that the own line did not lose and whose fault can be named.
int missingBeforeTheLine(const SpeakerEvidence &speaker, Instant now);
/// What one fault took, of the packets that came as far as to it.
struct LossShare {
    int lost = 0;
    int due = 1; ///< never less
};
LossShare lossBy(SourceFault fault, const SpeakerEvidence &speaker, Instant now);

Verdict checkingVerdict(Check check, const Evidence &evidence, Instant since, Instant now);
std::vector<QString> idsOfFailures();

} // namespace earshot
