#include "audio/loop_detector.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace earshot {

namespace {

constexpr int kFirstBin = 6; // 140 Hz
constexpr int kLastBin = 500;
constexpr float kFloorDb = -100;
constexpr float kLeastToneDb = -40;

constexpr float kPeakOverNeighboursDb = 10;
constexpr int kNearest = 4, kFarthest = 9; // bins on each side that are a peak's neighbours

constexpr int kGrowingFrames = 13;
constexpr float kLeastGrowthDb = 12, kMostGrowthDb = 60;
constexpr float kCrookedDb
    = 0.5f; // from a straight line, root mean square; more where it grows by more than 20 dB

constexpr int kLoudFrames = 10;
constexpr float kLoudToneDb = -12.5f, kLoudWavesDb = 1.5f;

constexpr int kStandingFrames = 12;
constexpr float kStandingDb = -13, kAmongStrongestDb = 8;

constexpr int kFullFrames = 18;
constexpr float kFullDb = -11;

constexpr float kRichDb = 30; // another tone may be so much weaker
constexpr float kNobodyWhistlesDb = -8;
constexpr int kRichBins = 20; // bins on each side that are no other tone, but the same one that glides

constexpr int kPureFrames = 18;
constexpr float kPureDb = -38, kPureWavesDb = 1, kPureOverOthersDb = 20;
constexpr float kPureDrift = 0.0012f;
constexpr int kLobe = 4; // bins on each side that belong to a tone

float decibels(float power)
{
    return std::max(kFloorDb, 10 * std::log10(power + 1e-12f));
}

/// Where between the bins the peak lies, by a parabola.
float exactBin(const std::array<float, 512> &levels, int bin)
{
    const float below = levels[std::size_t(bin - 1)];
    const float above = levels[std::size_t(bin + 1)];
    const float curve = below - 2 * levels[std::size_t(bin)] + above;
    return float(bin) + (curve < 0 ? std::clamp(0.5f * (below - above) / curve, -0.5f, 0.5f) : 0);
}

struct Range {
    float least = 1e9f;
    float most = -1e9f;

    void add(float value)
    {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    float width() const { return most - least; }
};

} // namespace

void LoopDetector::add(std::span<const float> mono)
{
    std::array<float, kBlockFrames * kStereo> stereo;
    float squares = 0;
    for (std::size_t i = 0; i < kBlockFrames; ++i) {
        stereo[2 * i] = stereo[2 * i + 1] = mono[i];
        squares += mono[i] * mono[i];
    }
    m_leastSquares = std::min(m_leastSquares, squares);
    m_squares += squares;
    if (!m_spectrum.add(stereo, m_power))
        return;
    take(m_frames[std::size_t(m_next)]);
    m_squares = 0;
    m_leastSquares = kNoSquares;
    m_next = (m_next + 1) % kFrames;
    m_known = std::min(m_known + 1, kFrames);

    const int strongest = strongestPeak();
    m_isLoop = judge(strongest);
    m_hz = m_isLoop && strongest > 0
        ? int(std::lround(exactBin(levels(0), strongest) * float(Spectrum::kBinHz)))
        : 0;
}

void LoopDetector::take(Frame &frame) const
{
    Levels &levels = frame.levels;
    std::transform(m_power.begin(), m_power.begin() + kBins, levels.begin(), decibels);
    frame.overallDb = decibels(m_squares / (Spectrum::kBlocksPerFrame * kBlockFrames));
    frame.quietestDb = decibels(m_leastSquares / kBlockFrames);
    const auto strongest = std::max_element(levels.begin() + kFirstBin, levels.begin() + kLastBin);
    frame.strongestDb = *strongest;
    const auto isRich = [&](float level) { return level > *strongest - kRichDb; };
    const auto at = strongest - levels.begin();
    frame.isRich = std::any_of(
        levels.begin() + std::min<std::ptrdiff_t>(at + kRichBins + 1, kBins), levels.end(), isRich);
    if (at > kFirstBin + kRichBins)
        frame.isRich |= std::any_of(levels.begin() + kFirstBin, strongest - kRichBins, isRich);
}

void LoopDetector::reset()
{
    m_spectrum.reset();
    m_known = 0;
    m_squares = 0;
    m_leastSquares = kNoSquares;
    m_isLoop = false;
    m_hz = 0;
}

float LoopDetector::levelDb(int hz) const
{
    const int bin = std::clamp(int(std::lround(double(hz) / Spectrum::kBinHz)), 1, kBins - 2);
    return m_known > 0 ? levelNear(bin, 0) : -127;
}

bool LoopDetector::judge(int strongest) const
{
    if (isStanding() || isFull() || (strongest > 0 && (isLoud(strongest) || isPure(strongest))))
        return true;
    for (int bin = kFirstBin; bin < kLastBin; ++bin) {
        if (isPeak(bin) && isGrowing(bin))
            return true;
    }
    return false;
}

/// 0 = there is none.
int LoopDetector::strongestPeak() const
{
    const Levels &levels = this->levels(0);
    int strongest = 0;
    for (int bin = kFirstBin; bin < kLastBin; ++bin) {
        if (isPeak(bin) && (strongest == 0 || levels[std::size_t(bin)] > levels[std::size_t(strongest)]))
            strongest = bin;
    }
    return strongest;
}

bool LoopDetector::isPeak(int bin) const
{
    const auto at = [&](int b) { return levels(0)[std::size_t(b)]; };
    if (at(bin) < kLeastToneDb || at(bin) < at(bin - 1) || at(bin) < at(bin + 1))
        return false;
    float sum = 0;
    int count = 0;
    for (int away = kNearest; away <= kFarthest; ++away) {
        if (bin - away >= 0) {
            sum += at(bin - away);
            ++count;
        }
        sum += at(bin + away);
        ++count;
    }
    return at(bin) - sum / float(count) > kPeakOverNeighboursDb;
}

float LoopDetector::levelNear(int bin, int framesAgo) const
{
    const Levels &levels = this->levels(framesAgo);
    return std::max({levels[std::size_t(bin - 1)], levels[std::size_t(bin)], levels[std::size_t(bin + 1)]});
}

/// The levels against a straight line by least squares.
bool LoopDetector::isGrowing(int bin) const
{
    constexpr int n = kGrowingFrames;
    if (m_known < n)
        return false;
    const float growth = levelNear(bin, 0) - levelNear(bin, n - 1);
    if (growth < kLeastGrowthDb || growth > kMostGrowthDb)
        return false;
    constexpr float kMiddle = (n - 1) / 2.0f;
    constexpr float kSpread = n * (n * n - 1) / 12.0f; // of 0 … n-1, summed squares around the middle
    float mean = 0, slope = 0;
    for (int i = 0; i < n; ++i) {
        const float level = levelNear(bin, n - 1 - i);
        mean += level / n;
        slope += (float(i) - kMiddle) * level / kSpread;
    }
    float squares = 0;
    for (int i = 0; i < n; ++i) {
        const float off = levelNear(bin, n - 1 - i) - mean - slope * (float(i) - kMiddle);
        squares += off * off;
    }
    return std::sqrt(squares / n) < kCrookedDb * std::max(1.0f, growth / 20);
}

bool LoopDetector::isLoud(int bin) const
{
    if (m_known < kLoudFrames)
        return false;
    Range range;
    for (int ago = 0; ago < kLoudFrames; ++ago) {
        const float level = levelNear(bin, ago);
        if (level < frame(ago).strongestDb - 0.5f)
            return false;
        range.add(level);
    }
    return range.least > kLoudToneDb && range.width() < kLoudWavesDb;
}

bool LoopDetector::isStanding() const
{
    if (!areLoud(kStandingFrames, kStandingDb))
        return false;
    for (int bin = kFirstBin; bin < kLastBin; ++bin) {
        int ago = 0;
        while (ago < kStandingFrames && levelNear(bin, ago) > frame(ago).strongestDb - kAmongStrongestDb)
            ++ago;
        if (ago == kStandingFrames)
            return true;
    }
    return false;
}

bool LoopDetector::isFull() const
{
    return areLoud(kFullFrames, kFullDb);
}

/// Without a gap, and most of them are no whistle: more than one tone, or too loud.
bool LoopDetector::areLoud(int frames, float leastDb) const
{
    if (m_known < frames)
        return false;
    int rich = 0;
    for (int ago = 0; ago < frames; ++ago) {
        if (frame(ago).quietestDb < leastDb)
            return false;
        rich += frame(ago).isRich || frame(ago).quietestDb > kNobodyWhistlesDb;
    }
    return 4 * rich >= 3 * frames;
}

bool LoopDetector::isPure(int bin) const
{
    if (m_known < kPureFrames)
        return false;
    Range level, place;
    for (int ago = 0; ago < kPureFrames; ++ago) {
        const Levels &levels = this->levels(ago);
        const auto tone = std::max_element(levels.begin() + bin - 1, levels.begin() + bin + 2);
        const int at = int(tone - levels.begin());
        level.add(*tone);
        place.add(exactBin(levels, at));
        if (level.width() > kPureWavesDb)
            return false;
        for (int other = kFirstBin; other < kBins; ++other) {
            if (std::abs(other - at) > kLobe && levels[std::size_t(other)] > *tone - kPureOverOthersDb)
                return false;
        }
    }
    return level.least > kPureDb && place.width() < std::max(kPureDrift * place.least, 0.02f);
}

} // namespace earshot
