#include "audio/mixer.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace earshot;

namespace {

using Block = std::array<float, kBlockFrames * kStereo>;

Block sine(double hertz, double amplitude, int block)
{
    Block out;
    for (int i = 0; i < kBlockFrames; ++i) {
        const double t = double(block * kBlockFrames + i) / kFramesPerSecond;
        out[std::size_t(2 * i)] = out[std::size_t(2 * i + 1)]
            = float(amplitude * std::sin(2 * std::numbers::pi * hertz * t));
    }
    return out;
}

} // namespace

class MixerTest : public QObject
{
    Q_OBJECT
private slots:
    void oneSpeaker_passesUnchanged()
    {
        Mixer mixer(32);
        for (int i = 0; i < 3; ++i) {
            const Block in = sine(440, 0.7, i);
            mixer.beginBlock();
            mixer.add(5, in);
            const auto out = mixer.endBlock();
            QVERIFY(std::equal(out.begin(), out.end(), in.begin()));
        }
    }
    void thirtyTwoAtFullScale_neverExceedFullScale_norClick()
    {
        Mixer mixer(32);
        float before = 0;
        for (int i = 0; i < 100; ++i) {
            mixer.beginBlock();
            for (int speaker = 0; speaker < 32; ++speaker)
                mixer.add(speaker, sine(100 + speaker, 1, i));
            for (std::size_t k = 0; const float x : mixer.endBlock()) {
                QVERIFY(std::isfinite(x) && std::abs(x) <= 1.0f);
                if (k++ % 2 == 0) {
                    // 32 sines of 116 Hz on average can rise by 0.5 from one sample to the next; a click
                    // would be 2.
                    QCOMPARE_LE(std::abs(x - before), 0.6f);
                    before = x;
                }
            }
        }
    }
    void limiter_isSteady_andHasNoCorner()
    {
        QCOMPARE(Limiter::bend(0.79f), 0.79f);
        QCOMPARE(Limiter::bend(-0.79f), -0.79f);
        QCOMPARE_LE(Limiter::bend(1000.0f), 1.0f);
        float before = Limiter::bend(-4);
        float slope = -1;
        for (double x = -4; x < 4; x += 0.001) {
            const float y = Limiter::bend(float(x));
            QCOMPARE_GE(y, before);
            const float now = (y - before) / 0.001f;
            if (slope >= 0)
                QVERIFY(std::abs(now - slope) < 0.02f);
            slope = now;
            before = y;
        }
    }
    void shortPeaks_areBentOnly_andMoveNoGain()
    {
        Limiter limiter;
        for (int i = 0; i < 200; ++i) {
            Block block = sine(440, 0.3, i);
            const Block before = block;
            if (i % 20 == 10) // 2 ms of 0.98
                std::fill_n(block.begin() + 200, 192, 0.98f);
            limiter.process(block);
            QCOMPARE(limiter.gain(), 1.0f);
            QVERIFY(i % 20 == 10 || block == before);
        }
    }
    void lastingOverload_isTurnedDown_notBent()
    {
        Limiter limiter;
        Block block;
        for (int i = 0; i < 100; ++i) {
            block = sine(400, 2, i); // 4 whole periods: each block is like the one before
            limiter.process(block);
        }
        QVERIFY(std::abs(limiter.gain() - 0.5f) < 0.01f);
        // Third harmonic: bent sines have it.
        double third = 0;
        double first = 0;
        for (int i = 0; i < kBlockFrames; ++i) {
            const double t = 2 * std::numbers::pi * 400 * i / kFramesPerSecond;
            first += double(block[std::size_t(2 * i)]) * std::sin(t);
            third += double(block[std::size_t(2 * i)]) * std::sin(3 * t);
        }
        QCOMPARE_LE(std::abs(third / first), 0.02); // 34 dB; bent alone it has 18 %
    }
    /// A voice at -18 LUFS under a drum that is far too loud, twice a second: how much does the drum move it?
    void gainComesBackBy5DbPerSecond_soThatNothingPumps()
    {
        Limiter limiter;
        float least = 1;
        float most = 0;
        for (int i = 0; i < 1000; ++i) {
            Block block = sine(200, i % 50 < 10 ? 1.6 : 0.1, i);
            const float before = limiter.gain();
            limiter.process(block);
            QCOMPARE_LE(limiter.gain(), before * 1.006f); // 0.05 dB in 10 ms
            if (i > 100) {
                least = std::min(least, limiter.gain());
                most = std::max(most, limiter.gain());
            }
        }
        QCOMPARE_LE(20 * std::log10(most / least), 2.1f); // at 2 Hz, all of it from the release
        // And after it is over, full level is there in a second.
        for (int i = 0; i < 100; ++i) {
            Block block = sine(200, 0.1, i);
            limiter.process(block);
        }
        QCOMPARE(limiter.gain(), 1.0f);
    }
    void nothingButNumbers_comesOut_whateverGoesIn()
    {
        Limiter limiter;
        for (const float odd : {1e30f, -1e30f, 1e-40f, 1000.0f}) {
            Block block;
            block.fill(odd);
            limiter.process(block);
            for (const float x : block)
                QVERIFY(std::isfinite(x) && std::abs(x) <= 1);
        }
    }
    void gainChange_isARampOf10Ms()
    {
        Mixer mixer(1);
        Block ones;
        ones.fill(0.5f);
        mixer.setGain(0, 0);
        mixer.beginBlock();
        mixer.add(0, ones);
        const auto out = mixer.endBlock();
        for (int i = 1; i < kBlockFrames; ++i)
            QVERIFY(std::abs(out[std::size_t(2 * i)] - out[std::size_t(2 * i - 2)] + 0.5f / kBlockFrames)
                < 1e-5f);
        QCOMPARE(out.back(), 0.0f);
        mixer.beginBlock();
        mixer.add(0, ones);
        for (const float x : mixer.endBlock())
            QCOMPARE(x, 0.0f);
    }
    void masterMute_fadesOut_andSilenceStaysSilent()
    {
        Mixer mixer(2);
        Block ones;
        ones.fill(0.5f);
        mixer.setMasterGain(0);
        mixer.beginBlock();
        mixer.add(0, ones);
        QCOMPARE(mixer.endBlock().back(), 0.0f);
        mixer.beginBlock();
        mixer.addSilence(0);
        for (const float x : mixer.endBlock())
            QCOMPARE(x, 0.0f);
        // A gain set while nobody speaks has arrived when somebody does.
        mixer.setMasterGain(1);
        mixer.beginBlock();
        mixer.endBlock();
        mixer.beginBlock();
        mixer.add(0, ones);
        QCOMPARE(mixer.endBlock().front(), 0.5f);
    }
};

QTEST_APPLESS_MAIN(MixerTest)
#include "mixer_test.moc"
