#pragma once

#include "client/library.h"
#include "client/player.h"

#include <QStringList>

namespace earshot::test {

/// Writes down what is asked of it, one line each, "fetch debate"; removes and restores what it shows.
class FakeLibrary final : public Library
{
public:
    QStringList asked;
    LibraryView shown;

    const LibraryView &view() const override { return shown; }
    void fetch(const QString &id) override { asked << QStringLiteral("fetch %1").arg(id); }
    void pause(const QString &id) override { asked << QStringLiteral("pause %1").arg(id); }
    void remove(const QString &id) override
    {
        asked << QStringLiteral("remove %1").arg(id);
        before.push_back(shown);
        std::erase_if(shown.items, [&](const LibraryItem &item) {
            if (item.id == id)
                shown.removed.push_back(item.title);
            return item.id == id;
        });
        emit viewChanged(shown);
    }
    void restore() override
    {
        asked << QStringLiteral("restore");
        const LibraryView view = before.back();
        before.pop_back();
        show(view);
    }
    void exportTo(const QString &id, const QString &path) override
    {
        asked << QStringLiteral("export %1 %2").arg(id, path);
        emit exported(path);
    }
    /// Listed a moment later, as the real one does.
    void addFile(const QString &path) override { asked << QStringLiteral("add %1").arg(path); }
    void setListenedTo(const QString &id, std::optional<milliseconds> listened) override
    {
        asked << QStringLiteral("listened %1 %2").arg(id).arg(listened ? listened->count() : -1);
    }

    void show(const LibraryView &view)
    {
        shown = view;
        emit viewChanged(shown);
    }

private:
    std::vector<LibraryView> before;
};

/// The same of the player; what it is told at once is what it shows.
class FakePlayer final : public Player
{
public:
    QStringList asked;
    PlayerView shown;
    PlayerView opened; ///< shown for what is opened, with its source

    const PlayerView &view() const override { return shown; }
    void open(const PlayerSource &source) override
    {
        asked << QStringLiteral("open %1").arg(source.id);
        PlayerView view = opened;
        view.state = PlayerView::State::Playing;
        view.source = source;
        show(view);
    }
    void update(const PlayerSource &source) override
    {
        asked << QStringLiteral("update %1 %2").arg(source.id).arg(source.growsTo);
        shown.source = source;
        emit viewChanged(shown);
    }
    void close() override
    {
        asked << QStringLiteral("close");
        show({});
    }
    void play() override
    {
        asked << QStringLiteral("play");
        setState(PlayerView::State::Playing);
    }
    void pause() override
    {
        asked << QStringLiteral("pause");
        setState(PlayerView::State::Paused);
    }
    void seek(milliseconds position) override { asked << QStringLiteral("seek %1").arg(position.count()); }
    void skip(milliseconds by) override { asked << QStringLiteral("skip %1").arg(by.count()); }
    void nextChapter() override { asked << QStringLiteral("next chapter"); }
    void previousChapter() override { asked << QStringLiteral("previous chapter"); }
    void setSpeed(double speed) override
    {
        asked << QStringLiteral("speed %1").arg(speed);
        shown.speed = speed;
        emit viewChanged(shown);
    }
    void setSkipsSilence(bool skips) override
    {
        asked << QStringLiteral("skips silence %1").arg(int(skips));
        shown.skipsSilence = skips;
        emit viewChanged(shown);
    }
    void setLevels(bool levels) override
    {
        asked << QStringLiteral("levels %1").arg(int(levels));
        shown.levels = levels;
        emit viewChanged(shown);
    }
    void setSleepTimer(std::optional<seconds> after) override
    {
        asked << QStringLiteral("timer %1").arg(after ? after->count() : -1);
        shown.sleepIn = after;
        shown.sleepsAtChapterEnd = false;
        emit viewChanged(shown);
    }
    void sleepAtChapterEnd() override
    {
        asked << QStringLiteral("timer at chapter");
        shown.sleepIn.reset();
        shown.sleepsAtChapterEnd = true;
        emit viewChanged(shown);
    }

    void show(const PlayerView &view)
    {
        shown = view;
        emit viewChanged(shown);
    }

private:
    void setState(PlayerView::State state)
    {
        shown.state = state;
        emit viewChanged(shown);
    }
};

} // namespace earshot::test
