#pragma once

#include "base/units.h"

#include <functional>
#include <memory>

namespace earshot {

/// One pending call; starting again replaces it, destroying cancels it.
class Timer
{
public:
    virtual ~Timer() = default;
    /// Calls `then` once, `after` from now, on the thread that made the timer.
    virtual void start(microseconds after, std::function<void()> then) = 0;
    virtual void stop() = 0;
    virtual bool isActive() const = 0;
};

/// Where every class that waits gets its time from, so that tests run hours in milliseconds.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    virtual WallTime wall() const = 0;
    virtual ExactWallTime exactWall() const { return wall(); }
    virtual std::unique_ptr<Timer> makeTimer() = 0;
};

/// The real clocks; timers need a Qt event loop on the thread that makes them. Thread-safe.
class SystemClock final : public Clock
{
public:
    Instant now() const override;
    WallTime wall() const override;
    ExactWallTime exactWall() const override;
    std::unique_ptr<Timer> makeTimer() override;
};

} // namespace earshot
