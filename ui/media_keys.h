#pragma once

#include <QObject>

class QWidget;

namespace earshot {

class Player;

/// Pauses what plays, or is about to; else it plays.
void togglePlay(Player &player);

/// The keyboard's play, pause, stop, next and previous keys, while one of Earshot's windows has the keyboard and a
/// recording is open. Elsewhere the desktop brings them, where it knows MPRIS. Lives as long as the window.
class MediaKeys : public QObject
{
    Q_OBJECT
public:
    MediaKeys(Player &player, QWidget &window);
};

} // namespace earshot
