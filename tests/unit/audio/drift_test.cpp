#include "audio/clock_drift.h"
#include "audio/decoded_audio.h"
#include "audio/fractional_resampler.h"
#include "audio/handover_clock.h"
#include "base/random.h"
#include "support/counting_decoder.h"

#include <QTest>

#include <cmath>
#include <ctime>

using namespace earshot;
using earshot::test::CountingDecoder;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""us;

namespace {

constexpr Instant kBegin{1000s};
using Stereo = std::vector<float>;

/// Left a sine, right the same 90 degrees later.
Stereo tone(double hz, int frames)
{
    Stereo sound(std::size_t(frames) * kStereo);
    for (int i = 0; i < frames; ++i) {
        const double phase = 2 * M_PI * std::fmod(hz * i / kFramesPerSecond, 1.0);
        sound[std::size_t(2 * i)] = float(0.5 * std::sin(phase));
        sound[std::size_t(2 * i + 1)] = float(0.5 * std::cos(phase));
    }
    return sound;
}

struct Played {
    Stereo sound;
    std::int64_t consumed = 0;
};

/// `aim` tells the ppm before each block.
template<typename Aim>
Played play(FractionalResampler &resampler, const Stereo &in, int blocks, Aim aim)
{
    Played played{Stereo(std::size_t(blocks * kBlockFrames * kStereo))};
    for (int block = 0; block < blocks; ++block) {
        resampler.aimAt(aim(block));
        const auto from = std::span(in).subspan(std::size_t(played.consumed * kStereo));
        played.consumed += resampler.process(from.first(std::min<std::size_t>(from.size(), 1200)),
            std::span(played.sound)
                .subspan(std::size_t(block * kBlockFrames * kStereo), kBlockFrames * kStereo));
    }
    return played;
}

/// Of what is no tone of `hz` (THD + N), in dB below the tone.
double restDb(std::span<const float> stereo, int channel, double hz)
{
    double ss = 0, sc = 0, cc = 0, xs = 0, xc = 0;
    const auto frames = stereo.size() / 2;
    const auto basis = [&](std::size_t i) {
        const double phase = 2 * M_PI * std::fmod(hz * double(i) / kFramesPerSecond, 1.0);
        return std::pair(std::sin(phase), std::cos(phase));
    };
    const auto sample = [&](std::size_t i) { return double(stereo[2 * i + std::size_t(channel)]); };
    for (std::size_t i = 0; i < frames; ++i) {
        const auto [s, c] = basis(i);
        ss += s * s, sc += s * c, cc += c * c, xs += sample(i) * s, xc += sample(i) * c;
    }
    const double det = ss * cc - sc * sc;
    const double a = (xs * cc - xc * sc) / det;
    const double b = (xc * ss - xs * sc) / det;
    double rest = 0, whole = 0;
    for (std::size_t i = 0; i < frames; ++i) {
        const auto [s, c] = basis(i);
        const double model = a * s + b * c;
        rest += (sample(i) - model) * (sample(i) - model);
        whole += model * model;
    }
    return 10 * std::log10(rest / whole);
}

/// One tick every 20 ms by a clock that is `ppm` quicker, seen late by chance.
class Ticks
{
public:
    explicit Ticks(double ppm, double jitterMs = 0.7)
        : m_ppm(ppm)
        , m_jitterMs(jitterMs)
    { }
    void turnTo(double ppm) { m_ppm = ppm; }
    void delayBy(microseconds extra) { m_way += extra; }
    void skip(microseconds pause) { advance(pause); }
    void run(ClockDrift &drift, microseconds duration)
    {
        for (const Instant end = m_now + duration; m_now < end; advance(20ms)) {
            // Erlang of two stages: hardly ever exactly in time.
            const double late
                = -m_jitterMs / 2 * std::log((m_random.fraction() + 1e-9) * (m_random.fraction() + 1e-9));
            const Instant seen = m_now + m_way + microseconds(std::int64_t(1000 * late));
            drift.add(seen, seen - Instant{} - microseconds(std::int64_t(m_shown)));
        }
    }

private:
    void advance(microseconds by)
    {
        m_now += by;
        m_shown += double(by.count()) * (1 + m_ppm / 1e6);
    }

    double m_ppm;
    double m_jitterMs;
    SeededRandom m_random{5};
    Instant m_now = kBegin;
    double m_shown = 77'000'000; ///< µs
    microseconds m_way = 30ms;
};

bool near(double value, double wanted, double tolerance)
{
    if (std::abs(value - wanted) <= tolerance)
        return true;
    qWarning("%g is not %g +- %g", value, wanted, tolerance);
    return false;
}

} // namespace

class DriftTest : public QObject
{
    Q_OBJECT
private slots:
    // resampler
    void resampler_copiesBitByBit_whenThereIsNoDrift()
    {
        FractionalResampler resampler;
        const Stereo in = tone(997, 200 * kBlockFrames);
        const Played out = play(resampler, in, 150, [](int) { return 0.0; });
        QCOMPARE(out.consumed, 150 * kBlockFrames + FractionalResampler::kHeldFrames);
        QVERIFY(std::equal(out.sound.begin(), out.sound.end(), in.begin()));
    }
    void resampler_consumesExactlyWhatTheRatioSays_data()
    {
        QTest::addColumn<double>("ppm");
        for (const double ppm : {-500.0, -200.0, -1.0, 3.0, 200.0, 500.0, 900.0, -900.0})
            QTest::addRow("%g ppm", ppm) << ppm;
    }
    void resampler_consumesExactlyWhatTheRatioSays()
    {
        QFETCH(double, ppm);
        FractionalResampler resampler;
        const Stereo block(1200 * kStereo);
        Stereo out(kBlockFrames * kStereo);
        resampler.aimAt(ppm);
        for (int i = 0; i < 600; ++i) // comes to it by 100 ppm a second
            resampler.process(block, out);
        QCOMPARE(resampler.ppm(), std::clamp(ppm, -500.0, 500.0));
        std::int64_t consumed = 0;
        constexpr int kBlocks = 10'000;
        for (int i = 0; i < kBlocks; ++i) {
            const int step = resampler.process(block, out);
            QVERIFY(step >= 479 && step <= 481);
            consumed += step;
        }
        const double wanted = double(kBlocks) * kBlockFrames * (1 + std::clamp(ppm, -500.0, 500.0) / 1e6);
        QVERIFY(near(double(consumed), wanted, 1));
    }
    void resampler_addsLittleToTones_data()
    {
        QTest::addColumn<double>("ppm");
        QTest::addColumn<double>("hz");
        for (const double ppm : {-500.0, -200.0, 20.0, 200.0, 500.0}) {
            for (const double hz : {100.0, 997.0, 5003.0, 10007.0, 15991.0})
                QTest::addRow("%g ppm, %g Hz", ppm, hz) << ppm << hz;
        }
    }
    void resampler_addsLittleToTones()
    {
        QFETCH(double, ppm);
        QFETCH(double, hz);
        FractionalResampler resampler;
        const Stereo in = tone(hz, 12 * kFramesPerSecond);
        const Played out = play(resampler, in, 1100, [&](int) { return ppm; });
        const auto settled = std::span(out.sound).subspan(600 * kBlockFrames * kStereo); // all phases pass
        for (const int channel : {0, 1})
            QCOMPARE_LE(restDb(settled, channel, hz * (1 + ppm / 1e6)), -85);
    }
    void resampler_changesSpeedWithoutClicks()
    {
        // A click would show in the second difference, which is tiny for a low tone.
        FractionalResampler resampler;
        const Stereo in = tone(200, 22 * kFramesPerSecond);
        const Played out = play(resampler, in, 2000, [](int block) {
            return block < 10 ? 0.0 : block / 90 % 3 == 0 ? 500.0 : block / 90 % 3 == 1 ? -500.0 : 0.0;
        });
        const double steady = 0.5 * std::pow(2 * M_PI * 200 / kFramesPerSecond, 2);
        for (std::size_t i = 4; i < out.sound.size(); ++i) {
            const double bend
                = double(out.sound[i]) - 2 * double(out.sound[i - 2]) + double(out.sound[i - 4]);
            QCOMPARE_LE(std::abs(bend), 1.2 * steady);
        }
    }
    void resampler_managesWithABlock_whereNoFrameMoreIsThere()
    {
        FractionalResampler resampler;
        const Stereo in = tone(300, kBlockFrames * 402);
        Stereo out(kBlockFrames * kStereo);
        resampler.aimAt(500);
        for (int i = 0; i < 400; ++i) {
            const auto from
                = std::span(in).subspan(std::size_t(i * kBlockFrames * kStereo), kBlockFrames * kStereo);
            QCOMPARE(resampler.process(from, out), kBlockFrames);
        }
        QCOMPARE_LE(restDb(out, 0, 300), -70);
    }
    void resampler_isCheap()
    {
        FractionalResampler resampler;
        const Stereo in = tone(300, 1200);
        Stereo out(kBlockFrames * kStereo);
        resampler.aimAt(200);
        const std::clock_t began = std::clock();
        constexpr int kSeconds = 100;
        for (int i = 0; i < 100 * kSeconds; ++i)
            resampler.process(in, out);
        const double perSecond = 1000.0 * double(std::clock() - began) / CLOCKS_PER_SEC / kSeconds;
        qInfo("%.2f ms of CPU per second of sound", perSecond);
        QCOMPARE_LT(perSecond, 3.0); // also in a debug build
    }

    // account of what was decoded
    void account_staysExact_atAnySpeed()
    {
        for (const double ppm : {300.0, -300.0}) {
            DecodedAudio audio(std::make_unique<CountingDecoder>());
            Stereo out(kBlockFrames * kStereo);
            audio.aimAt(ppm);
            std::int64_t timestamp = 5000;
            audio.jumpTo(timestamp);
            constexpr int kBlocks = 30'000;
            for (int block = 0; block < kBlocks; ++block) {
                while (audio.frames() < DecodedAudio::kEnough) {
                    const auto packet = CountingDecoder::packet(0, 0, {});
                    audio.decode({.timestamp = timestamp, .frames = 960}, packet.payload());
                    timestamp += 960;
                }
                audio.take(out);
                QVERIFY(near(out[100], 128 / 255.0, 1e-5));
            }
            QCOMPARE(audio.totals().real, std::int64_t(kBlocks) * kBlockFrames);
            QCOMPARE(audio.totals().lost + audio.totals().waiting, 0);
            // 300 ppm of 5 min, less what it took to come to it.
            const double moved = double(audio.position() - 5000) - double(kBlocks) * kBlockFrames;
            QVERIFY(near(moved, ppm * 1e-6 * kBlocks * kBlockFrames, 0.0005 * kFramesPerSecond * 3));
        }
    }

    // estimate
    void drift_isFound_data()
    {
        QTest::addColumn<double>("ppm");
        QTest::addColumn<double>("jitterMs");
        QTest::addColumn<double>("within");
        for (const double ppm : {-300.0, -200.0, 0.0, 50.0, 200.0, 450.0}) {
            QTest::addRow("%g ppm, LAN", ppm) << ppm << 0.7 << 5.0;
            QTest::addRow("%g ppm, jitter", ppm) << ppm << 10.0 << 12.0;
        }
    }
    void drift_isFound()
    {
        QFETCH(double, ppm);
        QFETCH(double, jitterMs);
        QFETCH(double, within);
        ClockDrift drift;
        Ticks ticks(ppm, jitterMs);
        for (int second = 0; second < 300; ++second) {
            ticks.run(drift, 1s);
            if (second >= 59)
                QVERIFY(drift.isKnown());
            if (drift.isKnown())
                QVERIFY(near(drift.ppm(), ppm, second < 60 ? 40 : within));
        }
    }
    void nothingIsClaimed_beforeEnoughIsKnown()
    {
        ClockDrift drift;
        Ticks ticks(200);
        ticks.run(drift, 10s);
        QVERIFY(!drift.isKnown());
        QCOMPARE(drift.ppm(), 0.0);
        ticks.run(drift, 20s);
        QVERIFY(drift.isKnown());
    }
    void anotherWay_isNoDrift_data()
    {
        QTest::addColumn<int>("stepMs");
        for (const int ms : {-40, -5, -2, 2, 5, 40, 500})
            QTest::addRow("%d ms", ms) << ms;
    }
    void anotherWay_isNoDrift()
    {
        QFETCH(int, stepMs);
        for (const auto before : {25s, 70s, 200s}) {
            ClockDrift drift;
            Ticks ticks(100);
            ticks.run(drift, before);
            ticks.delayBy(milliseconds(stepMs));
            for (int second = 0; second < 200; ++second) {
                ticks.run(drift, 1s);
                QVERIFY(near(drift.ppm(), 100, 45));
            }
            QVERIFY(near(drift.ppm(), 100, 5));
        }
    }
    void queueThatGrows_isNoDrift()
    {
        ClockDrift drift;
        Ticks ticks(0, 2);
        // Every 40 s something fills the line for 25 s, up to 300 ms.
        for (int second = 0; second < 400; ++second) {
            ticks.run(drift, 1s);
            const int into = second % 40;
            ticks.delayBy(into < 25 ? 12ms : into < 31 ? -50ms : 0ms);
            QVERIFY(near(drift.ppm(), 0, 60));
        }
    }
    void anotherClock_isFollowed()
    {
        ClockDrift drift;
        Ticks ticks(150);
        ticks.run(drift, 5min);
        QVERIFY(near(drift.ppm(), 150, 3));
        ticks.turnTo(-150);
        ticks.run(drift, 45s);
        QVERIFY(near(drift.ppm(), -150, 40));
        ticks.run(drift, 60s);
        QVERIFY(near(drift.ppm(), -150, 5));
    }
    void pauses_doNoHarm()
    {
        ClockDrift drift;
        Ticks ticks(-180);
        for (int i = 0; i < 10; ++i) {
            ticks.run(drift, 8s);
            ticks.skip(i % 3 == 2 ? microseconds(7min) : 25s);
        }
        QVERIFY(near(drift.ppm(), -180, 5));
    }
    void newOrigin_keepsTheDriftKnown()
    {
        ClockDrift drift;
        Ticks ticks(200);
        ticks.run(drift, 60s);
        const double known = drift.ppm();
        QVERIFY(near(known, 200, 5));
        for (int i = 0; i < 20; ++i) {
            drift.startAnew();
            ticks.delayBy(1s);
            ticks.run(drift, 3s);
            QCOMPARE(drift.ppm(), known);
        }
        drift.reset();
        QVERIFY(!drift.isKnown());
        QCOMPARE(drift.ppm(), 0.0);
    }

    // device
    void deviceDrift_isFound_whateverItsLumps_data()
    {
        QTest::addColumn<double>("ppm");
        QTest::addColumn<int>("blocks");
        for (const double ppm : {-300.0, 0.0, 40.0, 300.0}) {
            for (const int blocks : {1, 2, 10})
                QTest::addRow("%g ppm, %d at once", ppm, blocks) << ppm << blocks;
        }
    }
    void deviceDrift_isFound_whateverItsLumps()
    {
        QFETCH(double, ppm);
        QFETCH(int, blocks);
        HandoverClock clock;
        SeededRandom random(3);
        double due = 0; // µs
        for (int i = 0; i < 12; ++i)
            clock.next(kBegin);
        while (due < 300e6) {
            due += 10'000 * blocks / (1 + ppm / 1e6);
            const Instant now = kBegin + microseconds(std::int64_t(due) + std::int64_t(random.next() % 4000));
            for (int i = 0; i < blocks; ++i)
                clock.next(now);
            if (due > 60e6)
                QVERIFY(near(clock.ppm(), ppm, 15));
        }
        QVERIFY(near(clock.ppm(), ppm, 6));
    }
    void deviceThatLostTime_isNoSlowerOne()
    {
        HandoverClock clock;
        Instant now = kBegin;
        const auto run = [&](microseconds duration) {
            for (const Instant end = now + duration; now < end; now += 20ms) {
                clock.next(now);
                clock.next(now);
            }
        };
        run(60s);
        for (int i = 0; i < 20; ++i) {
            now += 120ms; // it ran dry
            run(2s);
            QCOMPARE_LE(now - clock.next(now), 12ms);
            clock.next(now);
            run(9s);
            QVERIFY(near(clock.ppm(), 0, 5));
        }
    }
};

QTEST_APPLESS_MAIN(DriftTest)
#include "drift_test.moc"
