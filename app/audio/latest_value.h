#pragma once

#include <array>
#include <atomic>
#include <mutex>

namespace earshot {

/// The newest of the values that one thread publishes, read by any. The publisher never waits: it owns one of
/// three places, one is on offer, one is the readers'. Readers wait for each other only.
template<typename T>
class LatestValue
{
public:
    /// Where the next value is made. Publisher's thread only.
    T &draft() { return m_places[m_draft]; }
    void publish() { m_draft = m_offer.exchange(m_draft | kFresh, std::memory_order_acq_rel) & kPlace; }

    T read() const
    {
        const std::scoped_lock lock(m_readers);
        if (m_offer.load(std::memory_order_relaxed) & kFresh)
            m_reading = m_offer.exchange(m_reading, std::memory_order_acq_rel) & kPlace;
        return m_places[m_reading];
    }

private:
    static constexpr unsigned kPlace = 3;
    static constexpr unsigned kFresh = 4;

    std::array<T, 3> m_places{};
    unsigned m_draft = 0;
    mutable std::atomic<unsigned> m_offer{1};
    mutable unsigned m_reading = 2;
    mutable std::mutex m_readers;
};

} // namespace earshot
