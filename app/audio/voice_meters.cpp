#include "audio/voice_meters.h"

namespace earshot {

namespace {

/// Half a step of 16 bits: a microphone that is on always has noise above. One that is switched off may give a constant.
constexpr float kSilentSwing = 0.5f / 32768;
/// After so long without any sound it may be another microphone.
constexpr microseconds kPause{500'000};

} // namespace

void VoiceMeters::addBlock(std::span<const float> mono, Instant captured)
{
    std::array<float, kBlockFrames * kStereo> stereo;
    float least = mono[0];
    float most = mono[0];
    for (std::size_t i = 0; i < kBlockFrames; ++i) {
        stereo[2 * i] = stereo[2 * i + 1] = mono[i];
        least = std::min(least, mono[i]);
        most = std::max(most, mono[i]);
    }
    m_level.addBlock(mono);
    m_clipping.addBlock(stereo);
    if (m_spectrum.add(stereo, m_power))
        m_bandwidth.add(m_power);
    m_hum.addBlock(mono);
    m_peaks[m_blocks % kPeaks] = std::max(-least, most);
    ++m_blocks;
    findSilence(least, most, captured);
    findFloor();
}

void VoiceMeters::findSilence(float least, float most, Instant captured)
{
    const bool isAfterPause = captured - std::exchange(m_lastBlock, captured) > kPause;
    if (most - least > kSilentSwing)
        m_silentSince.reset();
    else if (!m_silentSince || isAfterPause)
        m_silentSince = captured;
}

void VoiceMeters::findFloor()
{
    if (m_blocks % kPeaks != 0)
        return;
    const std::size_t tenth = m_blocks / kPeaks - 1;
    m_tenths[tenth % kTenths] = float(m_level.levelDb());
    const auto end = m_tenths.begin() + std::ptrdiff_t(std::min(tenth + 1, kTenths));
    m_floorDb = double(*std::min_element(m_tenths.begin(), end));
}

void VoiceMeters::writeTo(CaptureStats &stats) const
{
    const float peak = *std::max_element(m_peaks.begin(), m_peaks.end());
    stats.levelDb = m_level.levelDb();
    stats.peakDb
        = peak > 0 ? std::max(LevelMeter::kSilenceDb, 20 * std::log10(double(peak))) : LevelMeter::kSilenceDb;
    stats.noiseFloorDb = m_floorDb;
    stats.clippedShare = m_clipping.share();
    stats.bandwidthHz = m_bandwidth.hz();
    stats.humDb = m_hum.db();
    stats.humHz = m_hum.hz();
    stats.silentSince = m_silentSince;
}

} // namespace earshot
