#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "event/schedule_card.h"

#include <QObject>
#include <QThreadPool>

#include <map>
#include <memory>

namespace earshot {

/// A server's schedule as it was last read and shown.
struct RememberedSchedule {
    QString name; ///< of the server, may be empty
    QString account; ///< as ServerView::account
    WallTime checked{};
    Schedule schedule;

    bool operator==(const RememberedSchedule &) const = default;
};

/// At most 2 MiB, the latest events first; without tickets and counts.
QByteArray writeRemembered(const QString &serverId, const RememberedSchedule &remembered);
/// Fails with FileDamaged. An answer of `std::nullopt` is of another version or server: as good as none.
Result<std::optional<RememberedSchedule>> readRemembered(const QByteArray &json, const QString &serverId);

/// The last known schedule of each server, one file of mode 0600 a server, replaced as a whole; for the time in which
/// the server does not answer. Files are read and written on a thread of their own.
///
///   put -> 2 s (something new) or 60 s (only the time) -> file;  the destructor writes what waits
///
/// A file that cannot be read as one is moved aside. Of many servers the 64 written last are kept. Main thread.
class ScheduleCache : public QObject
{
    Q_OBJECT
public:
    ScheduleCache(Clock &clock, const QString &folder);
    ~ScheduleCache() override;

    /// `found` or `damaged` follows, or nothing where nothing is kept.
    void read(const QString &serverId);
    void put(const QString &serverId, const RememberedSchedule &remembered);
    void forget(const QString &serverId);

signals:
    void found(const QString &serverId, const earshot::RememberedSchedule &remembered);
    /// `failure.detail` is where the file is now.
    void damaged(const QString &serverId, const earshot::Failure &failure);

private:
    QString pathOf(const QString &serverId) const;
    void writeWaiting();

    Clock &m_clock;
    const QString m_folder;
    std::map<QString, RememberedSchedule> m_waiting; ///< to be written, by server
    std::map<QString, RememberedSchedule> m_known; ///< as last handed over to be written
    std::unique_ptr<Timer> m_timer;
    Instant m_due{};
    QThreadPool m_disk; ///< one thread: what is written later comes later
};

} // namespace earshot
