#include "stretch/score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace stretching {

namespace {

constexpr int kWindow = 1024;
constexpr int kBins = kWindow / 2;
constexpr int kAlignStep = 96; // 2 ms
constexpr int kAlignSteps = 10;
constexpr double kRangeDb = 60;

using Spectrum = std::array<double, kBins>; // power

void transform(std::array<std::complex<double>, kWindow> &x)
{
    for (std::size_t i = 1, j = 0; i < kWindow; ++i) {
        std::size_t bit = kWindow >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(x[i], x[j]);
    }
    for (std::size_t length = 2; length <= kWindow; length <<= 1) {
        const auto turn = std::polar(1.0, -2 * std::numbers::pi / double(length));
        for (std::size_t i = 0; i < kWindow; i += length) {
            std::complex<double> w = 1;
            for (std::size_t k = 0; k < length / 2; ++k, w *= turn) {
                const auto u = x[i + k];
                const auto v = x[i + k + length / 2] * w;
                x[i + k] = u + v;
                x[i + k + length / 2] = u - v;
            }
        }
    }
}

/// Of the left channel (real part) and the right one (imaginary part) at once: the sum of their powers.
Spectrum spectrumAt(const std::vector<float> &stereo, std::int64_t frame)
{
    static const auto kHann = [] {
        std::array<double, kWindow> w;
        for (std::size_t i = 0; i < kWindow; ++i)
            w[i] = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * (double(i) + 0.5) / kWindow);
        return w;
    }();
    std::array<std::complex<double>, kWindow> x;
    for (std::size_t i = 0; i < kWindow; ++i) {
        const auto at = (std::size_t(frame) + i) * kChannels;
        x[i] = kHann[i] * std::complex<double>(stereo[at], stereo[at + 1]);
    }
    transform(x);
    Spectrum power;
    for (std::size_t k = 1; k <= kBins; ++k)
        power[k - 1] = std::norm(x[k]) + std::norm(x[kWindow - k]);
    return power;
}

double distance(const Spectrum &a, const Spectrum &b, double floor)
{
    double sum = 0;
    for (std::size_t k = 0; k < kBins; ++k) {
        const double db = 10 * std::log10((a[k] + floor) / (b[k] + floor));
        sum += db * db;
    }
    return std::sqrt(sum / kBins);
}

/// Powers of steps of 2.5 ms, differences taken first so that the low notes do not hide what is sharp.
int attacks(const std::vector<float> &stereo)
{
    constexpr std::size_t kStep = 120;
    std::vector<double> power;
    for (std::size_t at = kChannels; at + kStep * kChannels <= stereo.size(); at += kStep * kChannels) {
        double sum = 1e-7;
        for (std::size_t i = at; i < at + kStep * kChannels; ++i) {
            const double d = stereo[i] - stereo[i - kChannels];
            sum += d * d;
        }
        power.push_back(sum);
    }
    int count = 0;
    for (std::size_t i = 4; i + 1 < power.size(); ++i) {
        const double before
            = *std::max_element(power.begin() + std::ptrdiff_t(i - 4), power.begin() + std::ptrdiff_t(i));
        if (power[i] > 8 * before && power[i] > 1e-4) {
            ++count;
            ++i; // the same one
        }
    }
    return count;
}

double widthDb(const std::vector<float> &stereo)
{
    double sum = 1e-9;
    double difference = 1e-9;
    for (std::size_t i = 0; i + 1 < stereo.size(); i += kChannels) {
        sum += std::pow(stereo[i] + stereo[i + 1], 2);
        difference += std::pow(stereo[i] - stereo[i + 1], 2);
    }
    return 10 * std::log10(difference / sum + 1e-4); // one channel twice has no width
}

} // namespace

Score score(const std::vector<float> &source, const Stretched &stretched)
{
    Score result;
    const auto sourceFrames = std::int64_t(source.size()) / kChannels;
    const auto frames = std::int64_t(stretched.sound.size()) / kChannels;
    double loudest = 0;
    for (std::int64_t at = 0; at + kWindow <= sourceFrames; at += kWindow) {
        const Spectrum s = spectrumAt(source, at);
        loudest = std::max(loudest, *std::max_element(s.begin(), s.end()));
    }
    const double floor = loudest * std::pow(10, -kRangeDb / 10);
    double error = 0;
    double energy = 0;
    int windows = 0;
    for (std::size_t block = 0; block < stretched.source.size(); ++block) {
        const std::int64_t at = std::int64_t(block) * kBlock;
        if (at + kWindow > frames)
            break;
        const Spectrum heard = spectrumAt(stretched.sound, at);
        double best = 1e9;
        Spectrum ideal{};
        for (int step = -kAlignSteps; step <= kAlignSteps; ++step) {
            const std::int64_t from = stretched.source[block] + step * kAlignStep;
            if (from < 0 || from + kWindow > sourceFrames)
                continue;
            const Spectrum s = spectrumAt(source, from);
            if (const double d = distance(heard, s, floor); d < best) {
                best = d;
                ideal = s;
            }
        }
        if (best > 1e8)
            continue;
        result.logSpectralDistance += best;
        ++windows;
        for (std::size_t k = 0; k < kBins; ++k) {
            error += std::pow(std::sqrt(heard[k]) - std::sqrt(ideal[k]), 2);
            energy += ideal[k];
        }
    }
    result.logSpectralDistance /= std::max(windows, 1);
    result.convergence = 10 * std::log10((error + 1e-12) / (energy + 1e-12));
    const std::int64_t heard
        = stretched.source.empty() ? 0 : stretched.source.back() - stretched.source.front();
    const double took = double(std::max<std::size_t>(stretched.source.size(), 2) - 1) * kBlock;
    result.fasterReached = double(heard) / took - 1;
    const double share = double(heard) / double(sourceFrames); // what of the source was heard
    result.attacks = 100 * attacks(stretched.sound) / std::max(1.0, share * attacks(source));
    result.widthChange = widthDb(stretched.sound) - widthDb(source);
    return result;
}

} // namespace stretching
