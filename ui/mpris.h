#pragma once

#include "client/player.h"

#include <QDBusConnection>
#include <QVariantMap>

#include <memory>

namespace earshot {

/// The desktop's media keys, sound menu and headset buttons, for the recording that is open: MPRIS 2.2
/// (https://specifications.freedesktop.org/mpris-spec) as `org.mpris.MediaPlayer2.earshot`. It is on the bus only as long
/// as a recording is open, so that an Earshot in which an event is heard takes no key from another player. The next and
/// previous track are chapters.
class Mpris : public QObject
{
    Q_OBJECT
public:
    Mpris(Player &player, QDBusConnection bus, QObject *parent = nullptr);
    ~Mpris() override;

    Player &player() { return m_player; }
    const PlayerView &view() const { return m_view; }
    QVariantMap metadata() const;
    /// As the interface `org.mpris.MediaPlayer2.Player` has them, but for the position.
    QVariantMap properties() const;
    QString track() const; ///< an object path

signals:
    void raiseRequested();
    void quitRequested();
    void seeked(qint64 position); ///< to be told on the bus; microseconds

private:
    void show(const PlayerView &view);
    void appear();
    void disappear();
    void tellChanges();

    Player &m_player;
    QDBusConnection m_bus;
    PlayerView m_view;
    QVariantMap m_told;
    QString m_name; ///< on the bus, empty = not there
};

} // namespace earshot
