#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/sentence_parts.h"

namespace earshot {

namespace {

/// What would be shown as 0.0 s is no gap.
constexpr milliseconds kShownGap{50};

QString device(const Verdict &v)
{
    return v.where.isEmpty() ? Words::tr("your sound device")
                             : Words::tr("the device “%1”").arg(displayText(v.where));
}

QString gapWords(const Verdict &v)
{
    const milliseconds gaps = v.gaps.value_or(milliseconds{0});
    if (gaps < kShownGap)
        return Words::tr("No gap in the last 10 minutes.");
    return Words::tr("Gaps in the last 10 minutes: %1 in all.").arg(preciseDurationWords(gaps));
}

HeadlineAndNext failed(const Verdict &v)
{
    const QString headline = v.forHowLong
        ? Words::tr("Silence: %1 has taken no sound for %2. Your side.")
              .arg(device(v), durationWords(*v.forHowLong))
        : Words::tr("Silence: %1 does not take any sound. Your side.").arg(device(v));
    return {headline + theirWords(v),
        Words::tr("Earshot opens it again by itself as soon as it works. Or choose another device.")};
}

HeadlineAndNext live(const Verdict &v)
{
    if (v.nullDevice)
        return {v.behind ? Words::tr(
                    "The event comes in live, %1 behind the speakers, but plays into no device, as chosen.")
                               .arg(preciseDurationWords(*v.behind))
                         : Words::tr("The event comes in live, but plays into no device, as chosen."),
            joined(Words::tr("Nobody hears it here."), gapWords(v))};
    return {v.behind ? Words::tr("You hear this event live, %1 behind the speakers.")
                           .arg(preciseDurationWords(*v.behind))
                     : Words::tr("You hear this event live."),
        gapWords(v)};
}

HeadlineAndNext delayed(const Verdict &v)
{
    const QString behind = preciseDurationWords(v.behind.value_or(milliseconds{0}));
    const QString headline = v.nullDevice
        ? Words::tr("The event comes in %1 behind the speakers, but plays into no device, as chosen.")
              .arg(behind)
        : Words::tr("You hear this event %1 behind the speakers.").arg(behind);
    return {headline, gapWords(v)};
}

} // namespace

Said sayEar(const Verdict &v)
{
    if (v.id == QStringLiteral("out.none"))
        return HeadlineAndNext{Words::tr("Silence: this computer has no sound device."),
            Words::tr("Plug in headphones or speakers: sound begins by itself. You stay joined.")};
    if (v.id == QStringLiteral("out.failed"))
        return failed(v);
    if (v.id == QStringLiteral("out.muted"))
        return HeadlineAndNext{Words::tr("Silence: you have muted Earshot."),
            Words::tr("The event goes on; you hear it again as soon as you unmute.")};
    if (v.id == QStringLiteral("out.volume_zero"))
        return HeadlineAndNext{Words::tr("Silence: Earshot’s volume is at 0."),
            Words::tr("The event goes on; you hear it as soon as you turn the volume up.")};
    if (v.id == QStringLiteral("out.mismatch"))
        return HeadlineAndNext{Words::tr("Silence: sound arrives, but Earshot hands none of it to your "
                                         "device. This is Earshot’s fault."),
            Words::tr("Joining again may help. Please report it.")};
    if (v.id == QStringLiteral("you.busy"))
        return HeadlineAndNext{
            Words::tr("You hear this event with dropouts: this computer is too busy to play it in time."),
            joined(Words::tr("Closing other programs helps."), v.gaps > kShownGap ? gapWords(v) : QString())};
    if (v.id == QStringLiteral("ok.live"))
        return live(v);
    if (v.id == QStringLiteral("ok.delayed"))
        return delayed(v);
    return std::nullopt;
}

} // namespace earshot
