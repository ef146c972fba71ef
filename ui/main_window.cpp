#include "main_window.h"

#include "calendar_file.h"
#include "copy_words.h"
#include "details_dialog.h"
#include "event_words.h"
#include "events_page.h"
#include "host_page.h"
#include "host_words.h"
#include "now_playing_page.h"
#include "picture_drop.h"
#include "player_strip.h"
#include "playing_words.h"
#include "recording_requests.h"
#include "recordings_page.h"
#include "seat_dialogs.h"
#include "stage_bar.h"
#include "status_banner.h"
#include "talk_key.h"
#include "theme.h"
#include "words.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace earshot {

constexpr double kVolumeStep = 0.05;
/// What "turn the volume up" sets.
constexpr double kComfortableVolume = 0.7;

MainWindow::MainWindow(Clock &clock, LinkCheck checkLink, const WindowMemory &memory, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_checkLink(std::move(checkLink))
    , m_settings(memory.settings)
    , m_recordings(memory.recordings)
    , m_requests(new RecordingRequests(this))
    , m_talkKey(new TalkKey(*this))
    , m_seat(new SeatDialogs(*this))
    , m_page(memory.page)
    , m_second(clock.makeTimer())
{
    m_announcer = std::make_unique<Announcer>(clock, *this);
    m_view.volume = memory.volume;
    m_view.fallingBehind = memory.fallingBehind;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    connect(m_talkKey, &TalkKey::pressed, this, [this] {
        if (m_talking)
            m_talking->press(TalkSource::Key);
    });
    connect(m_talkKey, &TalkKey::released, this, [this] {
        if (m_talking)
            m_talking->release(TalkSource::Key);
    });
    connect(m_talkKey, &TalkKey::focusLost, this, [this] {
        if (m_hostPage)
            m_hostPage->letGo();
        if (m_nowPlayingPage)
            m_nowPlayingPage->stageBar()->letGo();
        if (m_talking)
            m_talking->focusLost();
    });
    makeSeat();
    new PictureDrop(*this, [this](const QMimeData &picture) {
        openPasteDialog();
        m_pasteDialog->readPicture(picture);
    });
    connectRecordings();
    build();
    addShortcuts();
    setAcceptDrops(true);
    const QSize design(scaled(1160), scaled(740));
    const QSize frame(
        16, 48); // what desktops put around a window, roughly: it is not known before it is shown
    resize(design.boundedTo(screen()->availableSize() - frame));
    if (!memory.geometry.isEmpty())
        restoreGeometry(memory.geometry);
    tick();
}

/// Everything in the window, showing what it last was handed.
void MainWindow::build()
{
    m_whole = new QWidget(this);
    m_sidebar = new Sidebar(m_whole);
    m_noticeArea = new QWidget(m_whole);
    m_notice = new StatusBanner(StatusBanner::Corners::Round, m_noticeArea);
    m_stack = new QStackedWidget(m_whole);
    m_eventsPage = nullptr;
    m_nowPlayingPage = nullptr;
    m_hostPage = nullptr;
    m_recordingsPage = nullptr;
    m_strip = new PlayerStrip(m_whole);
    m_strip->hide();
    auto *main = new QVBoxLayout;
    main->setSpacing(0);
    auto *notice = new QVBoxLayout(m_noticeArea);
    notice->setContentsMargins(gap(28), gap(14), gap(28), 0);
    notice->addWidget(m_notice);
    main->addWidget(m_noticeArea);
    main->addWidget(m_stack, 1);
    main->addWidget(m_strip);
    auto *layout = new QHBoxLayout(m_whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sidebar);
    layout->addLayout(main, 1);
    this->layout()->addWidget(m_whole);
    m_noticeArea->hide();
    connect(m_notice, &StatusBanner::acted, m_noticeArea, &QWidget::hide);
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::choosePage);
    connect(m_sidebar, &Sidebar::settingsRequested, this, &MainWindow::openSettings);
    showLiveCount();
    connect(m_strip, &PlayerStrip::playToggled, m_requests, &RecordingRequests::togglePlay);
    connect(m_strip, &PlayerStrip::closeRequested, m_requests, &RecordingRequests::closePlayer);
    connect(m_strip, &PlayerStrip::pageRequested, this, [this] { choosePage(Page::Recordings); });
    m_sidebar->setRecordingCount(RecordingWords::count(m_requests->library()));
    m_sidebar->setHostNote(HostWords::sidebarNote(m_host));
    showTitle();
    showOutput();
    choosePage(m_page);
}

/// In another language: all texts anew, at the place where the person is.
void MainWindow::rebuild()
{
    const auto scrollBar = [this] {
        const auto *scroller = m_stack->currentWidget()->findChild<QScrollArea *>();
        return scroller ? scroller->verticalScrollBar() : nullptr;
    };
    const int scrolled = scrollBar() ? scrollBar()->value() : 0;
    const bool isNoticed = m_noticeArea->isVisible();
    delete m_whole;
    build();
    if (isNoticed)
        showNotice();
    m_whole->show();
    layout()->activate();
    if (scrollBar())
        scrollBar()->setValue(scrolled);
}

MainWindow::~MainWindow() = default;

void MainWindow::addShortcuts()
{
    const auto on = [this](const QKeySequence &keys, auto then) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, then);
    };
    on(Qt::Key_M, [this] { emit muteRequested(!m_view.muted); });
    on(Qt::Key_Up, [this] { stepVolume(kVolumeStep); });
    on(Qt::Key_Down, [this] { stepVolume(-kVolumeStep); });
    on(Qt::CTRL | Qt::Key_L, [this] { openPasteDialog(); });
    on(Qt::Key_Escape, [this] { goBack(); });
    on(Qt::CTRL | Qt::Key_1, [this] { goTo(Page::Events); });
    on(Qt::CTRL | Qt::Key_2, [this] { goTo(Page::NowPlaying); });
    on(Qt::CTRL | Qt::Key_3, [this] { goTo(Page::Recordings); });
    on(Qt::CTRL | Qt::Key_4, [this] { goTo(Page::Host); });
    on(Qt::CTRL | Qt::Key_Comma, [this] { openSettings(); });
    on(QKeySequence::Find, [this] {
        if (m_page == Page::Events)
            eventsPage().beginSearch();
        else if (m_page == Page::Recordings)
            recordingsPage().beginSearch();
    });
    on(Qt::Key_F5, [this] { emit refreshRequested(); });
    on(Qt::CTRL | Qt::Key_Q, [this] { quit(); });
}

EventsPage &MainWindow::eventsPage()
{
    if (!m_eventsPage) {
        m_eventsPage = new EventsPage(m_signs, m_stack);
        m_stack->addWidget(m_eventsPage);
        connect(m_eventsPage, &EventsPage::joinRequested, this,
            [this](const QString &server, const EventId &event) {
                emit joinRequested(server, event);
                choosePage(Page::NowPlaying);
            });
        connect(m_eventsPage, &EventsPage::waitRequested, this, &MainWindow::waitRequested);
        connect(m_eventsPage, &EventsPage::calendarRequested, this, &MainWindow::calendarRequested);
        connect(m_eventsPage, &EventsPage::reminderRequested, this, &MainWindow::reminderRequested);
        connect(m_eventsPage, &EventsPage::recordingRequested, this, &MainWindow::recordingRequested);
        connect(m_eventsPage, &EventsPage::pageRequested, this, &MainWindow::pageRequested);
        connect(m_eventsPage, &EventsPage::linkEntered, this, &MainWindow::linkEntered);
        connect(m_eventsPage, &EventsPage::pasteRequested, this, &MainWindow::openPasteDialog);
        connect(m_eventsPage, &EventsPage::hostRequested, this, &MainWindow::openHostSetup);
        connect(m_eventsPage, &EventsPage::refreshRequested, this, &MainWindow::refreshRequested);
        connect(m_eventsPage, &EventsPage::removeServerRequested, this, &MainWindow::removeServerRequested);
        m_eventsPage->showReminders(m_reminders);
        m_eventsPage->showLibrary(m_requests->library());
    }
    return *m_eventsPage;
}

NowPlayingPage &MainWindow::nowPlayingPage()
{
    if (!m_nowPlayingPage) {
        m_nowPlayingPage = new NowPlayingPage(m_stack);
        m_stack->addWidget(m_nowPlayingPage);
        connect(m_nowPlayingPage, &NowPlayingPage::acted, this, &MainWindow::act);
        connect(m_nowPlayingPage, &NowPlayingPage::detailsRequested, this, &MainWindow::openDetails);
        connect(m_nowPlayingPage, &NowPlayingPage::muteRequested, this, &MainWindow::muteRequested);
        connect(m_nowPlayingPage, &NowPlayingPage::volumeRequested, this, [this](double volume) {
            m_view.volume = volume;
            emit volumeRequested(volume);
        });
        connect(m_nowPlayingPage, &NowPlayingPage::seekRequested, this, &MainWindow::seekRequested);
        connect(
            m_nowPlayingPage, &NowPlayingPage::fallingBehindChosen, this, &MainWindow::chooseFallingBehind);
        connect(m_nowPlayingPage, &NowPlayingPage::copyRequested, this, &MainWindow::copyRequested);
        connect(m_nowPlayingPage, &NowPlayingPage::leaveRequested, this, &MainWindow::leaveRequested);
        connect(
            m_nowPlayingPage, &NowPlayingPage::eventsRequested, this, [this] { choosePage(Page::Events); });
        connect(m_nowPlayingPage, &NowPlayingPage::pasteRequested, this, &MainWindow::openPasteDialog);
        connect(m_nowPlayingPage, &NowPlayingPage::raiseHandRequested, m_seat, &SeatDialogs::openRaiseHand);
        connect(m_nowPlayingPage, &NowPlayingPage::answerRequested, m_seat, &SeatDialogs::openBringUp);
        const auto tell = [this](auto then) {
            return [this, then] {
                if (m_talking)
                    then(*m_talking);
            };
        };
        connect(m_nowPlayingPage, &NowPlayingPage::lowerHandRequested, this,
            tell([](Talking &t) { t.lowerHand(); }));
        const StageBar *bar = m_nowPlayingPage->stageBar();
        connect(bar, &StageBar::held, this, tell([](Talking &t) { t.press(TalkSource::Button); }));
        connect(bar, &StageBar::released, this, tell([](Talking &t) { t.release(TalkSource::Button); }));
        connect(bar, &StageBar::undoRequested, this, tell([](Talking &t) { t.undoGuard(); }));
        connect(bar, &StageBar::stepDownRequested, this, tell([](Talking &t) { t.stepDown(); }));
        connect(bar, &StageBar::soundcheckRequested, m_seat, &SeatDialogs::openSoundcheck);
        m_nowPlayingPage->showTalk(m_talk);
    }
    return *m_nowPlayingPage;
}

void MainWindow::change(const Settings &settings)
{
    m_settings = settings;
    showGlobalKey();
    emit settingsChanged(settings);
    emit memoryChanged();
}

void MainWindow::choosePage(Page page)
{
    const bool changed = page != m_page;
    m_page = page;
    m_sidebar->setPage(page);
    if (page == Page::Events) {
        eventsPage().show(m_events, m_clock.wall());
        m_stack->setCurrentWidget(m_eventsPage);
    } else if (page == Page::NowPlaying) {
        nowPlayingPage().show(m_view, m_clock.wall());
        m_stack->setCurrentWidget(m_nowPlayingPage);
    } else if (page == Page::Recordings) {
        m_stack->setCurrentWidget(&recordingsPage());
    } else {
        showHostPage();
        m_stack->setCurrentWidget(m_hostPage);
    }
    showStrip();
    if (changed)
        emit memoryChanged();
}

/// By the keyboard, which goes on in the page.
void MainWindow::goTo(Page page)
{
    const QWidget *before = focusWidget(); // a page that goes hands it to any other
    choosePage(page);
    QWidget *shown = m_stack->currentWidget();
    if (!shown->isAncestorOf(before))
        shown->setFocus(Qt::ShortcutFocusReason);
}

/// Whether the status says something else than before, not only another number.
bool MainWindow::isNews(const NowPlayingView &view) const
{
    const Verdict &now = view.verdict;
    const Verdict &before = m_view.verdict;
    const bool newStart = now.id == QLatin1String("event.postponed") && now.at != before.at;
    return now.id != before.id || now.who != before.who || now.where != before.where || newStart;
}

void MainWindow::showNowPlaying(const NowPlayingView &view)
{
    const bool volumeChanged = view.volume != m_view.volume;
    const bool eventChanged = view.open != m_view.open || view.title != m_view.title;
    const bool verdictChanged = isNews(view);
    const QString copyNews = CopyWords::news(m_view, view);
    m_view = view;
    showOutput();
    showStrip();
    if (eventChanged)
        showTitle();
    if (m_page == Page::NowPlaying)
        nowPlayingPage().show(view, m_clock.wall());
    else if (m_page == Page::Host)
        showHostPage();
    if (m_details && m_details->isVisible())
        m_details->show(view);
    if (!copyNews.isEmpty())
        m_announcer->announce(copyNews);
    if (verdictChanged && !view.verdict.id.isEmpty())
        m_announcer->announce(sentence(view.verdict).headline);
    if (volumeChanged)
        emit memoryChanged();
}

void MainWindow::showLevels(const LevelsView &levels)
{
    if (m_nowPlayingPage && m_page == Page::NowPlaying && isVisible() && !isMinimized())
        m_nowPlayingPage->showLevels(levels);
}

void MainWindow::showEvents(const EventsView &view)
{
    m_events = view;
    m_signs.note(view, m_clock.wall());
    showLiveCount();
    if (m_page == Page::Events)
        eventsPage().show(view, m_clock.wall());
}

void MainWindow::showSound(const SoundView &view)
{
    if (m_settingsDialog)
        m_settingsDialog->show(view);
}

void MainWindow::keepInCalendar(const EventId &event, const QByteArray &calendar)
{
    if (calendar.isEmpty()) {
        showReminder(
            tr("The event is not on the schedule any more."), tr("Nothing was put into the calendar."));
        return;
    }
    const Outcome kept = openCalendar(event.text(), calendar);
    if (kept)
        return;
    if (kept.failure().cause == Cause::ProgramMissing)
        showReminder(tr("No calendar program took the event."),
            tr("Its calendar file is %1.").arg(QDir::toNativeSeparators(kept.failure().detail)));
    else
        showReminder(
            tr("The calendar file could not be written."), QDir::toNativeSeparators(kept.failure().detail));
}

void MainWindow::callAttention()
{
    QApplication::alert(this);
}

void MainWindow::setReminders(const std::vector<Reminder> &reminders)
{
    m_reminders = reminders;
    if (m_eventsPage)
        m_eventsPage->showReminders(reminders);
}

void MainWindow::letGo()
{
    m_isLetGo = true;
}

void MainWindow::quit()
{
    letGo();
    if (isVisible())
        close();
    else
        emit closed();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_isLetGo || !m_settings.reminders.keepsRunning) {
        event->accept();
        emit closed();
        return;
    }
    event->ignore();
    if (m_place.hasTray)
        hide();
    else
        showMinimized();
}

void MainWindow::showTitle()
{
    setWindowTitle(
        m_view.open ? tr("%1 – Earshot").arg(PlayingWords::title(m_view)) : QStringLiteral("Earshot"));
}

void MainWindow::showLiveCount()
{
    m_sidebar->setLiveCount(EventWords::liveCount(m_events, m_signs, m_clock.wall()));
}

void MainWindow::showOutput()
{
    const OutputStats &output = m_view.evidence.output;
    m_sidebar->setOutput(output.nullDevice && !output.suspended ? tr("No sound device")
            : output.deviceName.isEmpty()                       ? tr("Volume")
                                                                : output.deviceName,
        m_view.muted ? tr("muted") : UiWords::percent(m_view.volume));
}

void MainWindow::act(Action action)
{
    switch (action) {
    case Action::PasteLink:
        return openPasteDialog();
    case Action::TryNow:
        emit tryNowRequested();
        return;
    case Action::Unmute:
        emit muteRequested(false);
        return;
    case Action::RaiseVolume:
        emit volumeRequested(std::max(m_view.volume, kComfortableVolume));
        return;
    case Action::OpenSoundSettings:
        return openSettings();
    case Action::OpenSchedule:
        return choosePage(Page::Events);
    case Action::Leave:
        emit leaveRequested();
        return;
    case Action::FollowMove:
        emit followMoveRequested();
        return;
    case Action::OpenRecording:
        return openJoinedRecording();
    case Action::OpenFallback:
    case Action::OpenLoginPage:
        return openLinkOf(action);
    case Action::BackToLive:
    case Action::SkipToLive:
        emit seekRequested(milliseconds{0});
        return;
    case Action::UndoGuard:
        emit undoGuardRequested();
        return;
    case Action::OpenMicrophoneSettings:
        return openMicrophoneSettings();
    case Action::None:
        return;
    }
}

void MainWindow::openLinkOf(Action action)
{
    const QUrl link(linkOfAction(m_view.evidence, action));
    if (link.scheme() == QLatin1String("earshot"))
        emit linkEntered(link.toString());
    else if (link.isValid() && !link.isEmpty())
        emit pageRequested(link);
}

void MainWindow::chooseFallingBehind(FallingBehind choice)
{
    m_view.fallingBehind = choice;
    if (m_nowPlayingPage)
        m_nowPlayingPage->show(m_view, m_clock.wall());
    emit fallingBehindRequested(choice);
    emit memoryChanged();
}

void MainWindow::stepVolume(double by)
{
    const double volume = std::clamp(qRound((m_view.volume + by) * 100) / 100.0, 0.0, 1.0);
    if (volume == m_view.volume)
        return;
    m_view.volume = volume;
    showOutput();
    emit volumeRequested(volume);
    emit memoryChanged();
}

void MainWindow::goBack()
{
    if (m_details && m_details->isVisible())
        m_details->close();
    else if (m_settingsDialog && m_settingsDialog->isVisible())
        m_settingsDialog->close();
    else if (m_noticeArea->isVisible())
        m_noticeArea->hide();
    else if (m_page != Page::Recordings || !recordingsPage().leave())
        goTo(Page::Events);
}

void MainWindow::bringForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    QWidget::show();
    raise();
    activateWindow();
}

void MainWindow::tick()
{
    const WallTime now = m_clock.wall();
    if (isVisible() && !isMinimized()) {
        showLiveCount();
        if (m_page == Page::Events && m_eventsPage)
            m_eventsPage->tick(now);
        else if (m_page == Page::Host && m_hostPage)
            m_hostPage->tick(now);
        else if (m_page == Page::NowPlaying && m_nowPlayingPage)
            m_nowPlayingPage->tick(now);
    }
    // At the turn of each second, so that running times move evenly.
    const milliseconds intoSecond{toUnixMs(now) % 1000};
    m_second->start(seconds{1} - intoSecond + milliseconds{5}, [this] { tick(); });
}

WindowMemory MainWindow::memory() const
{
    WindowMemory memory;
    memory.geometry = saveGeometry();
    memory.page = m_page;
    memory.volume = m_view.volume;
    memory.fallingBehind = m_view.fallingBehind;
    memory.recordings = m_recordings;
    memory.settings = m_settings;
    return memory;
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    emit memoryChanged();
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    emit memoryChanged();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tick();
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        tick();
    else if (event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace earshot
