#pragma once

#include "audio/media_time.h"

#include <array>
#include <cmath>
#include <numeric>
#include <span>

namespace earshot {

/// Loudness of the last 100 ms, block by block. Full-scale sine = -3 dBFS.
class LevelMeter
{
public:
    static constexpr double kSilenceDb = -127;

    void addBlock(std::span<const float> samples)
    {
        // Eight sums side by side: the compiler may not reorder float additions itself.
        std::array<float, 8> sums{};
        for (std::size_t i = 0; i + 8 <= samples.size(); i += 8) {
            for (std::size_t k = 0; k < 8; ++k)
                sums[k] += samples[i + k] * samples[i + k];
        }
        addPower(std::accumulate(sums.begin(), sums.end(), 0.0f) / float(samples.size()));
    }
    void addSilence() { addPower(0); }

    double levelDb() const { return toDb(std::accumulate(m_power.begin(), m_power.end(), 0.0) / kBlocks); }
    /// Of the last 20 ms.
    double newestDb() const
    {
        const std::size_t before = (m_newest + kBlocks - 1) % kBlocks;
        return toDb((m_power[m_newest] + m_power[before]) / 2);
    }

private:
    static constexpr std::size_t kBlocks = 10;

    void addPower(double power)
    {
        m_newest = (m_newest + 1) % kBlocks;
        m_power[m_newest] = power;
    }
    static double toDb(double power)
    {
        return power > 0 ? std::max(kSilenceDb, 10 * std::log10(power)) : kSilenceDb;
    }

    std::array<double, kBlocks> m_power{};
    std::size_t m_newest = 0;
};

/// Bits received over a second: that of the ten whole steps of 100 ms before now.
class RateMeter
{
public:
    void add(std::size_t bytes, Instant at)
    {
        advance(at);
        m_bytes[m_newest] += double(bytes);
    }
    double bitsPerSecond(Instant at)
    {
        advance(at);
        return 8 * (std::accumulate(m_bytes.begin(), m_bytes.end(), 0.0) - m_bytes[m_newest]);
    }

private:
    static constexpr microseconds kStep{100'000};
    static constexpr std::size_t kSteps = 11; ///< the newest is still filling

    void advance(Instant to)
    {
        const auto step = to.time_since_epoch() / kStep;
        for (int i = 0; m_step < step && i < int(kSteps); ++i, ++m_step) {
            m_newest = (m_newest + 1) % kSteps;
            m_bytes[m_newest] = 0;
        }
        m_step = std::max(m_step, step);
    }

    std::array<double, kSteps> m_bytes{};
    std::size_t m_newest = 0;
    microseconds::rep m_step = 0;
};

} // namespace earshot
