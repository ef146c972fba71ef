#include "audio/paced_stretch.h"

#include "audio/fade_law.h"

namespace earshot {

namespace {

constexpr int kShortenFrom = 1440; ///< frames that must be there: what is nearly empty is not shortened
constexpr double kMostOwed = 960; ///< frames; more could not be made good without being heard
/// With urgency, when so many frames are owed, the best piece is taken. A stall cannot wait, a catch-up can.
constexpr double kAnyLongerFrom = 950;
constexpr double kAnyShorterFrom = 900;
constexpr int kLongestWait = 100; ///< blocks in which no period was good enough, without urgency
constexpr float kGoodPeriod = 0.9f;
constexpr float kFairPeriod = 0.7f; ///< without urgency, when most is owed
constexpr float kAnyPeriod = -1;
constexpr float kPauseBelow = 0.003f; ///< 25 dB under what was loud: only noise, where joins are not heard
constexpr float kFullScale = 1;

} // namespace

int PacedStretch::stretch(PcmFifo &audio, Direction direction, double rate, bool urgent, int longest)
{
    if (m_direction != direction)
        m_owed = 0;
    if (urgent && !m_isUrgent)
        m_owed = std::max(m_owed, 0.0); // what was paid in advance for a gentle rate holds up nothing now
    m_direction = direction;
    m_isUrgent = urgent;
    m_owed = std::min(m_owed + rate * kBlockFrames, kMostOwed);
    const bool pause = isPause(audio.content());
    if (m_owed <= 0)
        return 0;
    const float least = pause ? kAnyPeriod : leastCorrelation(urgent);
    int frames = 0;
    if (direction == Direction::Lengthen)
        frames = TimeStretch::lengthen(audio, least, longest);
    else if (audio.frames() >= kShortenFrom)
        frames = TimeStretch::shorten(audio, least, longest);
    m_owed -= frames;
    m_waited = frames > 0 || m_owed < kMostOwed ? 0 : m_waited + 1;
    return frames;
}

bool PacedStretch::isPause(std::span<const float> stereo)
{
    const auto samples = std::min(stereo.size(), std::size_t(kWindowFrames) * kStereo);
    const float power = dotProduct(stereo.data(), stereo.data(), int(samples)) / float(samples + 1);
    const float faded = m_loudness * kLoudnessFade;
    m_loudness = power > faded ? std::min(power, kFullScale) : faded; // also where it is no number
    return power < m_loudness * kPauseBelow;
}

float PacedStretch::leastCorrelation(bool urgent) const
{
    if (!urgent && m_waited >= kLongestWait)
        return kAnyPeriod;
    if (!urgent)
        return kGoodPeriod + (kFairPeriod - kGoodPeriod) * float(m_owed / kMostOwed);
    const double any = m_direction == Direction::Lengthen ? kAnyLongerFrom : kAnyShorterFrom;
    return m_owed >= any ? kAnyPeriod : kGoodPeriod * float(1 - m_owed / any);
}

} // namespace earshot
