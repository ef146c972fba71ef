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

int DelayTarget::bin(microseconds excess) const
{
    if (excess > m_policy.outage)
        return 0;
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
    const double prior = std::max(0.0, kPriorEntries - m_sum - 1);
    const int priorBin = bin(m_policy.start - kMargin);
    const double tolerated = (m_sum + 1 + prior) * m_policy.tolerated;
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
    m_target = std::clamp(at * kBin + kMargin, m_policy.floor, m_policy.cap);
}

} // namespace earshot
