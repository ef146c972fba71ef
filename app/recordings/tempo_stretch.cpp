#include "recordings/tempo_stretch.h"

#include <soundtouch/SoundTouch.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace earshot {

class TempoStretch::Stretcher : public soundtouch::SoundTouch
{
};
static_assert(std::is_same_v<soundtouch::SAMPLETYPE, float>);

TempoStretch::TempoStretch()
    : m_stretcher(std::make_unique<Stretcher>())
{
    m_stretcher->setSampleRate(kFramesPerSecond);
    m_stretcher->setChannels(kStereo);
}

TempoStretch::~TempoStretch() = default;

void TempoStretch::setSpeed(double speed)
{
    if (speed == m_speed)
        return;
    if (speed == 1)
        finish();
    else
        m_stretcher->setTempo(speed);
    m_speed = speed;
}

void TempoStretch::put(std::span<const float> stereo, qint64 position)
{
    const qint64 frames = qint64(stereo.size()) / kStereo;
    if (m_speed == 1) {
        append(stereo, position, 1);
        return;
    }
    m_put.push_back({m_putFrames, position, 1});
    m_putFrames += frames;
    m_stretcher->putSamples(stereo.data(), unsigned(frames));
    receive();
}

void TempoStretch::receive()
{
    std::array<float, kBlockFrames * kStereo> block;
    while (const unsigned frames = m_stretcher->receiveSamples(block.data(), kBlockFrames)) {
        while (m_put.size() > 1 && double(m_put[1].frame) <= m_received)
            m_put.pop_front();
        const qint64 position
            = m_put.empty() ? 0 : m_put.front().position + std::llround(m_received) - m_put.front().frame;
        append(std::span(block).first(std::size_t(frames) * kStereo), position, m_speed);
        m_received += double(frames) * m_speed;
    }
}

void TempoStretch::append(std::span<const float> stereo, qint64 position, double speed)
{
    m_marks.push_back({m_outFrames, position, speed});
    m_out.insert(m_out.end(), stereo.begin(), stereo.end());
    m_outFrames += qint64(stereo.size()) / kStereo;
}

void TempoStretch::finish()
{
    if (m_putFrames > 0) {
        m_stretcher->flush();
        receive();
        m_stretcher->clear();
    }
    m_put.clear();
    m_putFrames = 0;
    m_received = 0;
}

void TempoStretch::clear()
{
    m_stretcher->clear();
    m_put.clear();
    m_putFrames = 0;
    m_received = 0;
    m_out.clear();
    m_marks.clear();
    m_outBegin = 0;
    m_outFirst = m_outFrames;
}

TempoStretch::Place TempoStretch::take(std::span<float> stereo)
{
    while (m_marks.size() > 1 && m_marks[1].frame <= m_outFirst)
        m_marks.pop_front();
    Place place;
    if (!m_marks.empty()) {
        const Mark &mark = m_marks.front();
        place = {mark.position + std::llround(double(m_outFirst - mark.frame) * mark.speed), mark.speed};
    }
    const std::size_t samples = std::min(stereo.size(), m_out.size() - m_outBegin);
    std::copy_n(m_out.begin() + std::ptrdiff_t(m_outBegin), samples, stereo.begin());
    m_outBegin += samples;
    m_outFirst += qint64(samples) / kStereo;
    if (m_outBegin * 2 > m_out.size()) {
        m_out.erase(m_out.begin(), m_out.begin() + std::ptrdiff_t(m_outBegin));
        m_outBegin = 0;
    }
    return place;
}

} // namespace earshot
