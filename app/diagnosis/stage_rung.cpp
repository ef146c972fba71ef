#include "diagnosis/display_text.h"
#include "diagnosis/rungs.h"
#include "diagnosis/thresholds.h"

#include <algorithm>

namespace earshot {

namespace {

milliseconds toMilliseconds(microseconds duration)
{
    return std::chrono::duration_cast<milliseconds>(duration);
}

/// Everyone on stage in one state, who was heard last first.
std::vector<const SpeakerEvidence *> speakersWho(SpeakerHealth are, const Evidence &evidence, Instant now)
{
    std::vector<const SpeakerEvidence *> found;
    for (const SpeakerEvidence &speaker : evidence.speakers) {
        if (speakerHealth(speaker, now) == are)
            found.push_back(&speaker);
    }
    std::stable_sort(found.begin(), found.end(), [](const SpeakerEvidence *a, const SpeakerEvidence *b) {
        const auto heard
            = [](const SpeakerEvidence *s) { return s->audio ? s->audio->lastPacket : std::nullopt; };
        return heard(a) > heard(b);
    });
    return found;
}

Verdict stageFault(const char *id, Hop hop, Severity severity,
    const std::vector<const SpeakerEvidence *> &who, const Evidence &evidence)
{
    Verdict verdict{.id = QString::fromLatin1(id), .hop = hop, .side = Side::Event, .severity = severity};
    if (!who.empty()) {
        verdict.who = nameOnStage(who.front()->member, evidence.speakers);
        verdict.others = int(who.size()) - 1;
    }
    // Everybody else who is connected is missing the same sound.
    if (evidence.state && evidence.state->value.counts.connected)
        verdict.number
            = int(std::clamp<qint64>(*evidence.state->value.counts.connected - 1, 0, 1'000'000'000));
    return verdict;
}

Verdict droppedVerdict(
    const std::vector<const SpeakerEvidence *> &dropped, const Evidence &evidence, Instant now)
{
    Verdict verdict = stageFault("stage.dropped", Hop::Uplink, Severity::Warning, dropped, evidence);
    const Observed<EventState> &state = *evidence.state;
    // The desk's two times tell how long ago; on this computer's clock that is the time to show.
    const milliseconds gone
        = std::max(between(dropped.front()->member.since, state.value.deskClock), milliseconds{0})
        + toMilliseconds(ageOf(state.at, now));
    verdict.forHowLong = gone;
    verdict.at = evidence.wall - gone;
    return verdict;
}

Verdict silentMicrophoneVerdict(
    const std::vector<const SpeakerEvidence *> &silent, const Evidence &evidence, Instant now)
{
    Verdict verdict = stageFault("stage.silent_mic", Hop::Microphone, Severity::Warning, silent, evidence);
    verdict.forHowLong = toMilliseconds(ageOf(*silent.front()->silentSince, now));
    return verdict;
}

Verdict quietVerdict(const std::vector<const SpeakerEvidence *> &quiet, const Evidence &evidence, Instant now)
{
    Verdict verdict = stageFault("stage.quiet", Hop::Microphone, Severity::Info, quiet, evidence);
    const SpeakerEvidence &speaker = *quiet.front();
    if (speaker.audio && speaker.audio->lastPacket)
        verdict.forHowLong = toMilliseconds(ageOf(*speaker.audio->lastPacket, now));
    return verdict;
}

/// Sound comes in for a while, but none of it is handed to the device.
bool isLostInside(const Evidence &evidence, Instant now)
{
    return std::any_of(
        evidence.speakers.begin(), evidence.speakers.end(), [&](const SpeakerEvidence &speaker) {
            return speaker.soundSince && ageOf(*speaker.soundSince, now) >= kMismatchAfter
                && speakerHealth(speaker, now) == SpeakerHealth::Sounding
                && isOlder(evidence.lastHeard, kMismatchAfter, now);
        });
}

Verdict lostInsideVerdict(const Evidence &evidence, Instant now)
{
    Verdict verdict{.id = QStringLiteral("out.mismatch"),
        .hop = Hop::Speakers,
        .side = Side::Yours,
        .severity = Severity::Bad,
        .retry = RetryPolicy::Now,
        .action = Action::TryNow};
    verdict.where = displayText(evidence.output.deviceName);
    if (evidence.lastHeard)
        verdict.forHowLong = toMilliseconds(ageOf(*evidence.lastHeard, now));
    return verdict;
}

/// Nobody sounds: who or what explains it, the nearest to the ear first.
Verdict silenceVerdict(const Evidence &evidence, Instant now)
{
    const auto silent = speakersWho(SpeakerHealth::SilentMicrophone, evidence, now);
    if (isDeskSilent(evidence, now)) // the stage list is frozen: only what comes from there still counts
        return silent.empty() ? deskSilentVerdict(evidence, now, false)
                              : silentMicrophoneVerdict(silent, evidence, now);
    if (!evidence.state)
        return checkingVerdict(Check::Desk, evidence, evidence.session.phaseSince, now);
    if (const auto dropped = speakersWho(SpeakerHealth::Dropped, evidence, now); !dropped.empty()) {
        std::vector<const SpeakerEvidence *> open;
        std::copy_if(dropped.begin(), dropped.end(), std::back_inserter(open),
            [](const SpeakerEvidence *speaker) { return !speaker->member.muted; });
        if (!open.empty())
            return droppedVerdict(open, evidence, now);
    }
    if (!silent.empty())
        return silentMicrophoneVerdict(silent, evidence, now);
    // Who is on the stage and has nothing to hear is told how they are heard themselves.
    if (const auto remark = speakingNote(evidence, now))
        return *remark;
    if (const auto own = ownVerdict(evidence, now))
        return *own;
    if (const auto quiet = speakersWho(SpeakerHealth::Quiet, evidence, now); !quiet.empty()) {
        // Just joined: the first packet may be on its way.
        if (ageOf(evidence.session.phaseSince, now) < kCheckingAtMost)
            return checkingVerdict(Check::Audio, evidence, evidence.session.phaseSince, now);
        return quietVerdict(quiet, evidence, now);
    }
    if (const auto muted = speakersWho(SpeakerHealth::Muted, evidence, now); !muted.empty())
        return stageFault("stage.muted", Hop::Microphone, Severity::Info, muted, evidence);
    return stageFault("stage.empty", Hop::None, Severity::Info, {}, evidence);
}

} // namespace

Verdict deskSilentVerdict(const Evidence &evidence, Instant now, bool hearing)
{
    Verdict verdict{.id = QStringLiteral("desk.silent"), .side = Side::Event, .severity = Severity::Warning};
    verdict.hearing = hearing;
    const Instant lastWord = evidence.state ? evidence.state->at : evidence.session.phaseSince;
    verdict.forHowLong = toMilliseconds(ageOf(lastWord, now));
    if (evidence.state)
        verdict.was = civilTimeOf(lastWord, evidence, now);
    return verdict;
}

std::optional<Verdict> stageVerdict(const Evidence &evidence, Instant now)
{
    // Live packets wait until what came before them is fetched: no silence to be explained by the stage.
    if (evidence.session.catchUp.mode == ListeningMode::Recovering && !isHeardNow(evidence, now)
        && !isDeskSilent(evidence, now))
        return checkingVerdict(Check::Missed, evidence, evidence.session.phaseSince, now);
    const auto sounding = speakersWho(SpeakerHealth::Sounding, evidence, now);
    if (sounding.empty() && isBehindByChoice(evidence))
        return std::nullopt;
    if (sounding.empty())
        return silenceVerdict(evidence, now);
    if (isLostInside(evidence, now))
        return lostInsideVerdict(evidence, now);
    if (!evidence.lastHeard) // the buffer fills
        return checkingVerdict(
            Check::Audio, evidence, sounding.front()->soundSince.value_or(evidence.session.phaseSince), now);
    return std::nullopt;
}

} // namespace earshot
