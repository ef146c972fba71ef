#pragma once

#include "base/units.h"
#include "recordings/clock_line.h"

#include <optional>
#include <vector>

namespace earshot {

/// When, by the server's clock, a sample of a speaker's was captured: from the packets' timestamps, which their sound clock counts,
/// from when they were captured by their civil clock (told once a second, and more or less right), and from when the
/// server stored them (its own clock, later by whatever the way took).
///
///     captured line:  civil time of capture - timestamp      the middle of each 10 s, a straight line through these
///     stored line:    time of storing - timestamp's end      the least of each 10 s, likewise
///
/// The captured line counts, as it is where that clock seems to be in step with the server's: the quickest packet took 0 to 1 s.
/// Else it is moved by what that one took. Where it leads more than 3 s away from the stored line, or nothing of it is known, the
/// stored line counts. Packets that were sent again belong to no stored line, as they came up to 30 s late.
class SpeakerClock
{
public:
    struct Stamp {
        std::int64_t timestamp = 0; ///< of the first sample, unwrapped
        int frames = 0;
        WallTime stored{};
        std::optional<ExactWallTime> captured;
        bool isAgain = false; ///< stored later than its time
    };

    /// False: the stamp says, as the one before it did, that the timestamps have left civil time by more than 0.5 s. It is not
    /// taken: what begins with it needs another clock.
    bool add(const Stamp &stamp);
    /// ms since 1970. At least one stamp was added.
    double timeOf(std::int64_t timestamp) const;

private:
    /// What is known of the 10 s under way.
    struct Window {
        std::int64_t number = 0;
        std::vector<ClockLine::Point> captured;
        std::optional<ClockLine::Point> stored; ///< the least
        bool isLate = false; ///< all that is known of `stored` is of packets that were sent again
    };

    bool isOdd(double at, double ahead);
    void close();
    std::optional<double> leastOnTheWay() const;
    void fit() const;

    ClockLine m_captured;
    ClockLine m_stored;
    Window m_window;
    std::optional<double> m_odd; ///< how far ahead a stamp was that did not fit
    std::optional<double> m_least; ///< ms from capture to storing, of the 10 s in which it was least
    double m_newest = 0; ///< ms

    /// Both lines about the newest stamp, of the same slopes: kept until another stamp comes.
    struct Fit {
        double at = 0;
        double captured = 0;
        double capturedSlope = 0;
        double stored = 0;
        double storedSlope = 0;
        bool hasCaptured = false;
        bool isLate = false; ///< nothing is known of when packets were stored in time
        double moved = 0; ///< ms by which the captured line is moved
    };
    mutable std::optional<Fit> m_fit;
};

} // namespace earshot
