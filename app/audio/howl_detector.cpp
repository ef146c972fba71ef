#include "audio/howl_detector.h"

#include <algorithm>
#include <cmath>

namespace earshot {

namespace {

constexpr int kFirst = int(150 / Spectrum::kBinHz);
constexpr int kLast = int(12'000 / Spectrum::kBinHz);
constexpr int kLobe = 2; ///< bins on each side that belong to a peak (Hann)
constexpr int kBeside = 8; ///< bins on each side that it is compared with
constexpr float kOverNeighbours = 31.6f; // 15 dB
constexpr float kOverOthers = 15.8f; // 12 dB
constexpr float kLeastPower = 3e-5f; // -45 dBFS
constexpr float kSameTone = 0.015f;
constexpr int kLeastFrames = 20;
constexpr float kDyingAway = 0.5f; // 3 dB

float sum(const Spectrum::Power &power, int first, int last)
{
    float total = 0;
    for (int bin = std::max(first, 0); bin <= std::min(last, Spectrum::kBins - 1); ++bin)
        total += power[std::size_t(bin)];
    return total;
}

/// Where between the bins the peak lies, by a parabola through the logarithms.
float peakHz(const Spectrum::Power &power, int bin)
{
    const auto level = [&](int b) { return std::log(power[std::size_t(b)] + 1e-20f); };
    const float below = level(bin - 1);
    const float above = level(bin + 1);
    const float curve = below - 2 * level(bin) + above;
    const float offset = curve < 0 ? std::clamp(0.5f * (below - above) / curve, -0.5f, 0.5f) : 0;
    return (float(bin) + offset) * float(Spectrum::kBinHz);
}

} // namespace

HowlDetector::Tone HowlDetector::toneIn(const Spectrum::Power &power)
{
    const auto begin = power.begin();
    const int peak = int(std::max_element(begin + kFirst, begin + kLast) - begin);
    const float tone = sum(power, peak - kLobe, peak + kLobe);
    if (tone < kLeastPower)
        return {};
    const float beside
        = sum(power, peak - kBeside, peak - kLobe - 1) + sum(power, peak + kLobe + 1, peak + kBeside);
    // The neighbours' mean, for as many bins as the peak has.
    if (tone < kOverNeighbours * beside * (2 * kLobe + 1) / (2 * (kBeside - kLobe)))
        return {};
    for (int bin = kFirst; bin < Spectrum::kBins; ++bin) {
        if (std::abs(bin - peak) > kLobe + 1
            && power[std::size_t(bin)] * kOverOthers > power[std::size_t(peak)])
            return {};
    }
    return {peakHz(power, peak), tone};
}

bool HowlDetector::stands(float hz) const
{
    int early = 0;
    int late = 0;
    float earlyPower = 0;
    float latePower = 0;
    for (std::size_t i = 0; i < kFrames; ++i) {
        const Tone &tone = m_tones[(m_next + i) % kFrames];
        if (std::abs(tone.hz - hz) > kSameTone * hz)
            continue;
        const bool isLate = i >= kFrames / 2;
        (isLate ? late : early) += 1;
        (isLate ? latePower : earlyPower) += tone.power;
    }
    return early + late >= kLeastFrames && early > 0 && late > 0
        && latePower / float(late) > kDyingAway * earlyPower / float(early);
}

void HowlDetector::add(const Spectrum::Power &power)
{
    const Tone tone = toneIn(power);
    m_tones[m_next] = tone;
    m_next = (m_next + 1) % kFrames;
    if (tone.hz > 0 && stands(tone.hz))
        m_hz = int(std::lround(tone.hz));
    else if (m_hz > 0 && !stands(float(m_hz)))
        m_hz = 0;
}

} // namespace earshot
