#pragma once

#include "client/talking.h"

#include <QObject>
#include <QPointer>

namespace earshot {

class BringUpDialog;
class RaiseHandDialog;
class SoundcheckDialog;

/// The questions on a listener's way to the stage, in dialogs of one window: by which name, whether to come up, and the
/// soundcheck.
class SeatDialogs : public QObject
{
    Q_OBJECT
public:
    explicit SeatDialogs(QWidget &window);

    void use(Talking *talking) { m_talking = talking; }
    void show(const TalkView &view);
    void setOwnName(const QString &name) { m_name = name; }
    bool isWatching() const { return m_isWatching; }

    void openRaiseHand();
    void openBringUp();
    void openSoundcheck();
    BringUpDialog *bringUp() const; ///< null while it is not open
    RaiseHandDialog *raiseHand() const; ///< null while it is not open

signals:
    void ownNameChosen(const QString &name);
    void watchChanged(); ///< `isWatching`: the microphone is looked at
    void settingsRequested(); ///< of the microphone

private:
    void chooseName(const QString &name);

    QWidget &m_window;
    QPointer<Talking> m_talking;
    TalkView m_view;
    QString m_name;
    bool m_isWatching = false;
    QPointer<RaiseHandDialog> m_raiseHand;
    QPointer<BringUpDialog> m_bringUp;
    QPointer<SoundcheckDialog> m_soundcheck;
};

} // namespace earshot
