#include "recordings/silence_skipper.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr double kOverFloorDb = 8;
constexpr double kLoudestPauseDb = -40;
constexpr double kSurePauseDb = -60;
constexpr double kFloorRisesDb = 0.02; ///< a block: 2 dB/s

} // namespace

bool SilenceSkipper::isQuiet(const Block &block)
{
    const std::size_t samples = std::size_t(block.frames * kStereo);
    float power = 0;
    for (std::size_t i = 0; i < samples; ++i)
        power += block.samples[i] * block.samples[i];
    const double db = power > 0 ? 10 * std::log10(double(power) / double(samples)) : -120;
    m_floorDb = std::clamp(std::min(m_floorDb + kFloorRisesDb, db), -120.0, kLoudestPauseDb);
    return db < std::clamp(m_floorDb + kOverFloorDb, kSurePauseDb, kLoudestPauseDb);
}

void SilenceSkipper::hold(const Block &block)
{
    if (m_heldCount == kTail) {
        Block &oldest = m_held[m_heldFirst];
        if (!m_isCut)
            m_cut = oldest;
        m_isCut = true;
        m_saved += oldest.frames;
        m_heldFirst = (m_heldFirst + 1) % m_held.size();
        --m_heldCount;
    }
    m_held[(m_heldFirst + m_heldCount++) % m_held.size()] = block;
}

void SilenceSkipper::release()
{
    for (std::size_t i = 0; i < m_heldCount; ++i) {
        Block &block = m_held[(m_heldFirst + i) % m_held.size()];
        for (int k = 0; i == 0 && m_isCut && k < block.frames; ++k) {
            const float w = (float(k) + 0.5f) / float(block.frames);
            for (int c = 0; c < kStereo; ++c) {
                float &sample = block.samples[std::size_t(k * kStereo + c)];
                sample = sample * w + m_cut.samples[std::size_t(k * kStereo + c)] * (1 - w);
            }
        }
        put(block);
    }
    m_heldCount = m_heldFirst = 0;
    m_isCut = false;
}

void SilenceSkipper::add(const Block &block)
{
    m_outCount = m_outNext = 0;
    m_quiet = isQuiet(block) ? m_quiet + 1 : 0;
    if (m_quiet > kHead) {
        hold(block);
        return;
    }
    release();
    put(block);
}

void SilenceSkipper::finish()
{
    m_outCount = m_outNext = 0;
    release();
    m_quiet = 0;
}

void SilenceSkipper::clear()
{
    m_outCount = m_outNext = m_heldCount = m_heldFirst = m_quiet = 0;
    m_isCut = false;
}

const SilenceSkipper::Block *SilenceSkipper::next()
{
    return m_outNext < m_outCount ? &m_out[m_outNext++] : nullptr;
}

} // namespace earshot
