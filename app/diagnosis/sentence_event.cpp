#include "diagnosis/display_text.h"
#include "diagnosis/duration_words.h"
#include "diagnosis/sentence_parts.h"

namespace earshot {

namespace {

QString startWords(const Verdict &v)
{
    return v.at ? dayAndClockWords(*v.at, verdictNow(v)) : QStringLiteral("–");
}

HeadlineAndNext scheduled(const Verdict &v)
{
    return {v.at ? Words::tr("Not started yet. Planned start: %1, in %2.")
                       .arg(startWords(v), durationWords(v.nextStepIn.value_or(milliseconds{0})))
                 : Words::tr("Not started yet. It begins when the host is ready."),
        Words::tr("Your side is ready. Stay here and you hear it from the first word.") + hostWords(v)};
}

HeadlineAndNext late(const Verdict &v)
{
    const QString by = durationWords(v.forHowLong.value_or(milliseconds{0}));
    const QString before = v.was ? QStringLiteral(" ")
            + Words::tr("It had been moved from %1.").arg(dayAndClockWords(*v.was, verdictNow(v)))
                                 : QString();
    const QString next = v.quote.isEmpty()
        ? Words::tr("The host has said nothing about it. Your side is ready; it begins by itself.")
        : Words::tr("Your side is ready; it begins by itself.");
    return {Words::tr("Late by %1: planned for %2, the host has not started yet.").arg(by, startWords(v)),
        next + before + hostWords(v)};
}

HeadlineAndNext postponed(const Verdict &v)
{
    const QString was = v.was ? dayAndClockWords(*v.was, verdictNow(v)) : QStringLiteral("–");
    return {Words::tr("The host moved the start. New start: %1, in %2. It was planned for %3.")
                .arg(startWords(v), durationWords(v.nextStepIn.value_or(milliseconds{0})), was),
        joined(v.where.isEmpty()
                ? Words::tr("Your side is ready; it begins by itself.")
                : Words::tr("%1 does not answer yet; Earshot keeps trying.").arg(serverWords(v)),
            hostWords(v).trimmed())};
}

QString recordingWords(const Verdict &v)
{
    switch (v.recording) {
    case RecordingPromise::Promised:
        return Words::tr("A recording is promised.");
    case RecordingPromise::BeingMade:
        return Words::tr("The recording is being made ready; it appears here.");
    case RecordingPromise::Partial:
        return Words::tr("A recording is there, but not of the whole event.");
    case RecordingPromise::Ready:
        return Words::tr("The recording is ready.");
    case RecordingPromise::Removed:
        return Words::tr("The host removed the recording.");
    case RecordingPromise::None:
        break;
    }
    return Words::tr("No recording is announced.");
}

HeadlineAndNext deskSilent(const Verdict &v)
{
    const QString since = durationWords(v.forHowLong.value_or(milliseconds{0}));
    const QString frozen = v.was
        ? Words::tr("Counts and stage list are frozen since %1.").arg(clockWordsWithSeconds(*v.was))
        : Words::tr("Counts and stage are not known.");
    if (v.hearing)
        return {Words::tr("You hear the speakers; the event’s desk has been silent for %1.").arg(since),
            joined(frozen, Words::tr("They go on by themselves when the desk is back."))};
    return {Words::tr("The event’s desk has been silent for %1, and no sound comes. Your side is fine.")
                .arg(since),
        joined(frozen, Words::tr("You stay joined; everything goes on by itself when the desk is back."))};
}

QString moved(const Verdict &v)
{
    return v.where.isEmpty()
        ? Words::tr("This event goes on elsewhere.")
        : Words::tr("This event goes on at %1.").arg(displayText(v.where, kMaxHostLength));
}

/// No seat, but another way to the event.
HeadlineAndNext fullFallback(const Verdict &v)
{
    const QString headline = Words::tr("All live seats at %1 are taken.").arg(serverWords(v));
    const bool hasBegun = v.forHowLong.value_or(milliseconds{-1}) >= milliseconds{0};
    const QString time
        = v.at ? dayAndClockWords(*v.at, *v.at + v.forHowLong.value_or(milliseconds{0})) : QString();
    QString offer;
    if (!v.hasFallback)
        offer = recordingWords(v);
    else if (time.isEmpty())
        offer = Words::tr("A delayed stream is open to everybody.");
    else if (hasBegun)
        offer = Words::tr("A delayed stream is open to everybody; the event began at %1.").arg(time);
    else
        offer = Words::tr("A delayed stream is open to everybody; the event begins at %1.").arg(time);
    return {headline,
        joined(offer, joined(Words::tr("Earshot keeps asking for a seat meanwhile."), retryWords(v)))};
}

} // namespace

Said sayEvent(const Verdict &v)
{
    if (v.id == QStringLiteral("idle"))
        return HeadlineAndNext{
            Words::tr("You have not joined an event."), Words::tr("Choose one, or paste a link.")};
    if (v.id == QStringLiteral("event.unknown"))
        return HeadlineAndNext{Words::tr("There is no such event at %1.").arg(serverWords(v)),
            Words::tr(
                "Its schedule was read and does not list it. Check the link, or choose from the schedule.")};
    if (v.id == QStringLiteral("event.scheduled"))
        return scheduled(v);
    if (v.id == QStringLiteral("event.late"))
        return late(v);
    if (v.id == QStringLiteral("event.postponed"))
        return postponed(v);
    if (v.id == QStringLiteral("event.paused"))
        return HeadlineAndNext{Words::tr("The host has paused the event. Your side is fine."),
            Words::tr("You stay joined; it goes on by itself.") + hostWords(v)};
    if (v.id == QStringLiteral("event.moved"))
        return HeadlineAndNext{moved(v),
            (v.action == Action::FollowMove ? Words::tr("One click takes you there.")
                                            : Words::tr("Ask the host for the new link."))
                + hostWords(v)};
    if (v.id == QStringLiteral("event.cancelled"))
        return HeadlineAndNext{Words::tr("The host has cancelled this event."),
            Words::tr("It does not begin any more.") + hostWords(v)};
    if (v.id == QStringLiteral("event.ended"))
        return HeadlineAndNext{v.at
                ? Words::tr("The event has ended (%1).").arg(dayAndClockWords(*v.at, verdictNow(v)))
                : Words::tr("The event has ended."),
            recordingWords(v) + hostWords(v)};
    if (v.id == QStringLiteral("event.full_fallback"))
        return fullFallback(v);
    if (v.id == QStringLiteral("desk.silent"))
        return deskSilent(v);
    if (v.id == QStringLiteral("desk.conflict"))
        return HeadlineAndNext{Words::tr("Somebody else changed the event at the same moment."),
            Words::tr("Nothing was overwritten. Look at it again, then repeat your change.")};
    return std::nullopt;
}

} // namespace earshot
