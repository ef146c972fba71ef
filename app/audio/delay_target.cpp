#include "audio/delay_target.h"

#include <algorithm>
#include <cmath>

namespace earshot {

DelayTarget::DelayTarget(const DelayPolicy &policy)
    : m_policy(policy)
{
    evaluate();
}

void DelayTarget::setPolicy(const DelayPolicy &policy)
{
    m_policy = policy;
    evaluate();
}

void DelayTarget::reset()
{
    *this = DelayTarget(m_policy);
}

int DelayTarget::bin(microseconds excess)
{
    // Upwards, so that the target covers what was measured.
    return int(std::clamp<std::int64_t>((excess + kBin - microseconds{1}) / kBin, 0, kBins - 1));
}

void DelayTarget::add(microseconds excess, Instant arrival)
{
    if (!m_entryBegan)
        m_entryBegan = arrival;
    const bool entryIsOver = arrival - *m_entryBegan >= kEntry;
    if (entryIsOver) {
        closeEntry();
        m_entryBegan = arrival;
    }
    const int at = bin(excess);
    const bool raised = at > m_entryBin;
    m_entryBin = std::max(m_entryBin, at);
    if (entryIsOver || raised)
        evaluate();
}

void DelayTarget::closeEntry()
{
    const double kept = std::exp(-double(kEntry.count()) / double(microseconds{m_policy.memory}.count()));
    for (double &weight : m_weight)
        weight *= kept;
    m_weight[std::size_t(m_entryBin)] += 1;
    m_sum = m_sum * kept + 1;
    m_entryBin = 0;
}

void DelayTarget::evaluate()
{
    const microseconds asked = unbounded(m_policy);
    m_target = std::clamp(asked, m_policy.floor, m_policy.cap);
    m_needed = std::min(asked, m_target);
}

microseconds DelayTarget::targetUnder(const DelayPolicy &policy) const
{
    return std::clamp(unbounded(policy), policy.floor, policy.cap);
}

microseconds DelayTarget::unbounded(const DelayPolicy &policy) const
{
    const auto scaled
        = [](microseconds time, double by) { return microseconds{std::int64_t(double(time.count()) * by)}; };
    const double prior = std::max(0.0, double(policy.startWorth / kEntry) - m_sum - 1);
    const int priorBin = bin(scaled(policy.start - kMargin, 1 / policy.covered));
    const double tolerated = (m_sum + 1 + prior) * policy.tolerated;
    double beyond = 0;
    int at = kBins - 1;
    for (; at > 0; --at) {
        beyond += m_weight[std::size_t(at)];
        if (at == priorBin)
            beyond += prior;
        if (at == m_entryBin)
            beyond += 1;
        if (beyond > tolerated)
            break;
    }
    return scaled(at * kBin, policy.covered) + kMargin;
}

double DelayTarget::lateShare(microseconds delay) const
{
    double late = m_entryBin * kBin > delay ? 1 : 0;
    for (int at = bin(delay) + 1; at < kBins; ++at)
        late += m_weight[std::size_t(at)];
    return late / (m_sum + 1);
}

} // namespace earshot
