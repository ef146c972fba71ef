#include "audio/voice_meters.h"
#include "support/made_sounds.h"
#include "support/speech.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace earshot;
using earshot::test::Samples;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};

CaptureStats measured(const Samples &sound)
{
    VoiceMeters meters;
    for (std::size_t i = 0; i + kBlockFrames <= sound.size(); i += kBlockFrames)
        meters.addBlock(std::span(sound).subspan(i, kBlockFrames), kBegin + timeOfFrames(std::int64_t(i)));
    CaptureStats stats;
    meters.writeTo(stats);
    return stats;
}

Samples noise(double seconds, double db)
{
    Samples out(std::size_t(seconds * 48000));
    unsigned random = 5;
    for (float &sample : out) {
        random = random * 1664525 + 1013904223;
        sample = float(std::pow(10, db / 20) * std::sqrt(3.0) * (double(random >> 8) / double(1 << 23) - 1));
    }
    return out;
}

void addTone(Samples &to, double hz, double db)
{
    const double amplitude = std::sqrt(2.0) * std::pow(10, db / 20);
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] += float(amplitude * std::sin(2 * std::numbers::pi * hz * double(i) / 48000));
}

} // namespace

class VoiceMetersTest : public QObject
{
    Q_OBJECT
private slots:
    void noiseFloor_isThatOfThePauses()
    {
        Samples sound = test::speechLike(8, 3);
        const Samples hiss = noise(8, -58);
        for (std::size_t i = 0; i < sound.size(); ++i)
            sound[i] += hiss[i];
        const CaptureStats stats = measured(sound);
        qInfo("floor %.1f dBFS of -58", stats.noiseFloorDb);
        QVERIFY(std::abs(stats.noiseFloorDb + 58) < 2);
    }

    void hum_isFound_withItsFrequency_data()
    {
        QTest::addColumn<double>("mains");
        QTest::addColumn<double>("db");
        QTest::newRow("50 Hz") << 50.0 << -45.0;
        QTest::newRow("60 Hz") << 60.0 << -45.0;
        QTest::newRow("a little off") << 50.15 << -50.0;
    }
    void hum_isFound_withItsFrequency()
    {
        QFETCH(double, mains);
        QFETCH(double, db);
        Samples sound = noise(6, -65);
        const Samples speech = test::speechLike(6, 3);
        for (std::size_t i = 0; i < sound.size() / 2; ++i)
            sound[i] += speech[i];
        addTone(sound, mains, db);
        addTone(sound, 2 * mains, db - 3);
        addTone(sound, 3 * mains, db - 6);
        const CaptureStats stats = measured(sound);
        qInfo("hum of %d Hz, %.1f dBFS", stats.humHz, stats.humDb);
        QCOMPARE(stats.humHz, int(mains));
        QVERIFY(std::abs(stats.humDb - (db + 2.4)) < 3); // three lines together
    }

    void hum_isNotFound_inSpeechAndMusic_data()
    {
        QTest::addColumn<Samples>("sound");
        for (unsigned seed = 1; seed <= 3; ++seed)
            QTest::addRow("speech %u", seed) << test::speechLike(8, seed);
        QTest::newRow("a voice") << test::spoken(8);
        QTest::newRow("hiss") << noise(8, -40);
        Samples bass(8 * 48000);
        addTone(bass, 48.99, -20); // G1
        addTone(bass, 97.99, -24);
        for (std::size_t i = 0; i < bass.size(); ++i) // half a second each
            bass[i] *= float(std::exp(-double(i % 24'000) / 6000));
        QTest::newRow("bass") << bass;
    }
    void hum_isNotFound_inSpeechAndMusic()
    {
        QFETCH(Samples, sound);
        VoiceMeters meters;
        for (std::size_t i = 0; i + kBlockFrames <= sound.size(); i += kBlockFrames) {
            meters.addBlock(std::span(sound).subspan(i, kBlockFrames), kBegin);
            CaptureStats stats;
            meters.writeTo(stats);
            QCOMPARE(stats.humHz, 0);
        }
    }

    void clipping_andBandwidth_areThoseOfTheMicrophone()
    {
        const Samples speech = test::speechLike(6, 4);
        QCOMPARE(measured(speech).clippedShare, 0.0);
        QVERIFY(measured(test::clipped(speech, 20)).clippedShare > 0.1);
        Samples wide = noise(4, -30);
        const int all = measured(wide).bandwidthHz;
        const int telephone = measured(test::lowPassed(wide, 3400)).bandwidthHz;
        qInfo("bandwidth %d and %d Hz", all, telephone);
        QVERIFY(all >= 15'000);
        QVERIFY(telephone >= 3000 && telephone <= 6000);
    }

    void silenceBeforeAPause_isNotCounted()
    {
        VoiceMeters meters;
        const Samples block(480);
        meters.addBlock(block, kBegin);
        meters.addBlock(block, kBegin + milliseconds{10});
        CaptureStats stats;
        meters.writeTo(stats);
        QCOMPARE(stats.silentSince, std::optional(kBegin));
        meters.addBlock(block, kBegin + 5s); // of another microphone
        meters.writeTo(stats);
        QCOMPARE(stats.silentSince, std::optional(kBegin + 5s));
    }

    void silence_isTold_alsoWithAConstantOffset()
    {
        Samples sound(48000 * 2, 0.01f);
        CaptureStats stats = measured(sound);
        QCOMPARE(stats.silentSince, std::optional(kBegin));
        sound = noise(2, -85);
        stats = measured(sound);
        QVERIFY(!stats.silentSince);
        sound.resize(48000 * 3);
        stats = measured(sound);
        QCOMPARE(stats.silentSince, std::optional(kBegin + 2s));
        QCOMPARE(stats.levelDb, -127.0);
        QCOMPARE(stats.peakDb, -127.0);
    }
};

QTEST_GUILESS_MAIN(VoiceMetersTest)
#include "voice_meters_test.moc"
