#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/sentence_parts.h"

#include <QLocale>

namespace earshot {

namespace {

QString othersHearIt(const Verdict &v)
{
    if (v.number <= 0)
        return {};
    if (v.number == 1)
        return Words::tr("One other listener hears silence too.");
    return Words::tr("%1 others hear silence too.").arg(QLocale().toString(v.number));
}

QString speaker(const Verdict &v)
{
    return v.who.isEmpty() ? Words::tr("somebody") : displayText(v.who);
}

HeadlineAndNext dropped(const Verdict &v)
{
    const QString at = v.at ? clockWordsWithSeconds(*v.at) : QStringLiteral("–");
    QString headline;
    if (v.others == 1)
        headline = Words::tr("Silence: the connections of %1 and one other speaker dropped, the last at %2. "
                             "Your side is fine.")
                       .arg(speaker(v), at);
    else if (v.others > 1)
        headline = Words::tr("Silence: the connections of %1 and %3 other speakers dropped, the last at %2. "
                             "Your side is fine.")
                       .arg(speaker(v), at, QLocale().toString(v.others));
    else
        headline
            = Words::tr("Silence: %1’s connection dropped at %2. Your side is fine.").arg(speaker(v), at);
    return {headline,
        joined(Words::tr("You stay joined; audio resumes by itself when %1 is back.").arg(speaker(v)),
            othersHearIt(v))};
}

HeadlineAndNext silentMicrophone(const Verdict &v)
{
    const QString since = durationWords(v.forHowLong.value_or(milliseconds{0}));
    const QString headline = v.others > 0
        ? Words::tr("Silence: the open microphones on stage, %1’s among them, have given nothing but digital "
                    "silence for %2.")
              .arg(speaker(v), since)
        : Words::tr("Silence: %1’s microphone is open, but has given nothing but digital silence for %2.")
              .arg(speaker(v), since);
    return {headline,
        joined(Words::tr(
                   "Your side is fine. It can only be changed on stage; you hear the first sound at once."),
            othersHearIt(v))};
}

HeadlineAndNext quiet(const Verdict &v)
{
    const QString headline = v.forHowLong
        ? Words::tr("Quiet: %1’s microphone is open, nothing has come from it for %2.")
              .arg(speaker(v), durationWords(*v.forHowLong))
        : Words::tr("Quiet: %1’s microphone is open, nothing has come from it yet.").arg(speaker(v));
    return {headline, Words::tr("Your side is fine. You hear it at once when somebody speaks.")};
}

HeadlineAndNext muted(const Verdict &v)
{
    const QString headline = v.others > 0
        ? Words::tr("Quiet: everybody on stage is muted.")
        : Words::tr("Quiet: %1, the only one on stage, is muted.").arg(speaker(v));
    return {headline, Words::tr("Your side is fine. You hear it at once when somebody speaks.")};
}

/// It is heard, and how; the listener can change nothing about it, and gaps of the own line are another story.
HeadlineAndNext heardSo(const QString &headline, const Verdict &v)
{
    return {headline, joined(Words::tr("Your side is fine."), heardWords(v))};
}

Said saySource(const Verdict &v)
{
    const QString number = QLocale().toString(v.number);
    if (v.id == QStringLiteral("stage.uplink_choppy"))
        return heardSo(Words::tr("You hear %1 with gaps: of what %1 sends, %2 % did not reach the server.")
                           .arg(speaker(v), number),
            v);
    if (v.id == QStringLiteral("server.choppy"))
        return heardSo(
            Words::tr("You hear %1 with gaps: of what the event’s servers have of %1, %2 % does not "
                      "reach yours.")
                .arg(speaker(v), number),
            v);
    if (v.id == QStringLiteral("stage.choppy"))
        return heardSo(
            Words::tr("You hear %1 with gaps: %2 % is lost before it reaches your connection. It is "
                      "not known whether on %1’s side or in the servers.")
                .arg(speaker(v), number),
            v);
    if (v.id == QStringLiteral("stage.muffled"))
        return heardSo(
            Words::tr("%1 sounds muffled: the sound comes without high tones from %1’s side, as from a "
                      "telephone or a Bluetooth headset.")
                .arg(speaker(v)),
            v);
    if (v.id == QStringLiteral("stage.clipping"))
        return heardSo(
            Words::tr("%1 sounds distorted: the sound comes overdriven from %1’s side (%2 % of it).")
                .arg(speaker(v), number),
            v);
    if (v.id == QStringLiteral("stage.howl"))
        return heardSo(
            Words::tr("A howl at %2 Hz comes from %1’s side, as of a microphone that picks up its own "
                      "loudspeaker.")
                .arg(speaker(v), number),
            v);
    return std::nullopt;
}

} // namespace

Said sayStage(const Verdict &v)
{
    if (v.id == QStringLiteral("stage.empty"))
        return HeadlineAndNext{Words::tr("Quiet: the event is live, but nobody is on stage."),
            Words::tr("Your side is fine. You hear it at once when somebody speaks.")};
    if (v.id == QStringLiteral("stage.muted"))
        return muted(v);
    if (v.id == QStringLiteral("stage.quiet"))
        return quiet(v);
    if (v.id == QStringLiteral("stage.silent_mic"))
        return silentMicrophone(v);
    if (v.id == QStringLiteral("stage.dropped"))
        return dropped(v);
    return saySource(v);
}

} // namespace earshot
