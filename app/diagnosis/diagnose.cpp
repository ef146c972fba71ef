#include "diagnosis/diagnose.h"

#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

Verdict checkingVerdict(Check check, const Evidence &evidence, Instant since, Instant now)
{
    const microseconds age = ageOf(since, now);
    const bool isSlow = age >= kCheckingAtMost;
    Verdict verdict{.id = isSlow ? QStringLiteral("checking.slow") : QStringLiteral("checking"),
        .severity = isSlow ? Severity::Warning : Severity::Info};
    verdict.check = check;
    verdict.where = displayText(evidence.session.serverHost, kMaxHostLength);
    verdict.forHowLong = std::chrono::duration_cast<milliseconds>(age);
    const bool isOwnLine = check == Check::Line || check == Check::Admission;
    if (isSlow && isOwnLine)
        verdict.action = Action::TryNow;
    return verdict;
}

namespace {

Verdict recordingVerdict(const Evidence &evidence)
{
    const PlayedRecording &recording = *evidence.recording;
    Verdict verdict{.id = QStringLiteral("ok.recording"), .severity = Severity::Good};
    verdict.who = displayText(recording.title);
    verdict.hearing = !recording.paused;
    verdict.forHowLong = recording.position;
    verdict.nextStepIn = std::max(recording.length - recording.position, milliseconds{0});
    return verdict;
}

Verdict wayOfSound(const Evidence &evidence, Instant now)
{
    if (const auto verdict = finalVerdict(evidence, now))
        return *verdict;
    if (const auto verdict = outputVerdict(evidence, now))
        return *verdict;
    if (const auto verdict = resumedVerdict(evidence, now))
        return *verdict;
    if (const auto verdict = pageVerdict(evidence, now))
        return *verdict;
    if (const auto verdict = lineVerdict(evidence, now))
        return *verdict;

    const bool soundsInSpiteOfSchedule = isDeskSilent(evidence, now)
        && std::any_of(
            evidence.speakers.begin(), evidence.speakers.end(), [&](const SpeakerEvidence &speaker) {
                return speakerHealth(speaker, now) == SpeakerHealth::Sounding;
            });
    if (const auto verdict = waitingVerdict(evidence, now); verdict && !soundsInSpiteOfSchedule)
        return *verdict;
    if (const auto verdict = speakingVerdict(evidence, now))
        return *verdict;
    if (const auto verdict = stageVerdict(evidence, now))
        return *verdict;
    return hearingVerdict(evidence, now);
}

/// The organiser's word stands beside whatever keeps the listener out.
void addSecondOpinion(Verdict &verdict, const Evidence &evidence, Instant now)
{
    const std::optional<SecondOpinion> &page = evidence.session.secondOpinion;
    if (!page || evidence.session.phase == LinePhase::Live || verdict.hop == Hop::Speakers)
        return;
    verdict.note = displayText(page->note, kMaxQuoteLength);
    if (verdict.note.isEmpty())
        return;
    const bool isDated = page->written > WallTime{};
    const milliseconds age = isDated ? between(page->written, evidence.wall)
                                     : std::chrono::duration_cast<milliseconds>(ageOf(page->readAt, now));
    verdict.noteAge = std::max(age, milliseconds{0});
}

} // namespace

Verdict diagnose(const Evidence &evidence, Instant now)
{
    if (evidence.recording) {
        const auto verdict = deviceVerdict(evidence, now);
        return verdict ? *verdict : recordingVerdict(evidence);
    }
    // A link that cannot be read interrupts nothing that plays.
    if (evidence.link && evidence.session.phase == LinePhase::Idle)
        return verdictForFailure(*evidence.link, {});
    if (!evidence.wanted)
        return {.id = QStringLiteral("idle"), .action = Action::OpenSchedule};
    Verdict verdict = wayOfSound(evidence, now);
    addSecondOpinion(verdict, evidence, now);
    return verdict;
}

std::optional<Verdict> proofOfVoice(const Evidence &evidence, Instant now)
{
    if (!evidence.speaking || !evidence.speaking->talking)
        return std::nullopt;
    const auto trouble = speakingVerdict(evidence, now);
    return trouble ? trouble : ownVerdict(evidence, now);
}

bool isHearing(const Evidence &evidence, Instant now)
{
    const OutputStats &output = evidence.output;
    // The null device counts where it was chosen: it consumes in real time, e.g. into a file.
    const bool isConsumed = output.phase == OutputPhase::Playing && !output.failure
        && !isOlder(output.lastPull, kDeviceStuckAfter, now);
    const bool isAudible = !output.muted && output.volume > kInaudibleVolume;
    // A pause between sentences is heard as such; a longer one is nobody talking.
    const bool hasHeard = !isOlder(evidence.lastHeard, kQuietAfter, now);
    return isConsumed && isAudible && hasHeard && diagnose(evidence, now).hearing;
}

std::vector<QString> allVerdictIds()
{
    std::vector<QString> ids = idsOfFailures();
    for (const char *id : {"checking", "checking.slow", "idle", "event.scheduled", "event.late",
             "event.postponed", "event.paused", "event.moved", "event.cancelled", "desk.silent",
             "stage.empty", "stage.muted", "stage.quiet", "stage.silent_mic", "stage.dropped", "you.stalled",
             "you.busy", "you.slow", "you.jitter", "you.resumed", "out.suspended", "out.unplugged",
             "out.muted", "out.volume_zero", "out.mismatch", "event.full_fallback", "stage.uplink_choppy",
             "stage.choppy", "server.choppy", "stage.muffled", "stage.clipping", "stage.howl", "host.removed",
             "mic.none", "mic.denied", "mic.busy", "mic.failed", "mic.unplugged", "mic.silent", "mic.monitor",
             "mic.bluetooth", "mic.howl", "mic.clipping", "mic.muffled", "talk.unconfirmed", "talk.closed",
             "talk.muted", "talk.ready", "ok.talking", "ok.live", "ok.delayed", "ok.recording"})
        ids.push_back(QString::fromLatin1(id));
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

} // namespace earshot
