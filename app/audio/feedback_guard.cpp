#include "audio/feedback_guard.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace earshot {

namespace {

constexpr int kJudgeAfter = 60; // blocks: a loop of 300 ms had two turns
constexpr int kTurnOver = 35; // blocks: what was sent before the mute is through
constexpr float kDiedAwayDb = 6;
constexpr float kSoundsOnDb = 3;
constexpr int kLeastLetGoAfter = 200, kMostLetGoAfter = 3200;
constexpr int kCameBackWithin = 1000; // blocks after it let go
constexpr int kForgetAllowedAfter = 200;
constexpr double kSameTone = 0.03;

} // namespace

void FeedbackGuard::add(std::span<const float> mono)
{
    m_detector.add(mono);
    m_blocks = std::min(m_blocks + 1, 1'000'000);
    switch (m_state) {
    case GuardState::Watching:
        if (m_detector.isLoop() && !isAllowed()) {
            const bool isBack = m_letGoAfter > 0 && m_blocks < kCameBackWithin;
            m_letGoAfter = isBack ? std::min(2 * m_letGoAfter, kMostLetGoAfter) : kLeastLetGoAfter;
            m_loop = {m_detector.hz(), levelDb(m_detector.hz())};
            m_allows = false;
            enter(GuardState::Ducked);
        } else if (m_allows) {
            m_blocksWithout = m_detector.isLoop() ? 0 : m_blocksWithout + 1;
            m_allows = m_blocksWithout < kForgetAllowedAfter;
        }
        break;
    case GuardState::Ducked:
        if (m_blocks == kJudgeAfter && levelDb(m_loop.hz) > m_loop.levelDb - kDiedAwayDb)
            mute();
        else if (m_blocks > kJudgeAfter && m_detector.isLoop())
            mute();
        else if (m_blocks >= m_letGoAfter)
            letGo();
        break;
    case GuardState::Muted:
        // A loop falls as soon as its last turn has come back; a voice may be as loud as it was for a moment.
        if (m_blocks >= kTurnOver && m_blocks <= kJudgeAfter)
            m_soundsOn = m_soundsOn && std::abs(levelDb(m_loop.hz) - m_loop.levelDb) < kSoundsOnDb;
        if (m_blocks == kJudgeAfter && m_soundsOn)
            allow();
        break;
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

float FeedbackGuard::levelDb(int hz) const
{
    return hz > 0 ? m_detector.levelDb(hz) : m_detector.levelDb();
}

bool FeedbackGuard::isAllowed() const
{
    const int hz = m_detector.hz();
    return m_allows && (m_loop.hz == 0 || std::abs(hz - m_loop.hz) <= kSameTone * m_loop.hz);
}

void FeedbackGuard::enter(GuardState state)
{
    m_state = state;
    m_blocks = 0;
}

/// A strong loop grew while it was ducked.
void FeedbackGuard::mute()
{
    m_loop.levelDb = levelDb(m_loop.hz);
    m_soundsOn = true;
    enter(GuardState::Muted);
}

void FeedbackGuard::letGo()
{
    enter(GuardState::Watching);
    m_detector.reset();
}

void FeedbackGuard::undo()
{
    if (m_state == GuardState::Watching) {
        rearm();
        return;
    }
    allow();
    m_loop.hz = 0; // whichever of its tones is the strongest later
}

void FeedbackGuard::allow()
{
    letGo();
    m_allows = true;
    m_blocksWithout = 0;
}

void FeedbackGuard::gainChanged()
{
    m_allows = false;
    if (m_state != GuardState::Watching)
        return;
    m_loop = {};
    m_letGoAfter = 0;
}

void FeedbackGuard::rearm()
{
    letGo();
    m_allows = false;
    m_loop = {};
    m_letGoAfter = 0;
}

} // namespace earshot
