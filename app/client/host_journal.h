#pragma once

#include "client/host_view.h"
#include "wire/lease_record.h"

#include <QLockFile>
#include <QObject>
#include <QThread>

#include <functional>

namespace earshot {

/// All that is needed to go on with an event after a crash.
struct HostMemory {
    EventId event;
    HostPlan plan; ///< as it was opened; its credentials are in the keychain
    QString server; ///< as people know it
    WallTime lastSeen{};
    std::optional<LeaseRecord> record; ///< the desk's account, nothing before it was in charge

    bool isOver() const;
    HostOffer offer() const;
    bool operator==(const HostMemory &) const = default;
};

/// What is hosted, in a file of mode 0600 that is replaced as a whole. Written on a thread of its own, as a disk may take
/// its time; `done` comes on the journal's thread, in order. One program at a time may hold it.
class HostJournal : public QObject
{
    Q_OBJECT
public:
    explicit HostJournal(const QString &path);
    ~HostJournal() override; ///< what was put is written

    /// Fails with AlreadyRunning where another program hosts from this file.
    Outcome take();
    void release();

    /// Nothing where there is no such file. Fails with FileUnreadable or BadData.
    Result<std::optional<HostMemory>> read() const;
    void put(const HostMemory &memory, std::function<void(const Outcome &)> done);
    void forget();

private:
    void write(std::function<Outcome()> write, std::function<void(const Outcome &)> done);

    const QString m_path;
    QLockFile m_lock;
    QThread m_thread;
    QObject *m_writer; ///< lives and dies on m_thread
};

} // namespace earshot
