#pragma once

#include "client/player.h"

#include <QStringList>

namespace earshot::test {

/// Notes what it is told, and shows what a test wants.
class FakePlayer final : public Player
{
public:
    const PlayerView &view() const override { return shown; }
    void open(const PlayerSource &source) override { calls << QStringLiteral("open ") + source.path; }
    void update(const PlayerSource &source) override { calls << QStringLiteral("update ") + source.path; }
    void close() override { calls << QStringLiteral("close"); }
    void play() override { calls << QStringLiteral("play"); }
    void pause() override { calls << QStringLiteral("pause"); }
    void seek(milliseconds position) override { calls << QStringLiteral("seek %1").arg(position.count()); }
    void skip(milliseconds by) override { calls << QStringLiteral("skip %1").arg(by.count()); }
    void nextChapter() override { calls << QStringLiteral("next"); }
    void previousChapter() override { calls << QStringLiteral("previous"); }
    void setSpeed(double speed) override { calls << QStringLiteral("speed %1").arg(speed); }
    void setSkipsSilence(bool) override { }
    void setLevels(bool) override { }
    void setSleepTimer(std::optional<seconds>) override { }
    void sleepAtChapterEnd() override { }

    void show(const PlayerView &view)
    {
        shown = view;
        emit viewChanged(shown);
    }
    void show(PlayerView::State state)
    {
        shown.state = state;
        emit viewChanged(shown);
    }

    PlayerView shown;
    QStringList calls;
};

} // namespace earshot::test
