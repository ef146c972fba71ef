#pragma once

#include "base/clock.h"

#include <QObject>

#include <functional>
#include <optional>

namespace earshot {

/// Tells when this computer slept, or this program was stopped for a while.
///
///   stopped: the monotonic clock went on, and the timer comes late by it
///   slept:   the monotonic clock stood still; civil time, and the system's own count of sleep, went on
///
/// Where the system counts its sleep, a clock that was merely set is told apart. Elsewhere one that is set
/// forward by 3 s or more looks like sleep, and backward like nothing. Single-threaded.
class SuspendWatch : public QObject
{
    Q_OBJECT
public:
    using SleptTime = std::function<std::optional<microseconds>()>;

    explicit SuspendWatch(Clock &clock, SleptTime slept = {});

    void start();
    /// Looks now instead of at the next tick: the system says that it woke up.
    void look();

signals:
    void resumed(earshot::milliseconds sleptFor);

private:
    struct Reading {
        Instant now;
        WallTime wall;
        std::optional<microseconds> slept;
    };
    Reading read() const;

    Clock &m_clock;
    SleptTime m_slept;
    std::unique_ptr<Timer> m_timer;
    Reading m_last{};
};

} // namespace earshot
