#include "seat_words.h"

#include "diagnosis/display_text.h"
#include "microphone_words.h"
#include "push_to_talk_words.h"
#include "words.h"

namespace earshot {

/// A voice that has not come back for so long is not confirmed any more.
constexpr seconds kUnconfirmed{2};

QString SeatWords::withReason(const QString &sentence, const QString &reason)
{
    if (reason.isEmpty())
        return sentence;
    //: A sentence, and what somebody said about it: Ana took you off the stage. “We go on with the next question.”
    return tr("%1 %2").arg(sentence, UiWords::quoted(displayText(reason, kMaxQuoteLength)));
}

static QString who(const SeatStats &seat)
{
    return displayText(seat.by);
}

SeatWords::Line SeatWords::seat(const SeatStats &seat)
{
    if (!seat.ownKey)
        return {};
    switch (seat.phase) {
    case SeatPhase::Audience:
        if (seat.removedAt)
            return {withReason(seat.by.isEmpty() ? tr("You were taken off the stage.")
                                                 : tr("%1 took you off the stage.").arg(who(seat)),
                        seat.reason),
                Tone::Warning};
        if (seat.linkRefused)
            return {tr("The link that you opened was used already, or is not good any more: it lets one "
                       "person up."),
                Tone::Warning};
        if (seat.declinedAt)
            return {withReason(tr("Your hand was lowered."), seat.reason), Tone::Warning};
        return {};
    case SeatPhase::HandRaised:
        if (seat.noAnswer)
            return {tr("Your hand is up here, but the event's control does not answer. It is asked again."),
                Tone::Warning};
        if (seat.place == 1)
            return {tr("Your hand is up. You are next."), Tone::Accent};
        if (seat.place == 2)
            return {tr("Your hand is up. One person is before you."), Tone::Accent};
        if (seat.place > 2)
            return {tr("Your hand is up. %1 people are before you.").arg(UiWords::number(seat.place - 1)),
                Tone::Accent};
        return {tr("Your hand goes up …"), Tone::Dim};
    case SeatPhase::Invited:
        return {invited(seat), Tone::Accent};
    case SeatPhase::ComingUp:
        return seat.noAnswer
            ? Line{tr("The event's control does not answer. It is asked again."), Tone::Warning}
            : Line{tr("You are coming on stage …"), Tone::Accent};
    case SeatPhase::OnStage:
        break;
    }
    return {};
}

QString SeatWords::invited(const SeatStats &seat)
{
    return seat.by.isEmpty() ? tr("You are asked to come on stage")
                             : tr("%1 asks you to come on stage").arg(who(seat));
}

QString SeatWords::invitedAs(const SeatStats &seat)
{
    const QString heard = tr("You are heard only while you talk, and can step down at any time.");
    if (seat.role == Role::Speaker)
        return heard;
    return tr("As a co-host you also bring people up, mute and remove them.") + QLatin1Char(' ') + heard;
}

SeatWords::Line SeatWords::micCheck(const TalkView &view, bool wasHeard)
{
    const QString trouble = MicrophoneWords::trouble(view);
    if (!trouble.isEmpty())
        return {trouble, Tone::Warning};
    if (wasHeard)
        return {tr("Your microphone works."), Tone::Good};
    if (view.input.phase != InputPhase::Open)
        return {tr("The microphone is being opened …"), Tone::Dim};
    return {tr("Say something."), Tone::Ink};
}

QString SeatWords::onStage(const SeatStats &seat)
{
    switch (seat.role) {
    case Role::Host:
        return tr("You are on stage as host");
    case Role::CoHost:
        return tr("You are on stage as co-host");
    case Role::Speaker:
        break;
    }
    return tr("You are on stage");
}

/// Whether the voice comes back, of an open microphone. What an earlier talk left behind proves nothing.
SeatWords::Line SeatWords::proof(const TalkView &view)
{
    const VoiceStats &voice = view.voice;
    const Instant began = view.talk.since.value_or(view.at);
    const bool hasReturned = voice.lastReturned && *voice.lastReturned >= began;
    if (view.at - voice.unreturnedSince.value_or(hasReturned ? *voice.lastReturned : began) >= kUnconfirmed)
        return {tr("Microphone open, but your voice does not come back from the server."), Tone::Bad};
    if (!hasReturned)
        return {tr("Microphone open. Checking whether you are heard …"), Tone::Ink};
    if (!voice.roundTrip)
        return {tr("Microphone open. Your voice comes back from the server."), Tone::Good};
    return {tr("Microphone open. Your voice came back from the server after %1.")
                .arg(UiWords::shortSpan(*voice.roundTrip)),
        Tone::Good};
}

SeatWords::Line SeatWords::caption(const TalkView &view)
{
    const SeatStats &seat = view.seat;
    const PushToTalkWords::Trouble trouble = PushToTalkWords::trouble(view);
    if (seat.mutedByHost)
        return {withReason(seat.by.isEmpty() ? tr("The host muted you.") : tr("%1 muted you.").arg(who(seat)),
                    seat.reason),
            Tone::Warning};
    if (!trouble.text.isEmpty())
        return {trouble.text, trouble.tone};
    if (!view.talk.open)
        return {tr("Microphone closed. Nobody hears you."), Tone::Dim};
    return proof(view);
}

QString SeatWords::news(const SeatStats &before, const SeatStats &now)
{
    if (now.phase != before.phase) {
        if (now.phase == SeatPhase::OnStage)
            return onStage(now);
        if (now.phase == SeatPhase::Audience && before.phase == SeatPhase::OnStage && !now.removedAt)
            return tr("You left the stage.");
        const bool isRefused = now.removedAt || now.linkRefused || now.declinedAt;
        if (now.phase == SeatPhase::Audience && before.phase == SeatPhase::ComingUp && !isRefused)
            return tr("You did not get on stage: the event's control did not answer.");
        return seat(now).text;
    }
    if (now.removedAt != before.removedAt || now.declinedAt != before.declinedAt
        || (now.phase == SeatPhase::HandRaised && now.place == 1 && before.place != 1))
        return seat(now).text;
    if (now.mutedByHost != before.mutedByHost)
        return now.mutedByHost
            ? withReason(
                now.by.isEmpty() ? tr("The host muted you.") : tr("%1 muted you.").arg(who(now)), now.reason)
            : tr("You may talk again.");
    return {};
}

} // namespace earshot
