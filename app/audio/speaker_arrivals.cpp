#include "audio/speaker_arrivals.h"

#include <cstdlib>

namespace earshot {

namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;

constexpr microseconds kLongestWay = 2min; ///< after which no packet of the past comes any more
constexpr int kFurthestStep = 3000; ///< between packets of one stream

} // namespace

/// A sender that starts anew counts from random numbers (RFC 3550 §5.1). A jump in time is no new stream
/// where it passed here as well (a pause), nor where it is short enough to have waited on the way, nor where
/// both counts go back a little: that is a packet which was sent again or fetched later.
bool SpeakerArrivals::beginsAnew(const EncodedPacket &packet) const
{
    if (!m_newest)
        return false;
    const int sequenceStep = std::int16_t(packet.sequence - m_newest->sequence);
    if (std::abs(sequenceStep) > kFurthestStep)
        return true;
    const microseconds mediaStep = timeOfFrames(std::int32_t(packet.timestamp - m_newest->timestamp));
    if (sequenceStep > 0 && mediaStep < 0ms)
        return true;
    if (sequenceStep <= 0 && mediaStep <= 0ms && mediaStep > -kLongestWay)
        return false;
    const microseconds step = packet.arrival - m_newest->arrival;
    return (mediaStep < -5s || mediaStep > 30s) && std::chrono::abs(mediaStep - step) > 5s;
}

bool SpeakerArrivals::isOfFormerStream(const EncodedPacket &packet) const
{
    if (!m_newest || !beginsAnew(packet))
        return false;
    if (packet.arrival < m_began)
        return true;
    if (!m_former)
        return false;
    const int sequenceStep = std::int16_t(packet.sequence - m_former->sequence);
    const microseconds mediaStep = timeOfFrames(std::int32_t(packet.timestamp - m_former->timestamp));
    return sequenceStep <= 0 && sequenceStep > -kFurthestStep && mediaStep <= 0ms && mediaStep > -kLongestWay;
}

void SpeakerArrivals::seek()
{
    restart();
    m_former.reset();
}

void SpeakerArrivals::restart()
{
    m_former = m_newest;
    m_unwrapSequence.reset();
    m_unwrapTimestamp.reset();
    m_count.restart();
    m_newest.reset();
}

SpeakerArrivals::Taken SpeakerArrivals::take(const EncodedPacket &packet, int frames, Instant came)
{
    const PacketInfo info{
        .sequence = m_unwrapSequence(packet.sequence),
        .timestamp = m_unwrapTimestamp(packet.timestamp),
        .frames = frames,
        .arrival = packet.arrival,
        .marker = packet.marker,
    };
    const auto seen = m_count.add(info.sequence);
    note(packet, came);
    return {info, seen == SequenceCount::Seen::Duplicate};
}

void SpeakerArrivals::note(const EncodedPacket &packet, Instant came)
{
    m_last = std::max(came, m_last.value_or(came));
    m_first = m_first.value_or(came);
    m_rate.add(packet.size, came);
    if (!m_newest)
        m_began = packet.arrival;
    if (m_newest && std::int16_t(packet.sequence - m_newest->sequence) <= 0)
        return;
    m_newest = {packet.sequence, packet.timestamp, packet.arrival};
    m_level = packet.level;
}

void SpeakerArrivals::writeTo(SpeakerAudioStats &stats, Instant at)
{
    stats.firstPacket = m_first;
    stats.lastPacket = m_last;
    stats.packetLevel = m_level;
    stats.packets = m_count.received();
    stats.lost = m_count.lost();
    stats.bitsPerSecond = m_rate.bitsPerSecond(at);
}

} // namespace earshot
