#pragma once

#include "audio/media_time.h"

#include <array>
#include <optional>

namespace earshot {

/// How late packets come, compared with the quickest of the last seconds.
///
/// The two clocks have no common origin: a packet's way is known only as (arrival - timestamp) up to a
/// constant. The least such value in the window is the base delay; what a packet has above it is its excess.
class ArrivalStatistics
{
public:
    explicit ArrivalStatistics(microseconds window) { setWindow(window); }

    void setWindow(microseconds window);
    void reset();

    /// Takes one packet's first sample and arrival; returns its excess (never below 0).
    microseconds add(std::int64_t timestamp, Instant arrival);

    /// What the playout delay of the sample at `position` is if it is handed over at `at`.
    microseconds delay(std::int64_t position, Instant at) const
    {
        return at.time_since_epoch() - timeOfFrames(position) - m_base;
    }
    /// Interarrival jitter, RFC 3550 §6.4.1.
    microseconds jitter() const { return microseconds{std::int64_t(m_jitter)}; }

private:
    static constexpr microseconds kStep{250'000};
    static constexpr int kMaxSteps = 40; ///< 10 s

    /// Opens as many steps as have passed. A talk pause longer than the window keeps the last step, so that
    /// the first packets after it are compared with something.
    void advance(Instant to);

    std::array<microseconds, kMaxSteps> m_least{};
    int m_steps = kMaxSteps;
    int m_current = 0;
    Instant m_stepBegan{};
    microseconds m_base = microseconds::max();
    std::optional<microseconds> m_newest; ///< arrival - timestamp of the newest packet
    double m_jitter = 0; ///< µs
};

} // namespace earshot
