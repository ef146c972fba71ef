#include "audio/fractional_resampler.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace earshot {

namespace {

constexpr int kPhases = 256;
constexpr int kMargin = 2; ///< rows before phase 0 and after 1: a group may end a little beyond
constexpr int kGroup = 8; ///< frames within which the weights change evenly
constexpr double kBeta = 9;

/// Modified Bessel function of the first kind, order 0.
double besselI0(double x)
{
    double sum = 1;
    double term = 1;
    for (int k = 1; k < 40; ++k) {
        term *= (x / 2 / k) * (x / 2 / k);
        sum += term;
    }
    return sum;
}

/// `half`: where the window ends.
double kernel(double t, double half)
{
    const double x = 1 - (t / half) * (t / half);
    if (x <= 0)
        return 0;
    const double sinc = t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
    return sinc * besselI0(kBeta * std::sqrt(x)) / besselI0(kBeta);
}

} // namespace

/// Each weight twice, for left and right. Row `kMargin` is the frame itself.
struct FractionalResampler::Table {
    std::array<Weights, kPhases + 2 * kMargin + 1> rows;

    Table()
    {
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const int steps = int(r) - kMargin;
            std::array<double, kTaps> weights;
            double sum = 0;
            for (int tap = 0; tap < kTaps; ++tap) {
                const int whole = kHeldFrames - 1 - tap;
                const bool isOnFrame = steps % kPhases == 0;
                const double t = whole + double(steps) / kPhases;
                weights[std::size_t(tap)] = isOnFrame ? double(t == 0) : kernel(t, kHeldFrames);
                sum += weights[std::size_t(tap)];
            }
            for (int i = 0; i < kTaps * kStereo; ++i)
                rows[r][std::size_t(i)] = float(weights[std::size_t(i / kStereo)] / sum);
        }
    }

    Weights at(double phase) const
    {
        const double row = phase * kPhases + kMargin;
        const auto below = std::size_t(row);
        const float share = float(row - double(below));
        Weights weights;
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] = rows[below][i] + (rows[below + 1][i] - rows[below][i]) * share;
        return weights;
    }
};

const FractionalResampler::Table &FractionalResampler::table()
{
    static const Table kTable;
    return kTable;
}

FractionalResampler::FractionalResampler()
    : m_table(&table())
{ }

void FractionalResampler::restart()
{
    m_history.fill(0);
    m_isEmpty = true;
    m_phase = 0;
}

void FractionalResampler::aimAt(double ppm)
{
    m_wanted = std::clamp(ppm, -kMostPpm, kMostPpm);
}

int FractionalResampler::process(std::span<const float> in, std::span<float> out)
{
    const int frames = int(out.size()) / kStereo;
    int available = int(in.size()) / kStereo;
    assert(frames <= kBlockFrames && available >= frames);
    m_ppm += std::clamp(m_wanted - m_ppm, -kMostStep, kMostStep);

    int first = 0;
    if (m_isEmpty) { // as if the first frame had been there before: no step up from nothing
        for (std::size_t i = 0; i < m_history.size(); ++i)
            m_history[i] = in[i % kStereo];
    }
    if (m_isEmpty && available >= frames + kHeldFrames) {
        first = kHeldFrames;
        std::copy_n(in.begin(), kHeldFrames * kStereo, m_history.end() - kHeldFrames * kStereo);
        in = in.subspan(kHeldFrames * kStereo);
        available -= kHeldFrames;
    }
    m_isEmpty = false;

    std::array<float, std::size_t(kHistory + kBlockFrames + 1) * kStereo> work;
    const int used = std::min(available, frames + 1);
    std::copy(m_history.begin(), m_history.end(), work.begin());
    std::copy_n(in.begin(), used * kStereo, work.begin() + m_history.size());

    // Where the frame too much is not there yet, this block is played at the speed that needs none.
    const double fastest = (used + 1 - m_phase - 1e-6) / frames;
    const double step = std::min(1 + m_ppm * 1e-6, std::max(fastest, 1.0));
    if (m_phase == 0 && step == 1) // NOLINT: exactly
        std::copy_n(work.begin() + (kHeldFrames - 1) * kStereo, frames * kStereo, out.begin());
    else
        interpolate(work.data(), out, step);

    const double end = m_phase + frames * step;
    const int consumed = int(end);
    m_phase = end - consumed;
    std::copy_n(work.begin() + consumed * kStereo, m_history.size(), m_history.begin());
    return first + consumed;
}

void FractionalResampler::interpolate(const float *frames, std::span<float> out, double step) const
{
    const int count = int(out.size()) / kStereo;
    for (int begin = 0; begin < count; begin += kGroup) {
        const int size = std::min(kGroup, count - begin);
        const double position = m_phase + begin * step;
        const int base = int(position);
        const Weights from = m_table->at(position - base);
        const Weights to = m_table->at(position - base + (step - 1) * kGroup);
        Weights weights = from;
        Weights change;
        for (std::size_t i = 0; i < change.size(); ++i)
            change[i] = (to[i] - from[i]) / kGroup;
        for (int k = 0; k < size; ++k) {
            const float *x = frames + (base + k) * kStereo;
            constexpr std::size_t kLanes = 4; // as wide as every processor has
            std::array<float, kLanes> sum{};
            for (std::size_t i = 0; i < weights.size(); i += kLanes) {
                for (std::size_t lane = 0; lane < kLanes; ++lane) {
                    sum[lane] += weights[i + lane] * x[i + lane];
                    weights[i + lane] += change[i + lane];
                }
            }
            float *y = out.data() + (begin + k) * kStereo;
            y[0] = sum[0] + sum[2];
            y[1] = sum[1] + sum[3];
        }
    }
}

} // namespace earshot
