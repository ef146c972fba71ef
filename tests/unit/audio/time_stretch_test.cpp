#include "audio/time_stretch.h"

#include <QTest>

#include <cmath>
#include <numbers>
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
        const Played played = play(pitch, 3, longer);
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
