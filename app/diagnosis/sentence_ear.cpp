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

QString refusalWords(const Verdict &v)
{
    const QString lost = preciseDurationWords(v.lost.value_or(milliseconds{0}));
    switch (v.refusal) {
    case CatchUpRefusal::SwitchedOff:
        return Words::tr("%1 were lost: the host has switched catch-up off.").arg(lost);
    case CatchUpRefusal::NotMyShare:
        return Words::tr("%1 were lost: catch-up is only for a part of the listeners now.").arg(lost);
    case CatchUpRefusal::NoArchive:
        return Words::tr("%1 were lost: this event keeps no archive to catch up from.").arg(lost);
    case CatchUpRefusal::TooLong:
        return Words::tr("%1 were lost: more than the archive gives back.").arg(lost);
    case CatchUpRefusal::None:
        break;
    }
    return Words::tr("%1 were lost: the archive does not have them either.").arg(lost);
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

HeadlineAndNext suspended(const Verdict &v)
{
    return {Words::tr("Silence: %1 sleeps and takes no sound until the system wakes it. Your side.")
                .arg(device(v)),
        Words::tr("Earshot goes on by itself as soon as it wakes. Or choose another device.")};
}

HeadlineAndNext unplugged(const Verdict &v)
{
    const QString gone = displayText(v.where);
    const QString headline = v.usedNow.isEmpty()
        ? Words::tr("The device “%1” was unplugged. You hear the event over another device now.").arg(gone)
        : Words::tr("The device “%1” was unplugged. You hear the event over “%2” now.")
              .arg(gone, displayText(v.usedNow));
    return {headline, Words::tr("The sound settings offer every device there is.")};
}

HeadlineAndNext none(const Verdict &v)
{
    const QString headline = v.usedNow.isEmpty()
        ? Words::tr("Silence: this computer has no sound device.")
        : Words::tr("Silence: “%1” went away, and this computer has no other sound device.")
              .arg(displayText(v.usedNow));
    return {headline, Words::tr("Plug in headphones or speakers: sound begins by itself. You stay joined.")};
}

HeadlineAndNext resumed(const Verdict &v)
{
    const QString headline = Words::tr("This computer slept or stood still for %1. Your side.")
                                 .arg(durationWords(v.forHowLong.value_or(milliseconds{0})));
    if (v.mode == ListeningMode::Recovering)
        return {headline, Words::tr("You are back; what you missed is being fetched.")};
    if (v.hearing)
        return {headline, joined(Words::tr("You hear the event again."), gapWords(v))};
    return {headline,
        v.dialing ? Words::tr("Earshot is connecting again now.") : Words::tr("The sound comes back now.")};
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
    if (v.mode == ListeningMode::Rewound)
        return {Words::tr("You hear this event %1 behind live, as you chose.").arg(behind),
            joined(Words::tr("It goes on from here, nothing is left out."), gapWords(v))};
    if (v.mode == ListeningMode::CatchingUp)
        return {Words::tr("You are catching up: %1 behind live, live again in about %2.")
                    .arg(behind, durationWords(v.nextStepIn.value_or(milliseconds{0}))),
            joined(Words::tr("It plays a little faster until then."), gapWords(v))};
    const QString headline = v.nullDevice
        ? Words::tr("The event comes in %1 behind the speakers, but plays into no device, as chosen.")
              .arg(behind)
        : Words::tr("You hear this event %1 behind the speakers.").arg(behind);
    return {headline, gapWords(v)};
}

HeadlineAndNext recording(const Verdict &v)
{
    const QString title = displayText(v.who);
    const QString left = durationWords(v.nextStepIn.value_or(milliseconds{0}));
    return {title.isEmpty() ? Words::tr("You hear a recording.")
                            : Words::tr("You hear the recording “%1”.").arg(title),
        Words::tr("At %1, %2 left. It needs no network.")
            .arg(durationWords(v.forHowLong.value_or(milliseconds{0})), left)};
}

} // namespace

QString gapWords(const Verdict &v)
{
    const milliseconds gaps = v.gaps.value_or(milliseconds{0});
    const milliseconds madeUp = v.madeUp.value_or(milliseconds{0});
    const bool hasLost = v.lost && *v.lost >= kShownGap;
    if (gaps >= kShownGap)
        return joined(Words::tr("Gaps in the last 10 minutes: %1 in all.").arg(preciseDurationWords(gaps)),
            hasLost ? refusalWords(v) : QString());
    if (hasLost)
        return refusalWords(v);
    if (madeUp >= kShownGap)
        return Words::tr(
            "Nothing was missed in the last 10 minutes: %1 of silence, its words were played later.")
            .arg(preciseDurationWords(madeUp));
    return Words::tr("No gap in the last 10 minutes.");
}

QString heardWords(const Verdict &v)
{
    return v.behind
        ? Words::tr("You hear this event %1 behind the speakers.").arg(preciseDurationWords(*v.behind))
        : Words::tr("You hear this event.");
}

Said sayEar(const Verdict &v)
{
    if (v.id == QStringLiteral("out.none"))
        return none(v);
    if (v.id == QStringLiteral("out.unplugged"))
        return unplugged(v);
    if (v.id == QStringLiteral("out.failed"))
        return failed(v);
    if (v.id == QStringLiteral("out.suspended"))
        return suspended(v);
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
    if (v.id == QStringLiteral("you.resumed"))
        return resumed(v);
    if (v.id == QStringLiteral("ok.recording"))
        return recording(v);
    if (v.id == QStringLiteral("ok.live"))
        return live(v);
    if (v.id == QStringLiteral("ok.delayed"))
        return delayed(v);
    return std::nullopt;
}

} // namespace earshot
