#include "support/made_sounds.h"

#include "support/opus_file.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace earshot::test {

namespace {

constexpr double kRate = 48000;
constexpr double kTurn = 2 * std::numbers::pi;

} // namespace

Samples lowPassed(const Samples &voice, double cutoffHz)
{
    // A sinc under a Blackman window: 70 dB down within 700 Hz above the cut-off.
    constexpr int kHalf = 192;
    std::vector<float> taps;
    for (int i = -kHalf; i <= kHalf; ++i) {
        const double x = kTurn * cutoffHz / kRate * i;
        const double sinc = i == 0 ? 1.0 : std::sin(x) / x;
        const double turn = std::numbers::pi * (i + kHalf) / kHalf;
        const double window = 0.42 - 0.5 * std::cos(turn) + 0.08 * std::cos(2 * turn);
        taps.push_back(float(2 * cutoffHz / kRate * sinc * window));
    }
    Samples out(voice.size());
    for (std::size_t n = taps.size(); n < voice.size(); ++n) {
        float sum = 0;
        for (std::size_t i = 0; i < taps.size(); ++i)
            sum += taps[i] * voice[n - i];
        out[n] = sum;
    }
    return out;
}

Samples clipped(const Samples &voice, float gain)
{
    Samples out = voice;
    for (float &sample : out)
        sample = std::clamp(gain * sample, -1.0F, 1.0F);
    return out;
}

Samples howling(const Samples &voice, double hz)
{
    Samples out = voice;
    for (std::size_t n = 0; n < out.size(); ++n) {
        const double strength = 0.4 * std::min(1.0, double(n) / kRate);
        out[n] = float(0.3 * double(out[n]) + strength * std::sin(kTurn * hz / kRate * double(n)));
    }
    return out;
}

bool writeVoice(const QString &path, const Samples &voice, int bandwidth)
{
    constexpr int kFrame = 960;
    const auto frames = encodedFrames(
        int(voice.size()) / kFrame, [&](qint64 n) { return voice[std::size_t(n)]; }, bandwidth);
    QFile file(path);
    const QByteArray bytes = oggOpusFile(frames, 312);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace earshot::test
