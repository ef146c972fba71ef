#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

Verdict outputFault(const char *id, const OutputStats &output, Severity severity, Action action)
{
    Verdict verdict{.id = QString::fromLatin1(id),
        .hop = Hop::Speakers,
        .side = Side::Yours,
        .severity = severity,
        .retry = severity == Severity::Bad ? RetryPolicy::Now : RetryPolicy::None,
        .action = action};
    verdict.where = displayText(output.deviceName);
    if (severity == Severity::Bad) // what was there before tells why nothing is there now
        verdict.usedNow = displayText(output.lostDevice);
    return verdict;
}

const char *idOfFault(const OutputStats &output)
{
    if (output.suspended) // it is there, and it does not fail
        return "out.suspended";
    const bool isMissing = output.failure && output.failure->cause == Cause::DeviceMissing;
    return isMissing ? "out.none" : "out.failed";
}

Verdict deviceFault(const OutputStats &output)
{
    Verdict verdict = outputFault(idOfFault(output), output, Severity::Bad, Action::OpenSoundSettings);
    if (output.failure) {
        verdict.cause = output.failure->cause;
        verdict.detail = displayText(output.failure->detail, kMaxQuoteLength);
    }
    return verdict;
}

/// How long sound has been due at the device: since the event started by its desk's own clock, since this join, or
/// since a device last took some: another choice, or a new default, opens one anew.
microseconds dueFor(const Evidence &evidence, Instant now)
{
    const EventState &state = evidence.state->value;
    microseconds due = evidence.firstLive ? ageOf(*evidence.firstLive, now) : microseconds{0};
    if (evidence.output.lastPull)
        due = std::min(due, ageOf(*evidence.output.lastPull, now));
    if (state.started)
        due = std::min<microseconds>(
            due, between(*state.started, state.deskClock) + ageOf(evidence.state->at, now));
    return due;
}

bool isNotStarted(const OutputStats &output)
{
    return output.phase == OutputPhase::Stopped || output.phase == OutputPhase::Starting;
}

} // namespace

std::optional<Verdict> deviceVerdict(const Evidence &evidence, Instant now)
{
    const OutputStats &output = evidence.output;
    if (output.failure || output.phase == OutputPhase::Failed)
        return deviceFault(output);
    if (isDeviceStuck(evidence, now)) {
        Verdict verdict = deviceFault(output);
        verdict.forHowLong = std::chrono::duration_cast<milliseconds>(ageOf(*output.lastPull, now));
        return verdict;
    }
    if (output.muted)
        return outputFault("out.muted", output, Severity::Warning, Action::Unmute);
    if (!(output.volume > kInaudibleVolume)) // also where it is no number
        return outputFault("out.volume_zero", output, Severity::Warning, Action::RaiseVolume);
    return std::nullopt;
}

std::optional<Verdict> outputVerdict(const Evidence &evidence, Instant now)
{
    // Nothing is due before the event is known to be live: a muted device explains no silence then.
    if (!evidence.state || evidence.state->value.phase != Phase::Live)
        return std::nullopt;
    const OutputStats &output = evidence.output;
    const bool hasFailed = output.failure || output.phase == OutputPhase::Failed;
    if (!hasFailed && isNotStarted(output) && evidence.session.phase == LinePhase::Live) {
        const microseconds due = dueFor(evidence, now);
        if (due < kCheckingAtMost)
            return checkingVerdict(Check::Device, evidence, now - due, now);
        return deviceFault(output);
    }
    return deviceVerdict(evidence, now);
}

bool isDeviceStuck(const Evidence &evidence, Instant now)
{
    const OutputStats &output = evidence.output;
    if (output.phase != OutputPhase::Playing || !output.lastPull)
        return false;
    // While the computer slept no device could ask.
    const Instant since = std::max(*output.lastPull, evidence.session.resumedAt.value_or(*output.lastPull));
    return ageOf(since, now) >= kDeviceStuckAfter;
}

} // namespace earshot
