#pragma once

#include "autostart.h"
#include "client/reminders.h"
#include "main_window.h"
#include "notifier.h"
#include "tray.h"

#include <functional>

namespace earshot {

class KeepRunningDialog;

/// Joins the reminders with what shows them: notifications, the tray, the window; and takes the answers back. What the
/// person has before their eyes is not told once more.
class ReminderCenter : public QObject
{
    Q_OBJECT
public:
    struct World {
        Clock &clock;
        MainWindow &window;
        Notifier &notifier;
        Tray &tray;
        Autostart autostart;
        std::function<bool()> isTrayThere = &Tray::isThere;
    };

    ReminderCenter(World world, const WindowMemory &memory);

    /// In place of showing the window; where no tray appears within some seconds, minimised.
    void startInTray();
    const std::vector<Reminder> &list() const { return m_reminders.list(); }
    bool wasOffered() const { return m_wasOffered; }
    KeepRunningDialog *offer() const; ///< null while it is not open

public slots:
    void showEvents(const earshot::EventsView &view);
    void showNowPlaying(const earshot::NowPlayingView &view);

signals:
    void joinRequested(const QString &serverId, const earshot::EventId &event);
    void muteRequested(bool muted);
    /// What `list` and `wasOffered` say; to be kept at once, so that nothing is told twice.
    void changed();

protected:
    bool eventFilter(QObject *window, QEvent *event) override;

private:
    void connectWindow();
    void connectTray();
    void say(const ReminderNews &news);
    void answer(const NoticeSubject &about, Notifier::Answer answer, const QString &activation);
    void sayOtherwise(const NoticeSubject &about, const NoticeWords &words);
    bool isJoined(const QString &serverId, const QString &event) const;
    void join(const QString &serverId, const EventId &event);
    void joinAtStart(const QString &serverId, const EventId &event);
    void leftRoom();
    void offerToKeepRunning();
    void takeSettings(const Settings &settings);
    void takeAutostart(bool on);
    void placeTray();
    void showTray();

    World m_world;
    Reminders m_reminders;
    ReminderChoice m_choice;
    NowPlayingView m_playing;
    EventsView m_events;
    QPointer<KeepRunningDialog> m_offer;
    WaitingPlace m_place;
    bool m_wasOffered;
    bool m_isInTray = false; ///< the window was not shown yet
    int m_looksForTray = 0;
    std::unique_ptr<Timer> m_trayTimer;
};

} // namespace earshot
