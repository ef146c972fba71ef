#include "recording_requests.h"

#include "media_keys.h"

#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace earshot {

void RecordingRequests::use(Library &library, Player &player)
{
    m_library = &library;
    m_player = &player;
    connect(&library, &Library::viewChanged, this, &RecordingRequests::takeLibrary);
    connect(&library, &Library::refused, this, [this](const Failure &failure) {
        m_awaitsFile = false;
        emit refused(failure);
    });
    connect(&library, &Library::exported, this, &RecordingRequests::exported);
    connect(&library, &Library::added, this, [this](const QString &id) {
        if (std::exchange(m_awaitsFile, false))
            playWhenListed(id);
    });
    connect(&player, &Player::viewChanged, this, &RecordingRequests::takePlayer);
    connect(&player, &Player::listenedTo, &library, &Library::setListenedTo);
    takeLibrary();
    takePlayer();
}

void RecordingRequests::use(Withdrawal &withdrawal)
{
    m_withdrawal = &withdrawal;
    connect(&withdrawal, &Withdrawal::offeredChanged, this, &RecordingRequests::withdrawableChanged);
    connect(&withdrawal, &Withdrawal::withdrawn, this, &RecordingRequests::withdrawn);
    emit withdrawableChanged();
}

const LibraryView &RecordingRequests::library() const
{
    return m_libraryView;
}

const PlayerView &RecordingRequests::player() const
{
    return m_playerView;
}

PlayerSource RecordingRequests::sourceOf(const LibraryItem &item)
{
    return {.id = item.id,
        .path = item.path,
        .title = item.title,
        .hostName = item.hostName,
        .started = item.started,
        .growsTo = isHere(item) ? 0 : item.bytes,
        .listenedTo = item.listenedTo};
}

void RecordingRequests::takeLibrary()
{
    if (!m_library)
        return;
    const LibraryView before = std::exchange(m_libraryView, m_library->view());
    const LibraryItem *playing = isOpen() ? findItem(m_libraryView, m_playerView.source.id) : nullptr;
    if (playing && canPlay(*playing)) {
        const PlayerSource source = sourceOf(*playing);
        const PlayerSource &old = m_playerView.source;
        if (source.path != old.path || source.growsTo != old.growsTo)
            m_player->update(source);
    }
    emit libraryChanged(before);
    if (!m_toPlay.isEmpty())
        playWhenListed(QString(m_toPlay));
}

void RecordingRequests::takePlayer()
{
    if (!m_player)
        return;
    const PlayerView before = std::exchange(m_playerView, m_player->view());
    emit playerChanged(before);
}

void RecordingRequests::playWhenListed(const QString &id)
{
    m_toPlay = findItem(m_libraryView, id) ? QString() : id;
    if (m_toPlay.isEmpty())
        play(id);
}

void RecordingRequests::play(const QString &id)
{
    const LibraryItem *item = findItem(m_libraryView, id);
    if (!item || !canPlay(*item) || !m_player)
        return;
    if (isOpen() && m_playerView.source.id == id && m_playerView.state != PlayerView::State::Failed)
        m_player->play();
    else
        m_player->open(sourceOf(*item));
    emit opened();
}

void RecordingRequests::act(const QString &id, RecordingAction action)
{
    if (!m_library)
        return;
    switch (action) {
    case RecordingAction::Download:
    case RecordingAction::Resume:
    case RecordingAction::Retry:
        return m_library->fetch(id);
    case RecordingAction::Pause:
        return m_library->pause(id);
    case RecordingAction::Play:
        return play(id);
    case RecordingAction::None:
        return;
    }
}

void RecordingRequests::remove(const QString &id)
{
    if (!m_library)
        return;
    if (m_player && isOpen() && m_playerView.source.id == id)
        m_player->close();
    m_library->remove(id);
}

void RecordingRequests::undoRemove()
{
    if (m_library && !m_libraryView.removed.empty())
        m_library->restore();
}

std::set<QString> RecordingRequests::withdrawable() const
{
    return m_withdrawal ? m_withdrawal->offered() : std::set<QString>();
}

void RecordingRequests::withdraw(const QString &id)
{
    if (m_withdrawal)
        m_withdrawal->withdraw(id);
}

void RecordingRequests::exportTo(const QString &id, const QString &path)
{
    if (m_library && !path.isEmpty())
        m_library->exportTo(id, path);
}

void RecordingRequests::openFile(const QString &path)
{
    if (!m_library)
        return;
    m_awaitsFile = true;
    m_library->addFile(QFileInfo(path).absoluteFilePath());
}

bool RecordingRequests::openEvent(const QString &eventId, const QString &serverId)
{
    const auto isOfEvent = [&](const LibraryItem &item) {
        const bool isThatServer = serverId.isEmpty() || item.serverId.isEmpty() || item.serverId == serverId;
        return !eventId.isEmpty() && item.event == eventId && isThatServer;
    };
    const std::vector<LibraryItem> &items = m_libraryView.items;
    // A copy of what was heard stands in only where there is no recording of the event.
    auto found = std::ranges::find_if(
        items, [&](const LibraryItem &item) { return !item.isCopy && isOfEvent(item); });
    if (found == items.end())
        found = std::ranges::find_if(items, isOfEvent);
    if (found == m_libraryView.items.end())
        return false;
    openItem(QString(found->id));
    return true;
}

void RecordingRequests::openItem(const QString &id)
{
    const LibraryItem *item = findItem(m_libraryView, id);
    const RecordingAction action = item ? RecordingWords::action(*item) : RecordingAction::None;
    // Nobody who opens a recording means to hold its download up.
    if (action == RecordingAction::None || action == RecordingAction::Pause)
        play(id);
    else
        act(id, action);
}

void RecordingRequests::togglePlay()
{
    if (m_player && isOpen())
        earshot::togglePlay(*m_player);
}

void RecordingRequests::closePlayer()
{
    if (m_player)
        m_player->close();
}

QString recordingFileIn(const QStringList &words)
{
    constexpr std::array kEndings{".opus", ".ogg", ".oga"};
    for (const QString &word : words) {
        const QUrl url(word);
        const QString path = url.isLocalFile() ? url.toLocalFile() : word;
        const bool isKnown = std::ranges::any_of(kEndings,
            [&](const char *ending) { return path.endsWith(QLatin1String(ending), Qt::CaseInsensitive); });
        if (isKnown && !path.contains(QLatin1String("://")))
            return path;
    }
    return {};
}

} // namespace earshot
