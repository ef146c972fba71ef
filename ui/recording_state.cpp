#include "recording_state.h"

#include "client/library_memory.h"
#include "event_order.h"
#include "recording_words.h"
#include "words.h"

#include <algorithm>

namespace earshot {

using std::chrono::duration_cast;

/// A recording is published within seconds; who waits for longer is told so.
constexpr minutes kPatience{10};

static std::optional<milliseconds> sinceEnd(const ScheduleCard &card, WallTime now)
{
    return card.ended ? std::optional<milliseconds>(now - *card.ended) : std::nullopt;
}

const LibraryItem *RecordingState::itemOf(
    const ScheduleCard &card, const QString &serverId, const EventsView &events, const LibraryView &library)
{
    const auto first = [&](auto fits) {
        const auto found = std::ranges::find_if(library.items, fits);
        return found == library.items.end() ? nullptr : &*found;
    };
    const auto isOfEvent = [&](const LibraryItem &item) { return item.event == card.id.text(); };
    if (card.recorded) {
        const QString id = recordingId(*card.recorded);
        const LibraryItem *published = first([&](const LibraryItem &item) { return item.id == id; });
        // What was made on this computer has no digest, and is not listed twice.
        return published ? published : first([&](const LibraryItem &item) {
            return item.serverId.isEmpty() && !item.isCopy && isOfEvent(item)
                && objectFolderOf(item.event, item.started) == card.recorded->folder;
        });
    }
    const auto isSame = [&](const LibraryItem &item) {
        return isOfEvent(item) && (item.serverId.isEmpty() || isSameServer(events, item.serverId, serverId));
    };
    const LibraryItem *whole = first([&](const LibraryItem &item) { return !item.isCopy && isSame(item); });
    return whole ? whole : first(isSame);
}

QString RecordingState::published(const ScheduleCard &card)
{
    if (!card.ended)
        return {};
    const milliseconds after = std::max(card.recorded->published - *card.ended, milliseconds{0});
    return tr("published %1 after the end").arg(UiWords::span(after));
}

QString RecordingState::missing(const RecordingNote &note)
{
    if (note.gaps == 0 && note.missing == milliseconds{0})
        return {};
    const QString time = UiWords::secondsSpan(note.missing);
    return note.gaps <= 1 ? tr("%1 missing in one place").arg(time)
                          : tr("%1 missing in %2 places").arg(time, UiWords::number(note.gaps));
}

bool RecordingState::isWanting(const ScheduleCard &card, WallTime now)
{
    const bool isAwaited
        = card.recording == RecordingPromise::Promised || card.recording == RecordingPromise::BeingMade;
    const std::optional<milliseconds> since = sinceEnd(card, now);
    return isAwaited && since && *since > kPatience;
}

QString RecordingState::sentence(const ScheduleCard &card, WallTime now)
{
    const QString late = isWanting(card, now)
        ? tr("not there %1 after the end").arg(UiWords::span(*sinceEnd(card, now)))
        : QString();
    QStringList parts;
    switch (card.recording) {
    case RecordingPromise::None:
        return tr("no recording");
    case RecordingPromise::Removed:
        return tr("the host removed the recording");
    case RecordingPromise::Promised:
        parts = {late.isEmpty() ? tr("a recording is promised") : tr("a recording was promised"), late};
        break;
    case RecordingPromise::BeingMade:
        parts = {tr("the recording is being made"), late};
        break;
    case RecordingPromise::Partial:
    case RecordingPromise::Ready: {
        const bool isWhole = card.recording == RecordingPromise::Ready;
        parts = {isWhole ? tr("recording complete") : tr("part of it was recorded")};
        if (card.recorded)
            parts << RecordingWords::size(card.recorded->programme.bytes) << missing(*card.recorded)
                  << published(card);
        else if (card.recordingLink.isEmpty())
            parts << tr("but not on this server");
        break;
    }
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

static int percentOf(const LibraryItem &item)
{
    return item.bytes > 0 ? int(std::clamp<qint64>(item.fetched * 100 / item.bytes, 0, 99)) : 0;
}

PillWords RecordingState::pill(const LibraryItem *item)
{
    if (!item)
        return {};
    switch (item->state) {
    case LibraryItem::State::Remote:
    case LibraryItem::State::Promised:
        return {};
    case LibraryItem::State::Waiting:
        return {tr("Waiting to download"), Tone::Accent, false};
    case LibraryItem::State::Fetching:
        return {tr("Downloading %1").arg(UiWords::percent(percentOf(*item) / 100.0)), Tone::Accent, false};
    case LibraryItem::State::Paused:
        if (item->isWithdrawn)
            return {
                tr("%1 downloaded").arg(UiWords::percent(percentOf(*item) / 100.0)), Tone::Warning, false};
        return {tr("Paused at %1").arg(UiWords::percent(percentOf(*item) / 100.0)), Tone::Warning, false};
    case LibraryItem::State::Checking:
        return {tr("Checking"), Tone::Accent, false};
    case LibraryItem::State::Verified:
        return {tr("Downloaded"), Tone::Good, false};
    case LibraryItem::State::Own:
        return {tr("Own copy"), Tone::Good, false};
    case LibraryItem::State::Damaged:
        return {tr("Damaged"), Tone::Bad, false};
    case LibraryItem::State::Failed:
        return {tr("Not downloaded"), Tone::Warning, false};
    }
    return {};
}

EventButton RecordingState::button(const ScheduleCard &card, const LibraryItem *item)
{
    const EventButton none;
    const auto recording = [](const QString &text) { return EventButton{EventAction::Recording, text}; };
    if (item) {
        switch (item->state) {
        case LibraryItem::State::Verified:
        case LibraryItem::State::Own:
            return recording(tr("Play"));
        case LibraryItem::State::Fetching:
        case LibraryItem::State::Checking:
            return item->fetched > 0 ? recording(tr("Play")) : none;
        case LibraryItem::State::Waiting:
            return none;
        case LibraryItem::State::Paused:
            return item->isWithdrawn ? none : recording(tr("Resume"));
        case LibraryItem::State::Damaged:
            return item->isWithdrawn ? none : recording(tr("Download again"));
        case LibraryItem::State::Failed:
            return item->isWithdrawn ? none : recording(tr("Try again"));
        case LibraryItem::State::Remote:
        case LibraryItem::State::Promised:
            break;
        }
    }
    if (card.recorded)
        return recording(tr("Download"));
    if (!card.recordingLink.isEmpty())
        return {EventAction::OpenRecording, tr("Open recording")};
    return none;
}

} // namespace earshot
