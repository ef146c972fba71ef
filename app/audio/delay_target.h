#pragma once

#include "audio/delay_policy.h"

#include <array>
#include <optional>

namespace earshot {

/// How much delay is worth having: the least that leaves no more than the tolerated share of stalls beyond
/// it.
///
/// Every 500 ms in which packets came, the largest excess becomes an entry of weight 1 in a histogram; all
/// entries fade with the policy's memory. An excess beyond the policy's outage counts as 0: no delay bridges
/// it. Until 20 s have been measured, the policy's start value stands in for what is missing.
class DelayTarget
{
public:
    explicit DelayTarget(const DelayPolicy &policy);

    void setPolicy(const DelayPolicy &policy); ///< what was measured stays
    void reset();
    /// Arrivals of another time follow; what was measured stays.
    void startEntry() { m_entryBegan.reset(); }
    void add(microseconds excess, Instant arrival);
    microseconds target() const { return m_target; }

private:
    static constexpr microseconds kEntry{500'000};
    static constexpr microseconds kBin{5'000};
    static constexpr int kBins = 301; ///< the last one holds 1.5 s and more
    static constexpr double kPriorEntries = 40;
    static constexpr microseconds kMargin{12'000};

    int bin(microseconds excess) const;
    void closeEntry();
    void evaluate();

    DelayPolicy m_policy;
    std::array<double, kBins> m_weight{};
    double m_sum = 0;
    std::optional<Instant> m_entryBegan;
    int m_entryBin = 0; ///< the largest excess of the entry under way
    microseconds m_target{0};
};

} // namespace earshot
