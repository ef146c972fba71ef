#include "audio/time_stretch.h"

#include "audio/fade_law.h"

#include <array>
#include <cmath>

namespace earshot {

namespace {

constexpr int kDecimation = 6; // 8 kHz
constexpr int kCoarseFrames = TimeStretch::kWindowFrames / kDecimation;
constexpr float kQuietPower = 1e-5f; // -50 dBFS: nobody hears a join there
/// What the coarse search may see less of than the fine one: it does not see all of the spectrum, nor the best lag.
constexpr float kCoarseLoss = 0.25f;
/// By so much worse may the longest lag repeat than the shortest: the longer, the fewer joins for the same time.
constexpr float kWorthOfLength = 0.3f;
constexpr int kLongPiece = 720; // 15 ms: beyond, only what repeats better counts

/// Correlates the first `length` frames with those a lag later, both channels together, for rising lags.
/// A lag of `worthUpTo` and longer counts for `worth` more than its correlation.
TimeStretch::Period bestLag(
    const float *stereo, int first, int last, int length, float worth = 0, int worthUpTo = 1)
{
    const int samples = length * kStereo;
    const float here = dotProduct(stereo, stereo, samples);
    const float *later = stereo + first * kStereo;
    double there = dotProduct(later, later, samples);
    TimeStretch::Period best{0, -1};
    float bestScore = -1;
    for (int lag = first; lag <= last; ++lag) {
        later = stereo + lag * kStereo;
        const double scale = double(here) * there;
        const float c = scale > 1e-12 ? dotProduct(stereo, later, samples) / float(std::sqrt(scale)) : 0;
        const float score = c + worth * float(std::min(lag, worthUpTo)) / float(worthUpTo);
        if (score > bestScore) {
            bestScore = score;
            best = {lag, c};
        }
        for (int i = 0; i < kStereo; ++i) {
            there -= double(later[i]) * double(later[i]);
            there += double(later[samples + i]) * double(later[samples + i]);
        }
    }
    return best;
}

} // namespace

TimeStretch::Period TimeStretch::findPeriod(
    std::span<const float> stereo, int longestLag, float leastCorrelation)
{
    const int frames = std::min(int(stereo.size()) / kStereo, kWindowFrames);
    longestLag = std::min({longestLag, frames / 2, kLongestLag});
    if (longestLag < 2 * kShortestLag)
        return {};
    const float energy = dotProduct(stereo.data(), stereo.data(), frames * kStereo);
    if (energy / float(frames * kStereo) < kQuietPower)
        return {longestLag, 1};

    std::array<float, kCoarseFrames * kStereo> coarse;
    const int coarseFrames = frames / kDecimation;
    for (int i = 0; i < coarseFrames; ++i) {
        const float *from = stereo.data() + i * kDecimation * kStereo;
        float left = 0;
        float right = 0;
        for (int k = 0; k < kDecimation; ++k) {
            left += from[kStereo * k];
            right += from[kStereo * k + 1];
        }
        coarse[std::size_t(kStereo * i)] = left;
        coarse[std::size_t(kStereo * i + 1)] = right;
    }
    const int longestCoarse = longestLag / kDecimation;
    // One lag less: the search looks one frame beyond the last.
    const Period rough = bestLag(coarse.data(), kShortestLag / kDecimation, longestCoarse - 1,
        coarseFrames - longestCoarse, kWorthOfLength, kLongPiece / kDecimation);
    if (rough.lag == 0 || rough.correlation < leastCorrelation - kCoarseLoss)
        return {};
    const int centre = rough.lag * kDecimation;
    return bestLag(stereo.data(), std::max(kShortestLag, centre - kDecimation),
        std::min(longestLag - 1, centre + kDecimation), frames - longestLag);
}

/// [a][b]rest -> [a fading into b]rest, written over b.
void TimeStretch::removePiece(PcmFifo &audio, int lag)
{
    float *a = audio.content().data();
    float *b = a + lag * kStereo;
    const FadeLaw law(a, b, lag * kStereo);
    for (int i = 0; i < lag; ++i) {
        const float w = (float(i) + 0.5f) / float(lag);
        const float gain = law.gain(w);
        for (int c = 0; c < kStereo; ++c)
            b[i * kStereo + c] = gain * (a[i * kStereo + c] * (1 - w) + b[i * kStereo + c] * w);
    }
    audio.dropFront(lag);
}

/// [a][b]rest -> [a][b fading into a][b]rest: after the repeated piece b follows a as it did before.
void TimeStretch::repeatPiece(PcmFifo &audio, int lag)
{
    audio.prepare(lag);
    audio.commit(lag);
    float *a = audio.content().data();
    float *b = a + lag * kStereo;
    float *moved = b + lag * kStereo;
    std::copy_backward(b, a + (audio.frames() - lag) * kStereo, a + audio.frames() * kStereo);
    const FadeLaw law(a, moved, lag * kStereo);
    for (int i = 0; i < lag; ++i) {
        const float w = (float(i) + 0.5f) / float(lag);
        const float gain = law.gain(w);
        for (int c = 0; c < kStereo; ++c)
            b[i * kStereo + c] = gain * (moved[i * kStereo + c] * (1 - w) + a[i * kStereo + c] * w);
    }
}

int TimeStretch::shorten(PcmFifo &audio, float leastCorrelation, int longestLag)
{
    const auto [lag, correlation] = findPeriod(audio.content(), longestLag, leastCorrelation);
    if (lag == 0 || correlation < leastCorrelation)
        return 0;
    removePiece(audio, lag);
    return lag;
}

int TimeStretch::lengthen(PcmFifo &audio, float leastCorrelation, int longestLag)
{
    const auto [lag, correlation] = findPeriod(audio.content(), longestLag, leastCorrelation);
    if (lag == 0 || correlation < leastCorrelation || audio.frames() + lag > PcmFifo::kCapacity)
        return 0;
    repeatPiece(audio, lag);
    return lag;
}

} // namespace earshot
