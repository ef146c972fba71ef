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

Verdict diagnose(const Evidence &evidence, Instant now)
{
    // A link that cannot be read interrupts nothing that plays.
    if (evidence.link && evidence.session.phase == LinePhase::Idle)
        return verdictForFailure(*evidence.link, {});
    if (!evidence.wanted)
        return {.id = QStringLiteral("idle"), .action = Action::OpenSchedule};
    if (const auto verdict = finalVerdict(evidence, now))
        return *verdict;
    if (const auto verdict = outputVerdict(evidence, now))
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
    if (const auto verdict = stageVerdict(evidence, now))
        return *verdict;
    return hearingVerdict(evidence, now);
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
             "you.busy", "out.muted", "out.volume_zero", "out.mismatch", "ok.live", "ok.delayed"})
        ids.push_back(QString::fromLatin1(id));
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

} // namespace earshot
