#include "session/heard_packets.h"

#include <algorithm>

namespace earshot {

namespace {

constexpr int kMaxFramesPerPacket = 5760; ///< 120 ms at 48 kHz (RFC 6716 §3.2)

/// From `from` to `to` on the RTP clock, 12 h at most either way.
microseconds between(quint32 from, quint32 to)
{
    return microseconds{std::int64_t(qint32(to - from)) * 1'000'000 / RtpPacket::kClockRate};
}

} // namespace

const HeardPackets::Entry *HeardPackets::find(const SpeakerPacket &packet) const
{
    const auto found = m_streams.find({packet.speaker, packet.packet.ssrc});
    return found == m_streams.end() ? nullptr : &found->second;
}

void HeardPackets::add(const SpeakerPacket &packet, Instant arrival)
{
    const RtpPacket &rtp = packet.packet;
    const Key key{packet.speaker, rtp.ssrc};
    auto found = m_streams.find(key);
    const bool isNew = found == m_streams.end();
    if (isNew) {
        makeRoom();
        found = m_streams.emplace(key, Entry{}).first;
    }
    Entry &entry = found->second;
    const auto ahead = qint32(rtp.timestamp - entry.newestTimestamp);
    if (isNew || ahead > 0) {
        if (!isNew && quint16(rtp.sequence - entry.newestSequence) == 1 && ahead <= kMaxFramesPerPacket)
            entry.packetLength = between(entry.newestTimestamp, rtp.timestamp);
        entry.newestSequence = rtp.sequence;
        entry.newestTimestamp = rtp.timestamp;
        entry.newestArrival = arrival;
    }
    const Recent recent{rtp.sequence, rtp.timestamp, arrival};
    if (entry.recent.size() < kRecent)
        entry.recent.push_back(recent);
    else
        entry.recent[entry.next] = recent;
    entry.next = (entry.next + 1) % kRecent;
}

void HeardPackets::makeRoom()
{
    if (m_streams.size() < kMostStreams)
        return;
    m_streams.erase(std::ranges::min_element(
        m_streams, {}, [](const auto &stream) { return stream.second.newestArrival; }));
}

const HeardPackets::Stream *HeardPackets::stream(const SpeakerPacket &of) const
{
    return find(of);
}

std::optional<Instant> HeardPackets::arrivalOf(const SpeakerPacket &packet) const
{
    const Entry *entry = find(packet);
    if (!entry)
        return std::nullopt;
    const auto same = std::ranges::find_if(entry->recent, [&](const Recent &recent) {
        return recent.sequence == packet.packet.sequence && recent.timestamp == packet.packet.timestamp;
    });
    return same == entry->recent.end() ? std::nullopt : std::optional(same->arrival);
}

std::optional<bool> HeardPackets::isUpTo(const SpeakerPacket &packet) const
{
    const Entry *entry = find(packet);
    if (!entry)
        return std::nullopt;
    return qint32(packet.packet.timestamp - entry->newestTimestamp) <= 0;
}

int HeardPackets::missingBefore(const SpeakerPacket &packet) const
{
    const Entry *entry = find(packet);
    if (!entry || qint32(packet.packet.timestamp - entry->newestTimestamp) <= 0)
        return 0;
    return std::max(0, int(quint16(packet.packet.sequence - entry->newestSequence)) - 1);
}

std::optional<Instant> HeardPackets::expectedArrival(const SpeakerPacket &packet) const
{
    const Entry *entry = find(packet);
    if (!entry)
        return std::nullopt;
    return entry->newestArrival + between(entry->newestTimestamp, packet.packet.timestamp);
}

} // namespace earshot
