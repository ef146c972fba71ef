#include "audio/bandwidth_meter.h"

#include <algorithm>
#include <bit>

namespace earshot {

namespace {

constexpr float kSpeech = 1e-5f;
constexpr float kUsed = 3e-6f; // -55 dB
constexpr int kLeastFrames = 40; // 1.6 s
constexpr int kLeastUsed = 3;
constexpr float kForget = 1.0f / 32;
constexpr int kFirstBin = 5; // hum and rumble are no speech

} // namespace

void BandwidthMeter::add(const Spectrum::Power &power)
{
    std::array<float, kBands> bands{};
    float total = 0;
    for (int bin = kFirstBin; bin < Spectrum::kBins; ++bin) {
        const int band = int(bin * Spectrum::kBinHz) / kBandHz;
        total += power[std::size_t(bin)];
        if (band < kBands)
            bands[std::size_t(band)] += power[std::size_t(bin)];
    }
    if (total < kSpeech)
        return;
    m_mean = m_frames == 0 ? total : m_mean + kForget * (total - m_mean);
    m_frames = std::min(m_frames + 1, kLeastFrames);
    for (std::size_t band = 0; band < kBands; ++band)
        m_used[band] = m_used[band] << 1 | std::uint64_t(bands[band] > kUsed * m_mean);
}

int BandwidthMeter::hz() const
{
    if (m_frames < kLeastFrames)
        return 0;
    for (int band = kBands - 1; band >= 0; --band) {
        if (std::popcount(m_used[std::size_t(band)]) >= kLeastUsed)
            return (band + 1) * kBandHz;
    }
    return 0;
}

} // namespace earshot
