#pragma once

#include "base/result.h"
#include "event/recording.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace earshot {

/// What is to be played.
struct PlayerSource {
    QString id; ///< of the library's item
    QString path;
    QString title;
    QString hostName;
    WallTime started{};
    /// All of its bytes, where the file still grows by a download; 0 = the file is all there is.
    qint64 growsTo = 0;
    std::optional<milliseconds> listenedTo;

    bool operator==(const PlayerSource &) const = default;
};

/// Loudness over time for the seek bar: 0…255 each, evenly spread over the duration.
using WaveformShape = std::vector<quint8>;

/// The recording that is open; refreshed 4 times a second while it plays.
struct PlayerView {
    enum class State {
        Closed,
        Opening,
        Playing,
        Paused,
        Waiting, ///< for bytes that are still to come
        Ended,
        Failed, ///< nothing of it can be played
    };
    State state = State::Closed;
    PlayerSource source;
    milliseconds position{0};
    milliseconds duration{0};
    milliseconds available{
        0}; ///< can be played up to there; less than `duration` while the file grows or where it is cut
    double speed = 1.0; ///< 0.5…3
    bool skipsSilence = false;
    bool levels = true; ///< quiet and loud voices about equally loud
    milliseconds savedBySkipping{0}; ///< since it was opened
    std::optional<seconds> sleepIn; ///< sleep timer
    bool sleepsAtChapterEnd = false;
    std::vector<RecordingChapter> chapters;
    std::vector<RecordingGap> gaps;
    std::vector<milliseconds> damage; ///< places where the file itself is damaged, found up to now
    std::shared_ptr<const WaveformShape> shape; ///< null until it is known
    std::optional<Failure>
        trouble; ///< Failed: why; else what is wrong with the file, which plays as far as it goes

    bool isOpen() const { return state != State::Closed; }
    /// Pausing is what can be done with it.
    bool isGoing() const
    {
        return state == State::Opening || state == State::Playing || state == State::Waiting;
    }
    bool operator==(const PlayerView &) const = default;
};

/// What stays the same while the time runs.
inline PlayerView still(PlayerView view)
{
    view.position = milliseconds{0};
    return view;
}

} // namespace earshot
