#include "support/closed_loop.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

namespace earshot::test {

namespace {

constexpr std::size_t kBlock = 480;

/// Of the strongest frequency from 150 Hz to 8 kHz, every 1.3 Hz.
template<typename Paths>
double strongest(const Paths &paths)
{
    constexpr double kHz = 2 * std::numbers::pi / 48000;
    std::vector<std::complex<double>> response(6000);
    for (const auto &[frames, gain] : paths) {
        std::complex<double> turned = std::polar(double(gain), kHz * 150 * double(frames));
        const std::complex<double> turn = std::polar(1.0, kHz * 1.3 * double(frames));
        for (auto &at : response) {
            at += turned;
            turned = {turned.real() * turn.real() - turned.imag() * turn.imag(),
                turned.real() * turn.imag() + turned.imag() * turn.real()};
        }
    }
    double most = 0;
    for (const auto &at : response)
        most = std::max(most, std::norm(at));
    return std::sqrt(most);
}

} // namespace

ClosedLoop::ClosedLoop(const Place &place, double seconds, unsigned seed)
    : m_place(place)
    , m_sound(place.isSpokenInto ? heard(Scene::Talk, seconds, seed) : Samples(std::size_t(seconds * 48000)))
    , m_sent(m_sound.size())
{
    Chance chance(seed + 1);
    for (float &sample : m_sound)
        sample = 0.3f * sample + 0.001f * float(chance.noise());
    const double delay = place.delayMs / 1000;
    m_paths.push_back({std::size_t(delay * 48000), 1});
    for (int i = 0; i < 60; ++i) {
        const double later = chance.between(0, 0.6 * place.reverberation);
        m_paths.push_back({std::size_t((delay + later) * 48000) + 1,
            float(0.6 * chance.noise() * std::pow(10, -3 * later / place.reverberation))});
    }
    m_loudspeaker = float(std::pow(10, place.gainDb / 20) / strongest(m_paths));
}

bool ClosedLoop::next()
{
    if (m_position + kBlock > m_sound.size())
        return false;
    std::array<float, kBlock> microphone;
    double squares = 0;
    for (float &hears : microphone) {
        float back = 0;
        for (const auto &[frames, gain] : m_paths) {
            if (m_position >= frames)
                back += gain * m_sent[m_position - frames];
        }
        back *= m_loudspeaker;
        squares += double(back * back);
        hears = std::tanh(m_sound[m_position] + back);
        const float processed
            = m_place.hasGainControl ? std::tanh(hears * float(std::pow(10, m_controlDb / 20))) : hears;
        m_controlled += double(processed * processed);
        m_guardGain += (guard.gain() - m_guardGain) * 0.002f;
        m_sent[m_position++] = m_guardGain * processed;
    }
    std::rotate(m_back.begin(), m_back.begin() + 1, m_back.end());
    m_back.back() = squares;
    if (m_place.hasGainControl && m_position % (2 * kBlock) == 0)
        controlGain();
    guard.add(microphone);
    return true;
}

void ClosedLoop::controlGain()
{
    const double levelDb = 10 * std::log10(m_controlled / (2 * kBlock) + 1e-12);
    m_controlled = 0;
    const double step = std::clamp(-18 - levelDb, -0.8, 0.24);
    if (levelDb > -60 || step < 0)
        m_controlDb = std::clamp(m_controlDb + step, -30.0, 20.0);
}

double ClosedLoop::levelDb() const
{
    const double squares = std::accumulate(m_back.begin(), m_back.end(), 0.0);
    return 10 * std::log10(squares / (10 * kBlock) + 1e-12);
}

void ClosedLoop::closeWith(double gainDb)
{
    m_loudspeaker *= float(std::pow(10, gainDb / 20));
}

} // namespace earshot::test
