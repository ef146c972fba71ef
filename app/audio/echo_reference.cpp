#include "audio/echo_reference.h"

namespace earshot {

namespace {

constexpr float kSound = 1e-4f; // -80 dBFS: no microphone hears what is below

} // namespace

EchoReference::EchoReference()
    : m_ring(std::make_unique<float[]>(kCapacity))
{ }

void EchoReference::add(std::span<const float> stereo, Instant heard)
{
    const auto lump = m_clock.add(int(stereo.size() / kStereo), heard);
    if (lump.skipped < 0)
        m_written += std::max(lump.skipped, -kCapacity);
    for (std::int64_t i = 0; i < std::min(lump.skipped, kCapacity); ++i)
        write(0);
    if (lump.skipped == 0) // after a break nothing was there to be read; what goes on without one came late
        m_behind = std::min(m_behind + m_missing, kMostBehind);
    m_missing = 0;
    for (std::size_t i = 0; i + 1 < stereo.size(); i += kStereo) {
        const float mono = 0.5f * (stereo[i] + stereo[i + 1]);
        if (std::abs(mono) > kSound)
            m_lastSound = m_written;
        write(mono);
    }
}

EchoReference::Found EchoReference::read(Instant captured, std::span<float> mono)
{
    const double ahead
        = double((captured + kLead).time_since_epoch().count()) - m_clock.next(); // usually below 0
    const auto wanted
        = m_written - m_behind + std::llround(std::clamp(ahead / SampleClock::kFrameMicroseconds, -1e9, 1e9));
    const std::int64_t off = wanted - m_next;
    const bool isElsewhere = std::abs(off) > kElsewhere;
    if (isElsewhere)
        m_next = wanted;
    else if (std::abs(off) > kSlip)
        m_next += off > 0 ? 1 : -1;
    for (float &sample : mono)
        sample = sampleAt(m_next++);
    m_missing = std::max(m_missing, m_next - m_written);
    if (m_next - std::ssize(mono) > m_lastSound + kTail)
        return Found::Nothing;
    return isElsewhere ? Found::SoundElsewhere : Found::Sound;
}

float EchoReference::sampleAt(std::int64_t position) const
{
    if (position >= m_written || position < m_written - kCapacity)
        return 0;
    return m_ring[std::size_t(position & (kCapacity - 1))];
}

} // namespace earshot
