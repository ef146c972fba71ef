#pragma once

#include "client/host_view.h"
#include "wire/lease_record.h"

#include <QLockFile>
#include <QObject>
#include <QThread>

#include <functional>
#include <mutex>

namespace earshot {

/// All that is needed to go on with an event after a crash.
struct HostMemory {
    EventId event;
    HostPlan plan; ///< as it was opened; its credentials are in the keychain
    QString server; ///< as people know it
    WallTime lastSeen{};
    std::optional<LeaseRecord> record; ///< the desk's account, nothing before it was in charge

    bool isOver() const; ///< nothing is left to be done for it
    bool isRecordingDue() const; ///< it has ended, and its recording is not published
    HostOffer offer() const;
    bool operator==(const HostMemory &) const = default;
};

/// The account without what comes and goes by itself. A speaker's own mute does, the host's does not.
LeaseRecord lasting(LeaseRecord record);

/// What is hosted, in a file of mode 0600 that is replaced as a whole. Written on a thread of its own, as a disk may take
/// its time: of what waits only the newest is written. One program at a time may hold it.
class HostJournal : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Outcome &)>;

    explicit HostJournal(const QString &path);
    ~HostJournal() override; ///< what was put is written

    /// Fails with AlreadyHosting where another program hosts from this file.
    Outcome take();
    /// When what was put is written.
    void release();

    bool exists() const;
    /// Nothing where there is no such file. Fails with FileUnreadable or FileDamaged.
    Result<std::optional<HostMemory>> read() const;
    /// `done` comes on the journal's thread, in order; not where a later one took its place while it waited.
    void put(const HostMemory &memory, Done done);
    void forget();
    /// Moves a file that cannot be read out of the way, and says where to; empty where it cannot be moved.
    QString setAside() const;

private:
    struct Waiting {
        std::optional<QByteArray> content; ///< nothing: the file is removed
        Done done;
    };

    void wait(Waiting waiting);
    void writeWaiting();
    void post(std::function<void()> task);

    const QString m_path;
    QLockFile m_lock;
    quint64 m_lockTurn = 0; ///< counts what is wanted of the lock
    std::mutex m_mutex;
    std::optional<Waiting> m_waiting; ///< guarded by m_mutex
    QThread m_thread;
    QObject *m_writer; ///< lives and dies on m_thread
};

} // namespace earshot
