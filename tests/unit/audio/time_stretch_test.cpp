#include "audio/paced_stretch.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>
#include <random>

using namespace earshot;

namespace {

/// A voice-like tone: harmonics of a pitch.
float voice(double pitch, std::int64_t frame)
{
    double x = 0;
    for (int h = 1; h <= 8; ++h)
        x += std::sin(2 * std::numbers::pi * pitch * h * double(frame) / kFramesPerSecond + h) / h;
    return float(0.2 * x);
}

void append(PcmFifo &audio, std::span<const float> stereo)
{
    const auto room = audio.prepare(int(stereo.size()) / kStereo);
    std::copy(stereo.begin(), stereo.end(), room.begin());
    audio.commit(int(stereo.size()) / kStereo);
}

std::vector<float> tone(double pitch, std::int64_t from, int frames)
{
    std::vector<float> out;
    for (int i = 0; i < frames; ++i) {
        const float x = voice(pitch, from + i);
        out.insert(out.end(), {x, -x});
    }
    return out;
}

/// Plays `seconds` of a tone, stretched at every third block, as a stream would.
struct Played {
    std::vector<float> left;
    int stretched = 0;
    std::int64_t consumed = 0;
};

Played play(double pitch, double seconds, bool longer)
{
    Played result;
    PcmFifo audio;
    const auto all = std::int64_t(seconds * kFramesPerSecond);
    for (int block = 0; result.consumed < all; ++block) {
        while (audio.frames() < 1440) {
            append(audio, tone(pitch, result.consumed, 960));
            result.consumed += 960;
        }
        if (block % 3 == 0)
            result.stretched
                += longer ? TimeStretch::lengthen(audio, 0.9f) : TimeStretch::shorten(audio, 0.9f);
        const int frames = std::min(480, audio.frames());
        for (int i = 0; i < frames; ++i)
            result.left.push_back(audio.content()[std::size_t(2 * i)]);
        audio.dropFront(frames);
    }
    result.consumed -= audio.frames();
    return result;
}

/// By the strongest lag of the autocorrelation between 80 and 400 Hz.
double pitchOf(std::span<const float> x)
{
    int best = 0;
    double most = -1;
    for (int lag = kFramesPerSecond / 400; lag <= kFramesPerSecond / 80; ++lag) {
        double sum = 0;
        for (std::size_t i = 0; i + 600 < x.size() && i < 4800; ++i)
            sum += double(x[i]) * x[i + std::size_t(lag)];
        if (sum > most * 1.001) {
            most = sum;
            best = lag;
        }
    }
    return double(kFramesPerSecond) / best;
}

/// Plays through the paced stretch as a stream does: packets of 20 ms, blocks of 10 ms.
struct Paced {
    std::vector<float> stereo;
    double rate = 0; ///< reached: share of the time that was gained (won: below 0)
};

using Sound = std::function<std::array<float, 2>(std::int64_t)>;

Paced playPaced(const Sound &sound, double rate, bool urgent, double seconds = 5)
{
    PacedStretch stretch;
    PcmFifo audio;
    Paced result;
    std::int64_t from = 0;
    const auto blocks = int(seconds * 100);
    for (int block = 0; block < blocks; ++block) {
        while (audio.frames() < PacedStretch::kWindowFrames) {
            std::vector<float> packet;
            for (int i = 0; i < 960; ++i, ++from)
                packet.insert(packet.end(), {sound(from)[0], sound(from)[1]});
            append(audio, packet);
        }
        const auto direction
            = rate > 0 ? PacedStretch::Direction::Shorten : PacedStretch::Direction::Lengthen;
        stretch.stretch(audio, direction, std::abs(rate), urgent);
        const auto out = audio.content().first(kBlockFrames * kStereo);
        result.stereo.insert(result.stereo.end(), out.begin(), out.end());
        audio.dropFront(kBlockFrames);
    }
    result.rate = double(from - audio.frames()) / (blocks * kBlockFrames) - 1;
    return result;
}

/// The same at each call for the same frame.
float hiss(std::int64_t frame)
{
    std::uint64_t x = std::uint64_t(frame) * 0x9E3779B97F4A7C15u + 1;
    x ^= x >> 31;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 29;
    return float(x % 20001) / 10000 - 1;
}

/// Syllables of 250 ms with hissing ends, and pauses with a faint hiss.
float talk(std::int64_t frame)
{
    const std::int64_t in = frame % 16'800;
    if (frame % 96'000 > 72'000)
        return 0.001f * hiss(frame);
    return in < 12'000 ? voice(90 + double(frame / 16'800 * 37 % 120), frame) : 0.05f * hiss(frame);
}

} // namespace

class TimeStretchTest : public QObject
{
    Q_OBJECT
private slots:
    void voices_keepTheirPitch_andAreJoinedWithoutAJump_data()
    {
        QTest::addColumn<double>("pitch");
        QTest::addColumn<bool>("longer");
        for (const double pitch : {95.0, 128.7, 210.3, 350.0}) {
            for (const bool longer : {true, false})
                QTest::addRow("%.0f Hz %s", pitch, longer ? "longer" : "shorter") << pitch << longer;
        }
    }
    void voices_keepTheirPitch_andAreJoinedWithoutAJump()
    {
        QFETCH(double, pitch);
        QFETCH(bool, longer);
        const Played played = play(pitch, 5, longer);
        // Length: what went in plus what the stretch says it did.
        QCOMPARE(std::int64_t(played.left.size()), played.consumed + (longer ? 1 : -1) * played.stretched);
        QCOMPARE_GE(played.stretched, 48000 / 4);
        for (const double at : {0.2, 1.0, 2.0}) {
            const auto part = std::span(played.left).subspan(std::size_t(at * kFramesPerSecond), 6000);
            QVERIFY2(std::abs(pitchOf(part) / pitch - 1) < 0.01, qPrintable(QString::number(pitchOf(part))));
        }
        float steepest = 0;
        const auto plain = tone(pitch, 0, 48000);
        for (std::size_t i = 2; i < plain.size(); i += 2)
            steepest = std::max(steepest, std::abs(plain[i] - plain[i - 2]));
        for (std::size_t i = 1; i < played.left.size(); ++i)
            QCOMPARE_LE(std::abs(played.left[i] - played.left[i - 1]), steepest * 1.25f);
    }
    void silence_isStretchedByTheLongestLag()
    {
        PcmFifo audio;
        append(audio, std::vector<float>(2880, 0.0f));
        QCOMPARE(TimeStretch::shorten(audio, 0.9f), 720);
        QCOMPARE(audio.frames(), 720);
        QCOMPARE(TimeStretch::lengthen(audio, 0.9f), 360);
        QCOMPARE(audio.frames(), 1080);
    }
    void noise_isLeftAlone()
    {
        std::mt19937 random(5);
        std::vector<float> noise(2880);
        for (float &x : noise)
            x = float(int(random() % 2001) - 1000) / 2000;
        PcmFifo audio;
        append(audio, noise);
        QCOMPARE(TimeStretch::shorten(audio, 0.9f), 0);
        QCOMPARE(TimeStretch::lengthen(audio, 0.9f), 0);
        QVERIFY(std::equal(noise.begin(), noise.end(), audio.content().begin()));
    }
    void askedRate_isReachedInAnySound_whenItIsUrgent_data()
    {
        QTest::addColumn<Sound>("sound");
        QTest::addColumn<double>("rate");
        const std::pair<const char *, Sound> sounds[] = {
            {"talk",
                [](std::int64_t t) {
                    return std::array{talk(t), talk(t)};
                }},
            {"low voice",
                [](std::int64_t t) {
                    return std::array{voice(62, t), voice(62, t)};
                }},
            {"noise",
                [](std::int64_t t) {
                    return std::array{0.2f * hiss(t), 0.2f * hiss(t + 1'000'000)};
                }},
            {"chord",
                [](std::int64_t t) {
                    return std::array{voice(220, t) + voice(277.18, t), voice(329.63, t) + voice(110.7, t)};
                }},
            {"pause",
                [](std::int64_t) {
                    return std::array{0.0f, 0.0f};
                }},
            {"one channel against the other",
                [](std::int64_t t) {
                    return std::array{talk(t), -talk(t)};
                }},
        };
        for (const auto &[name, sound] : sounds) {
            for (const double rate : {-0.25, 0.15, 0.30})
                QTest::addRow("%s %+.0f %%", name, 100 * rate) << sound << rate;
        }
    }
    void askedRate_isReachedInAnySound_whenItIsUrgent()
    {
        QFETCH(Sound, sound);
        QFETCH(double, rate);
        const double reached = playPaced(sound, rate, true).rate;
        qInfo("reached %+.2f %%", 100 * reached);
        QCOMPARE_LE(std::abs(reached - rate), 0.01);
        // A stall is short: within 200 ms most of it is there.
        if (rate < 0)
            QCOMPARE_LE(playPaced(sound, rate, true, 0.2).rate, 0.6 * rate);
    }
    void withoutUrgency_speechIsStretchedAsAsked_andNoiseOnlyALittle()
    {
        const Sound speech = [](std::int64_t t) { return std::array{talk(t), talk(t)}; };
        const Sound noise = [](std::int64_t t) { return std::array{0.2f * hiss(t), 0.2f * hiss(t)}; };
        for (const double rate : {-0.10, 0.10}) {
            QCOMPARE_LE(std::abs(playPaced(speech, rate, false).rate - rate), 0.02);
            const double reached = playPaced(noise, rate, false).rate / rate;
            QVERIFY2(reached > 0.05 && reached < 0.5, qPrintable(QString::number(reached)));
        }
    }
    void noise_keepsItsLoudness_atTheJoins()
    {
        const Sound noise = [](std::int64_t t) { return std::array{0.2f * hiss(t), 0.2f * hiss(t)}; };
        const auto power = [](const std::vector<float> &x) {
            return std::inner_product(x.begin(), x.end(), x.begin(), 0.0) / double(x.size());
        };
        const double plain = power(playPaced(noise, 1e-9, false).stereo);
        for (const double rate : {-0.25, 0.30}) {
            const double change = 10 * std::log10(power(playPaced(noise, rate, true).stereo) / plain);
            QVERIFY2(std::abs(change) < 0.2, qPrintable(QString::number(change)));
        }
    }
    void stereoImage_staysWhereItIs()
    {
        const Sound sound = [](std::int64_t t) { return std::array{talk(t), -0.3f * talk(t)}; };
        for (const double rate : {-0.25, 0.30}) {
            const Paced played = playPaced(sound, rate, true);
            for (std::size_t i = 0; i < played.stereo.size(); i += 2)
                QCOMPARE_LT(std::abs(played.stereo[i + 1] + 0.3f * played.stereo[i]), 1e-5f);
        }
    }
    void constantLevel_staysConstant()
    {
        const Paced played = playPaced([](std::int64_t) { return std::array{0.5f, -0.25f}; }, -0.25, true);
        for (std::size_t i = 0; i < played.stereo.size(); i += 2)
            QCOMPARE_LT(std::abs(played.stereo[i] - 0.5f) + std::abs(played.stereo[i + 1] + 0.25f), 1e-4f);
    }
    void noNumbers_passAndAreGone()
    {
        for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity(), 1e30f}) {
            const Sound sound = [bad](std::int64_t t) {
                return t / 960 == 50 ? std::array{bad, bad} : std::array{talk(t), talk(t)};
            };
            for (const double rate : {-0.25, 0.30}) {
                const Paced played = playPaced(sound, rate, true);
                for (std::size_t i = played.stereo.size() / 2; i < played.stereo.size(); ++i)
                    QVERIFY(std::abs(played.stereo[i]) < 1);
                QCOMPARE_LE(std::abs(played.rate - rate), 0.015);
            }
        }
    }
    void tooLittle_isLeftAlone()
    {
        PcmFifo audio;
        QCOMPARE(TimeStretch::lengthen(audio, 0), 0);
        append(audio, tone(200, 0, 400));
        QCOMPARE(TimeStretch::lengthen(audio, 0), 0);
        QCOMPARE(TimeStretch::shorten(audio, 0), 0);
        QCOMPARE(audio.frames(), 400);
    }
};

QTEST_APPLESS_MAIN(TimeStretchTest)
#include "time_stretch_test.moc"
