#include "audio/mixer.h"

#include <algorithm>
#include <functional>

namespace earshot {

Mixer::Mixer(int speakers)
    : m_gains(std::size_t(speakers), GainRamp(1))
{ }

void Mixer::beginBlock()
{
    if (m_sounding)
        m_sum.fill(0);
    m_sounding = false;
}

void Mixer::add(int speaker, std::span<const float> block)
{
    GainRamp &gain = m_gains[std::size_t(speaker)];
    if (gain.isClosed())
        return;
    gain.mixInto(m_sum, block);
    m_sounding = true;
}

void Mixer::add(std::span<const float> block)
{
    std::transform(block.begin(), block.end(), m_sum.begin(), m_sum.begin(), std::plus<>());
    m_sounding = true;
}

std::span<const float> Mixer::endBlock()
{
    if (!m_sounding) {
        m_master.settle();
        m_limiter.process(m_sum); // its gain comes back in silence, too
        return m_sum;
    }
    m_master.apply(m_sum);
    m_limiter.process(m_sum);
    return m_sum;
}

} // namespace earshot
