#include "audio/feedback_guard.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace earshot {

namespace {

constexpr int kMuteAfter = 50; // blocks
constexpr int kLetGoAfter = 200;
constexpr int kForgetAllowedAfter = 200;
constexpr double kSameTone = 0.03;

} // namespace

void FeedbackGuard::add(std::span<const float> mono)
{
    std::array<float, kBlockFrames * kStereo> stereo;
    for (std::size_t i = 0; i < kBlockFrames; ++i)
        stereo[2 * i] = stereo[2 * i + 1] = mono[i];
    if (m_spectrum.add(stereo, m_power))
        m_howl.add(m_power);

    const int hz = m_howl.hz();
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
    return isAllowed(m_howl.hz()) ? 0 : m_howl.hz();
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
    m_blocksWithout = m_blocksDucked = m_blocksAllowed = 0;
    m_lastHz = m_allowedHz = 0;
}

} // namespace earshot
