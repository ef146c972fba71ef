#pragma once

#include "client/library_view.h"
#include "client/player_view.h"

#include <vector>

namespace earshot::test {

/// The design's picture: "results", which is open there, "debate" fetched, "radio", "office" on the server; and what
/// else makes 12 on this computer.
LibraryView fourRecordings();
/// One of each state that a recording can be in.
LibraryView everyState();

/// "results" at 26:31 of 1 h 12 min, at 1.25×, with a gap and chapters.
PlayerView playingResults();

/// One state of the page that a person can be in.
struct RecordingsMoment {
    const char *name;
    LibraryView library;
    PlayerView player;
    QString search{};
};
std::vector<RecordingsMoment> recordingsMoments();

} // namespace earshot::test
