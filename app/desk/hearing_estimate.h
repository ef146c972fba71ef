#pragma once

#include "base/units.h"
#include "event/counts.h"
#include "wire/messages.h"

#include <optional>
#include <unordered_map>

namespace earshot {

/// The probability with which each listener reports in each 5 s interval, so that about 200 reports a second
/// arrive however many listen: p = min(1, 1000 / listeners).
double reportProbability(qint64 listeners);

/// How many hear, from the sampled receiver reports of the last interval (Horvitz and Thompson, 1952):
///
///   estimate = Σ 1/p    half-width of the 95 % interval = 1.96 · √(Σ (1-p)/p²)
///
/// over the distinct listeners who reported that they hear, p being what the beacon asked for. With one p
/// this is n/p and 1.96·√(n(1-p))/p. Where everybody reports (p = 1) it is a count and the interval is 0.
/// Memory is bounded by the sample, never by the crowd. Pure: time comes from outside.
class HearingSample
{
public:
    /// Each listener reports once in this time, at an offset of their own.
    static constexpr seconds kInterval{5};
    /// With p = 1 a report counts a little longer, so that one that comes late does not make the count
    /// flicker.
    static constexpr seconds kGrace{2};
    /// Four times the reports that are asked for; what goes beyond is a flood and left out.
    static constexpr std::size_t kMaxListeners = 4096;

    explicit HearingSample(Instant since)
        : m_since(since)
    { }

    /// `probability` is what the beacon asked for when `report` was sent.
    void take(const ReceiverReport &report, double probability, Instant arrival);
    /// Nothing before every listener had their turn once. Never above `connected` where that is known.
    std::optional<HearingEstimate> estimate(Instant now, std::optional<qint64> connected) const;
    /// The same of those who keep a copy of what they hear.
    std::optional<HearingEstimate> copying(Instant now, std::optional<qint64> connected) const;
    /// Listeners in the sample.
    std::size_t size() const { return m_reports.size(); }

private:
    struct Report {
        Instant arrival;
        double probability;
        bool hearing;
        bool copy;
    };
    std::optional<HearingEstimate> estimateOf(
        bool Report::*what, Instant now, std::optional<qint64> connected) const;
    void forgetOld(Instant now);

    Instant m_since;
    double m_probability = 1.0; ///< of the last report
    std::unordered_map<quint64, Report> m_reports; ///< the latest of each listener
    Instant m_lastSweep{};
};

} // namespace earshot
