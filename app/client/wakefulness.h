#pragma once

#include "client/line_target.h"
#include "client/sleep_signal.h"
#include "session/suspend_watch.h"

#include <QObject>

namespace earshot {

/// What the system says about sleep and its networks, handed to the lines: after either they look at once
/// whether they are still up. Made on the main thread, where Qt's network information lives; started and used
/// on the network thread.
class Wakefulness : public QObject
{
    Q_OBJECT
public:
    explicit Wakefulness(Clock &clock, QObject *parent = nullptr);

    /// From now on `session` and `target` (which may still read the discovery page) are told, until they end.
    void watchOver(Session &session, LineTarget &target);

signals:
    void resumed(earshot::milliseconds sleptFor);
    void onlineChanged(std::optional<bool> online);
    /// Another transport (Wi-Fi, Ethernet, mobile), maybe with the same reachability.
    void networkChanged();

private:
    void start();
    void setOnline(std::optional<bool> online);

    Clock &m_clock;
    std::optional<bool> m_online;
    std::unique_ptr<SuspendWatch> m_suspend;
    std::unique_ptr<SleepSignal> m_sleepSignal;
};

} // namespace earshot
