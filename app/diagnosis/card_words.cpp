#include "diagnosis/card_words.h"

#include "diagnosis/duration_words.h"
#include "diagnosis/words.h"
#include "event/when_ready.h"

#include <QDateTime>

namespace earshot {

namespace {

constexpr minutes kLate{1}; ///< less is on time

QString utc(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at), Qt::UTC)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
}

QString phaseWords(const ScheduleCard &card)
{
    switch (card.phase) {
    case Phase::Cancelled:
        return Words::tr("Cancelled.");
    case Phase::Moved:
        return Words::tr("Moved: it goes on at another place.");
    case Phase::Paused:
        return Words::tr("Paused.");
    case Phase::Ended:
        return Words::tr("Ended.");
    case Phase::Scheduled:
    case Phase::Live:
        return {};
    }
    return {};
}

/// The starts that were told before, oldest first; of one that is paused, when it was to go on.
QString postponedWords(const ScheduleCard &card)
{
    QStringList times;
    for (const WallTime at : card.postponedFrom) {
        if (at > kWhenReady)
            times.append(utc(at));
    }
    return times.isEmpty() ? QString()
                           : Words::tr("Postponed; told before: %1.").arg(times.join(QStringLiteral(", ")));
}

QString startWords(const ScheduleCard &card, WallTime now)
{
    const bool hasTime = card.planned > kWhenReady;
    if (card.phase == Phase::Scheduled && hasTime && now - card.planned >= kLate)
        return Words::tr("It was to begin at %1 and has not begun.").arg(utc(card.planned));
    if (!card.started || card.phase == Phase::Scheduled || card.phase == Phase::Cancelled)
        return {};
    const WallTime told = card.postponedFrom.empty() ? card.planned : card.postponedFrom.front();
    return told > kWhenReady && *card.started - told >= kLate
        ? Words::tr("It began at %1, %2 late.").arg(utc(*card.started), durationWords(*card.started - told))
        : QString();
}

QString recordingWords(const ScheduleCard &card)
{
    if (!card.recorded || card.recorded->gaps == 0)
        return {};
    return Words::tr("%1 of the recording are missing.").arg(durationWords(card.recorded->missing));
}

} // namespace

QString cardWords(const ScheduleCard &card, WallTime now)
{
    QStringList lines{phaseWords(card), postponedWords(card), startWords(card, now), recordingWords(card)};
    if (card.message && !card.message->text.isEmpty())
        lines.append(Words::tr("The host says: %1").arg(card.message->text));
    if (!card.speakerNames.isEmpty())
        lines.append(Words::tr("Speakers: %1").arg(card.speakerNames.join(QStringLiteral(", "))));
    lines.append(card.description);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace earshot
