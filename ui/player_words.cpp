#include "player_words.h"

#include "diagnosis/display_text.h"
#include "event_words.h"
#include "recording_words.h"
#include "words.h"

#include <QLocale>

#include <algorithm>

namespace earshot {

using State = PlayerView::State;

QString PlayerWords::remaining(const PlayerView &view, milliseconds position)
{
    return QLatin1Char('-') + UiWords::running(view.duration - position);
}

QString PlayerWords::speed(double speed)
{
    return tr("%1×", "speed").arg(QLocale().toString(speed, 'g', 3));
}

QString PlayerWords::playButton(const PlayerView &view)
{
    if (view.isGoing())
        return tr("Pause");
    return view.state == State::Ended ? tr("Play again") : tr("Play");
}

static milliseconds distance(const RecordingGap &gap, milliseconds position)
{
    if (position < gap.at)
        return gap.at - position;
    return std::max(position - (gap.at + gap.length), milliseconds{0});
}

const RecordingGap *PlayerWords::nearestGap(const PlayerView &view, milliseconds position)
{
    const auto nearest = std::ranges::min_element(
        view.gaps, {}, [&](const RecordingGap &gap) { return distance(gap, position); });
    return nearest == view.gaps.end() ? nullptr : &*nearest;
}

QString PlayerWords::gap(const RecordingGap &gap, const QString &hostName)
{
    QString why;
    switch (gap.cause) {
    case GapCause::Speaker:
        why = gap.speaker.isEmpty()   ? tr("the speaker’s connection dropped")
            : gap.speaker == hostName ? tr("the host’s connection dropped")
                                      : tr("the connection of %1 dropped").arg(displayText(gap.speaker));
        break;
    case GapCause::Server:
        why = tr("the server has no sound of it");
        break;
    case GapCause::Room:
        why = tr("there was no room to write it");
        break;
    case GapCause::Limit:
        why = tr("it was more than a recording takes");
        break;
    case GapCause::Paused:
        //: %1: a length, %2: a place
        return tr("%1 pause at %2: the host had paused the event")
            .arg(UiWords::secondsSpan(gap.length), UiWords::running(gap.at));
    }
    //: %1: a length, %2: a place, %3: the reason: 1.4 s gap at 00:43:10: the host’s connection dropped
    return tr("%1 gap at %2: %3").arg(UiWords::secondsSpan(gap.length), UiWords::running(gap.at), why);
}

const RecordingChapter *PlayerWords::chapterAt(const PlayerView &view, milliseconds position)
{
    const RecordingChapter *at = nullptr;
    for (const RecordingChapter &chapter : view.chapters) {
        if (chapter.at <= position)
            at = &chapter;
    }
    return at;
}

QString PlayerWords::chapter(const RecordingChapter &chapter)
{
    const QString title = displayText(chapter.title, kMaxTitleLength);
    return title.isEmpty() ? tr("Chapter without a name") : title;
}

QString PlayerWords::note(const PlayerView &view, milliseconds position)
{
    if (view.state == State::Opening)
        return tr("Opening …");
    if (view.state == State::Waiting)
        return tr("Waits for the download, then goes on by itself");
    if (view.state == State::Ended)
        return tr("Heard to its end");
    if (view.state == State::Failed)
        return {};
    const RecordingGap *nearest = nearestGap(view, position);
    return nearest ? gap(*nearest, view.source.hostName) : QString();
}

bool PlayerWords::isNoteWarning(const PlayerView &view)
{
    return view.state == State::Waiting
        || ((view.state == State::Playing || view.state == State::Paused) && !view.gaps.empty());
}

QString PlayerWords::options(const PlayerView &view)
{
    QString skips;
    if (view.skipsSilence)
        skips = view.savedBySkipping >= seconds{1}
            ? tr("silence is skipped, %1 saved").arg(spokenTime(view.savedBySkipping))
            : tr("silence is skipped");
    QString timer;
    if (view.sleepsAtChapterEnd)
        timer = tr("pauses at the end of the chapter");
    else if (view.sleepIn)
        timer = tr("pauses in %1").arg(UiWords::span(*view.sleepIn));
    const RecordingChapter *now = chapterAt(view, view.position);
    return UiWords::joined({now ? chapter(*now) : QString(), skips, timer});
}

QString PlayerWords::hover(const PlayerView &view, milliseconds position)
{
    QStringList parts{UiWords::running(position)};
    if (const RecordingChapter *at = chapterAt(view, position))
        parts << chapter(*at);
    for (const RecordingGap &hole : view.gaps) {
        if (distance(hole, position) == milliseconds{0})
            parts << gap(hole, view.source.hostName);
    }
    if (position > view.available)
        parts << (view.source.growsTo > 0 ? tr("not here yet") : tr("not in this file"));
    return UiWords::joined(parts);
}

std::optional<PlayerTrouble> PlayerWords::trouble(const PlayerView &view)
{
    const bool failed = view.state == State::Failed;
    const Severity severity = failed ? Severity::Bad : Severity::Warning;
    const bool isCut = !failed && view.source.growsTo == 0 && view.available > milliseconds{0}
        && view.available + seconds{1} < view.duration;
    if (view.trouble) {
        switch (view.trouble->cause) {
        case Cause::FileUnreadable:
            if (!failed)
                break;
            return PlayerTrouble{severity,
                {tr("The file cannot be read on this computer."),
                    tr("Look whether it was moved, or whether you may read it."), {}}};
        case Cause::BadData:
        case Cause::FileDamaged:
            if (failed)
                return PlayerTrouble{severity,
                    {tr("Nothing in this file can be played."),
                        tr("It is damaged or no Opus recording. If it came from a server, download it "
                           "again."),
                        {}}};
            break;
        default:
            return PlayerTrouble{severity, sentence(verdictForFailure(*view.trouble, {}))};
        }
    }
    if (isCut)
        return PlayerTrouble{severity,
            {tr("This file is cut off: it ends at %1 of %2.")
                    .arg(UiWords::running(view.available), UiWords::running(view.duration)),
                tr("It plays as far as it goes."), {}}};
    if (!view.damage.empty() || view.trouble) {
        QString where;
        if (view.damage.size() == 1)
            where = tr("This file is damaged at %1.").arg(UiWords::running(view.damage.front()));
        else if (!view.damage.empty())
            where = tr("This file is damaged at %1 places, first at %2.")
                        .arg(UiWords::number(qint64(view.damage.size())),
                            UiWords::running(view.damage.front()));
        else
            where = tr("This file is damaged.");
        return PlayerTrouble{severity, {where, tr("It plays as far as it goes."), {}}};
    }
    if (failed)
        return PlayerTrouble{severity, {tr("Nothing in this file can be played."), {}, {}}};
    return {};
}

QString PlayerWords::pauseTimer(const PlayerView &view)
{
    if (view.sleepsAtChapterEnd)
        return tr("At chapter’s end");
    return view.sleepIn ? tr("In %1").arg(UiWords::span(*view.sleepIn)) : tr("Sleep timer");
}

QString PlayerWords::spokenTime(milliseconds time)
{
    const auto whole = std::max<std::int64_t>(0, std::chrono::duration_cast<seconds>(time).count());
    QStringList parts;
    if (whole >= 3600)
        parts << tr("%1 h").arg(whole / 3600);
    if (whole / 60 % 60 > 0)
        parts << tr("%1 min").arg(whole / 60 % 60);
    if (whole % 60 > 0 || parts.isEmpty())
        parts << tr("%1 s").arg(whole % 60);
    return parts.join(QLatin1Char(' '));
}

QString PlayerWords::spokenPlace(const PlayerView &view, milliseconds position)
{
    const QString place = tr("%1 of %2").arg(spokenTime(position), spokenTime(view.duration));
    const RecordingChapter *at = chapterAt(view, position);
    return at ? place + QStringLiteral(", ") + chapter(*at) : place;
}

QString PlayerWords::state(const PlayerView &view)
{
    switch (view.state) {
    case State::Closed:
        break;
    case State::Opening:
        return tr("Opening …");
    case State::Playing:
        return tr("Plays");
    case State::Paused:
        return tr("Paused");
    case State::Waiting:
        return tr("Waits for the download");
    case State::Ended:
        return tr("Heard to its end");
    case State::Failed:
        return tr("Cannot be played");
    }
    return {};
}

QString PlayerWords::news(const PlayerView &before, const PlayerView &after)
{
    const QString name = UiWords::quoted(RecordingWords::title(after.source.title));
    const auto troubled = trouble(after);
    if (after.isOpen() && troubled && troubled != trouble(before))
        return troubled->words.headline;
    if (after.state == before.state && after.source.id == before.source.id)
        return {};
    switch (after.state) {
    case State::Playing:
        return after.source.id != before.source.id || before.state == State::Opening
            ? tr("%1 plays.").arg(name)
            : QString();
    case State::Waiting:
        return tr("Waits for the download, then goes on by itself");
    case State::Ended:
        return tr("%1 has ended.").arg(name);
    default:
        return {};
    }
}

} // namespace earshot
