#pragma once

#include "client/library.h"
#include "client/player.h"
#include "client/withdrawal.h"
#include "recording_words.h"

#include <QObject>
#include <QPointer>

namespace earshot {

/// What a person asks of recordings, from wherever in the window: plays, fetches, opens files; hands the
/// player what a download adds. Does nothing before it has its doors.
class RecordingRequests : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void use(Library &library, Player &player);
    void use(Withdrawal &withdrawal);
    const LibraryView &library() const;
    const PlayerView &player() const;

    void act(const QString &id, RecordingAction action);
    void play(const QString &id); ///< goes on where it was left; shows the player
    void remove(const QString &id);
    void undoRemove();
    std::set<QString> withdrawable() const; ///< ids
    void withdraw(const QString &id); ///< from its server; `withdrawn` follows
    void exportTo(const QString &id, const QString &path);
    void openFile(const QString &path); ///< and plays it
    void openItem(const QString &id); ///< what its row's button says, but it is never held up
    /// The recording of that event plays, or is fetched; false where the library has none of it. An empty
    /// server is any.
    bool openEvent(const QString &eventId, const QString &serverId);

    bool isOpen() const { return player().isOpen(); }
    void togglePlay();
    void closePlayer();
    Player *door() const { return m_player; } ///< null before `use`

signals:
    void libraryChanged(const earshot::LibraryView &before);
    void playerChanged(const earshot::PlayerView &before);
    void refused(const earshot::Failure &failure);
    void exported(const QString &path);
    void withdrawableChanged();
    void withdrawn(const QString &title, const earshot::Outcome &outcome);
    void opened(); ///< something was asked to play

private:
    void takeLibrary();
    void takePlayer();
    void playWhenListed(const QString &id);
    static PlayerSource sourceOf(const LibraryItem &item);

    QPointer<Library> m_library;
    QPointer<Player> m_player;
    QPointer<Withdrawal> m_withdrawal;
    LibraryView m_libraryView;
    PlayerView m_playerView;
    bool m_awaitsFile = false; ///< the next item that is added is to play
    QString m_toPlay; ///< once it is listed
};

/// The one of a drop's or a command line's words that is a file the player reads, as a local path; empty
/// where none is.
QString recordingFileIn(const QStringList &words);

} // namespace earshot
