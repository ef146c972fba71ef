#include "audio/spectrum.h"

#include <algorithm>
#include <cmath>
#include <complex>

namespace earshot {

namespace {

constexpr int kHalf = Spectrum::kSamples / 2;
using Complex = std::complex<float>;

/// Everything that does not depend on the sound, made with the first Spectrum.
struct Tables {
    std::array<float, Spectrum::kSamples> window;
    std::array<Complex, kHalf> turn; ///< exp(-2πi·n/kSamples)
    std::array<std::uint16_t, kHalf> reversed;

    Tables()
    {
        constexpr int kBits = 10; // kHalf = 2^10
        for (int i = 0; i < Spectrum::kSamples; ++i)
            window[std::size_t(i)] = float(0.5 - 0.5 * std::cos(2 * M_PI * i / Spectrum::kSamples));
        for (int i = 0; i < kHalf; ++i) {
            turn[std::size_t(i)] = Complex(std::polar(1.0, -2 * M_PI * i / Spectrum::kSamples));
            int bits = 0;
            for (int b = 0; b < kBits; ++b)
                bits |= ((i >> b) & 1) << (kBits - 1 - b);
            reversed[std::size_t(i)] = std::uint16_t(bits);
        }
    }
};

const Tables &tables()
{
    static const Tables made;
    return made;
}

Complex product(Complex a, Complex b) // without the standard's care for infinities
{
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// In place, radix 2; `x` in bit-reversed order.
void transform(std::array<Complex, kHalf> &x)
{
    const auto &turn = tables().turn;
    for (std::size_t length = 2; length <= kHalf; length *= 2) {
        const std::size_t step = Spectrum::kSamples / length;
        for (std::size_t begin = 0; begin < kHalf; begin += length) {
            for (std::size_t k = 0; k < length / 2; ++k) {
                Complex &a = x[begin + k];
                Complex &b = x[begin + k + length / 2];
                const Complex turned = product(b, turn[k * step]);
                b = a - turned;
                a += turned;
            }
        }
    }
}

} // namespace

Spectrum::Spectrum()
    : m_past(std::make_unique<float[]>(kSamples))
{
    tables();
}

void Spectrum::reset()
{
    std::fill_n(m_past.get(), kSamples, 0.0f);
    m_next = m_blocks = 0;
}

bool Spectrum::add(std::span<const float> stereo, Power &power)
{
    for (std::size_t i = 0; i + 1 < stereo.size(); i += 2) {
        m_past[std::size_t(m_next)] = 0.5f * (stereo[i] + stereo[i + 1]);
        m_next = (m_next + 1) % kSamples;
    }
    if (++m_blocks < kBlocksPerFrame)
        return false;
    m_blocks = 0;
    compute(power);
    return true;
}

/// Two real samples are one complex one; of the half-length transform Z the spectrum is
///     X[k] = (Z[k] + Z*[-k]) / 2 - i/2 · exp(-2πi·k/N) · (Z[k] - Z*[-k])
void Spectrum::compute(Power &power) const
{
    const Tables &t = tables();
    std::array<Complex, kHalf> z;
    for (std::size_t i = 0; i < kHalf; ++i) {
        const std::size_t n = 2 * std::size_t(t.reversed[i]);
        const auto sample
            = [&](std::size_t k) { return m_past[(std::size_t(m_next) + k) % kSamples] * t.window[k]; };
        z[i] = {sample(n), sample(n + 1)};
    }
    transform(z);
    constexpr float kScale = 8.0f / 3 * 2 / (float(kSamples) * float(kSamples)); // Hann's mean square is 3/8
    for (std::size_t k = 0; k < kHalf; ++k) {
        const Complex here = z[k];
        const Complex there = std::conj(z[(kHalf - k) % kHalf]);
        const Complex even = 0.5f * (here + there);
        const Complex odd = product({0, -0.5f}, here - there);
        const Complex x = even + product(t.turn[k], odd);
        power[k] = kScale * (x.real() * x.real() + x.imag() * x.imag());
    }
}

} // namespace earshot
