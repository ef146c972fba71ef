#pragma once

#include "audio/bandwidth_meter.h"
#include "audio/capture_stats.h"
#include "audio/clipping_meter.h"
#include "audio/hum_meter.h"
#include "audio/meters.h"

namespace earshot {

/// Listens to the microphone as it is, before anything is done with its sound. Audio thread; does not allocate after it
/// was made.
class VoiceMeters
{
public:
    /// 10 ms, mono.
    void addBlock(std::span<const float> mono, Instant captured);
    void writeTo(CaptureStats &stats) const;
    double noiseFloorDb() const { return m_floorDb; }
    double newestDb() const { return m_level.newestDb(); }

private:
    void findSilence(float least, float most, Instant captured);
    void findFloor();

    static constexpr std::size_t kPeaks = 10; ///< blocks, 100 ms
    static constexpr std::size_t kTenths = 50; ///< of a second: 5 s

    LevelMeter m_level;
    Spectrum m_spectrum;
    Spectrum::Power m_power{};
    BandwidthMeter m_bandwidth;
    ClippingMeter m_clipping;
    HumMeter m_hum;
    std::array<float, kPeaks> m_peaks{}; ///< a ring
    std::array<float, kTenths> m_tenths{}; ///< a ring, levels of 100 ms each in dBFS
    std::size_t m_blocks = 0; ///< ever
    double m_floorDb = LevelMeter::kSilenceDb;
    std::optional<Instant> m_silentSince;
    Instant m_lastBlock{};
};

} // namespace earshot
