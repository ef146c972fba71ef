#include "audio/feedback_guard.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace earshot {

namespace {

constexpr int kMuteAfter = 50; // blocks
constexpr int kLetGoAfter = 200;
constexpr int kForgetAllowedAfter = 200;
constexpr double kSameTone = 0.03;
constexpr int kRoarAfter = 50;
constexpr float kRoarPower = 0.126f; // -9 dBFS
constexpr float kRoarPeak = 0.9f;

} // namespace

void FeedbackGuard::add(std::span<const float> mono)
{
    std::array<float, kBlockFrames * kStereo> stereo;
    for (std::size_t i = 0; i < kBlockFrames; ++i)
        stereo[2 * i] = stereo[2 * i + 1] = mono[i];
    if (m_spectrum.add(stereo, m_power))
        m_howl.add(m_power);
    const float energy = std::transform_reduce(mono.begin(), mono.end(), mono.begin(), 0.0f);
    const auto [least, most] = std::minmax_element(mono.begin(), mono.end());
    const bool isLoud = energy > kRoarPower * float(mono.size()) && std::max(-*least, *most) > kRoarPeak;
    m_blocksLoud = isLoud ? m_blocksLoud + 1 : 0;

    const int hz = howlingHz();
    if (m_allowedHz > 0 && isAllowed(hz))
        m_blocksAllowed = 0;
    else if (m_allowedHz > 0 && ++m_blocksAllowed > kForgetAllowedAfter)
        m_allowedHz = 0;
    if (howlHz() > 0)
        m_lastHz = hz;
    follow(howlHz() > 0);
}

void FeedbackGuard::follow(bool howls)
{
    m_blocksWithout = howls ? 0 : m_blocksWithout + 1;
    switch (m_state) {
    case GuardState::Watching:
        if (howls) {
            m_state = GuardState::Ducked;
            m_blocksDucked = 0;
        }
        break;
    case GuardState::Ducked:
        if (howls && ++m_blocksDucked >= kMuteAfter)
            m_state = GuardState::Muted;
        else if (m_blocksWithout >= kLetGoAfter)
            m_state = GuardState::Watching;
        break;
    case GuardState::Muted:
    case GuardState::Off:
        break;
    }
}

float FeedbackGuard::gain() const
{
    switch (m_state) {
    case GuardState::Ducked:
        return kDuckedGain;
    case GuardState::Muted:
        return 0;
    case GuardState::Watching:
    case GuardState::Off:
        break;
    }
    return 1;
}

int FeedbackGuard::howlHz() const
{
    const int hz = howlingHz();
    return isAllowed(hz) ? 0 : hz;
}

/// The tone's, or the loudest of what roars.
int FeedbackGuard::howlingHz() const
{
    if (m_howl.hz() > 0 || m_blocksLoud < kRoarAfter)
        return m_howl.hz();
    const auto loudest = std::max_element(m_power.begin(), m_power.end()) - m_power.begin();
    return std::max(1, int(std::lround(double(loudest) * Spectrum::kBinHz)));
}

bool FeedbackGuard::isAllowed(int hz) const
{
    return hz > 0 && m_allowedHz > 0 && std::abs(hz - m_allowedHz) <= kSameTone * m_allowedHz;
}

void FeedbackGuard::undo()
{
    const int hz = m_lastHz;
    rearm();
    m_allowedHz = hz;
}

void FeedbackGuard::rearm()
{
    m_spectrum.reset();
    m_howl = {};
    m_state = GuardState::Watching;
    m_blocksWithout = m_blocksDucked = m_blocksAllowed = m_blocksLoud = 0;
    m_lastHz = m_allowedHz = 0;
}

} // namespace earshot
