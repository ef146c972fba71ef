#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/sentence_parts.h"

#include <QLocale>

namespace earshot {

namespace {

QString microphone(const Verdict &v)
{
    return v.where.isEmpty() ? Words::tr("your microphone")
                             : Words::tr("the microphone “%1”").arg(displayText(v.where));
}

QString sinceWords(const Verdict &v)
{
    return durationWords(v.forHowLong.value_or(milliseconds{0}));
}

HeadlineAndNext removed(const Verdict &v)
{
    const QString headline = v.who.isEmpty()
        ? Words::tr("You were taken off the stage.")
        : Words::tr("%1 has taken you off the stage.").arg(displayText(v.who));
    const QString quote = displayText(v.quote, kMaxQuoteLength);
    const QString reason = quote.isEmpty() ? Words::tr("No reason was given.")
                                           : Words::tr("The reason given: “%1”.").arg(quote);
    return {headline, joined(reason, Words::tr("You go on listening; your microphone is closed."))};
}

HeadlineAndNext fault(const QString &headline)
{
    return {headline, Words::tr("Nobody hears you. Earshot goes on by itself as soon as it works.")};
}

QString countWords(qint64 count)
{
    return QLocale().toString(count);
}

/// "1,187 ± 9", or "12" where everybody was counted.
QString estimateWords(const HearingEstimate &estimate)
{
    return estimate.interval > 0
        ? QStringLiteral("%1 ± %2").arg(countWords(estimate.value), countWords(estimate.interval))
        : countWords(estimate.value);
}

QString heardByWords(const Verdict &v)
{
    if (!v.forHowLong)
        return Words::tr("Checking whether you are heard …");
    if (v.listeners == 0)
        return Words::tr("Your voice reaches the server. Nobody listens yet.");
    if (!v.listeners || !v.heardBy)
        return Words::tr("Your voice reaches the server. How many hear it is not known yet.");
    if (v.heardBy->value == 0 && v.severity == Severity::Good)
        return Words::tr("Your voice reaches the server. Listeners: %1; they confirm within seconds.")
            .arg(countWords(*v.listeners));
    if (v.heardBy->value == 0)
        return Words::tr("Your voice reaches the server, but no listener of %1 confirms audio.")
            .arg(countWords(*v.listeners));
    return Words::tr("You are heard: %1 of %2 listeners confirm audio.")
        .arg(estimateWords(*v.heardBy), countWords(*v.listeners));
}

QString returnedWords(const Verdict &v)
{
    if (!v.forHowLong)
        return Words::tr("Your voice is on its way.");
    // What comes back is the microphone's sound byte for byte, or it would not count. Below a tenth "0.0 s" would be said.
    const auto tenths
        = [](milliseconds time) { return preciseDurationWords(std::max(time, milliseconds{100})); };
    const QString ago = tenths(*v.forHowLong);
    return v.roundTrip
        ? Words::tr(
            "Your voice came back from the server %1 ago, matches your microphone, %2 after you spoke.")
              .arg(ago, tenths(*v.roundTrip))
        : Words::tr("Your voice came back from the server %1 ago, matches your microphone.").arg(ago);
}

QString closedWords(TalkEnd end)
{
    switch (end) {
    case TalkEnd::FocusLost:
        return Words::tr("Your microphone was closed: another window is in front now.");
    case TalkEnd::KeyLost:
        return Words::tr("Your microphone was closed: the system no longer tells whether the key is down.");
    case TalkEnd::Suspended:
        return Words::tr("Your microphone was closed: the computer slept.");
    case TalkEnd::DeviceLost:
        return Words::tr("Your microphone was closed: the device is gone.");
    case TalkEnd::ReturnPathDead:
        return Words::tr("Your microphone was closed: your voice no longer came back from the server.");
    case TalkEnd::Watchdog:
        return Words::tr("Your microphone was closed: Earshot itself stood still for a moment.");
    case TalkEnd::Locked:
        return Words::tr("Your microphone was closed: the screen was locked.");
    default:
        return Words::tr("Your microphone was closed.");
    }
}

HeadlineAndNext howl(const Verdict &v)
{
    const QString tone = v.number > 0 ? QStringLiteral(" ") + Words::tr("(%1 Hz)").arg(v.number) : QString();
    if (v.severity == Severity::Bad)
        return {Words::tr("Feedback: your microphone hears your loudspeakers%1, so Earshot has muted it.")
                    .arg(tone),
            Words::tr("Nobody hears you. Use headphones, or turn the loudspeakers down; then undo.")};
    return {Words::tr("Feedback: your microphone hears your loudspeakers%1; Earshot has made you quieter.")
                .arg(tone),
        Words::tr("Use headphones, or turn the loudspeakers down. It is muted if that does not help.")};
}

HeadlineAndNext muted(const Verdict &v)
{
    const QString headline = v.who.isEmpty() ? Words::tr("The host has muted you.")
                                             : Words::tr("%1 has muted you.").arg(displayText(v.who));
    const QString quote = displayText(v.quote, kMaxQuoteLength);
    return {headline,
        joined(quote.isEmpty() ? QString() : Words::tr("The reason given: “%1”.").arg(quote),
            Words::tr("You stay on stage; only they can unmute you."))};
}

} // namespace

Said saySpeaking(const Verdict &v)
{
    if (v.id == QStringLiteral("host.removed"))
        return removed(v);
    if (v.id == QStringLiteral("mic.none"))
        return fault(Words::tr("This computer has no microphone."));
    if (v.id == QStringLiteral("mic.denied"))
        return HeadlineAndNext{
            Words::tr("Earshot may not use %1: the system does not allow it.").arg(microphone(v)),
            Words::tr("Nobody hears you. Allow it in the system’s privacy settings.")};
    if (v.id == QStringLiteral("mic.busy"))
        return HeadlineAndNext{Words::tr("Another program holds %1.").arg(microphone(v)),
            Words::tr("Nobody hears you. End that program, or choose another microphone.")};
    if (v.id == QStringLiteral("mic.unplugged"))
        return fault(Words::tr("It was unplugged while you used it: %1.").arg(microphone(v)));
    if (v.id == QStringLiteral("mic.failed"))
        return HeadlineAndNext{Words::tr("It does not work: %1%2.").arg(microphone(v), theirWords(v)),
            Words::tr(
                "Nobody hears you. Earshot tries again by itself; another microphone may work at once.")};
    if (v.id == QStringLiteral("mic.howl"))
        return howl(v);
    if (v.id == QStringLiteral("mic.clipping"))
        return HeadlineAndNext{Words::tr("You are too loud for %1: %2 % of what you say is distorted.")
                                   .arg(microphone(v), QString::number(v.number)),
            Words::tr("Move away from it, or turn its level down in the system’s sound settings.")};
    if (v.id == QStringLiteral("mic.muffled"))
        return HeadlineAndNext{Words::tr("You are heard muffled: %1 gives no high tones.").arg(microphone(v)),
            Words::tr("Another microphone sounds clearer; this is how telephones sound.")};
    if (v.id == QStringLiteral("talk.closed"))
        return HeadlineAndNext{closedWords(v.talkEnd), Words::tr("Nobody hears you. Press to talk again.")};
    if (v.id == QStringLiteral("talk.muted"))
        return muted(v);
    if (v.id == QStringLiteral("talk.ready"))
        return HeadlineAndNext{Words::tr("You are on stage; your microphone is closed."),
            Words::tr("Nobody else speaks now. Press to talk.")};
    if (v.id == QStringLiteral("ok.talking"))
        return HeadlineAndNext{heardByWords(v), returnedWords(v)};
    if (v.id == QStringLiteral("mic.silent"))
        return HeadlineAndNext{Words::tr("You talk, but %1 has given nothing but digital silence for %2.")
                                   .arg(microphone(v), sinceWords(v)),
            Words::tr("Look for a mute switch on it, or choose another microphone.")};
    if (v.id == QStringLiteral("mic.monitor"))
        return HeadlineAndNext{
            Words::tr("What is chosen as microphone records what this computer plays: it is no microphone."),
            Words::tr("Everybody would hear themselves. Choose another microphone.")};
    if (v.id == QStringLiteral("mic.bluetooth"))
        return HeadlineAndNext{Words::tr("You are heard in phone quality: %1 is a Bluetooth headset in its "
                                         "telephone mode.")
                                   .arg(microphone(v)),
            Words::tr("A microphone with a cable, or the computer’s own, sounds better.")};
    if (v.id == QStringLiteral("talk.unconfirmed"))
        return HeadlineAndNext{Words::tr("You talk, but your voice has not come back from the server for %1.")
                                   .arg(sinceWords(v)),
            Words::tr("Whether you are heard is not known. Earshot keeps sending; wait with what matters.")};
    return std::nullopt;
}

} // namespace earshot
