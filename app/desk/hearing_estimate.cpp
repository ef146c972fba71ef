#include "desk/hearing_estimate.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr double kReportsPerInterval = 1000; ///< 200 a second
constexpr double kNormal95 = 1.96;
/// Nobody of a sample: with 95 % certainty there are fewer than 3/p (the rule of three).
constexpr double kNobody95 = 3.0;
/// Smaller would make an estimate that one stray report moves by a million.
constexpr double kLeastProbability = 1e-6;
constexpr seconds kSweepRhythm{1};

} // namespace

double reportProbability(qint64 listeners)
{
    return listeners <= 0 ? 1.0 : std::clamp(kReportsPerInterval / double(listeners), kLeastProbability, 1.0);
}

void HearingSample::take(const ReceiverReport &report, double probability, Instant arrival)
{
    m_probability = std::clamp(probability, kLeastProbability, 1.0);
    if (arrival - m_lastSweep >= kSweepRhythm)
        forgetOld(arrival);
    const Report entry{arrival, m_probability, report.hearing, report.copy};
    const auto known = m_reports.find(report.listener);
    if (known != m_reports.end())
        known->second = entry;
    else if (m_reports.size() < kMaxListeners)
        m_reports.emplace(report.listener, entry);
}

void HearingSample::forgetOld(Instant now)
{
    m_lastSweep = now;
    std::erase_if(
        m_reports, [now](const auto &entry) { return now - entry.second.arrival > kInterval + kGrace; });
}

std::optional<HearingEstimate> HearingSample::estimate(Instant now, std::optional<qint64> connected) const
{
    return estimateOf(&Report::hearing, now, connected);
}

std::optional<HearingEstimate> HearingSample::copying(Instant now, std::optional<qint64> connected) const
{
    return estimateOf(&Report::copy, now, connected);
}

std::optional<HearingEstimate> HearingSample::estimateOf(
    bool Report::*what, Instant now, std::optional<qint64> connected) const
{
    if (now - m_since < kInterval + kGrace)
        return std::nullopt;
    const bool everybodyReports = m_probability >= 1.0;
    double sum = 0;
    double variance = 0;
    for (const auto &[listener, report] : m_reports) {
        const double p = report.probability;
        const microseconds window = everybodyReports && p >= 1.0 ? kInterval + kGrace : kInterval;
        if (!(report.*what) || now - report.arrival >= window)
            continue;
        sum += 1 / p;
        variance += (1 - p) / (p * p);
    }
    double halfWidth = kNormal95 * std::sqrt(variance);
    if (sum == 0 && !everybodyReports)
        halfWidth = kNobody95 / m_probability;
    HearingEstimate estimate{qint64(std::llround(sum)), qint64(std::ceil(halfWidth))};
    if (connected) {
        estimate.value = std::min(estimate.value, *connected);
        estimate.interval = std::min(estimate.interval, *connected);
    }
    return estimate;
}

} // namespace earshot
