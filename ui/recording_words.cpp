#include "recording_words.h"

#include "diagnosis/display_text.h"
#include "words.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace earshot {

using State = LibraryItem::State;

/// In bytes, of the title: file systems take names of 255, and the date, the ending and what is added while the file is
/// written need their share.
constexpr qsizetype kLongestFileName = 200;
constexpr qint64 kMegabyte = 1'000'000;
constexpr qint64 kGigabyte = 1'000 * kMegabyte;
/// Below that, how much room is left is worth a word.
constexpr qint64 kLittleRoom = kGigabyte;

QString RecordingWords::title(const QString &title)
{
    const QString safe = displayText(title, kMaxTitleLength);
    return safe.isEmpty() ? tr("Recording without a title") : safe;
}

QString RecordingWords::size(qint64 bytes)
{
    const int places = bytes >= kGigabyte || (bytes >= kMegabyte && bytes < 10 * kMegabyte) ? 1 : 0;
    return QLocale().formattedDataSize(std::max<qint64>(bytes, 0), places, QLocale::DataSizeSIFormat);
}

static QDateTime local(WallTime at)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(at));
}

QString RecordingWords::date(WallTime at)
{
    if (at == WallTime{})
        return {};
    //: A day of the month, a short month and a year: 19 Nov 2026
    return tr("%1 %2 %3", "date")
        .arg(UiWords::dayNumber(at), UiWords::month(at))
        .arg(local(at).date().year());
}

QString RecordingWords::place(milliseconds at)
{
    const auto whole = std::max<std::int64_t>(0, std::chrono::duration_cast<seconds>(at).count());
    const auto two
        = [](std::int64_t value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    const QString below = two(whole / 60 % 60) + QLatin1Char(':') + two(whole % 60);
    return whole >= 3600 ? QStringLiteral("%1:%2").arg(whole / 3600).arg(below) : below;
}

/// To the nearest minute: nobody takes one of 1:56 for one of a minute.
static QString lengthOf(const LibraryItem &item)
{
    if (item.duration <= milliseconds{0})
        return {};
    return UiWords::span(
        item.duration < minutes{1} ? item.duration : std::chrono::round<minutes>(item.duration));
}

QString RecordingWords::header(const LibraryView &view)
{
    const auto here = std::ranges::count_if(view.items, isHere);
    const QString room = view.bytesFree && *view.bytesFree < kLittleRoom
        ? tr("only %1 free").arg(size(*view.bytesFree))
        : QString();
    if (here == 0)
        return UiWords::joined({tr("None on this computer yet"), room});
    return UiWords::joined({tr("%1 on this computer").arg(UiWords::number(here)), size(view.bytesHere), room,
        tr("plays without a connection")});
}

QString RecordingWords::count(const LibraryView &view)
{
    const auto here = std::ranges::count_if(view.items, isHere);
    return here > 0 ? UiWords::number(here) : QString();
}

QString RecordingWords::gaps(const LibraryItem &item)
{
    if (item.gaps <= 0)
        return {};
    const QString missing = UiWords::secondsSpan(item.missing);
    return item.gaps == 1 ? tr("one gap of %1").arg(missing)
                          : tr("%1 gaps, %2 missing").arg(UiWords::number(item.gaps), missing);
}

PillWords RecordingWords::pill(const LibraryItem &item)
{
    switch (item.state) {
    case State::Promised:
        return {tr("Being made"), Tone::Accent, false};
    case State::Waiting:
        return {tr("Waiting"), item.trouble ? Tone::Warning : Tone::Dim, false};
    case State::Paused:
        return {item.isWithdrawn ? tr("Incomplete") : tr("Paused"), Tone::Dim, false};
    case State::Checking:
        return {tr("Being checked"), Tone::Accent, false};
    case State::Verified:
        return {tr("Verified"), Tone::Good, false};
    case State::Own:
        return {item.isAdded || item.isInFolder ? tr("File")
                : item.isCopy                   ? tr("Own copy")
                                                : tr("Own"),
            Tone::Accent, false};
    case State::Damaged:
        return {tr("Damaged"), Tone::Bad, false};
    case State::Failed:
        return {tr("Failed"), Tone::Bad, false};
    case State::Remote:
    case State::Fetching:
        break;
    }
    return {};
}

RecordingAction RecordingWords::action(const LibraryItem &item)
{
    const auto playOr = [&](RecordingAction other) { return canPlay(item) ? RecordingAction::Play : other; };
    const bool isOnServer = !item.serverId.isEmpty();
    switch (item.state) {
    case State::Remote:
        return RecordingAction::Download;
    case State::Promised:
        return RecordingAction::None;
    case State::Waiting:
    case State::Fetching:
        return RecordingAction::Pause;
    case State::Paused:
        return item.isWithdrawn ? playOr(RecordingAction::None) : RecordingAction::Resume;
    case State::Checking:
    case State::Verified:
    case State::Own:
        return playOr(RecordingAction::None);
    case State::Damaged:
        return isOnServer ? RecordingAction::Retry : playOr(RecordingAction::None);
    case State::Failed:
        return isOnServer ? RecordingAction::Retry : RecordingAction::None;
    }
    return RecordingAction::None;
}

QString RecordingWords::button(RecordingAction action, State state)
{
    switch (action) {
    case RecordingAction::Download:
        return tr("Download");
    case RecordingAction::Pause:
        return tr("Pause");
    case RecordingAction::Resume:
        return tr("Resume");
    case RecordingAction::Retry:
        return state == State::Damaged ? tr("Download again") : tr("Try again");
    case RecordingAction::Play:
        return tr("Play");
    case RecordingAction::None:
        break;
    }
    return {};
}

/// "41 of 58 MB, 3.4 MB/s, 12 s left, resumes by itself".
QString RecordingWords::progressWords(const LibraryItem &item)
{
    QStringList parts{
        item.fetched > 0 ? tr("downloading %1").arg(size(item.fetched)) : tr("the download begins")};
    if (item.bytesPerSecond >= 1)
        parts << tr("%1/s", "speed").arg(size(qint64(item.bytesPerSecond)));
    if (item.left)
        parts << tr("%1 left").arg(UiWords::span(*item.left));
    parts << tr("resumes by itself");
    return parts.join(QStringLiteral(", "));
}

QString RecordingWords::detail(const LibraryItem &item)
{
    const QString length = lengthOf(item);
    const QString bytes = item.bytes > 0 ? size(item.bytes) : QString();
    const QString partial = item.isPartial ? tr("only a part of the event") : QString();
    const QString listened = item.listenedTo ? tr("listened to %1").arg(place(*item.listenedTo)) : QString();
    const QString host = item.serverId.isEmpty() ? QString() : displayText(item.hostName);
    switch (item.state) {
    case State::Remote:
        return UiWords::joined({length,
            bytes.isEmpty() ? tr("on the server") : tr("on the server, %1").arg(bytes), partial, gaps(item)});
    case State::Promised:
        return UiWords::joined({host, tr("the recording is being made and appears here by itself")});
    case State::Waiting:
        return UiWords::joined({length, bytes, item.trouble ? QString() : tr("waits until others are here")});
    case State::Fetching:
        return UiWords::joined({length, bytes, progressWords(item), partial});
    case State::Paused:
        return UiWords::joined({length, tr("%1 of %2 are here").arg(size(item.fetched), bytes), listened});
    case State::Checking:
        return UiWords::joined({length, bytes, tr("all is here and is compared with the server’s digest")});
    case State::Verified:
    case State::Own:
    case State::Damaged:
    case State::Failed:
        break;
    }
    return UiWords::joined({length, bytes, partial, gaps(item), listened});
}

static QString inOneLine(const Sentence &words)
{
    return words.next.isEmpty() ? words.headline : words.headline + QLatin1Char(' ') + words.next;
}

/// The file that it was noted in, for who looks for it.
static QString forgotten(const Failure &failure)
{
    return failure.cause == Cause::FileUnreadable
        ? RecordingWords::tr("What Earshot noted about this recording cannot be read, so it is shown by the "
                             "files beside it, and no "
                             "download goes on by itself.")
        : RecordingWords::tr("What Earshot noted about this recording was damaged, so it is shown by the "
                             "files beside it, and no "
                             "download goes on by itself.");
}

RecordingRowWords RecordingWords::row(const LibraryItem &item, WallTime now)
{
    RecordingRowWords row;
    row.title = title(item.title);
    if (item.started == WallTime{}) {
        row.dateLarge = UiWords::unknown();
    } else {
        const int year = local(item.started).date().year();
        row.dateLarge = UiWords::dayNumber(item.started);
        row.dateSmall = UiWords::month(item.started);
        if (year != local(now).date().year())
            row.dateSmall += QStringLiteral(" %1").arg(year);
    }
    row.detail = detail(item);
    if (item.state == State::Damaged) {
        row.detailTone = Tone::Warning;
        row.detail += QLatin1Char('\n')
            + (item.serverId.isEmpty()
                    ? tr("The file is not whole. It plays as far as it goes.")
                    : tr("The file differs from the server’s digest, so it is not taken for "
                         "whole. A new download replaces it."));
    } else if (item.isWithdrawn) {
        const bool isHere = item.state == State::Verified;
        row.detailTone = isHere ? row.detailTone : Tone::Warning;
        if (!row.detail.isEmpty())
            row.detail += QLatin1Char('\n');
        row.detail += isHere ? tr("The host removed this recording from the server. Yours stays and plays.")
                             : tr("The host removed this recording from the server.");
    } else if (item.trouble) {
        row.detailTone = Tone::Warning;
        if (!row.detail.isEmpty())
            row.detail += QLatin1Char('\n');
        row.detail += inOneLine(trouble(item));
    }
    if (item.forgotten) {
        row.detailTone = Tone::Warning;
        if (!row.detail.isEmpty())
            row.detail += QLatin1Char('\n');
        row.detail += forgotten(*item.forgotten);
    }
    row.pill = pill(item);
    if (item.state == State::Fetching || item.state == State::Paused
        || (item.state == State::Waiting && item.fetched > 0))
        row.progress = item.bytes > 0 ? std::clamp(double(item.fetched) / double(item.bytes), 0.0, 1.0) : 0.0;
    row.action = action(item);
    row.button = button(row.action, item.state);
    // The figures of a download change all the time: told are tens of a hundred.
    const QString state = item.state == State::Fetching
        ? tr("downloading, %1").arg(UiWords::percent(int(*row.progress * 10) / 10.0))
        : row.detail;
    QStringList spoken{row.title, date(item.started), row.pill.text, state};
    spoken.removeAll(QString());
    row.spoken = spoken.join(QStringLiteral(", "));
    return row;
}

QString RecordingWords::facts(const LibraryItem &item)
{
    QString whole;
    if (item.state == State::Verified && !item.isPartial)
        whole = item.gaps > 0 ? tr("checked against the server’s digest")
                              : tr("complete, checked against the server’s digest");
    else if (item.state == State::Verified)
        whole = tr("only a part of the event, checked against the server’s digest");
    else if (item.state == State::Own)
        whole = item.isAdded || item.isInFolder ? tr("a file on this computer")
            : item.isCopy                       ? tr("what you heard as a listener")
                                                : tr("made on this computer");
    else if (item.state == State::Damaged)
        whole = item.serverId.isEmpty() ? tr("not whole") : tr("differs from the server’s digest");
    else if (item.state == State::Fetching)
        whole = progressWords(item);
    else if (item.state == State::Paused && item.isWithdrawn)
        whole = tr("%1 of %2 are here").arg(size(item.fetched), size(item.bytes));
    else if (item.state == State::Paused)
        whole = tr("the download is paused at %1 of %2").arg(size(item.fetched), size(item.bytes));
    else if (item.state == State::Waiting)
        whole = tr("the download waits at %1 of %2").arg(size(item.fetched), size(item.bytes));
    else if (item.state == State::Checking)
        whole = tr("being compared with the server’s digest");
    return UiWords::joined(
        {date(item.started), lengthOf(item), displayText(item.hostName), gaps(item), whole});
}

QString RecordingWords::sortName(RecordingsSort sort)
{
    switch (sort) {
    case RecordingsSort::Newest:
        return tr("Newest first");
    case RecordingsSort::Title:
        return tr("By title");
    case RecordingsSort::Longest:
        return tr("Longest first");
    case RecordingsSort::Largest:
        break;
    }
    return tr("Largest first");
}

static QString cutToBytes(QString text, qsizetype most)
{
    while (text.toUtf8().size() > most)
        text.chop(text.back().isLowSurrogate() ? 2 : 1);
    return text.trimmed();
}

QString RecordingWords::fileName(const LibraryItem &item)
{
    QString name = title(item.title);
    // What some system's files cannot be called.
    name.replace(QRegularExpression(QStringLiteral("[\\x00-\\x1f<>:\"/\\\\|?*]+")), QStringLiteral(" "));
    name = cutToBytes(name.simplified(), kLongestFileName);
    if (item.started != WallTime{})
        name.prepend(local(item.started).date().toString(Qt::ISODate) + QLatin1Char(' '));
    while (name.startsWith(QLatin1Char('.')))
        name.remove(0, 1);
    return name + QStringLiteral(".opus");
}

QString RecordingWords::shownOf(size_t shown, size_t all)
{
    return tr("%1 of %2 are shown. Search to find the others.")
        .arg(UiWords::number(qint64(shown)), UiWords::number(qint64(all)));
}

Sentence RecordingWords::trouble(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::NetworkUnreachable:
    case Cause::DnsNoAnswer:
        return {tr("Your computer has no network."), tr("The download goes on by itself."), {}};
    case Cause::ServerFull:
    case Cause::AccountFull:
        return {tr("The server is full."), tr("It is asked again by itself."), {}};
    case Cause::ConnectionRefused:
    case Cause::ConnectTimeout:
    case Cause::DnsNotFound:
    case Cause::ServerLost:
    case Cause::ServerDraining:
    case Cause::StaleConnection:
    case Cause::RequestTimeout:
    case Cause::NoResponders:
        return {
            tr("The server does not answer."), tr("It is asked again by itself; what is here is kept."), {}};
    case Cause::TicketExpired:
    case Cause::TicketRejected:
    case Cause::TicketRevoked:
        return {tr("The server does not let you in any more."),
            tr("Paste a newer link to this server; the download then goes on."), {}};
    case Cause::NotPermitted:
        return {tr("The server does not give its recordings to your link."),
            tr("Ask the organiser for a link that may have them."), {}};
    case Cause::EventUnknown:
        return {tr("The server has this recording no more."), tr("Ask the organiser for it."), {}};
    case Cause::FileUnwritable:
        return {tr("It cannot be written on this computer: the disk is full or the folder is locked."),
            tr("Make room, then try again; what is here is kept."), {}};
    case Cause::AlreadyRunning:
        return {
            tr("Earshot is still writing it on this computer."), tr("It is looked at again by itself."), {}};
    case Cause::FileUnreadable:
        return {tr("The file cannot be read on this computer."),
            tr("Look whether it was moved or belongs to somebody else."), {}};
    case Cause::FileDamaged:
        return {tr("What came differs from the server’s digest, so it is not taken for whole."),
            tr("Download it again."), {}};
    case Cause::BadData:
        return {tr("This is no recording that Earshot can read."),
            tr("Opus files with the ending .opus can be opened."), {}};
    default:
        return sentence(verdictForFailure(failure, {}));
    }
}

Sentence RecordingWords::trouble(const LibraryItem &item)
{
    Sentence words = trouble(*item.trouble);
    if (item.state != State::Waiting)
        return words;
    if (item.trouble->cause == Cause::FileUnwritable)
        words.next = tr("Make room: the download then goes on by itself.");
    if (item.trouble->cause == Cause::FileUnreadable)
        words.next = tr("It is read again by itself.");
    return words;
}

Sentence RecordingWords::folderTrouble(const Failure &failure)
{
    if (failure.cause == Cause::FileUnwritable)
        return {tr("The folder of your recordings cannot be written to."),
            tr("It is on your computer: make room on the disk, or allow writing there. What is in it plays."),
            {}};
    if (failure.cause == Cause::FileDamaged)
        return {tr("What Earshot remembered of your recordings was damaged."),
            tr("Added files and the places where you stopped are forgotten; no recording is lost. The "
               "damaged "
               "file is now %1.")
                .arg(UiWords::quoted(displayText(failure.detail, kMaxQuoteLength))),
            {}};
    if (failure.cause == Cause::FileUnreadable && failure.detail.endsWith(QLatin1String(".json")))
        return {tr("What Earshot remembers of your recordings cannot be read."),
            tr("Added files and the places where you stopped are missing until %1 can be read. It stays as "
               "it is, and is tried "
               "again by itself.")
                .arg(UiWords::quoted(displayText(failure.detail, kMaxQuoteLength))),
            {}};
    if (failure.cause == Cause::FileUnreadable)
        return {tr("The folder of your recordings cannot be read."),
            tr("It is on your computer: look whether its disk is there. It is tried again by itself."), {}};
    return trouble(failure);
}

QString RecordingWords::removed(const std::vector<QString> &titles)
{
    const QString last = tr("Removed %1").arg(UiWords::quoted(title(titles.back())));
    return titles.size() == 1
        ? last
        : UiWords::joined({last, tr("%1 removals can be undone").arg(UiWords::number(int(titles.size())))});
}

QString RecordingWords::back(const QString &name)
{
    return tr("%1 is back.").arg(UiWords::quoted(title(name)));
}

QString RecordingWords::exported(const QString &path)
{
    return tr("Exported to %1").arg(displayText(QFileInfo(path).fileName(), kMaxTitleLength));
}

QString RecordingWords::news(const LibraryView &before, const LibraryView &after)
{
    for (const LibraryItem &item : after.items) {
        const LibraryItem *earlier = findItem(before, item.id);
        if (!earlier || earlier->state == item.state)
            continue;
        const QString name = UiWords::quoted(title(item.title));
        const bool wasComing = earlier->state == State::Fetching || earlier->state == State::Checking;
        if (wasComing && item.state == State::Verified)
            return tr("%1 is downloaded and checked.").arg(name);
        if (wasComing && item.state == State::Damaged)
            return tr("%1 is damaged.").arg(name);
        if (item.state == State::Failed && item.trouble)
            return tr("%1: %2").arg(name, trouble(*item.trouble).headline);
    }
    return {};
}

} // namespace earshot
