#include "audio/null_output.h"

#include "audio/media_time.h"

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr int kFrames = 960;
constexpr microseconds kPeriod = timeOfFrames(kFrames);
constexpr microseconds kLongestBurst = 200ms; ///< of catching up; what was due before is left out
constexpr microseconds kLongestTakeover = 1s; ///< the same, where another device stopped
constexpr microseconds kTellEvery = 250ms;

} // namespace

NullOutput::NullOutput(Clock &clock)
    : m_clock(clock)
    , m_block(std::size_t(kFrames) * kStereo)
{
    m_stats.nullDevice = true;
}

void NullOutput::startFrom(Instant first, PullFunction pull)
{
    m_pull = std::move(pull);
    m_timer = m_clock.makeTimer();
    m_toldAt = m_clock.now();
    m_next = std::max(first, m_toldAt - kLongestTakeover);
    m_stats.phase = OutputPhase::Playing;
    pullAllDue(m_toldAt);
    pullWhatIsDue();
    emit statsChanged(m_stats);
}

void NullOutput::stop()
{
    m_timer.reset();
    m_pull = nullptr;
    m_stats.phase = OutputPhase::Stopped;
    emit statsChanged(m_stats);
}

void NullOutput::pullAllDue(Instant now)
{
    for (; m_next <= now; m_next += kPeriod) {
        m_pull(m_block, now, microseconds{0});
        m_stats.framesConsumed += kFrames;
        m_stats.lastPull = now;
    }
}

void NullOutput::pullWhatIsDue()
{
    const Instant now = m_clock.now();
    if (now - m_next > kLongestBurst) {
        ++m_stats.latePulls;
        m_stats.lastLatePull = now;
        m_next = now - kLongestBurst;
    }
    pullAllDue(now);
    m_timer->start(m_next - now, [this] { pullWhatIsDue(); });
    if (now - m_toldAt >= kTellEvery) {
        m_toldAt = now;
        emit statsChanged(m_stats);
    }
}

} // namespace earshot
