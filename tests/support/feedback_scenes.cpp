#include "support/feedback_scenes.h"

#include "support/made_sounds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace earshot::test {

namespace {

constexpr double kRate = 48000;
constexpr double kTurn = 2 * std::numbers::pi;
constexpr std::size_t kStep = 48; // frames over which pitch and strength go straight

/// One note of a voice or an instrument.
struct Note {
    double seconds = 1;
    double hz = 440;
    double fromHz = 440; ///< where it glides from
    double glide = 0.01; ///< seconds
    double strength = 0.1;
    std::array<double, 20> harmonics{1}; ///< amplitudes
    double attack = 0.01; ///< seconds
    double release = 0.05; ///< seconds
    double swellFrom = 1; ///< of its strength, at its beginning
    double decay = 0; ///< 1/s
    double vibrato = 0; ///< part of its frequency
    double vibratoFrom = 0; ///< seconds
    double tremolo = 0; ///< part of its strength
    double beeps = 0; ///< seconds that it sounds, and is silent; 0 = sounds on
    double wander = 0; ///< of frequency: part, root mean square
    double waver = 0; ///< of strength: part, root mean square
    double breath = 0; ///< noise, part of its strength
};

double strengthAt(const Note &note, double t)
{
    if (note.beeps > 0 && std::fmod(t, 2 * note.beeps) > note.beeps)
        return 0;
    const double edge = std::min({1.0, t / note.attack, std::max(0.0, note.seconds - t) / note.release});
    const double swell = note.swellFrom + (1 - note.swellFrom) * t / note.seconds;
    return note.strength * edge * swell * std::exp(-note.decay * t)
        * (1 + note.tremolo * std::sin(kTurn * 5 * t));
}

/// Harmonics by Chebyshev's recurrence: sin((n+1)x) = 2 cos(x) sin(nx) - sin((n-1)x).
void add(const Note &note, double at, Samples &out, Chance &chance)
{
    constexpr double kSlow = kStep / (0.4 * kRate); // wander and waver forget within 0.4 s
    const double kick = std::sqrt(2 * kSlow);
    int count = int(note.harmonics.size());
    while (count > 1 && (note.harmonics[std::size_t(count - 1)] == 0 || count * note.hz > 12'000))
        --count;
    std::complex<double> phase = 1;
    double wander = 0, waver = 0, strength = 0, hz = note.fromHz;
    const auto begin = std::size_t(at * kRate);
    const auto end = std::min(out.size(), begin + std::size_t(note.seconds * kRate));
    for (std::size_t from = begin; from < end; from += kStep) {
        const double t = double(from - begin) / kRate;
        wander += kick * note.wander * chance.noise() - kSlow * wander;
        waver += kick * note.waver * chance.noise() - kSlow * waver;
        hz += (note.hz - hz) * std::min(1.0, kStep / (note.glide * kRate));
        const double vibrato
            = note.vibrato * std::clamp((t - note.vibratoFrom) / 0.3, 0.0, 1.0) * std::sin(kTurn * 5.6 * t);
        const auto turn = std::polar(1.0, kTurn * hz * (1 + wander + vibrato) / kRate);
        const double to = strengthAt(note, t) * (1 + waver);
        for (std::size_t i = from; i < std::min(end, from + kStep); ++i) {
            phase = {phase.real() * turn.real() - phase.imag() * turn.imag(),
                phase.real() * turn.imag() + phase.imag() * turn.real()};
            double before = 0, sine = phase.imag(), sum = 0;
            for (int n = 0; n < count; ++n) {
                sum += note.harmonics[std::size_t(n)] * sine;
                before = std::exchange(sine, 2 * phase.real() * sine - before);
            }
            strength += (to - strength) / kStep * 2;
            out[i] += float(strength * (sum + (note.breath > 0 ? note.breath * chance.noise() : 0)));
        }
        phase /= std::abs(phase);
    }
}

/// A tune is whistled with notes of any length; nobody holds one exactly.
Samples whistled(double seconds, Chance &chance)
{
    Samples out(std::size_t(seconds * kRate));
    double hz = 1200;
    for (double at = 0; at < seconds;) {
        Note note;
        note.seconds = chance.between(0.12, 1.4);
        note.fromHz = hz;
        note.hz = hz = chance.between(600, 2600);
        note.glide = chance.between(0.01, 0.08);
        note.attack = chance.between(0.02, 0.08);
        note.strength = chance.between(0.05, 0.4);
        note.harmonics = {1, 0.02};
        note.vibrato = chance.happens(0.4) ? chance.between(0.002, 0.012) : 0;
        note.swellFrom = chance.happens(0.3) ? chance.between(0.2, 1) : 1;
        note.wander = 0.002;
        note.waver = 0.045;
        note.breath = 0.02;
        if (!chance.happens(0.15))
            add(note, at, out, chance);
        at += note.seconds;
    }
    return out;
}

Samples sung(double seconds, Chance &chance)
{
    Samples out(std::size_t(seconds * kRate));
    for (double at = 0; at < seconds;) {
        Note note;
        note.seconds = chance.between(0.2, 2.5);
        note.hz = note.fromHz = 220 * std::pow(2, chance.below(24) / 12.0);
        note.strength = chance.between(0.05, 0.25);
        note.vibrato = chance.between(0.002, 0.012);
        note.vibratoFrom = chance.between(0.1, 0.5);
        note.attack = chance.between(0.03, 0.3);
        note.release = 0.08;
        note.wander = 0.0014;
        note.breath = 0.005;
        const double tilt = chance.between(6, 18); // dB per octave
        const double formants[] = {chance.between(300, 900), chance.between(900, 2400)};
        for (std::size_t n = 1; n <= note.harmonics.size(); ++n) {
            const double hz = double(n) * note.hz;
            const double vowel = 1 / (1 + std::pow((hz - formants[0]) / 150, 2))
                + 0.5 / (1 + std::pow((hz - formants[1]) / 250, 2)) + 0.05;
            note.harmonics[n - 1] = hz < 8000 ? vowel * std::pow(10, -tilt * std::log2(n) / 20) : 0;
        }
        add(note, at, out, chance);
        at += note.seconds;
    }
    return out;
}

void addPiano(Note note, double at, Samples &out, Chance &chance)
{
    note.attack = 0.005;
    note.decay = 1 / chance.between(0.2, 2) + 0.5;
    for (std::size_t n = 0; n < 8; ++n)
        note.harmonics[n] = std::pow(0.55, n);
    add(note, at, out, chance);
}

void addFlute(Note note, double at, Samples &out, Chance &chance)
{
    note.hz *= 2;
    note.fromHz = note.hz;
    note.attack = 0.08;
    note.release = 0.1;
    note.harmonics = {1, 0.2, 0.05};
    note.vibrato = 0.004;
    note.tremolo = 0.1;
    note.breath = 0.03;
    add(note, at, out, chance);
}

void addOrgan(Note note, double at, Samples &out, Chance &chance)
{
    note.attack = note.release = 0.05;
    for (const std::size_t n : {1, 2, 3, 4, 6, 8})
        note.harmonics[n - 1] = 0.75 / double(n);
    add(note, at, out, chance);
}

void addStrings(Note note, double at, Samples &out, Chance &chance)
{
    note.attack = chance.between(0.3, 2);
    note.release = 0.2;
    note.vibrato = 0.002;
    for (std::size_t n = 1; n <= 10; ++n)
        note.harmonics[n - 1] = 1 / double(n);
    add(note, at, out, chance);
}

void addBell(Note note, double at, Samples &out, Chance &chance)
{
    const double decay = 1 / chance.between(0.2, 2);
    const double root = 2 * note.hz, strength = note.strength;
    constexpr std::array<std::array<double, 3>, 3> kPartials{
        {{1, 1, 0}, {2.76, 0.6, 0}, {5.4, 0.3, 4}}}; // over the root, strength, decay 1/s
    for (const auto &[over, part, faster] : kPartials) {
        note.hz = note.fromHz = root * over;
        note.strength = strength * part;
        note.decay = decay + faster;
        note.attack = 0.002;
        add(note, at, out, chance);
    }
}

void addBeeps(Note note, double at, Samples &out, Chance &chance)
{
    note.hz *= chance.happens(0.5) ? 2 : 2.5;
    note.fromHz = note.hz;
    note.beeps = 0.2;
    add(note, at, out, chance);
}

Samples music(double seconds, Chance &chance)
{
    constexpr std::array kInstruments{addPiano, addFlute, addOrgan, addStrings, addBell, addBeeps};
    constexpr std::array kIntervals{0, 4, 7, 12, 3, 5, 9}; // semitones
    Samples out(std::size_t(seconds * kRate));
    for (double at = 0; at < seconds;) {
        const auto instrument = kInstruments[std::size_t(chance.below(int(kInstruments.size())))];
        const double beat = chance.between(0.25, 2);
        const double root = 110 * std::pow(2, chance.below(36) / 12.0);
        const int voices = instrument == addStrings ? 1 : 1 + chance.below(3);
        for (int i = 0; i < voices; ++i) {
            Note note;
            note.hz = root * std::pow(2, kIntervals[std::size_t(chance.below(kIntervals.size()))] / 12.0);
            note.fromHz = note.hz;
            note.strength = chance.between(0.03, 0.15);
            note.seconds = beat * chance.between(1, 1.5);
            instrument(note, at, out, chance);
        }
        at += beat;
    }
    for (float &sample : out)
        sample = std::tanh(sample);
    return out;
}

/// One speaker after the other, from a deep voice to a child's: each says some seconds, faster or slower.
Samples talked(double seconds, Chance &chance)
{
    static const Samples voice = spoken(60);
    Samples out(std::size_t(seconds * kRate));
    for (std::size_t i = 0; i < out.size();) {
        const double pace = chance.between(0.75, 1.5);
        const double strength = chance.between(0.3, 1);
        double at = chance.between(0, double(voice.size()));
        for (const auto end = i + std::size_t(chance.between(3, 9) * kRate); i < std::min(end, out.size());
             ++i) {
            at += pace;
            if (at >= double(voice.size() - 1))
                at = 0;
            const auto k = std::size_t(at);
            const double part = at - double(k);
            out[i] = float(strength * (voice[k] * (1 - part) + voice[k + 1] * part));
        }
    }
    return out;
}

Samples made(Scene scene, double seconds, Chance &chance)
{
    switch (scene) {
    case Scene::Talk:
        return talked(seconds, chance);
    case Scene::Whistling:
        return whistled(seconds, chance);
    case Scene::Singing:
        return sung(seconds, chance);
    case Scene::Music:
        return music(seconds, chance);
    case Scene::TalkOverMusic: {
        Samples out = talked(seconds, chance);
        const Samples behind = music(seconds, chance);
        std::transform(out.begin(), out.end(), behind.begin(), out.begin(),
            [](float voice, float instruments) { return voice + 0.5f * instruments; });
        return out;
    }
    case Scene::TooLoudTalk:
        return clipped(talked(seconds, chance), float(chance.between(5, 30)));
    }
    return {};
}

} // namespace

const char *nameOf(Scene scene)
{
    switch (scene) {
    case Scene::Talk:
        return "talk";
    case Scene::Whistling:
        return "whistling";
    case Scene::Singing:
        return "singing";
    case Scene::Music:
        return "music";
    case Scene::TalkOverMusic:
        return "talk over music";
    case Scene::TooLoudTalk:
        return "talk into a microphone that is set too high";
    }
    return "";
}

Samples heard(Scene scene, double seconds, unsigned seed)
{
    Chance chance(seed);
    Samples out = made(scene, seconds, chance);
    for (float &sample : out)
        sample += 0.0006f * float(chance.noise());
    return out;
}

} // namespace earshot::test
