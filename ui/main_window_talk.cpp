// What of the window is about hosting and the own microphone.

#include "host_page.h"
#include "host_words.h"
#include "main_window.h"
#include "now_playing_page.h"
#include "push_to_talk_words.h"
#include "seat_dialogs.h"
#include "seat_words.h"
#include "stage_bar.h"
#include "talk_key.h"

#include <QStackedWidget>

namespace earshot {

HostPage &MainWindow::hostPage()
{
    if (!m_hostPage) {
        m_hostPage = new HostPage(m_checkLink, m_stack);
        m_stack->addWidget(m_hostPage);
        m_hostPage->use(m_hosting, m_talking);
        m_hostPage->setBitrate(m_settings.microphone.capture.bitrate);
        m_hostPage->setOwnName(m_settings.ownName);
        connect(m_hostPage, &HostPage::ownNameChosen, this, &MainWindow::chooseOwnName);
        connect(m_hostPage, &HostPage::detailsRequested, this, &MainWindow::openDetails);
        connect(m_hostPage, &HostPage::acted, this, &MainWindow::act);
        connect(m_hostPage, &HostPage::modeChosen, this, [this](TalkMode mode) {
            Settings settings = m_settings;
            settings.microphone.mode = mode;
            change(settings);
        });
        connect(m_hostPage, &HostPage::bitrateChosen, this, [this](int bitrate) {
            Settings settings = m_settings;
            settings.microphone.capture.bitrate = bitrate;
            change(settings);
        });
    }
    return *m_hostPage;
}

void MainWindow::showHostPage()
{
    hostPage().show(m_host, m_talk, m_view, m_clock.wall());
}

void MainWindow::makeSeat()
{
    m_seat->setOwnName(m_settings.ownName);
    connect(m_seat, &SeatDialogs::ownNameChosen, this, &MainWindow::chooseOwnName);
    connect(m_seat, &SeatDialogs::watchChanged, this, &MainWindow::watchMicrophone);
    connect(m_seat, &SeatDialogs::settingsRequested, this, &MainWindow::openMicrophoneSettings);
}

void MainWindow::chooseOwnName(const QString &name)
{
    Settings settings = m_settings;
    settings.ownName = name;
    m_seat->setOwnName(name);
    if (m_hostPage)
        m_hostPage->setOwnName(name);
    if (settings != m_settings)
        change(settings);
}

void MainWindow::watchMicrophone()
{
    if (m_talking) {
        m_talking->list(m_isInSettings || m_seat->isWatching());
        m_talking->watch(m_isCheckingMicrophone || m_seat->isWatching());
    }
    showGlobalKey();
}

void MainWindow::use(GlobalKey &key)
{
    m_globalKey = &key;
    connect(&key, &GlobalKey::pressed, this, [this] {
        if (m_talking)
            m_talking->press(TalkSource::GlobalKey);
        showGlobalKey();
    });
    connect(&key, &GlobalKey::released, this, [this] {
        if (m_talking)
            m_talking->release(TalkSource::GlobalKey);
        showGlobalKey();
    });
    connect(&key, &GlobalKey::lost, this, [this] {
        if (m_talking)
            m_talking->keyLost();
        showGlobalKey();
    });
    connect(&key, &GlobalKey::stateChanged, this, &MainWindow::showGlobalKey);
    showGlobalKey();
}

void MainWindow::showGlobalKey()
{
    if (!m_globalKey)
        return;
    m_globalKey->setKey(QKeySequence(m_settings.talkKey, QKeySequence::PortableText));
    m_globalKey->setWanted(m_isInSettings || m_talk.seat.phase == SeatPhase::OnStage);
    if (m_settingsDialog)
        m_settingsDialog->showTalkKey(m_globalKey->state(), m_globalKey->isDown());
}

void MainWindow::openMicrophoneSettings()
{
    openSettings();
    m_settingsDialog->goToMicrophone();
}

void MainWindow::use(Hosting &hosting, Talking &talking)
{
    m_hosting = &hosting;
    m_talking = &talking;
    m_seat->use(&talking);
    if (m_hostPage)
        m_hostPage->use(m_hosting, m_talking);
    connect(&hosting, &Hosting::viewChanged, this, &MainWindow::showHost);
    connect(&hosting, &Hosting::refused, this, [this](const Failure &failure) {
        choosePage(Page::Host);
        m_hostPage->showRefusal(failure);
        m_announcer->announce(HostWords::failure(failure).headline);
    });
    connect(&talking, &Talking::viewChanged, this, &MainWindow::showTalk);
    showHost(hosting.view());
    showTalk(talking.view());
}

void MainWindow::showHost(const HostView &view)
{
    const bool stateChanged = view.state != m_host.state;
    m_host = view;
    m_sidebar->setHostNote(HostWords::sidebarNote(view));
    if (m_page == Page::Host)
        showHostPage();
    const HostScene scene = hostScene(m_host, m_talk, m_view);
    const std::optional<HostWords::State> state = HostWords::state(m_host, scene, m_clock.wall());
    if (stateChanged && state)
        m_announcer->announce(state->words.headline);
}

void MainWindow::showTalk(const TalkView &view)
{
    const TalkView before = std::exchange(m_talk, view);
    m_talkKey->setArmed(view.seat.phase == SeatPhase::OnStage);
    if (m_page == Page::Host)
        showHostPage();
    if (m_nowPlayingPage)
        m_nowPlayingPage->showTalk(view);
    if (m_settingsDialog)
        m_settingsDialog->showTalk(view);
    m_seat->show(view);
    if (view.seat.phase != before.seat.phase)
        showGlobalKey();
    announceTalk(before);
}

/// What a person who does not see the button has to know of the microphone.
void MainWindow::announceTalk(const TalkView &before)
{
    if (const QString news = SeatWords::news(before.seat, m_talk.seat); !news.isEmpty())
        m_announcer->announce(news);
    const TalkStats &talk = m_talk.talk;
    if (talk.open == before.talk.open)
        return;
    const QString reason = PushToTalkWords::endReason(talk.end);
    if (talk.open)
        m_announcer->announce(tr("Your microphone is open."));
    else if (reason.isEmpty())
        m_announcer->announce(tr("Your microphone is closed."));
    else
        m_announcer->announce(tr("Your microphone was closed: %1.").arg(reason));
}

void MainWindow::openHostSetup()
{
    choosePage(Page::Host);
    m_hostPage->openSetup();
}

} // namespace earshot
