#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/sentence_parts.h"

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
