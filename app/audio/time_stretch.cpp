#include "audio/time_stretch.h"

#include <array>
#include <cmath>

namespace earshot {

namespace {

constexpr int kDecimation = 6; // 8 kHz
constexpr int kCoarseFrames = TimeStretch::kWindowFrames / kDecimation;
constexpr float kQuietPower = 1e-5f; // -50 dBFS: nobody hears a join there

using Mono = std::array<float, TimeStretch::kWindowFrames>;

struct Match {
    float product = 0;
    float energyHere = 0;
    float energyThere = 0;

    float correlation() const
    {
        const float scale = energyHere * energyThere;
        return scale > 0 ? product / std::sqrt(scale) : 0;
    }
};

Match match(const float *x, int lag, int length)
{
    Match m;
    for (int i = 0; i < length; ++i) {
        m.product += x[i] * x[i + lag];
        m.energyHere += x[i] * x[i];
        m.energyThere += x[i + lag] * x[i + lag];
    }
    return m;
}

TimeStretch::Period bestLag(const float *x, int first, int last, int length)
{
    TimeStretch::Period best{0, -1};
    for (int lag = first; lag <= last; ++lag) {
        const float c = match(x, lag, length).correlation();
        if (c > best.correlation)
            best = {lag, c};
    }
    return best;
}

} // namespace

TimeStretch::Period TimeStretch::findPeriod(std::span<const float> stereo, int longestLag)
{
    const int frames = std::min(int(stereo.size()) / kStereo, kWindowFrames);
    longestLag = std::min({longestLag, frames / 2, kLongestLag});
    if (longestLag < 2 * kShortestLag)
        return {};

    Mono mono;
    float energy = 0;
    float energyOfMean = 0;
    for (int i = 0; i < frames; ++i) {
        const float left = stereo[std::size_t(2 * i)];
        const float right = stereo[std::size_t(2 * i + 1)];
        const float mean = 0.5f * (left + right);
        mono[std::size_t(i)] = mean;
        energy += 0.5f * (left * left + right * right);
        energyOfMean += mean * mean;
    }
    if (energy / float(frames) < kQuietPower)
        return {longestLag, 1};
    if (energyOfMean < 0.25f * energy) { // the channels cancel each other: one of them will have to do
        for (int i = 0; i < frames; ++i)
            mono[std::size_t(i)] = stereo[std::size_t(2 * i)];
    }

    std::array<float, kCoarseFrames> coarse;
    const int coarseFrames = frames / kDecimation;
    for (int i = 0; i < coarseFrames; ++i) {
        float sum = 0;
        for (int k = 0; k < kDecimation; ++k)
            sum += mono[std::size_t(i * kDecimation + k)];
        coarse[std::size_t(i)] = sum / kDecimation;
    }
    const int longestCoarse = longestLag / kDecimation;
    const Period rough
        = bestLag(coarse.data(), kShortestLag / kDecimation, longestCoarse, coarseFrames - longestCoarse);
    const int centre = rough.lag * kDecimation;
    return bestLag(mono.data(), std::max(kShortestLag, centre - kDecimation),
        std::min(longestLag, centre + kDecimation), frames - longestLag);
}

int TimeStretch::shorten(PcmFifo &audio, float leastCorrelation, int longestLag)
{
    const auto [lag, correlation] = findPeriod(audio.content(), longestLag);
    if (lag == 0 || correlation < leastCorrelation)
        return 0;
    // [a][b]rest -> [a fading into b]rest, written over b.
    float *a = audio.content().data();
    float *b = a + lag * kStereo;
    for (int i = 0; i < lag; ++i) {
        const float w = (float(i) + 0.5f) / float(lag);
        for (int c = 0; c < kStereo; ++c)
            b[i * kStereo + c] = a[i * kStereo + c] * (1 - w) + b[i * kStereo + c] * w;
    }
    audio.dropFront(lag);
    return lag;
}

int TimeStretch::lengthen(PcmFifo &audio, float leastCorrelation, int longestLag)
{
    const auto [lag, correlation] = findPeriod(audio.content(), longestLag);
    if (lag == 0 || correlation < leastCorrelation || audio.frames() + lag > PcmFifo::kCapacity)
        return 0;
    // [a][b]rest -> [a][b fading into a][b]rest: after the repeated period b follows a as it did before.
    audio.prepare(lag);
    audio.commit(lag);
    float *a = audio.content().data();
    float *b = a + lag * kStereo;
    float *moved = b + lag * kStereo;
    std::copy_backward(b, a + (audio.frames() - lag) * kStereo, a + audio.frames() * kStereo);
    for (int i = 0; i < lag; ++i) {
        const float w = (float(i) + 0.5f) / float(lag);
        for (int c = 0; c < kStereo; ++c)
            b[i * kStereo + c] = moved[i * kStereo + c] * (1 - w) + a[i * kStereo + c] * w;
    }
    return lag;
}

} // namespace earshot
