#include "session/line_watch.h"

namespace earshot {

namespace {

constexpr milliseconds kRhythm{250};
/// Without bytes for this long, PING asks whether the server is there; a stalled line is seen within 2 s.
constexpr seconds kQuietBeforePing{1};
/// With bytes flowing, PING only measures the round trip.
constexpr seconds kRoundTripRhythm{5};
/// Without any bytes for this long although asked, the line is given up; the kernel's own back-off would take
/// longer.
constexpr seconds kGivenUpAfter{5};
/// A line that must prove itself has this long.
constexpr seconds kAnswerWithin{1};
/// A tick that comes this late: the program was stopped, or the computer slept.
constexpr milliseconds kNotRunFor{1500};

} // namespace

LineWatch::LineWatch(Clock &clock, Asks asks)
    : m_clock(clock)
    , m_asks(std::move(asks))
    , m_timer(clock.makeTimer())
{ }

void LineWatch::start()
{
    m_lastBytes = m_lastTick = m_clock.now();
    m_pingsOut = 0;
    m_unanswered.reset();
    m_checkedSince.reset();
    m_timer->start(kRhythm, [this] { tick(); });
}

void LineWatch::stop()
{
    m_timer->stop();
}

void LineWatch::check()
{
    if (m_checkedSince || !m_timer->isActive())
        return;
    m_checkedSince = m_clock.now();
    ping();
}

/// The PONGs come in the order of the PINGs: the last one proves the line, earlier ones may have waited in
/// the computer's own buffers.
void LineWatch::onPong()
{
    m_unanswered.reset();
    if (m_pingsOut > 0 && --m_pingsOut == 0)
        m_checkedSince.reset();
}

void LineWatch::tick()
{
    const Instant now = m_clock.now();
    const bool hasStoodStill = now - m_lastTick >= kNotRunFor;
    m_lastTick = now;
    m_timer->start(kRhythm, [this] { tick(); });
    if (hasStoodStill) {
        m_checkedSince.reset();
        return check();
    }
    if (m_checkedSince) {
        if (now - *m_checkedSince >= kAnswerWithin)
            end(m_asks.failedCheck, QStringLiteral("no answer within %1 s").arg(kAnswerWithin.count()));
        return;
    }
    const microseconds quiet = now - m_lastBytes.value_or(now);
    if (quiet >= kGivenUpAfter) {
        end(m_asks.silent, QStringLiteral("no bytes for %1 s").arg(kGivenUpAfter.count()));
        return;
    }
    const bool isDue = quiet >= kQuietBeforePing || now - m_lastPing >= kRoundTripRhythm;
    if (isDue && !m_unanswered)
        ping();
}

void LineWatch::ping()
{
    m_lastPing = m_clock.now();
    ++m_pingsOut;
    if (!m_unanswered)
        m_unanswered = m_lastPing;
    m_asks.ping();
}

void LineWatch::end(const std::function<void(const Failure &)> &how, const QString &seen)
{
    stop();
    how({Cause::ServerLost, seen});
}

} // namespace earshot
