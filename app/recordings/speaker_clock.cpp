#include "recordings/speaker_clock.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr double kSamplesPerMs = 48;
constexpr std::int64_t kWindowSamples = 480'000;
constexpr std::size_t kMostStamps = 1000; ///< of a window: more say no more
constexpr double kOdd = 500; ///< ms
constexpr double kClose = 20; ///< ms
constexpr double kAlike = 100; ///< ms between two odd stamps
constexpr double kInStep = 1000; ///< ms
constexpr double kRounding = 5; ///< ms by which a packet may seem stored before it was captured
constexpr double kFarOff = 3000; ///< ms
constexpr double kMostLate = 32'000; ///< ms: speakers send again for 30 s
constexpr double kFitSpan = 10'000; ///< ms

/// The mean of those that are close to the median: a few may be far off.
ClockLine::Point middleOf(std::vector<ClockLine::Point> points)
{
    const auto middle = points.begin() + std::ptrdiff_t(points.size() / 2);
    std::ranges::nth_element(points, middle, {}, &ClockLine::Point::ahead);
    const ClockLine::Point median = *middle;
    ClockLine::Point sum;
    int count = 0;
    for (const ClockLine::Point &point : points) {
        if (std::abs(point.ahead - median.ahead) <= kClose) {
            sum.at += point.at - median.at;
            sum.ahead += point.ahead - median.ahead;
            ++count;
        }
    }
    return {median.at + sum.at / count, median.ahead + sum.ahead / count};
}

} // namespace

bool SpeakerClock::add(const Stamp &stamp)
{
    const double at = double(stamp.timestamp) / kSamplesPerMs;
    const double end = at + stamp.frames / kSamplesPerMs;
    const double stored = double(toUnixMs(stamp.stored));
    if (stamp.captured && isOdd(at, toMs(stamp.captured->time_since_epoch()) - at))
        return false;

    const std::int64_t number = stamp.timestamp / kWindowSamples;
    if (number > m_window.number && m_window.stored)
        close();
    if (!m_window.stored)
        m_window.number = number;
    const bool isLess
        = m_window.stored && m_window.isLate == stamp.isAgain && stored - end < m_window.stored->ahead;
    if (!m_window.stored || isLess || (m_window.isLate && !stamp.isAgain)) {
        m_window.stored = {at, stored - end};
        m_window.isLate = stamp.isAgain;
        m_fit.reset();
    }
    m_newest = std::max(m_newest, at);
    if (stamp.captured && !m_odd && m_window.captured.size() < kMostStamps) {
        m_window.captured.push_back({at, toMs(stamp.captured->time_since_epoch()) - at});
        m_fit.reset();
    }
    return true;
}

bool SpeakerClock::isOdd(double at, double ahead)
{
    if (m_captured.isEmpty() && m_window.captured.empty())
        return false;
    const double known = m_captured.isEmpty() ? middleOf(m_window.captured).ahead : m_captured.ahead(at);
    if (std::abs(ahead - known) <= kOdd) {
        m_odd.reset();
        return false;
    }
    const bool isSecond = m_odd && std::abs(ahead - *m_odd) <= kAlike;
    m_odd = ahead;
    return isSecond;
}

void SpeakerClock::close()
{
    m_least = leastOnTheWay();
    if (!m_window.captured.empty())
        m_captured.add(middleOf(m_window.captured));
    if (!m_window.isLate) {
        // The timestamps may have left the time while nobody spoke.
        const ClockLine::Point &least = *m_window.stored;
        if (!m_stored.isEmpty() && std::abs(m_stored.ahead(least.at) - least.ahead) > kFarOff)
            m_stored.clear();
        m_stored.add(least);
    }
    m_window = {};
    m_fit.reset();
}

std::optional<double> SpeakerClock::leastOnTheWay() const
{
    if (!m_window.stored || m_window.isLate || m_window.captured.empty())
        return m_least;
    const double least = m_window.stored->ahead - middleOf(m_window.captured).ahead;
    return m_least ? std::min(*m_least, least) : least;
}

void SpeakerClock::fit() const
{
    Fit fit;
    fit.isLate = m_stored.isEmpty() && m_window.isLate;
    const bool isKnown = m_window.stored && (!m_window.isLate || fit.isLate);
    const ClockLine::Point *newestStored = isKnown ? &*m_window.stored : nullptr;
    fit.at = m_newest;
    fit.stored = m_stored.ahead(m_newest, newestStored);
    fit.storedSlope = (fit.stored - m_stored.ahead(m_newest - kFitSpan, newestStored)) / kFitSpan;
    fit.hasCaptured = !m_captured.isEmpty() || !m_window.captured.empty();
    if (fit.hasCaptured) {
        const ClockLine::Point captured
            = m_window.captured.empty() ? ClockLine::Point{} : middleOf(m_window.captured);
        const ClockLine::Point *newest = m_window.captured.empty() ? nullptr : &captured;
        fit.captured = m_captured.ahead(m_newest, newest);
        fit.capturedSlope = (fit.captured - m_captured.ahead(m_newest - kFitSpan, newest)) / kFitSpan;
    }
    const double least = leastOnTheWay().value_or(0);
    fit.moved = least > kInStep || least < -kRounding ? least : 0;
    m_fit = fit;
}

double SpeakerClock::timeOf(std::int64_t timestamp) const
{
    if (!m_fit)
        fit();
    const double at = double(timestamp) / kSamplesPerMs;
    const double stored = m_fit->stored + (at - m_fit->at) * m_fit->storedSlope;
    if (!m_fit->hasCaptured)
        return at + stored;
    const double captured = m_fit->captured + m_fit->moved + (at - m_fit->at) * m_fit->capturedSlope;
    const double earliest = stored - (m_fit->isLate ? kMostLate : kFarOff);
    return at + (captured >= earliest && captured <= stored + kFarOff ? captured : stored);
}

} // namespace earshot
