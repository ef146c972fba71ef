#pragma once

#include "notifier.h"

#include <QIcon>
#include <QSystemTrayIcon>

#include <memory>

class QAction;
class QMenu;

namespace earshot {

/// Earshot's place in the system's tray: a menu to come back by, and what is told where the desktop has no
/// notifications with buttons.
class Tray : public QObject
{
    Q_OBJECT
public:
    /// What the menu offers at this moment.
    struct Offer {
        QString next; ///< the next event in words; empty: none
        bool isMuted = false;
    };

    explicit Tray(const QIcon &icon);
    ~Tray() override;

    /// Desktops may start it after Earshot, and some have none.
    static bool isThere();

    void setKept(bool kept); ///< the icon stays, else it comes with a message and goes when that is taken
    bool isKept() const { return m_isKept; }
    void show(const Offer &offer);
    /// False where the system cannot.
    bool tell(const NoticeSubject &about, const NoticeWords &words);
    QMenu &menu() { return *m_menu; }

signals:
    void openRequested();
    void nextRequested();
    void muteRequested(bool muted);
    void quitRequested();
    void answered(const earshot::NoticeSubject &about, earshot::Notifier::Answer answer);

private:
    QSystemTrayIcon m_icon;
    std::unique_ptr<QMenu> m_menu;
    QAction *m_open;
    QAction *m_next;
    QAction *m_mute;
    QAction *m_quit;
    NoticeSubject m_told; ///< what the message is about that was shown last
    bool m_joins = false; ///< the same message
    bool m_isKept = false;
};

} // namespace earshot
