#include "audio/mixer.h"

#include <algorithm>
#include <cmath>

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

std::span<const float> Mixer::endBlock()
{
    if (!m_sounding) {
        m_master.settle();
        return m_sum;
    }
    m_master.apply(m_sum);
    for (float &x : m_sum)
        x = limit(x);
    return m_sum;
}

float Mixer::limit(float x)
{
    const float size = std::abs(x);
    if (size <= kKnee)
        return x;
    constexpr float kRest = 1 - kKnee;
    return std::copysign(kKnee + kRest * std::tanh((size - kKnee) / kRest), x);
}

} // namespace earshot
