#include "recordings_order.h"

#include "folded.h"
#include "recording_words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace earshot {

bool isHere(const LibraryItem &item)
{
    switch (item.state) {
    case LibraryItem::State::Checking:
    case LibraryItem::State::Verified:
    case LibraryItem::State::Own:
    case LibraryItem::State::Damaged:
        return true;
    default:
        return false;
    }
}

bool canPlay(const LibraryItem &item)
{
    const bool hasSound
        = isHere(item) || item.fetched > 0; // a download's file is there before its first bytes
    return !item.path.isEmpty() && hasSound && item.state != LibraryItem::State::Failed;
}

const LibraryItem *findItem(const LibraryView &view, const QString &id)
{
    const auto found = std::ranges::find(view.items, id, &LibraryItem::id);
    return found == view.items.end() ? nullptr : &*found;
}

static QString searchable(const LibraryItem &item)
{
    QStringList parts{RecordingWords::title(item.title), item.hostName};
    if (item.started != WallTime{}) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(toUnixMs(item.started));
        parts << RecordingWords::date(item.started) << local.date().toString(Qt::ISODate)
              << QLocale().toString(local.date(), QLocale::ShortFormat)
              << QLocale().toString(local.date(), QLocale::LongFormat);
    }
    return folded(parts.join(QLatin1Char('\n')));
}

std::vector<const LibraryItem *> arranged(const LibraryView &view, const QString &query, RecordingsSort sort)
{
    const QStringList words = folded(query).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<const LibraryItem *> found;
    for (const LibraryItem &item : view.items) {
        const QString text = words.isEmpty() ? QString() : searchable(item);
        if (std::ranges::all_of(words, [&](const QString &word) { return text.contains(word); }))
            found.push_back(&item);
    }
    switch (sort) {
    case RecordingsSort::Newest:
        std::ranges::stable_sort(found, std::greater{}, &LibraryItem::started);
        break;
    case RecordingsSort::Title:
        std::ranges::stable_sort(found, [](const LibraryItem *a, const LibraryItem *b) {
            return QString::localeAwareCompare(
                       RecordingWords::title(a->title), RecordingWords::title(b->title))
                < 0;
        });
        break;
    case RecordingsSort::Longest:
        std::ranges::stable_sort(found, std::greater{}, &LibraryItem::duration);
        break;
    case RecordingsSort::Largest:
        std::ranges::stable_sort(found, std::greater{}, &LibraryItem::bytes);
        break;
    }
    return found;
}

} // namespace earshot
