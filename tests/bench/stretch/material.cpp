#include "stretch/material.h"

#include "stretch/stretcher.h"
#include "support/speech.h"

#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace stretching {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;
const QString kText = QStringLiteral(
    "Good evening, and welcome. Tonight we talk about slow trains, deep snow, and what people do while they "
    "wait. "
    "Could you tell us how it began? Well, the power went off at six, and by seven everybody on the platform "
    "was singing. It was not good singing, but it was loud.");

using Channel = std::vector<float>;

/// Of espeak-ng's 22.05 kHz WAV; made-up syllables where the program is missing.
Channel spoken(const QStringList &voice, double seconds, unsigned seed)
{
    QTemporaryDir folder;
    const QString path = folder.filePath("voice.wav");
    QProcess espeak;
    espeak.start("espeak-ng", QStringList{"-w", path} + voice + QStringList{kText});
    QFile file(path);
    if (!espeak.waitForFinished() || espeak.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
        return earshot::test::speechLike(seconds, seed);
    const QByteArray bytes = file.readAll().mid(44);
    const auto sample = [&](std::size_t i) {
        return float(qint16(quint16(quint8(bytes[qsizetype(2 * i)]))
                   | quint16(quint8(bytes[qsizetype(2 * i + 1)]) << 8)))
            / 32768;
    };
    const std::size_t count = std::size_t(bytes.size()) / 2;
    Channel out(std::size_t(seconds * kRate));
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double at = std::fmod(double(i) * 22050 / kRate, double(count - 2));
        const auto k = std::size_t(at);
        const auto part = float(at - double(k));
        out[i] = sample(k) * (1 - part) + sample(k + 1) * part;
    }
    return out;
}

std::vector<float> stereo(const Channel &left, const Channel &right)
{
    std::vector<float> out;
    for (std::size_t i = 0; i < left.size(); ++i)
        out.insert(out.end(), {left[i], right[i]});
    return out;
}

double frequency(int midiNote)
{
    return 440 * std::exp2((midiNote - 69) / 12.0);
}

/// Adds a plucked note (harmonics that fade the faster the higher they are) to both channels.
void pluck(Channel &left, Channel &right, double onset, int note, double pan)
{
    const auto from = std::size_t(onset * kRate);
    const double f = frequency(note);
    for (std::size_t i = 0; i < 2 * kRate && from + i < left.size(); ++i) {
        const double t = double(i) / kRate;
        double x = 0;
        for (int h = 1; h <= 8 && h * f < 12000; ++h)
            x += std::exp(-t * (1.5 + 0.8 * h)) * std::sin(kTurn * h * f * t * (1 + 0.0002 * h * h)) / h;
        x *= 0.09 * std::min(1.0, t / 0.003);
        left[from + i] += float(x * (1 - pan));
        right[from + i] += float(x * pan);
    }
}

std::vector<float> chords(double seconds)
{
    Channel left(std::size_t(seconds * kRate));
    Channel right = left;
    static constexpr int kChords[][4]
        = {{48, 60, 64, 67}, {45, 57, 60, 64}, {41, 53, 57, 60}, {43, 55, 59, 62}};
    for (int bar = 0; bar * 2 < seconds; ++bar) {
        const auto &notes = kChords[bar % 4];
        for (int i = 0; i < 8; ++i)
            pluck(left, right, bar * 2 + i * 0.25, notes[i % 4] + (i >= 4 ? 12 : 0), 0.2 + 0.2 * (i % 4));
    }
    return stereo(left, right);
}

/// Held notes with a slow vibrato, as of strings or an organ.
std::vector<float> pad(double seconds)
{
    Channel left(std::size_t(seconds * kRate));
    Channel right = left;
    static constexpr int kNotes[] = {48, 55, 64, 71};
    for (std::size_t n = 0; n < 4; ++n) {
        double phase = double(n);
        for (std::size_t i = 0; i < left.size(); ++i) {
            const double t = double(i) / kRate;
            phase
                += frequency(kNotes[n]) * (1 + 0.003 * std::sin(kTurn * (4.5 + 0.4 * double(n)) * t)) / kRate;
            double x = 0;
            for (int h = 1; h <= 6; ++h)
                x += std::sin(kTurn * h * phase) / (h * h);
            left[i] += float(0.06 * x * (n % 2 ? 0.4 : 1));
            right[i] += float(0.06 * x * (n % 2 ? 1 : 0.4));
        }
    }
    return stereo(left, right);
}

/// Bass drum, snare and hi-hat, dry, at 120 beats a minute.
std::vector<float> drums(double seconds)
{
    Channel left(std::size_t(seconds * kRate));
    Channel right = left;
    std::mt19937 random(7);
    const auto noise = [&random] { return double(random() % 20001) / 10000 - 1; };
    for (int beat = 0; beat * 0.25 < seconds; ++beat) {
        const auto from = std::size_t(beat * 0.25 * kRate);
        for (std::size_t i = 0; i < kRate / 5 && from + i < left.size(); ++i) {
            const double t = double(i) / kRate;
            double x = 0.12 * noise() * std::exp(-t * 120);
            if (beat % 4 == 0)
                x += 0.5 * std::sin(kTurn * (50 * t + 4 * (1 - std::exp(-t * 40)))) * std::exp(-t * 14);
            if (beat % 4 == 2)
                x += 0.35 * noise() * std::exp(-t * 30) + 0.2 * std::sin(kTurn * 190 * t) * std::exp(-t * 25);
            left[from + i] += float(x * 0.9);
            right[from + i] += float(x * (beat % 2 ? 1 : 0.6));
        }
    }
    return stereo(left, right);
}

/// As of rain or applause.
std::vector<float> noise(double seconds)
{
    std::mt19937 random(11);
    std::vector<float> out(std::size_t(seconds * kRate) * kChannels);
    for (float &x : out)
        x = 0.1f * (float(random() % 20001) / 10000 - 1);
    return out;
}

} // namespace

std::vector<Material> makeMaterial(double seconds)
{
    const Channel high = spoken({"-v", "en-us+f3", "-s", "165", "-p", "60"}, seconds, 1);
    const Channel low = spoken({"-v", "en-gb+m7", "-s", "140", "-p", "10"}, seconds, 2);
    Channel left(high.size());
    Channel right(high.size());
    for (std::size_t i = 0; i < high.size(); ++i) {
        left[i] = 0.6f * high[i] + 0.2f * low[i];
        right[i] = 0.2f * high[i] + 0.6f * low[i];
    }
    return {{"high_voice", stereo(high, high)}, {"low_voice", stereo(low, low)},
        {"two_voices", stereo(left, right)}, {"chords", chords(seconds)}, {"pad", pad(seconds)},
        {"drums", drums(seconds)}, {"noise", noise(seconds)}};
}

} // namespace stretching
