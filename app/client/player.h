#pragma once

#include "client/player_view.h"

#include <QObject>

namespace earshot {

/// Plays recordings, of Earshot or any other Opus file; needs no network. What is live is silent meanwhile. Lives on the
/// main thread; decodes on a thread of its own.
class Player : public QObject
{
    Q_OBJECT
public:
    static constexpr double kLeastSpeed = 0.5;
    static constexpr double kMostSpeed = 3.0;

    virtual const PlayerView &view() const = 0;

    /// And plays, from where it was left.
    virtual void open(const PlayerSource &source) = 0;
    /// The download has ended or the file has moved: the same recording, now there.
    virtual void update(const PlayerSource &source) = 0;
    virtual void close() = 0;
    virtual void play() = 0;
    virtual void pause() = 0;
    virtual void seek(milliseconds position) = 0; ///< bounded to what is available
    virtual void skip(milliseconds by) = 0; ///< forward or back
    virtual void nextChapter() = 0;
    virtual void previousChapter() = 0;
    virtual void setSpeed(double speed) = 0; ///< bounded; the pitch stays
    virtual void setSkipsSilence(bool skips) = 0;
    virtual void setLevels(bool levels) = 0;
    /// Fades out and pauses then, or at the end of the chapter, whichever was said last; nothing = never.
    virtual void setSleepTimer(std::optional<seconds> after) = 0;
    virtual void sleepAtChapterEnd() = 0;

signals:
    void viewChanged(const earshot::PlayerView &view);
    /// To be remembered: on pause, on close, at the end (nothing) and every 10 s.
    void listenedTo(const QString &id, std::optional<std::chrono::milliseconds> position);
};

} // namespace earshot
