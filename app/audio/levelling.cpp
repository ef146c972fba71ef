#include "audio/levelling.h"

#include <algorithm>
#include <numeric>

namespace earshot {

namespace {

// LU and LUFS
constexpr double kSilence = -60;
constexpr double kOverNoise = 8;
constexpr double kRelativeGate = -10;
constexpr double kOverMedian = 3;
constexpr double kLoudestPause = -45;
constexpr double kDeadZone = 1; ///< less than this is not worth a change

// dB per block of 10 ms
constexpr double kUp = 0.01;
constexpr double kDown = 0.02;
constexpr double kSwitch = 0.06;
constexpr double kPauseForgets = 0.05; ///< dB per tenth

constexpr std::size_t kEnough = 30; ///< tenths of speech
constexpr std::size_t kEvaluateEvery = 5; ///< tenths of speech

double mean(std::span<const float> powers)
{
    return std::accumulate(powers.begin(), powers.end(), 0.0) / double(powers.size());
}

} // namespace

void Levelling::setOn(bool on)
{
    m_isSwitching = m_isSwitching || on != m_isOn;
    m_isOn = on;
}

void Levelling::reset()
{
    const bool on = m_isOn;
    *this = {};
    m_isOn = on;
}

void Levelling::addSilence()
{
    if (m_tenthBlocks > 0)
        m_weighting.reset();
    m_tenth = 0;
    m_tenthBlocks = 0;
    m_gain.settle();
}

void Levelling::process(std::span<float> block)
{
    m_tenth += m_weighting.power(block);
    if (++m_tenthBlocks == 10) {
        addTenth(m_tenth / 10);
        m_tenth = 0;
        m_tenthBlocks = 0;
    }
    moveGain();
    m_gain.apply(block);
}

void Levelling::addTenth(double power)
{
    m_tenths[m_tenthCount++ % kShortTerm] = float(power);
    const std::size_t known = std::min(m_tenthCount, kShortTerm);
    m_isSpeech = false;
    if (known < kShortTerm / 3)
        return;
    auto sorted = m_tenths;
    const auto quiet = sorted.begin() + std::ptrdiff_t(known / 10);
    std::nth_element(sorted.begin(), quiet, sorted.begin() + std::ptrdiff_t(known));
    const double floor = KWeighting::lufs(double(*quiet));
    // Digital silence, of a muted microphone or a gate, tells little about the noise that comes after it.
    m_pauseLufs = std::max(kSilence, std::min(floor, m_pauseLufs + kPauseForgets));

    double four = 0;
    for (std::size_t i = 1; i <= 4; ++i)
        four += double(m_tenths[(m_tenthCount - i) % kShortTerm]) / 4;
    const double loud = KWeighting::lufs(four);
    m_isSpeech = loud > kSilence && (loud > floor + kOverNoise || loud > kTargetLufs);
    if (!m_isSpeech)
        return;
    m_spoken[m_spokenCount++ % kSpoken] = float(four);
    if (m_spokenCount < kEnough || m_spokenCount % kEvaluateEvery != 0)
        return;
    if (const double wanted = wantedDb(); std::abs(wanted - m_goalDb) > kDeadZone)
        m_goalDb = wanted;
}

double Levelling::wantedDb() const
{
    auto spoken = m_spoken;
    const std::span<float> all(spoken.data(), std::min(m_spokenCount, kSpoken));
    const auto median = all.begin() + std::ptrdiff_t(all.size() / 2);
    std::nth_element(all.begin(), median, all.end());
    const float most = *median * float(std::pow(10, kOverMedian / 10));
    for (float &power : all)
        power = std::min(power, most);
    const double gate = mean(all) * std::pow(10, kRelativeGate / 10);
    const auto quiet
        = std::partition(all.begin(), all.end(), [=](float power) { return double(power) >= gate; });
    const std::span<float> speech(all.begin(), quiet);
    const double mostBoost = std::clamp(kLoudestPause - m_pauseLufs, 0.0, kMostDb);
    return std::clamp(kTargetLufs - KWeighting::lufs(mean(speech)), -kMostDb, mostBoost);
}

void Levelling::moveGain()
{
    const double goal = m_isOn ? m_goalDb : 0;
    if (m_gainDb == goal) {
        m_isSwitching = false;
        return;
    }
    if (!m_isSpeech && !m_isSwitching)
        return;
    const double up = m_isSwitching ? kSwitch : kUp;
    const double down = m_isSwitching ? kSwitch : kDown;
    m_gainDb = std::clamp(goal, m_gainDb - down, m_gainDb + up);
    m_gain.setTarget(float(std::pow(10, m_gainDb / 20)));
}

} // namespace earshot
