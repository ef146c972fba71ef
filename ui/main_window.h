#pragma once

#include "announcer.h"
#include "base/clock.h"
#include "client/hosting.h"
#include "client/library.h"
#include "client/player.h"
#include "client/reminder.h"
#include "client/talking.h"
#include "client/view.h"
#include "client/withdrawal.h"
#include "details_dialog.h"
#include "diagnosis/sentence.h"
#include "global_key.h"
#include "host_signs.h"
#include "paste_link_dialog.h"
#include "settings_dialog.h"
#include "settings_store.h"
#include "sidebar.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class QStackedWidget;

namespace earshot {

class EventsPage;
class HostPage;
class NowPlayingPage;
class PlayerStrip;
class RecordingRequests;
class RecordingsPage;
class SeatDialogs;
class StatusBanner;
class TalkKey;

/// The window: shows the values it is handed, and says what the person asks for. Knows no client, so tests
/// need none. Pages are made when they are first looked at.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    MainWindow(Clock &clock, LinkCheck checkLink, const WindowMemory &memory, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// What the pages ask of hosting and of the own microphone goes there.
    void use(Hosting &hosting, Talking &talking);
    /// The page Recordings shows these two; the player gets the speed and the rest that is remembered.
    void use(Library &library, Player &player);
    /// What a host may remove from a server is offered on the page Recordings.
    void use(Withdrawal &withdrawal);
    /// The talk key for all programs is the settings' one, while one is on stage or looks at the settings.
    void use(GlobalKey &key);

    /// Geometry, page, volume and settings as they are now; `serverLinks` is not the window's.
    WindowMemory memory() const;
    Page page() const { return m_page; }
    DetailsDialog *details() const; ///< null while it is not open
    PasteLinkDialog *pasteDialog() const; ///< null while it is not open
    SettingsDialog *settingsDialog() const; ///< null while it is not open
    SeatDialogs &seatDialogs() const { return *m_seat; }
    /// Of which events the person is reminded.
    void setReminders(const std::vector<Reminder> &reminders);
    /// Where it waits when it is closed and Earshot keeps running.
    void setWaitingPlace(const WaitingPlace &place);
    void chooseReminders(const ReminderChoice &choice);
    RecordingsPage *recordings() const { return m_recordingsPage; } ///< null until it is first looked at

public slots:
    void showNowPlaying(const earshot::NowPlayingView &view);
    void showLevels(const earshot::LevelsView &levels);
    void showEvents(const earshot::EventsView &view);
    void showSound(const earshot::SoundView &view);
    void showHost(const earshot::HostView &view);
    void showTalk(const earshot::TalkView &view);
    /// A link from outside could not be read: says so above the page, without leaving what plays.
    void showRefusedLink(const earshot::Failure &failure);
    void choosePage(earshot::Page page);
    void openPasteDialog();
    void openDetails();
    void openSettings();
    void openMicrophoneSettings();
    /// The page Host, with the dialog that sets an event up.
    void openHostSetup();
    /// The page Recordings, where that event's recording plays or is fetched. An empty server is any.
    void openRecording(const QString &eventId, const QString &serverId);
    /// A recording from anywhere on this computer: listed, and played.
    void openFile(const QString &path);
    /// Hands an event to the system's calendar, or says where its file is.
    void keepInCalendar(const EventId &event, const QByteArray &calendar);
    /// To the front, by another start of the program.
    void bringForward();
    /// A reminder that nothing else on this desktop can show.
    void showReminder(const QString &headline, const QString &text);
    /// What was waited for begins.
    void callAttention();
    void letGo(); ///< the next close is meant, also where Earshot keeps running
    void quit();

signals:
    void joinRequested(const QString &serverId, const earshot::EventId &event);
    /// In the room of an event that has not started, until it begins.
    void waitRequested(const QString &serverId, const earshot::EventId &event);
    void calendarRequested(const QString &serverId, const earshot::EventId &event);
    void reminderRequested(const QString &serverId, const earshot::EventId &event, bool on);
    /// To be downloaded, or played where it is here.
    void recordingRequested(const QString &serverId, const earshot::EventId &event);
    void leaveRequested();
    void tryNowRequested();
    void volumeRequested(double volume); ///< 0…1
    void muteRequested(bool muted);
    void seekRequested(std::chrono::milliseconds behind); ///< 0 = live
    void fallingBehindRequested(earshot::FallingBehind choice);
    void copyRequested(bool keep); ///< of the joined event
    void linkEntered(const QString &link);
    void pageRequested(const QUrl &address); ///< to be shown by the system's browser
    void refreshRequested();
    void removeServerRequested(const QString &serverId);
    void followMoveRequested();
    void soundSettingsRequested(); ///< the system's own
    void settingsChanged(const earshot::Settings &settings);
    void soundWatchRequested(bool watch);
    void testSoundRequested();
    void undoGuardRequested(); ///< the feedback guard lets go
    void memoryChanged(); ///< something worth remembering changed
    void closed(); ///< and nothing is to go on

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void rebuild();
    void addShortcuts();
    EventsPage &eventsPage();
    NowPlayingPage &nowPlayingPage();
    HostPage &hostPage();
    RecordingsPage &recordingsPage();
    void connectRecordings();
    void showPlayer(const PlayerView &before);
    void showStrip();
    bool openRecordingOf(const QString &eventId, const QString &serverId);
    void openJoinedRecording();
    void showHostPage();
    void announceTalk(const TalkView &before);
    void change(const Settings &settings);
    void makeSeat();
    void chooseOwnName(const QString &name);
    void watchMicrophone();
    void showGlobalKey();
    void act(Action action);
    void openLinkOf(Action action);
    void chooseFallingBehind(FallingBehind choice);
    bool isNews(const NowPlayingView &view) const;
    void stepVolume(double by);
    void goBack();
    void goTo(Page page);
    void tick();
    void showOutput();
    void showLiveCount();
    void showTitle();
    QString showNotice();

    Clock &m_clock;
    LinkCheck m_checkLink;
    Settings m_settings;
    RecordingsMemory m_recordings;
    RecordingRequests *m_requests;
    NowPlayingView m_view;
    EventsView m_events;
    HostSigns m_signs;
    HostView m_host;
    TalkView m_talk;
    std::vector<Reminder> m_reminders;
    WaitingPlace m_place;
    bool m_isLetGo = false;
    QPointer<Hosting> m_hosting;
    QPointer<Talking> m_talking;
    TalkKey *m_talkKey;
    QPointer<GlobalKey> m_globalKey;
    SeatDialogs *m_seat;
    bool m_isInSettings = false;
    bool m_isCheckingMicrophone = false; ///< in the settings
    Page m_page;
    std::unique_ptr<Timer> m_second; ///< moves running times and countdowns on
    std::unique_ptr<Announcer> m_announcer;
    QWidget *m_whole = nullptr; ///< everything in the window; made anew in another language
    Sidebar *m_sidebar = nullptr;
    QWidget *m_noticeArea = nullptr;
    StatusBanner *m_notice = nullptr; ///< a link that could not be read, or a reminder
    Failure m_refused; ///< what `m_notice` says
    std::optional<Sentence> m_told; ///< or this, of a reminder
    QStackedWidget *m_stack = nullptr;
    PlayerStrip *m_strip = nullptr;
    EventsPage *m_eventsPage = nullptr;
    NowPlayingPage *m_nowPlayingPage = nullptr;
    HostPage *m_hostPage = nullptr;
    RecordingsPage *m_recordingsPage = nullptr;
    QPointer<DetailsDialog> m_details;
    QPointer<PasteLinkDialog> m_pasteDialog;
    QPointer<SettingsDialog> m_settingsDialog;
};

} // namespace earshot
