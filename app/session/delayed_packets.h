#pragma once

#include "session/archived_packet.h"

#include <deque>
#include <map>
#include <unordered_map>

namespace earshot {

/// Packets that wait for their turn, in the order of their arrival: fetched ones and live ones held back.
/// Each is taken once, also where its twin has just been handed on.
class DelayedPackets
{
public:
    static constexpr std::size_t kMostBytes = 8 * 1024 * 1024;

    struct Waiting {
        SpeakerPacket packet;
        Instant arrival{};
        bool isLive = false; ///< came live, was not fetched
    };
    enum class Taken {
        New,
        Twin, ///< fetched before
        LiveTwin, ///< came live before
    };

    Taken take(const SpeakerPacket &packet, Instant arrival, bool isLive);
    bool isEmpty() const { return m_waiting.empty(); }
    bool isFull() const { return m_bytes > kMostBytes; }
    /// Only where there is one.
    const Waiting &first() const { return m_waiting.begin()->second; }
    Waiting takeFirst();
    std::optional<Instant> newestFetched() const { return m_newestFetched; }
    bool holdsLive() const { return m_liveCount > 0; }

    /// Forgets the oldest that came live, as if it never came; its arrival, nothing where none waits.
    std::optional<Instant> dropOldestLive();
    void dropLive();
    void clear();

private:
    using Queue = std::multimap<Instant, Waiting>;

    Queue::iterator remove(Queue::iterator at);

    static constexpr std::size_t kRemembered = 8192; ///< of those handed on

    Queue m_waiting;
    std::unordered_map<std::size_t, bool> m_known; ///< hash of who, SSRC, number and timestamp -> came live
    std::deque<std::size_t> m_handedOn;
    std::size_t m_bytes = 0;
    std::size_t m_liveCount = 0;
    std::optional<Instant> m_newestFetched;
};

} // namespace earshot
