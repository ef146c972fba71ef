#include "simulation/audio/heard_block.h"

#include <algorithm>
#include <cmath>

namespace earshot::test {

HeardBlock BlockReader::read(Instant at, std::span<const float> pcm)
{
    HeardBlock block{.at = at, .isSounding = !pcm.empty()};
    static constexpr std::array<float, kBlockFrames * kStereo> kSilence{};
    if (pcm.empty() && m_left == 0 && m_right == 0)
        return block;
    if (pcm.empty())
        pcm = kSilence;
    block.isSmooth = readSmooth(block, pcm);
    if (!block.isSmooth)
        readFrames(block, pcm);
    m_left = pcm[pcm.size() - 2];
    m_right = pcm[pcm.size() - 1];
    return block;
}

/// In a form that compilers make vector code of: nearly all blocks are smooth.
bool BlockReader::readSmooth(HeardBlock &block, std::span<const float> pcm) const
{
    constexpr float kSum = float(2 * PositionSound::kLevel);
    const float slope = float(m_sound.slope());
    const float least = float(kLeastStep) * slope - 3e-7f;
    const float most = float(kMostStep) * slope + 3e-7f;
    float before = m_left - m_right;
    int bad = std::abs(m_left + m_right - kSum) > 1e-4f;
    int advancing = 0;
    for (std::size_t i = 0; i < pcm.size(); i += 2) {
        const float difference = pcm[i] - pcm[i + 1];
        const float step = difference - before;
        before = difference;
        bad |= int(std::abs(pcm[i] + pcm[i + 1] - kSum) > 1e-4f) | int(step < least) | int(step > most);
        advancing += step > 0.4f * slope;
    }
    if (bad)
        return false;
    const auto position
        = [&](std::size_t frame) { return m_sound.position(pcm[2 * frame], pcm[2 * frame + 1]); };
    block.advancing = advancing;
    block.first = position(0);
    block.last = position(kBlockFrames - 1);
    block.lastStep = (block.last - position(kBlockFrames - 9)) / 8;
    return true;
}

void BlockReader::readFrames(HeardBlock &block, std::span<const float> pcm)
{
    const auto positionOf = [this](float left, float right) {
        const bool isTraceable = PositionSound::gain(left, right) >= HeardBlock::kTraceable;
        return isTraceable ? m_sound.position(left, right) : HeardBlock::kNowhere;
    };
    float left = m_left;
    float right = m_right;
    double position = positionOf(left, right);
    for (std::size_t i = 0; i < kBlockFrames; ++i) {
        HeardBlock::Frame &frame = m_frames[i];
        frame.jump = std::max(std::abs(pcm[2 * i] - left), std::abs(pcm[2 * i + 1] - right));
        left = pcm[2 * i];
        right = pcm[2 * i + 1];
        frame.gain = float(PositionSound::gain(left, right));
        frame.position = positionOf(left, right);
        const bool isStep = frame.position != HeardBlock::kNowhere && position != HeardBlock::kNowhere;
        frame.step = isStep ? frame.position - position : 0;
        position = frame.position;
    }
    block.frames = m_frames;
    block.first = m_frames.front().position;
    block.last = m_frames.back().position;
    block.lastStep = m_frames.back().step;
}

} // namespace earshot::test
