#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "desk/recording_removal.h"
#include "engine/engine.h"
#include "wire/link.h"

#include <QObject>

#include <memory>

namespace earshot {

/// Takes a recording off a server with a host's right: the keys in the folder of the engine that runs on this computer, or
/// the host credentials of somebody else's server. Over a line of its own, on one thread.
class RecordingRemover : public QObject
{
    Q_OBJECT
public:
    /// Without a server on the one that the right is for. Without a folder what a former removal left of the event's.
    RecordingRemover(Clock &clock, Random &random, const std::optional<ServerAddress> &server,
        const EventId &event, const QString &folder);
    ~RecordingRemover() override;

    void removeWith(const QByteArray &credentials);
    /// Fails with NoResponders where no engine runs from that folder.
    void removeWithEngine(const QString &engineFolder);
    QString folder() const { return m_removal.folder(); } ///< what is, or was, removed
    /// The server let it in: what fails from now on is the store.
    bool hasBegun() const { return m_isUnderWay; }
    int removed() const { return m_removal.removed(); } ///< objects

signals:
    void done(const earshot::Outcome &outcome);

private:
    void open(const ServerAddress &usual, const Credentials &credentials);
    void onState();
    void end(const Outcome &outcome);

    Clock &m_clock;
    const std::optional<ServerAddress> m_server;
    const EventId m_event;
    const QString m_folder;
    std::unique_ptr<Engine> m_engine;
    Session m_session;
    RecordingRemoval m_removal;
    std::unique_ptr<Timer> m_patience; ///< until the line is there
    bool m_isUnderWay = false;
    bool m_isDone = false;
};

} // namespace earshot
