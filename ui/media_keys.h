#pragma once

#include <QObject>

class QWidget;

namespace earshot {

class Player;

/// A keyboard's media keys while one of Earshot's windows has the focus: for systems on which nothing hands them over from
/// elsewhere (see Mpris).
class MediaKeys : public QObject
{
    Q_OBJECT
public:
    MediaKeys(Player &player, QWidget &window);
};

} // namespace earshot
