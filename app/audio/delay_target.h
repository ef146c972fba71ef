#pragma once

#include "audio/delay_policy.h"

#include <array>
#include <optional>

namespace earshot {

/// How much delay is worth having: the least that leaves no more than the tolerated share of stalls beyond
/// it.
///
/// Every 500 ms in which packets came, the largest excess becomes an entry of weight 1 in a histogram; all
/// entries fade with the policy's memory. Of an excess the delay covers the policy's share. Until as much has been measured as the policy's start
/// value is worth, that stands in for what is missing.
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
    /// What the line asks for, whatever the policy's bounds; never over the target.
    microseconds needed() const { return m_needed; }

    /// What another policy would ask for on this line.
    microseconds targetUnder(const DelayPolicy &policy) const;
    /// Share of half seconds (0…1) with a packet later than `delay`.
    double lateShare(microseconds delay) const;

private:
    static constexpr microseconds kEntry{500'000};
    static constexpr microseconds kBin{5'000};
    static constexpr int kBins = 501; ///< the last one holds 2.5 s and more
    static constexpr microseconds kMargin{
        15'000}; ///< packets wait for the next block of 10 ms, and no delay is met exactly

    static int bin(microseconds excess);
    void closeEntry();
    void evaluate();
    microseconds unbounded(const DelayPolicy &policy) const;

    DelayPolicy m_policy;
    std::array<double, kBins> m_weight{};
    double m_sum = 0;
    std::optional<Instant> m_entryBegan;
    int m_entryBin = 0; ///< the largest excess of the entry under way
    microseconds m_target{0};
    microseconds m_needed{0};
};

} // namespace earshot
