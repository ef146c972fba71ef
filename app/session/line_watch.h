#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <functional>
#include <optional>

namespace earshot {

/// Asks a live line with PING whether the server is still there, and gives it up where nothing comes back.
/// What was missed while the program did not run is no silence of the server: it is asked afresh.
/// Single-threaded.
class LineWatch
{
public:
    struct Asks {
        std::function<void()> ping;
        // Both may stop or destroy this object.
        std::function<void(const Failure &)> silent; ///< nothing came for too long
        std::function<void(const Failure &)> failedCheck; ///< nothing came when checked
    };

    LineWatch(Clock &clock, Asks asks);

    void start();
    void stop();
    /// The line may be dead: gives it up unless it answers a PING within 1 s.
    void check();
    void onBytes(Instant arrival) { m_lastBytes = arrival; }
    void onPong();

    const std::optional<Instant> &lastBytes() const { return m_lastBytes; }
    const std::optional<Instant> &oldestUnansweredPing() const { return m_unanswered; }

private:
    void tick();
    void ping();
    void end(const std::function<void(const Failure &)> &how, const QString &seen);

    Clock &m_clock;
    Asks m_asks;
    std::unique_ptr<Timer> m_timer;
    Instant m_lastTick{};
    Instant m_lastPing{};
    int m_pingsOut = 0;
    std::optional<Instant> m_lastBytes;
    std::optional<Instant> m_unanswered;
    std::optional<Instant> m_checkedSince;
};

} // namespace earshot
