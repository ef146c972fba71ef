#include "session/delayed_packets.h"

namespace earshot {

namespace {

constexpr std::size_t kOverhead = 300; ///< bytes that a packet costs beside its payload, about

std::size_t identity(const SpeakerPacket &packet)
{
    return qHashMulti(
        0x9e37'79b9, packet.speaker, packet.packet.ssrc, packet.packet.sequence, packet.packet.timestamp);
}

std::size_t bytesOf(const SpeakerPacket &packet)
{
    return std::size_t(packet.packet.payload.size()) + kOverhead;
}

} // namespace

DelayedPackets::Taken DelayedPackets::take(const SpeakerPacket &packet, Instant arrival, bool isLive)
{
    const auto [known, isNew] = m_known.emplace(identity(packet), isLive);
    if (!isNew)
        return known->second ? Taken::LiveTwin : Taken::Twin;
    m_waiting.emplace(arrival, Waiting{packet, arrival, isLive});
    m_bytes += bytesOf(packet);
    if (isLive)
        ++m_liveCount;
    else
        m_newestFetched = std::max(arrival, m_newestFetched.value_or(arrival));
    return Taken::New;
}

DelayedPackets::Queue::iterator DelayedPackets::remove(Queue::iterator at)
{
    m_bytes -= bytesOf(at->second.packet);
    m_liveCount -= at->second.isLive ? 1 : 0;
    return m_waiting.erase(at);
}

DelayedPackets::Waiting DelayedPackets::takeFirst()
{
    Waiting first = m_waiting.begin()->second;
    remove(m_waiting.begin());
    m_handedOn.push_back(identity(first.packet));
    if (m_handedOn.size() > kRemembered) {
        m_known.erase(m_handedOn.front());
        m_handedOn.pop_front();
    }
    return first;
}

std::optional<Instant> DelayedPackets::dropOldestLive()
{
    for (auto at = m_waiting.begin(); at != m_waiting.end(); ++at) {
        if (!at->second.isLive)
            continue;
        const Instant arrival = at->first;
        m_known.erase(identity(at->second.packet));
        remove(at);
        return arrival;
    }
    return std::nullopt;
}

void DelayedPackets::dropLive()
{
    for (auto at = m_waiting.begin(); at != m_waiting.end();) {
        if (at->second.isLive) {
            m_known.erase(identity(at->second.packet));
            at = remove(at);
        } else {
            ++at;
        }
    }
}

void DelayedPackets::clear()
{
    *this = {};
}

} // namespace earshot
