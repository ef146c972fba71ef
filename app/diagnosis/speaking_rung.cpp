#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

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
    switch (speaking.microphone) {
    case SpeakingEvidence::Microphone::Missing:
        return fault("mic.none");
    case SpeakingEvidence::Microphone::Denied:
        return fault("mic.denied");
    case SpeakingEvidence::Microphone::Busy:
        return fault("mic.busy");
    case SpeakingEvidence::Microphone::Unplugged:
        return fault("mic.unplugged");
    case SpeakingEvidence::Microphone::Open:
        break;
    }
    if (speaking.isMonitor)
        return fault("mic.monitor");
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

std::optional<Verdict> speakingNote(const Evidence &evidence)
{
    if (!evidence.speaking || !evidence.speaking->isHandsFree)
        return std::nullopt;
    Verdict verdict{.id = QStringLiteral("mic.bluetooth"),
        .hop = Hop::Microphone,
        .side = Side::Yours,
        .severity = Severity::Warning,
        .action = Action::OpenMicrophoneSettings};
    verdict.where = displayText(evidence.speaking->deviceName);
    verdict.hearing = true;
    return verdict;
}

} // namespace earshot
