#include "media_keys.h"

#include "client/player.h"

#include <QShortcut>
#include <QWidget>

namespace earshot {

void togglePlay(Player &player)
{
    if (player.view().isGoing())
        player.pause();
    else
        player.play();
}

MediaKeys::MediaKeys(Player &player, QWidget &window)
    : QObject(&window)
{
    const auto on = [&](Qt::Key key, auto act) {
        auto *shortcut = new QShortcut(QKeySequence(key), &window, nullptr, nullptr, Qt::ApplicationShortcut);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, &player, [&player, act] {
            if (player.view().isOpen())
                act(player);
        });
    };
    on(Qt::Key_MediaTogglePlayPause, togglePlay);
    on(Qt::Key_MediaPlay, togglePlay); // the one key of most keyboards
    on(Qt::Key_MediaPause, [](Player &p) { p.pause(); });
    on(Qt::Key_MediaStop, [](Player &p) { p.pause(); });
    on(Qt::Key_MediaNext, [](Player &p) { p.nextChapter(); });
    on(Qt::Key_MediaPrevious, [](Player &p) { p.previousChapter(); });
}

} // namespace earshot
