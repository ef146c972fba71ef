#include "audio/echo_probe.h"

#include "audio/media_time.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace earshot {

namespace {

// The sweep goes through the band in which rooms feed back; the search runs at a sixth of the rate, which holds it.
constexpr double kLowestHertz = 200;
constexpr double kHighestHertz = 3400;
constexpr double kSweepSeconds = 0.4;
constexpr float kPeak = 0.1f; ///< -20 dBFS
constexpr int kDecimation = 6;
constexpr int kSearchRate = kFramesPerSecond / kDecimation;
constexpr int kSweepSamples = int(kSweepSeconds * kSearchRate);
constexpr int kLongestDelay = int(0.7 * kSearchRate);
constexpr int kLagsPerBlock = 200; ///< searched with each block that comes: some 0.2 ms of work
/// A room's echo is over, or faint, this long after its strongest part.
constexpr int kSpread = int(0.02 * kSearchRate);
/// The peak stands out of what noise and speech correlate to by chance.
constexpr double kLeastPeakToMean = 5;
/// Of the power that was heard while the sweep would be there. Voices come to 0.035, echoes under a voice to 0.5 and more.
constexpr double kLeastShare = 0.06;
constexpr int kTaps = 61;

using Sweep = std::array<float, std::size_t(kSweepSeconds *kFramesPerSecond)>;

Sweep makeSweep()
{
    Sweep sweep;
    const double octaves = std::log(kHighestHertz / kLowestHertz);
    for (std::size_t i = 0; i < sweep.size(); ++i) {
        const double t = double(i) / kFramesPerSecond;
        const double phase = 2 * std::numbers::pi * kLowestHertz * kSweepSeconds / octaves
            * (std::exp(t / kSweepSeconds * octaves) - 1);
        const double edge = std::min(t, kSweepSeconds - t) / 0.02; // 20 ms in and out
        sweep[i] = kPeak * float(std::sin(phase) * std::clamp(edge, 0.0, 1.0));
    }
    return sweep;
}

const Sweep &theSweep()
{
    static const Sweep sweep = makeSweep();
    return sweep;
}

/// A sixth of the rate, with what does not fit into it taken away (windowed sinc, -50 dB from 4.5 kHz on).
class Decimator
{
public:
    Decimator()
    {
        constexpr double kCorner = 3800.0 / kFramesPerSecond;
        double sum = 0;
        for (int i = 0; i < kTaps; ++i) {
            const double x = i - (kTaps - 1) / 2.0;
            const double sinc = x == 0
                ? 2 * kCorner
                : std::sin(2 * std::numbers::pi * kCorner * x) / (std::numbers::pi * x);
            const double window = 0.54 - 0.46 * std::cos(2 * std::numbers::pi * i / (kTaps - 1));
            m_taps[std::size_t(i)] = float(sinc * window);
            sum += sinc * window;
        }
        for (float &tap : m_taps)
            tap = float(tap / sum);
    }
    /// Calls `out` with each sample of the lower rate.
    template<typename Out>
    void add(std::span<const float> samples, Out out)
    {
        for (const float sample : samples) {
            m_past[m_at] = sample;
            m_at = (m_at + 1) % kTaps;
            if (++m_phase < kDecimation)
                continue;
            m_phase = 0;
            float sum = 0;
            for (std::size_t i = 0; i < kTaps; ++i)
                sum += m_taps[i] * m_past[(m_at + i) % kTaps];
            out(sum);
        }
    }

private:
    std::array<float, kTaps> m_taps;
    std::array<float, kTaps> m_past{};
    std::size_t m_at = 0;
    int m_phase = 0;
};

/// The mean power of a stretch of sound.
struct Power {
    void add(std::span<const float> samples)
    {
        for (const float sample : samples)
            sum += double(sample) * double(sample);
        count += samples.size();
    }
    double db() const { return sum > 0 ? std::max(-127.0, 10 * std::log10(sum / double(count))) : -127; }

    double sum = 0;
    std::size_t count = 0;
};

double dot(const float *a, const float *b, std::size_t count)
{
    float sums[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (std::size_t k = 0; k < 8; ++k)
            sums[k] += a[i + k] * b[i + k];
    }
    double sum = 0;
    for (const float part : sums)
        sum += double(part);
    for (; i < count; ++i)
        sum += double(a[i]) * double(b[i]);
    return sum;
}

} // namespace

class EchoProbe::Private
{
public:
    Private()
    {
        Decimator once;
        once.add(theSweep(), [this](float sample) { reference.push_back(sample); });
        energy = dot(reference.data(), reference.data(), reference.size());
        // What a single clean echo correlates to around its peak, so that a spread one can be compared with it.
        std::vector<float> padded(reference.size() + 2 * kSpread, 0.0f);
        std::copy(reference.begin(), reference.end(), padded.begin() + kSpread);
        for (std::size_t lag = 0; lag <= 2 * std::size_t(kSpread); ++lag) {
            const double r = dot(padded.data() + lag, reference.data(), reference.size()) / energy;
            spread += r * r;
        }
        heard.reserve(std::size_t(kLongestDelay) + kSweepSamples);
        gains.reserve(kLongestDelay);
    }

    void search();
    void conclude();

    std::vector<float> reference; ///< the sweep at the lower rate
    double energy = 0;
    double spread = 0;
    bool isRunning = false;
    Instant played{};
    std::optional<Instant> firstHeard; ///< when heard[0] was captured
    Decimator decimator;
    std::vector<float> heard;
    Power playedPower; ///< of both channels
    Power heardPower;
    std::vector<float> gains; ///< of the sweep in what was heard, by lag
    std::optional<Echo> result;
};

/// A part of the lags each time.
void EchoProbe::Private::search()
{
    for (int i = 0; i < kLagsPerBlock && gains.size() < std::size_t(kLongestDelay); ++i) {
        const std::size_t lag = gains.size();
        gains.push_back(float(dot(heard.data() + lag, reference.data(), reference.size()) / energy));
    }
    if (gains.size() == std::size_t(kLongestDelay))
        conclude();
}

void EchoProbe::Private::conclude()
{
    isRunning = false;
    const auto peak = std::ranges::max_element(gains, {}, [](float gain) { return std::abs(gain); });
    const int at = int(peak - gains.begin());
    double sum = 0, rest = 0;
    int restCount = 0;
    for (int lag = 0; lag < kLongestDelay; ++lag) {
        const double square = double(gains[std::size_t(lag)]) * double(gains[std::size_t(lag)]);
        if (std::abs(lag - at) <= kSpread) {
            sum += square;
        } else {
            rest += square;
            ++restCount;
        }
    }
    const double mean = std::sqrt(rest / restCount);
    Echo echo;
    echo.playedDb = playedPower.db();
    echo.heardDb = heardPower.db();
    if (std::abs(double(*peak)) > kLeastPeakToMean * mean && sum > 0) {
        const float *there = heard.data() + at;
        const double share = double(*peak) * double(*peak) * energy / dot(there, there, reference.size());
        echo.isMasked = share < kLeastShare;
        if (!echo.isMasked) {
            echo.db = std::max(-127.0, 10 * std::log10(sum / spread));
            const microseconds lag{qint64(at) * 1'000'000 / kSearchRate};
            echo.delay = std::max(microseconds{0}, *firstHeard + lag - played);
        }
    }
    result = echo;
}

EchoProbe::EchoProbe()
    : d(std::make_unique<Private>())
{ }

EchoProbe::~EchoProbe() = default;

std::span<const float> EchoProbe::sweep()
{
    return theSweep();
}

void EchoProbe::begin(Instant played)
{
    d->isRunning = true;
    d->played = played;
    d->firstHeard.reset();
    d->heard.clear();
    d->gains.clear();
    d->decimator = {};
    d->playedPower = {};
    d->heardPower = {};
    d->result.reset();
}

void EchoProbe::captured(std::span<const float> mono, Instant at)
{
    if (!d->isRunning)
        return;
    if (!d->firstHeard) {
        // Devices tell their latency roughly: the search begins a little before the sweep can be here.
        if (at + timeOfFrames(std::int64_t(mono.size())) < d->played - milliseconds{20})
            return;
        d->firstHeard = at;
    }
    const std::size_t wanted = std::size_t(kLongestDelay) + d->reference.size();
    if (d->heard.size() < wanted)
        d->heardPower.add(mono);
    d->decimator.add(mono, [&](float sample) {
        if (d->heard.size() < wanted)
            d->heard.push_back(sample);
    });
    if (d->heard.size() >= wanted)
        d->search();
}

void EchoProbe::played(std::span<const float> stereo)
{
    const std::size_t wanted = 2 * theSweep().size();
    d->playedPower.add(
        stereo.first(std::min(stereo.size(), wanted - std::min(wanted, d->playedPower.count))));
}

std::optional<EchoProbe::Echo> EchoProbe::result() const
{
    return d->result;
}

} // namespace earshot
