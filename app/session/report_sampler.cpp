#include "session/report_sampler.h"

namespace earshot {

namespace {

/// SplitMix64's finaliser (G. Steele et al., OOPSLA 2014): spreads every input bit over the output.
std::uint64_t mix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

constexpr microseconds kIntervalUs = ReportSampler::kInterval;

} // namespace

ReportSampler::ReportSampler(std::uint64_t listener)
    : m_listener(listener)
    , m_offset(std::int64_t(mix(listener) % std::uint64_t(kIntervalUs.count())))
{ }

std::int64_t ReportSampler::interval(Instant now) const
{
    return (now.time_since_epoch() + m_offset) / kIntervalUs;
}

microseconds ReportSampler::untilNext(Instant now) const
{
    return kIntervalUs - (now.time_since_epoch() + m_offset) % kIntervalUs;
}

bool ReportSampler::chosen(Instant now, double probability) const
{
    const std::uint64_t drawn = mix(m_listener ^ mix(std::uint64_t(interval(now))));
    return double(drawn >> 11) * 0x1.0p-53 < probability;
}

} // namespace earshot
