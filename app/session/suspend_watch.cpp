#include "session/suspend_watch.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr seconds kRhythm{1};
/// A busy computer's timers come late as well, but not by this much.
constexpr seconds kStoppedFor{2};
constexpr seconds kSleptFor{1};
/// Time servers correct civil time by less than this in one step.
constexpr seconds kCivilJump{3};

} // namespace

SuspendWatch::SuspendWatch(Clock &clock, SleptTime slept)
    : m_clock(clock)
    , m_slept(std::move(slept))
    , m_timer(clock.makeTimer())
{ }

void SuspendWatch::start()
{
    m_last = read();
    m_timer->start(kRhythm, [this] { look(); });
}

void SuspendWatch::look()
{
    const Reading before = std::exchange(m_last, read());
    m_timer->start(kRhythm, [this] { look(); });
    const microseconds passed = m_last.now - before.now;
    const microseconds stopped = passed - kRhythm;
    const bool isCounted = before.slept && m_last.slept;
    const microseconds slept
        = isCounted ? *m_last.slept - *before.slept : (m_last.wall - before.wall) - passed;
    microseconds away{0};
    if (stopped >= kStoppedFor)
        away += stopped;
    if (slept >= (isCounted ? kSleptFor : kCivilJump))
        away += slept;
    if (away.count() > 0)
        emit resumed(std::chrono::duration_cast<milliseconds>(away));
}

SuspendWatch::Reading SuspendWatch::read() const
{
    return {m_clock.now(), m_clock.wall(), m_slept ? m_slept() : std::nullopt};
}

} // namespace earshot
