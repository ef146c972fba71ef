#include "session/outage_account.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr std::size_t kMostStreams = 96;

/// Numbers after `from` and before `to`; what looks like more than half of all numbers is an old one.
int numbersBetween(quint16 from, quint16 to)
{
    return std::max(0, int(qint16(to - from)) - 1);
}

} // namespace

OutageAccount::OutageAccount(HeardPackets before, microseconds longest)
    : m_before(std::move(before))
    , m_longest(longest)
{ }

OutageAccount::Range &OutageAccount::rangeOf(const SpeakerPacket &packet)
{
    const std::pair key{packet.speaker, packet.packet.ssrc};
    const auto known = m_ranges.find(key);
    if (known != m_ranges.end())
        return known->second;
    if (m_ranges.size() >= kMostStreams)
        m_ranges.erase(m_ranges.begin());
    Range range;
    if (const HeardPackets::Stream *stream = m_before.stream(packet)) {
        range.last = stream->newestSequence;
        range.highestGot = stream->newestSequence;
        range.packetLength = stream->packetLength;
    } else {
        range.last = quint16(packet.packet.sequence - 1);
        range.highestGot = *range.last;
    }
    return m_ranges.emplace(key, range).first->second;
}

void OutageAccount::got(const SpeakerPacket &packet, Instant arrival)
{
    Range &range = rangeOf(packet);
    const quint16 sequence = packet.packet.sequence;
    const bool afterwards = range.firstLive && qint16(sequence - *range.firstLive) >= 0;
    if (qint16(sequence - *range.last) <= 0 || afterwards)
        return;
    ++range.got;
    if (qint16(sequence - range.highestGot) > 0)
        range.highestGot = sequence;
    ++m_recovered;
    const Instant from = std::max(arrival, m_recoveredUntil.value_or(arrival));
    const Instant until = std::max(from, arrival + range.packetLength);
    m_recoveredTime += until - from;
    m_recoveredUntil = std::max(until, m_recoveredUntil.value_or(until));
}

void OutageAccount::cameLive(const SpeakerPacket &packet)
{
    Range &range = rangeOf(packet);
    if (!range.firstLive && qint16(packet.packet.sequence - *range.last) > 0)
        range.firstLive = packet.packet.sequence;
}

void OutageAccount::goOn()
{
    for (auto &[key, range] : m_ranges)
        range.firstLive.reset();
}

int OutageAccount::missing(const Range &range)
{
    const int all = range.firstLive ? numbersBetween(*range.last, *range.firstLive)
                                    : int(quint16(range.highestGot - *range.last));
    return std::max(0, all - range.got);
}

quint64 OutageAccount::lost() const
{
    quint64 lost = 0;
    for (const auto &[key, range] : m_ranges)
        lost += quint64(missing(range));
    return lost;
}

milliseconds OutageAccount::recoveredTime() const
{
    return std::chrono::duration_cast<milliseconds>(m_recoveredTime);
}

milliseconds OutageAccount::lostTime() const
{
    microseconds lost{0};
    for (const auto &[key, range] : m_ranges)
        lost += missing(range) * range.packetLength;
    return std::chrono::duration_cast<milliseconds>(std::min(lost, m_longest));
}

} // namespace earshot
