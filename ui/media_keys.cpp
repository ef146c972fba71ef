#include "media_keys.h"

#include "client/player.h"

#include <QShortcut>
#include <QWidget>

namespace earshot {

MediaKeys::MediaKeys(Player &player, QWidget &window)
    : QObject(&window)
{
    const auto on = [&](Qt::Key key, auto act) {
        auto *shortcut = new QShortcut(QKeySequence(key), &window, nullptr, nullptr, Qt::ApplicationShortcut);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, &player, act);
    };
    const auto toggle = [&player] {
        if (player.view().state == PlayerView::State::Playing
            || player.view().state == PlayerView::State::Waiting)
            player.pause();
        else
            player.play();
    };
    on(Qt::Key_MediaTogglePlayPause, toggle);
    on(Qt::Key_MediaPlay, toggle); // the one key of most keyboards
    on(Qt::Key_MediaPause, [&player] { player.pause(); });
    on(Qt::Key_MediaStop, [&player] { player.pause(); });
    on(Qt::Key_MediaNext, [&player] { player.nextChapter(); });
    on(Qt::Key_MediaPrevious, [&player] { player.previousChapter(); });
}

} // namespace earshot
