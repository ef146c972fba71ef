#include "copy_words.h"

#include "words.h"

#include <algorithm>

namespace earshot {

static bool isOver(Phase phase)
{
    return phase == Phase::Ended || phase == Phase::Cancelled || phase == Phase::Moved;
}

CopyWords::Line CopyWords::line(const NowPlayingView &view, bool wasKept, WallTime now)
{
    const CopyStats &copy = view.copy;
    const QString where = tr("Your copy is on the page Recordings.");
    if (isOver(view.phase))
        return wasKept ? Line{where, Tone::Dim, {}, false} : Line{};
    if (!copy.isWanted) {
        if (!copy.isAllowed)
            return wasKept ? Line{where, Tone::Dim, {}, false} : Line{};
        return {wasKept ? where : tr("The host sees how many do."), Tone::Dim, tr("Keep a copy"), true};
    }
    if (!copy.isAllowed)
        return {wasKept ? tr("The host allows no copies any more. %1").arg(where)
                        : tr("The host allows no copies any more."),
            Tone::Warning, tr("Stop"), false};
    if (copy.failure)
        return {unwritable(*copy.failure), Tone::Warning, tr("Stop"), false};
    if (copy.since)
        return {UiWords::joined(
                    {tr("Keeping a copy"), UiWords::running(std::max(now - *copy.since, milliseconds{0}))}),
            Tone::Good, tr("Stop"), false};
    return {view.phase == Phase::Scheduled ? tr("Your copy begins with the event.")
                                           : tr("Your copy begins as soon as somebody speaks."),
        Tone::Dim, tr("Stop"), false};
}

QString CopyWords::unwritable(const Failure &failure)
{
    return failure.cause == Cause::FilesRemoved
        ? tr("Your copy cannot be written: its folder was removed.")
        : tr("Your copy cannot be written: is there room, and may you write there?");
}

QString CopyWords::meaning()
{
    return tr("You may keep a copy of what you hear. The host sees how many do, not who.");
}

QString CopyWords::stop()
{
    return tr("Stop keeping a copy");
}

QString CopyWords::news(const NowPlayingView &before, const NowPlayingView &after)
{
    const CopyStats &was = before.copy;
    const CopyStats &is = after.copy;
    if (before.eventId != after.eventId || !before.open || !after.open)
        return {};
    if (is.failure && !was.failure)
        return unwritable(*is.failure);
    if (is.since && !was.since)
        return tr("Keeping a copy");
    if (was.since && !is.since)
        return tr("Your copy is on the page Recordings.");
    if (is.isAllowed != was.isAllowed && !isOver(after.phase))
        return is.isAllowed ? tr("The host allows you to keep a copy.")
                            : tr("The host allows no copies any more.");
    return {};
}

QString CopyWords::audience(const EventState &event)
{
    if (!event.copiesAllowed || isOver(event.phase))
        return {};
    const std::optional<HearingEstimate> &copying = event.counts.copying;
    if (!copying || copying->value == 0)
        return tr("listeners may keep a copy");
    if (copying->value == 1 && copying->interval == 0)
        return tr("one listener keeps a copy");
    const QString count
        = QStringLiteral("%1 %2").arg(UiWords::number(copying->value), UiWords::interval(*copying));
    return tr("%1 listeners keep a copy").arg(count.trimmed());
}

} // namespace earshot
