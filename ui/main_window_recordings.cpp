// What of the window is about recordings.

#include "events_page.h"
#include "main_window.h"
#include "media_keys.h"
#include "player_strip.h"
#include "player_words.h"
#include "recording_requests.h"
#include "recording_state.h"
#include "recordings_page.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QStackedWidget>

#include <algorithm>

namespace earshot {

void MainWindow::use(Library &library, Player &player)
{
    player.setSpeed(m_recordings.speed);
    player.setSkipsSilence(m_recordings.skipsSilence);
    player.setLevels(m_recordings.levels);
    m_requests->use(library, player);
    new MediaKeys(player, *this);
}

void MainWindow::use(Withdrawal &withdrawal)
{
    m_requests->use(withdrawal);
}

void MainWindow::connectRecordings()
{
    connect(m_requests, &RecordingRequests::libraryChanged, this, [this](const LibraryView &before) {
        const LibraryView &now = m_requests->library();
        m_sidebar->setRecordingCount(RecordingWords::count(now));
        if (m_eventsPage)
            m_eventsPage->showLibrary(now);
        if (now.removed.size() > before.removed.size())
            m_announcer->announce(RecordingWords::removed(now.removed));
        else if (const QString news = RecordingWords::news(before, now); !news.isEmpty())
            m_announcer->announce(news);
    });
    connect(m_requests, &RecordingRequests::playerChanged, this, &MainWindow::showPlayer);
    connect(m_requests, &RecordingRequests::refused, this, [this](const Failure &failure) {
        choosePage(Page::Recordings);
        m_recordingsPage->showRefusal(failure);
    });
    connect(m_requests, &RecordingRequests::withdrawn, this,
        [this](const QString &title, const Outcome &outcome) {
            if (!outcome)
                choosePage(Page::Recordings);
            recordingsPage().showWithdrawn(title, outcome);
        });
    connect(m_requests, &RecordingRequests::exported, this, [this](const QString &path) {
        if (m_recordingsPage)
            m_recordingsPage->showExported(path);
    });
}

RecordingsPage &MainWindow::recordingsPage()
{
    if (!m_recordingsPage) {
        m_recordingsPage = new RecordingsPage(m_clock, *m_requests, m_recordings.sort, m_stack);
        m_stack->addWidget(m_recordingsPage);
        connect(m_recordingsPage, &RecordingsPage::sortChosen, this, [this](RecordingsSort sort) {
            m_recordings.sort = sort;
            emit memoryChanged();
        });
        connect(m_recordingsPage, &RecordingsPage::folderRequested, this, &MainWindow::pageRequested);
        connect(m_recordingsPage, &RecordingsPage::announced, this,
            [this](const QString &words) { m_announcer->announce(words); });
    }
    return *m_recordingsPage;
}

void MainWindow::showPlayer(const PlayerView &before)
{
    const PlayerView &now = m_requests->player();
    showStrip();
    if (const QString news = PlayerWords::news(before, now); !news.isEmpty())
        m_announcer->announce(news);
    if (!now.isOpen())
        return;
    RecordingsMemory memory = m_recordings;
    memory.speed = now.speed;
    memory.skipsSilence = now.skipsSilence;
    memory.levels = now.levels;
    if (memory == m_recordings)
        return;
    m_recordings = memory;
    emit memoryChanged();
}

/// Below the pages that do not show the player themselves.
void MainWindow::showStrip()
{
    const PlayerView &playing = m_requests->player();
    m_strip->setVisible(playing.isOpen() && m_page != Page::Recordings);
    if (playing.isOpen())
        m_strip->show(playing, m_view.open);
}

/// False where the library has none of it.
bool MainWindow::openRecordingOf(const QString &eventId, const QString &serverId)
{
    const auto server = std::ranges::find(m_events.servers, serverId, &ServerView::id);
    if (server != m_events.servers.end()) {
        const auto card = std::ranges::find_if(
            server->schedule, [&](const ScheduleCard &c) { return c.id.text() == eventId; });
        if (card != server->schedule.end()) {
            const LibraryItem *item
                = RecordingState::itemOf(*card, serverId, m_events, m_requests->library());
            if (item)
                m_requests->openItem(QString(item->id));
            return item;
        }
    }
    return m_requests->openEvent(eventId, serverId);
}

void MainWindow::openRecording(const QString &eventId, const QString &serverId)
{
    choosePage(Page::Recordings);
    if (!openRecordingOf(eventId, serverId))
        m_recordingsPage->showMissing();
}

/// The recording of the event that was joined: the library's, of whichever server of the cluster, else what its link
/// leads to.
void MainWindow::openJoinedRecording()
{
    if (openRecordingOf(m_view.eventId, m_view.serverId))
        choosePage(Page::Recordings);
    else if (!linkOfAction(m_view.evidence, Action::OpenRecording).isEmpty())
        openLinkOf(Action::OpenRecording);
    else
        openRecording(m_view.eventId, m_view.serverId);
}

void MainWindow::openFile(const QString &path)
{
    choosePage(Page::Recordings);
    m_requests->openFile(path);
}

/// What no widget in the window took.
void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (m_page != Page::Recordings || !recordingsPage().pressKey(*event))
        QWidget::keyPressEvent(event);
}

static QString droppedFile(const QMimeData *data)
{
    QStringList words;
    for (const QUrl &url : data->urls())
        words << url.toString();
    return recordingFileIn(words);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_requests->door() && !droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString file = droppedFile(event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(file);
}

} // namespace earshot
