#pragma once

#include "client/player_view.h"
#include "diagnosis/sentence.h"

#include <QCoreApplication>

#include <array>

namespace earshot {

/// What the speed menu offers.
inline constexpr std::array kPlayerSpeeds{0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0};

/// What the buttons and keys skip by.
inline constexpr milliseconds kSkipBack{-15'000};
inline constexpr milliseconds kSkipAhead{30'000};

/// A fault of the open recording, for its banner.
struct PlayerTrouble {
    Severity severity = Severity::Warning;
    Sentence words;

    bool operator==(const PlayerTrouble &) const = default;
};

/// The open recording in words.
class PlayerWords
{
    Q_DECLARE_TR_FUNCTIONS(PlayerWords)
public:
    static QString remaining(const PlayerView &view, milliseconds position); ///< "-00:45:32"
    static QString speed(double speed); ///< "1.25×"
    static QString playButton(const PlayerView &view); ///< "Play", "Pause", "Play again"

    /// The gap at the position, else the nearest; null where there is none.
    static const RecordingGap *nearestGap(const PlayerView &view, milliseconds position);
    static QString gap(const RecordingGap &gap, const QString &hostName);
    static const RecordingChapter *chapterAt(const PlayerView &view, milliseconds position);
    static QString chapter(const RecordingChapter &chapter);

    /// Below the middle of the seek bar: what it waits for, else the gap.
    static QString note(const PlayerView &view, milliseconds position);
    static bool isNoteWarning(const PlayerView &view);
    static QString options(const PlayerView &view); ///< what the listener switched on; empty: nothing
    static QString hover(const PlayerView &view, milliseconds position); ///< "00:43:10 · Mei Okafor"
    static std::optional<PlayerTrouble> trouble(const PlayerView &view);
    static QString pauseTimer(const PlayerView &view); ///< the button's text

    static QString spokenTime(milliseconds time); ///< "26 min 31 s"
    static QString spokenPlace(const PlayerView &view, milliseconds position);
    static QString news(const PlayerView &before, const PlayerView &after);
    static QString state(const PlayerView &view); ///< "Plays", "Paused", …
};

} // namespace earshot
