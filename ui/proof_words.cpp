#include "proof_words.h"

#include "diagnosis/diagnose.h"

namespace earshot {

HostWords::State ProofWords::silent(const TalkView &talk, const HostScene &scene)
{
    const bool isLive = scene.event && scene.event->phase == Phase::Live;
    const QString audience = scene.event ? HostWords::audience(*scene.event) : QString();
    if (talk.seat.phase == SeatPhase::ComingUp)
        return {Severity::Info, {tr("You are coming onto the stage …"), audience, {}}};
    if (talk.seat.phase != SeatPhase::OnStage)
        return {isLive ? Severity::Warning : Severity::Info,
            {tr("You are not on the stage: nobody hears you."), audience, {}}};
    if (talk.seat.mutedByHost)
        return {Severity::Warning, {tr("You are muted: nobody hears you."), audience, {}}};
    return {Severity::Info, {tr("You are not talking. Nobody hears your microphone."), audience, {}}};
}

HostWords::State ProofWords::of(const TalkView &talk, const HostScene &scene, const NowPlayingView &playing)
{
    if (!talk.talk.open)
        return silent(talk, scene);
    const Verdict notYet{.id = QStringLiteral("ok.talking")};
    const Verdict proof = proofOfVoice(playing.evidence, playing.evidenceAt).value_or(notYet);
    return {proof.severity, sentence(proof)};
}

} // namespace earshot
