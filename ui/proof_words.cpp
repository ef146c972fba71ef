#include "proof_words.h"

#include "voice_proof.h"
#include "words.h"

#include <chrono>

namespace earshot {

using std::chrono::duration_cast;

/// "Your voice came back from the server 0.4 s ago, matches your microphone, 0.3 s after you spoke."
QString ProofWords::wayBack(const TalkView &talk)
{
    const VoiceStats &voice = talk.voice;
    if (!voice.lastReturned)
        return {};
    const QString age = UiWords::secondsSpan(talk.at - *voice.lastReturned);
    if (!voice.roundTrip)
        return tr("Your voice came back from the server %1 ago, matches your microphone.").arg(age);
    return tr("Your voice came back from the server %1 ago, matches your microphone, %2 after you spoke.")
        .arg(age, UiWords::secondsSpan(*voice.roundTrip));
}

HostWords::State ProofWords::silent(const TalkView &talk, const HostScene &scene)
{
    const bool isLive = scene.event && scene.event->phase == Phase::Live;
    const QString audience = scene.event ? HostWords::audience(scene.event->counts) : QString();
    if (talk.seat.phase == SeatPhase::ComingUp)
        return {Severity::Info, {tr("You are coming onto the stage …"), audience, {}}};
    if (talk.seat.phase != SeatPhase::OnStage)
        return {isLive ? Severity::Warning : Severity::Info,
            {tr("You are not on the stage: nobody hears you."), audience, {}}};
    if (talk.seat.mutedByHost)
        return {Severity::Warning, {tr("You are muted: nobody hears you."), audience, {}}};
    return {Severity::Info, {tr("You are not talking. Nobody hears your microphone."), audience, {}}};
}

HostWords::State ProofWords::of(const TalkView &talk, const HostScene &scene)
{
    if (!talk.talk.open)
        return silent(talk, scene);
    const VoiceProof proof = VoiceProof::of(talk);
    if (proof.state == VoiceProof::State::Missing) {
        return {Severity::Bad,
            {tr("Not confirmed: your voice has not come back from the server for %1.")
                    .arg(UiWords::span(duration_cast<milliseconds>(talk.at - proof.since))),
                tr("Do not count on being heard. Earshot closes the microphone if it stays like this."), {}}};
    }
    if (proof.state == VoiceProof::State::Checking)
        return {
            Severity::Info, {tr("Checking whether you are heard …"), tr("Your voice is on its way."), {}}};
    const QString back = wayBack(talk);
    const Counts counts = scene.event ? scene.event->counts : Counts{};
    if (counts.connected == 0)
        return {Severity::Good, {tr("Your voice reaches the server. Nobody listens yet."), back, {}}};
    if (!counts.connected || !counts.hearing) {
        return {Severity::Good,
            {tr("Your voice reaches the server. How many hear it is not known yet."), back, {}}};
    }
    if (counts.hearing->value == 0) {
        return {Severity::Warning,
            {tr("Your voice reaches the server, but none of %1 listeners confirms audio.")
                    .arg(UiWords::number(*counts.connected)),
                back, {}}};
    }
    const QString hearing = QStringLiteral("%1 %2").arg(
        UiWords::number(counts.hearing->value), UiWords::interval(*counts.hearing));
    return {Severity::Good,
        {tr("You are heard: %1 of %2 listeners confirm audio.")
                .arg(hearing.trimmed(), UiWords::number(*counts.connected)),
            back, {}}};
}

} // namespace earshot
