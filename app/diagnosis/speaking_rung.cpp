#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

Verdict microphoneFault(
    const char *id, const Evidence &evidence, Severity severity, Action action, Instant now)
{
    Verdict verdict{.id = QString::fromLatin1(id),
        .hop = Hop::Microphone,
        .side = Side::Yours,
        .severity = severity,
        .action = action};
    verdict.where = displayText(evidence.speaking->deviceName);
    verdict.hearing = isHeardNow(evidence, now);
    return verdict;
}

milliseconds sinceWords(Instant since, Instant now)
{
    return std::chrono::duration_cast<milliseconds>(ageOf(since, now));
}

/// Since when what is said has not come back, where it should have.
std::optional<Instant> unconfirmedSince(const SpeakingEvidence &speaking)
{
    if (!speaking.talking || !speaking.talkingSince)
        return std::nullopt;
    return std::max(*speaking.talkingSince, speaking.lastReturned.value_or(*speaking.talkingSince));
}

Verdict removedVerdict(const Evidence &evidence, Instant now)
{
    Verdict verdict{.id = QStringLiteral("host.removed"), .side = Side::Event, .severity = Severity::Warning};
    verdict.who = callingName(evidence.removed->by);
    verdict.quote = displayText(evidence.removed->reason, kMaxQuoteLength);
    verdict.at = evidence.removed->at;
    verdict.hearing = isHeardNow(evidence, now);
    return verdict;
}

Verdict howlVerdict(const Evidence &evidence, Severity severity, Instant now)
{
    Verdict verdict = microphoneFault("mic.howl", evidence, severity, Action::UndoGuard, now);
    verdict.number = std::clamp(evidence.speaking->howlHz, 0, 24'000);
    return verdict;
}

/// The microphone closed, and not by the person's own hand.
std::optional<Verdict> closedVerdict(const Evidence &evidence, Instant now)
{
    const SpeakingEvidence &speaking = *evidence.speaking;
    if (speaking.talking || !speaking.endedAt || ageOf(*speaking.endedAt, now) >= kTalkEndToldFor)
        return std::nullopt;
    switch (speaking.end) {
    case TalkEnd::None:
    case TalkEnd::Released:
    case TalkEnd::LeftStage:
    case TalkEnd::MutedByHost: // talk.muted, as long as it lasts
    case TalkEnd::EventPaused: // event.paused, likewise
    case TalkEnd::EventOver: // what became of the event says it
    case TalkEnd::Feedback: // mic.howl
        return std::nullopt;
    default:
        break;
    }
    Verdict verdict = microphoneFault("talk.closed", evidence, Severity::Warning, Action::None, now);
    verdict.talkEnd = speaking.end;
    verdict.forHowLong = sinceWords(*speaking.endedAt, now);
    return verdict;
}

Verdict mutedVerdict(const Evidence &evidence, Instant now)
{
    Verdict verdict = microphoneFault("talk.muted", evidence, Severity::Warning, Action::None, now);
    verdict.side = Side::Event;
    verdict.who = callingName(evidence.speaking->mutedBy);
    verdict.quote = displayText(evidence.speaking->reason, kMaxQuoteLength);
    return verdict;
}

void addListeners(Verdict &verdict, const EventState &state)
{
    verdict.listeners = state.listeners();
    verdict.heardBy = verdict.listeners ? state.counts.hearing : std::nullopt;
    if (verdict.heardBy)
        verdict.heardBy->value = std::min(verdict.heardBy->value, *verdict.listeners);
}

/// The server lets this person listen, not speak.
bool mayOnlyListen(const SessionStats &session)
{
    return session.complaint && session.complaint->cause == Cause::NotPermitted
        && session.complaint->detail.contains(QStringLiteral("Publish to"))
        && session.complaint->detail.contains(QStringLiteral(".audio."));
}

Verdict mayOnlyListenVerdict(const Evidence &evidence, Instant now)
{
    Verdict verdict = verdictOfComplaint(evidence, now);
    verdict.hearing = true;
    return verdict;
}

} // namespace

std::optional<Verdict> speakingVerdict(const Evidence &evidence, Instant now)
{
    if (evidence.removed) {
        const milliseconds ago = between(evidence.removed->at, evidence.wall);
        if (ago > -milliseconds{kClockTolerance} && ago < kRemovedFor)
            return removedVerdict(evidence, now);
    }
    if (!evidence.speaking)
        return std::nullopt;
    const SpeakingEvidence &speaking = *evidence.speaking;
    const auto fault = [&](const char *id, Action action = Action::OpenMicrophoneSettings) {
        return microphoneFault(id, evidence, Severity::Bad, action, now);
    };
    // Where outputs are, their monitors are left when the last microphone goes.
    if (speaking.isMonitor && speaking.microphone != SpeakingEvidence::Microphone::Unplugged)
        return fault("mic.monitor");
    switch (speaking.microphone) {
    case SpeakingEvidence::Microphone::Missing:
        return fault("mic.none");
    case SpeakingEvidence::Microphone::Denied:
        return fault("mic.denied");
    case SpeakingEvidence::Microphone::Busy:
        return fault("mic.busy");
    case SpeakingEvidence::Microphone::Unplugged:
        return fault("mic.unplugged");
    case SpeakingEvidence::Microphone::Failed: {
        Verdict verdict = fault("mic.failed");
        verdict.detail = displayText(speaking.failure, kMaxQuoteLength);
        return verdict;
    }
    case SpeakingEvidence::Microphone::Opening:
    case SpeakingEvidence::Microphone::Open:
        break;
    }
    if (speaking.guard == GuardState::Muted)
        return howlVerdict(evidence, Severity::Bad, now);
    if (const auto verdict = closedVerdict(evidence, now))
        return verdict;
    if (speaking.talking && speaking.silentSince
        && ageOf(*speaking.silentSince, now) >= kMicrophoneSilentAfter) {
        Verdict verdict = fault("mic.silent");
        verdict.forHowLong = sinceWords(*speaking.silentSince, now);
        return verdict;
    }
    if (mayOnlyListen(evidence.session))
        return mayOnlyListenVerdict(evidence, now);
    const std::optional<Instant> unconfirmed = unconfirmedSince(speaking);
    if (unconfirmed && ageOf(*unconfirmed, now) >= kUnconfirmedAfter) {
        Verdict verdict = fault("talk.unconfirmed", Action::TryNow);
        verdict.hop = Hop::Uplink;
        verdict.forHowLong = sinceWords(*unconfirmed, now);
        return verdict;
    }
    return std::nullopt;
}

std::optional<Verdict> speakingNote(const Evidence &evidence, Instant now)
{
    if (!evidence.speaking)
        return std::nullopt;
    const SpeakingEvidence &speaking = *evidence.speaking;
    if (speaking.guard == GuardState::Ducked)
        return howlVerdict(evidence, Severity::Warning, now);
    if (speaking.mutedByHost)
        return mutedVerdict(evidence, now);
    const auto remark = [&](const char *id, Severity severity) {
        return microphoneFault(id, evidence, severity, Action::OpenMicrophoneSettings, now);
    };
    if (speaking.talking && speaking.clippedShare >= kClippingShare) {
        Verdict verdict = remark("mic.clipping", Severity::Warning);
        verdict.number = int(std::min(speaking.clippedShare, 1.0) * 100 + 0.5);
        return verdict;
    }
    if (speaking.isHandsFree)
        return remark("mic.bluetooth", Severity::Warning);
    if (speaking.talking && speaking.bandwidthHz > 0 && speaking.bandwidthHz <= kMuffledHz)
        return remark("mic.muffled", Severity::Info);
    return std::nullopt;
}

std::optional<Verdict> ownVerdict(const Evidence &evidence, Instant now)
{
    if (!evidence.speaking)
        return std::nullopt;
    const SpeakingEvidence &speaking = *evidence.speaking;
    Verdict verdict{.id = QStringLiteral("talk.ready")};
    verdict.hearing = isHeardNow(evidence, now);
    if (!speaking.talking)
        return verdict;
    verdict.id = QStringLiteral("ok.talking");
    const Instant began = speaking.talkingSince.value_or(now);
    if (!speaking.lastReturned || *speaking.lastReturned < began)
        return verdict;
    verdict.severity = Severity::Good;
    verdict.forHowLong = sinceWords(*speaking.lastReturned, now);
    if (speaking.roundTrip)
        verdict.roundTrip = std::chrono::duration_cast<milliseconds>(*speaking.roundTrip);
    if (evidence.state)
        addListeners(verdict, evidence.state->value);
    const bool isUnheard
        = verdict.listeners.value_or(0) > 0 && verdict.heardBy && verdict.heardBy->value == 0;
    if (isUnheard && ageOf(began, now) >= kHeardAfter)
        verdict.severity = Severity::Warning;
    return verdict;
}

} // namespace earshot
