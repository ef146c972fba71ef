#include "audio/hum_meter.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace earshot {

namespace {

constexpr std::array<double, 2> kMains{50, 60};
constexpr double kBesideHz = 4.5; // beyond the window's main lobe, short of the other mains' lines
constexpr double kStandsOut = 10; // 10 dB
constexpr double kLeastPower = 1e-8; // -80 dBFS

/// What the triangle of two groups leaves of a tone.
double passedByDecimation(double hz, int decimation)
{
    const double x = std::numbers::pi * hz / kFramesPerSecond;
    const double box = std::sin(decimation * x) / (decimation * std::sin(x));
    return box * box;
}

} // namespace

/// Each group of 40 samples is weighed twice: rising for its own sample, falling for the next.
void HumMeter::addBlock(std::span<const float> mono)
{
    for (std::size_t begin = 0; begin + kDecimation <= mono.size(); begin += kDecimation) {
        float rising = 0;
        float total = 0;
        for (std::size_t i = 0; i < kDecimation; ++i) {
            rising += mono[begin + i] * float(i);
            total += mono[begin + i] * float(kDecimation);
        }
        add((m_rising + total - rising) / float(kDecimation * kDecimation));
        m_rising = rising;
    }
}

void HumMeter::add(float sample)
{
    m_past[m_next] = sample;
    m_next = (m_next + 1) % kWindow;
    if (++m_since < kWindow / 2)
        return;
    m_since = 0;
    look();
}

/// Mean square of a sine at this frequency, through a Hann window.
double HumMeter::powerAt(double hz) const
{
    const double step = 2 * std::numbers::pi / kWindow;
    const std::complex<double> turn = std::polar(1.0, 2 * std::numbers::pi * hz / kRate);
    const std::complex<double> windowTurn = std::polar(1.0, step);
    std::complex<double> phase = 1;
    std::complex<double> windowPhase = 1;
    double re = 0;
    double im = 0;
    for (std::size_t i = 0; i < kWindow; ++i) {
        const double x = double(m_past[(m_next + i) % kWindow]) * (1 - windowPhase.real()); // 2 × Hann
        re += x * phase.real();
        im += x * phase.imag();
        phase = {phase.real() * turn.real() - phase.imag() * turn.imag(),
            phase.real() * turn.imag() + phase.imag() * turn.real()};
        windowPhase = {windowPhase.real() * windowTurn.real() - windowPhase.imag() * windowTurn.imag(),
            windowPhase.real() * windowTurn.imag() + windowPhase.imag() * windowTurn.real()};
    }
    const double passed = passedByDecimation(hz, kDecimation);
    return 2 * (re * re + im * im) / double(kWindow * kWindow) / (passed * passed);
}

void HumMeter::look()
{
    Lines &lines = m_seen[m_nextSeen];
    m_nextSeen = (m_nextSeen + 1) % kSeen;
    for (std::size_t m = 0; m < kMains.size(); ++m) {
        for (std::size_t line = 0; line < kLines; ++line) {
            const double hz = kMains[m] * double(line + 1);
            const double power = powerAt(hz);
            const double beside = 0.5 * (powerAt(hz - kBesideHz) + powerAt(hz + kBesideHz));
            lines[m][line] = power > kLeastPower && power > kStandsOut * beside ? float(power) : 0;
        }
    }
    std::array<double, 2> hum{};
    std::array<int, 2> count{};
    std::array<bool, 2> isFundamental{};
    for (std::size_t m = 0; m < kMains.size(); ++m) {
        for (std::size_t line = 0; line < kLines; ++line) {
            float least = lines[m][line];
            for (const Lines &seen : m_seen)
                least = std::min(least, seen[m][line]);
            hum[m] += double(least);
            count[m] += least > 0;
            isFundamental[m] = isFundamental[m] || (line == 0 && least > 0);
        }
    }
    const std::size_t mains = hum[1] > hum[0] ? 1 : 0;
    // One harmonic alone is some other machine's tone.
    const bool isHum = hum[mains] > 0 && (count[mains] >= 2 || isFundamental[mains]);
    m_hz = isHum ? int(kMains[mains]) : 0;
    m_db = isHum ? 10 * std::log10(hum[mains]) : -127;
}

} // namespace earshot
