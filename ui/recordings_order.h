#pragma once

#include "client/library_view.h"

#include <QString>

#include <vector>

namespace earshot {

enum class RecordingsSort { Newest, Title, Longest, Largest };

/// What of the page Recordings holds from one start to the next.
struct RecordingsMemory {
    RecordingsSort sort = RecordingsSort::Newest;
    double speed = 1.0; ///< 0.5…3
    bool skipsSilence = false;
    bool levels = true;

    bool operator==(const RecordingsMemory &) const = default;
};

/// All of its bytes are on this computer.
bool isHere(const LibraryItem &item);
/// There is something of it that can be heard.
bool canPlay(const LibraryItem &item);
const LibraryItem *findItem(const LibraryView &view, const QString &id); ///< null where there is none

/// The items in which each word of `query` is found, in title, host or date ("19 Nov 2026", "2026-11-19",
/// "Thursday"), whatever the case and the accents. Equal ones stay in the view's order.
std::vector<const LibraryItem *> arranged(const LibraryView &view, const QString &query, RecordingsSort sort);

} // namespace earshot
