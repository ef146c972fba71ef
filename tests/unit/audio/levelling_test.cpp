#include "audio/levelling.h"
#include "support/speech.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <numbers>

using namespace earshot;
using earshot::test::Samples;

namespace {

using Block = std::array<float, kBlockFrames * kStereo>;

Samples sine(double hertz, double peak, double seconds)
{
    Samples out(std::size_t(seconds * kFramesPerSecond));
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = float(peak * std::sin(2 * std::numbers::pi * hertz * double(i) / kFramesPerSecond));
    return out;
}

/// As a room has it: 6 dB less per octave from 1 kHz on.
Samples noise(double peak, double seconds)
{
    Samples out(std::size_t(seconds * kFramesPerSecond));
    std::uint32_t state = 7;
    double low = 0;
    for (float &x : out) {
        state = state * 1664525 + 1013904223;
        low += 0.12 * (double(state >> 8) / 8388608 - 1 - low);
        x = float(peak * low);
    }
    return out;
}

/// BS.1770-4 to the letter (tables 1 and 2 at 48 kHz), of one voice in both channels, ungated.
double standardLufs(const Samples &mono)
{
    double x1 = 0, x2 = 0, y1 = 0, y2 = 0, w1 = 0, w2 = 0, sum = 0;
    for (const float sample : mono) {
        const double x = double(sample);
        const double y = 1.53512485958697 * x - 2.69169618940638 * x1 + 1.19839281085285 * x2
            + 1.69065929318241 * y1 - 0.73248077421585 * y2;
        const double w = y - 2 * y1 + y2 + 1.99004745483398 * w1 - 0.99007225036621 * w2;
        x2 = std::exchange(x1, x);
        y2 = std::exchange(y1, y);
        w2 = std::exchange(w1, w);
        sum += w * w;
    }
    return -0.691 + 10 * std::log10(2 * sum / double(mono.size()));
}

void forEachBlock(const Samples &mono, double gain, const std::function<void(Block &)> &then)
{
    for (std::size_t i = 0; i + kBlockFrames <= mono.size(); i += kBlockFrames) {
        Block block;
        for (std::size_t k = 0; k < kBlockFrames; ++k)
            block[2 * k] = block[2 * k + 1] = mono[i + k] * float(gain);
        then(block);
    }
}

double measuredLufs(const Samples &mono)
{
    KWeighting weighting;
    double sum = 0;
    int blocks = 0;
    forEachBlock(mono, 1, [&](const Block &block) {
        sum += weighting.power(block);
        ++blocks;
    });
    return KWeighting::lufs(sum / blocks);
}

double toLinear(double db)
{
    return std::pow(10, db / 20);
}

/// Speech of about the target's loudness.
const Samples &voice()
{
    static const Samples kVoice = [] {
        Samples said = test::spoken(40);
        // Gated, as pauses do not count.
        Levelling meter;
        forEachBlock(said, 1, [&](Block &block) { meter.process(block); });
        for (float &x : said)
            x *= float(toLinear(meter.gainDb()));
        return said;
    }();
    return kVoice;
}

double gainAfter(const Samples &mono, double db, Levelling &levelling)
{
    forEachBlock(mono, toLinear(db), [&](Block &block) { levelling.process(block); });
    return levelling.gainDb();
}

} // namespace

class LevellingTest : public QObject
{
    Q_OBJECT
private slots:
    void loudness_isThatOfTheStandard()
    {
        // EBU Tech 3341, test 1: 1 kHz, both channels at -23 dBFS: -23 LUFS.
        QVERIFY(std::abs(measuredLufs(sine(1000, toLinear(-23), 20)) + 23) < 0.1);
        for (const Samples &sound : {test::spoken(10), test::speechLike(10, 3), sine(100, 0.1, 5)})
            QVERIFY(std::abs(measuredLufs(sound) - standardLufs(sound)) < 0.15);
        // One channel only is half of it; the filters of a silent channel come along.
        KWeighting weighting;
        double power = 0;
        forEachBlock(sine(997, 1, 5), 1, [&](Block &block) {
            for (std::size_t i = 0; i < block.size(); i += 2)
                block[i] = 0;
            power += weighting.power(block) / 500;
        });
        QVERIFY(std::abs(KWeighting::lufs(power) + 3.01) < 0.05);
    }
    void speakers_becomeEquallyLoud_data()
    {
        QTest::addColumn<double>("off");
        for (const double off : {-11.0, -6.0, 6.0, 11.0})
            QTest::addRow("%g dB", off) << off;
    }
    void speakers_becomeEquallyLoud()
    {
        QFETCH(double, off);
        Levelling levelling;
        const double gain = gainAfter(voice(), off, levelling);
        QVERIFY2(std::abs(gain + off) < 1.6, qPrintable(QString::number(gain)));
    }
    void gain_endsAt12Db()
    {
        Levelling quiet;
        QCOMPARE_LE(gainAfter(voice(), -20, quiet), 12.0);
        QCOMPARE_GE(quiet.gainDb(), 11.0);
        Levelling loud;
        QCOMPARE(gainAfter(voice(), 16, loud), -12.0);
    }
    void gain_startsAfter3s_andMovesBy1DbPerSecondUp_2Down()
    {
        for (const double off : {-12.0, 12.0}) {
            Levelling levelling;
            std::vector<double> gains;
            forEachBlock(voice(), toLinear(off), [&](Block &block) {
                levelling.process(block);
                gains.push_back(levelling.gainDb());
            });
            QCOMPARE(gains[300], 0.0); // not one sample of the beginning is changed
            for (std::size_t i = 100; i < gains.size(); ++i) {
                QCOMPARE_LE(gains[i] - gains[i - 100], 1.001);
                QCOMPARE_GE(gains[i] - gains[i - 100], -2.001);
            }
        }
    }
    void gain_changesWithoutAStep()
    {
        Levelling levelling;
        gainAfter(voice(), -10, levelling);
        float before = 0;
        int blocks = 0;
        forEachBlock(Samples(3 * kFramesPerSecond, 0.1f), 1, [&](Block &block) {
            levelling.setOn(blocks++ >= 150); // off, and on again
            levelling.process(block);
            for (std::size_t i = 0; i < block.size(); i += 2) {
                if (before > 0)
                    QCOMPARE_LE(std::abs(block[i] - before), 1e-5f);
                before = block[i];
            }
        });
    }
    void switchedOff_returnsTo0Db_andOn_comesBack()
    {
        Levelling levelling;
        const double levelled = gainAfter(voice(), -10, levelling);
        QCOMPARE_GE(levelled, 8.0);
        levelling.setOn(false);
        const Samples moment = sine(200, 0.001, 1);
        const double after1s = gainAfter(moment, 0, levelling);
        QVERIFY(std::abs(after1s - (levelled - 6)) < 0.1);
        QCOMPARE(gainAfter(moment, 0, levelling), 0.0);
        levelling.setOn(true);
        gainAfter(moment, 0, levelling);
        QCOMPARE(gainAfter(moment, 0, levelling), levelled);
    }
    void switchedOffFromTheStart_passesBitByBit()
    {
        Levelling levelling;
        levelling.setOn(false);
        forEachBlock(voice(), 0.2, [&](Block &block) {
            const Block before = block;
            levelling.process(block);
            QVERIFY(block == before);
        });
    }
    void noise_silenceAndPauses_moveNothing()
    {
        for (const double db : {-60.0, -40.0, -25.0, -12.0}) {
            Levelling levelling;
            QCOMPARE(gainAfter(noise(1, 20), db, levelling), 0.0);
        }
        Levelling levelling;
        const double gain = gainAfter(voice(), -6, levelling);
        for (int i = 0; i < 1000; ++i)
            levelling.addSilence();
        QCOMPARE(levelling.gainDb(), gain);
        // A fan that begins in a pause: for the 3 s that it takes to know that it is one, hardly.
        QVERIFY(std::abs(gainAfter(noise(1, 20), -35, levelling) - gain) < 0.5);
    }
    void noiseBehindAVoice_isNotLiftedOver45Lufs()
    {
        Samples said = voice();
        const Samples hiss = noise(1, 40);
        const double hissAtMinus50 = toLinear(-50 - standardLufs(hiss));
        for (std::size_t i = 0; i < said.size(); ++i)
            said[i] = said[i] * float(toLinear(-12)) + hiss[i] * float(hissAtMinus50);
        Levelling levelling;
        const double gain = gainAfter(said, 0, levelling);
        QVERIFY2(gain > 2 && gain < 6.5, qPrintable(QString::number(gain)));
    }
    void aLaugh_movesTheGainByLessThan1Db()
    {
        Levelling levelling;
        const double before = gainAfter(voice(), -6, levelling);
        Samples laugh(voice().begin(), voice().begin() + 3 * kFramesPerSecond / 2);
        gainAfter(laugh, 8, levelling); // 14 dB louder than he speaks
        const double after = levelling.gainDb();
        QVERIFY2(std::abs(after - before) < 1, qPrintable(QString::number(after - before)));
        QVERIFY(std::abs(gainAfter(voice(), -6, levelling) - before) < 1);
    }
    void anotherSpeaker_beginsAt0Db()
    {
        Levelling levelling;
        gainAfter(voice(), -10, levelling);
        levelling.reset();
        forEachBlock(sine(300, 0.1, 1), 1, [&](Block &block) {
            const Block before = block;
            levelling.process(block);
            QVERIFY(block == before);
        });
    }
};

QTEST_APPLESS_MAIN(LevellingTest)
#include "levelling_test.moc"
