#pragma once

#include "base/result.h"
#include "event/recording.h"

#include <QString>

#include <optional>
#include <vector>

namespace earshot {

/// One recording, on this computer or on a server.
struct LibraryItem {
    enum class State {
        Remote, ///< on the server only
        Promised, ///< the event has ended, its recording is not there yet
        Waiting, ///< to be fetched: others come first, or there is no line
        Fetching,
        Paused,
        Checking, ///< all bytes are there, the digest is being made
        Verified, ///< whole, and as its digest says
        Own, ///< made on this computer, or a file (isAdded, isInFolder); no digest of a server to hold it against
        Damaged, ///< bytes differ from the digest; never played as whole
        Failed, ///< cannot be had; `trouble` says why
    };
    QString id; ///< stays the same as long as the recording is the same
    QString event; ///< id
    QString serverId; ///< ServerView::id, empty where it is only on this computer
    QString title;
    QString hostName;
    WallTime started{};
    milliseconds duration{0};
    qint64 bytes = 0;
    State state = State::Remote;
    bool isCopy = false; ///< Own: what was heard here as a listener
    bool isAdded = false; ///< a file that stays where the person has it
    bool isInFolder = false; ///< a file that somebody put into the library's folder
    bool isPartial = false; ///< the recording itself is not of the whole event
    int gaps = 0;
    milliseconds missing{0};

    qint64 fetched = 0; ///< bytes on this computer
    double bytesPerSecond = 0; ///< while fetching
    std::optional<seconds> left; ///< while fetching, once it can be told
    std::optional<Failure> trouble; ///< why it does not go on; Failed, Waiting
    QString path; ///< of what is there of the programme, empty = nothing
    std::optional<milliseconds>
        listenedTo; ///< where one was when one stopped; nothing = never played, or to its end
    /// What was remembered of it cannot be had, and why: it is shown by the files beside that.
    std::optional<Failure> forgotten;
    bool isWithdrawn = false; ///< the host removed it from the server; what is here stays

    bool operator==(const LibraryItem &) const = default;
};

/// The page "Recordings", newest first.
struct LibraryView {
    std::vector<LibraryItem> items;
    qint64 bytesHere = 0; ///< on this computer, all together
    std::optional<qint64> bytesFree; ///< of the disk
    std::vector<QString> removed; ///< titles of what was removed and can still be had back, the last one last
    std::optional<Failure> trouble; ///< the folder cannot be read or written

    bool operator==(const LibraryView &) const = default;
};

} // namespace earshot
