#pragma once

#include "audio/bandwidth_meter.h"
#include "audio/clipping_meter.h"
#include "audio/howl_detector.h"
#include "audio/meters.h"
#include "audio/speaker_audio_stats.h"

namespace earshot {

/// Listens to what one speaker's stream plays: how loud it is, and what its source did to the sound.
class SoundExaminer
{
public:
    /// A block that is heard; `isPlayed`: it is the speaker's own sound, not made up.
    void addBlock(std::span<const float> block, bool isPlayed)
    {
        m_level.addBlock(block);
        if (!isPlayed)
            return;
        m_clipping.addBlock(block);
        if (m_spectrum.add(block, m_power)) {
            m_bandwidth.add(m_power);
            m_howl.add(m_power);
        }
    }
    void addSilence() { m_level.addSilence(); }
    void reset()
    {
        m_level = {};
        m_spectrum.reset();
        m_bandwidth = {};
        m_clipping = {};
        m_howl = {};
    }

    double newestDb() const { return m_level.newestDb(); }
    void writeTo(SpeakerAudioStats &stats) const
    {
        stats.levelDb = m_level.levelDb();
        stats.bandwidthHz = m_bandwidth.hz();
        stats.clippedShare = m_clipping.share();
        stats.howlHz = m_howl.hz();
    }

private:
    LevelMeter m_level;
    Spectrum m_spectrum;
    Spectrum::Power m_power{};
    BandwidthMeter m_bandwidth;
    ClippingMeter m_clipping;
    HowlDetector m_howl;
};

} // namespace earshot
