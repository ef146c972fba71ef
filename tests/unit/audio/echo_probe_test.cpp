#include "audio/echo_probe.h"
#include "audio/media_time.h"
#include "support/speech.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace earshot;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kPlayed{50s};

/// A microphone that hears the sweep by `paths` (delay, gain), over noise and somebody who talks.
struct Microphone {
    std::vector<std::pair<microseconds, float>> paths;
    float noise = 0;
    float voice = 0;
    microseconds early{100'000}; ///< it runs for so long before the sweep

    std::vector<float> capture() const
    {
        std::vector<float> sound(std::size_t(framesOfTime(early + microseconds{1'600'000})), 0.0f);
        std::mt19937 random(7);
        std::normal_distribution<float> normal;
        const test::Samples speech = test::speechLike(3, 1);
        for (std::size_t i = 0; i < sound.size(); ++i)
            sound[i] = noise * normal(random) + voice * speech[i];
        for (const auto &[delay, gain] : paths) {
            const auto begin = std::size_t(framesOfTime(early + delay));
            for (std::size_t i = 0; i < EchoProbe::sweep().size() && begin + i < sound.size(); ++i)
                sound[begin + i] += gain * EchoProbe::sweep()[i];
        }
        return sound;
    }
};

std::optional<EchoProbe::Echo> measure(EchoProbe &probe, const Microphone &microphone)
{
    const std::vector<float> sound = microphone.capture();
    probe.begin(kPlayed);
    Instant at = kPlayed - microphone.early;
    for (std::size_t i = 0; i + 480 <= sound.size(); i += 480, at += 10ms)
        probe.captured(std::span(sound).subspan(i, 480), at);
    return probe.result();
}

} // namespace

class EchoProbeTest : public QObject
{
    Q_OBJECT
private slots:
    void echo_isMeasured_data()
    {
        QTest::addColumn<double>("db");
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<double>("noiseDb");
        QTest::addRow("loudspeakers at full") << 0.0 << 30 << -90.0;
        QTest::addRow("a room") << -20.0 << 45 << -60.0;
        QTest::addRow("headphones that leak") << -40.0 << 12 << -75.0;
        QTest::addRow("a slow device") << -26.0 << 430 << -70.0;
    }
    void echo_isMeasured()
    {
        QFETCH(double, db);
        QFETCH(int, delayMs);
        QFETCH(double, noiseDb);
        EchoProbe probe;
        const auto echo = measure(probe,
            {{{milliseconds{delayMs}, float(std::pow(10, db / 20))}}, float(std::pow(10, noiseDb / 20))});
        QVERIFY(echo);
        QVERIFY2(std::abs(echo->db - db) < 1.0, qPrintable(QString::number(echo->db)));
        QVERIFY2(std::abs(toMs(echo->delay) - delayMs) < 1.5, qPrintable(QString::number(toMs(echo->delay))));
    }
    void severalWays_addUp()
    {
        EchoProbe probe;
        const auto echo = measure(probe, {{{20ms, 0.1f}, {23ms, 0.1f}, {31ms, -0.05f}}, 1e-4f});
        QVERIFY(echo);
        QVERIFY2(std::abs(echo->db - 10 * std::log10(0.01 + 0.01 + 0.0025)) < 2.0,
            qPrintable(QString::number(echo->db)));
    }
    void nothingHeard_isToldFromAnEcho()
    {
        EchoProbe probe;
        QCOMPARE(measure(probe, {{}, 0.01f})->db, -127.0);
        QCOMPARE(measure(probe, {{}, 0, 0.5f})->db, -127.0);
        QCOMPARE(measure(probe, {{}, 0, 0})->db, -127.0);
    }
    /// Of what was played and heard in the time of the sweep, so that "no echo" can be told from "nothing to hear".
    void loudnessOfBothSides_isTold()
    {
        const std::span<const float> sweep = EchoProbe::sweep();
        for (const float volume : {1.0f, 0.1f, 0.0f}) {
            EchoProbe probe;
            std::vector<float> stereo(2 * sweep.size() + 96'000, 0.9f); // who speaks after it does not count
            for (std::size_t i = 0; i < sweep.size(); ++i)
                stereo[2 * i] = stereo[2 * i + 1] = volume * sweep[i];
            probe.begin(kPlayed);
            for (std::size_t i = 0; i + 700 <= stereo.size(); i += 700)
                probe.played(std::span(stereo).subspan(i, 700));
            const std::vector<float> room(48'000 * 2, volume * 0.01f);
            for (std::size_t i = 0; i + 480 <= room.size(); i += 480)
                probe.captured(std::span(room).subspan(i, 480), kPlayed + timeOfFrames(std::int64_t(i)));
            const auto echo = probe.result();
            QVERIFY(echo);
            const double db = volume > 0 ? 20 * std::log10(double(volume)) : -127;
            const double played = volume > 0 ? db - 23 : -127;
            const double heard = volume > 0 ? db - 40 : -127;
            QVERIFY2(std::abs(echo->playedDb - played) < 1, qPrintable(QString::number(echo->playedDb)));
            QVERIFY2(std::abs(echo->heardDb - heard) < 1, qPrintable(QString::number(echo->heardDb)));
        }
    }
    void whoTalksMeanwhile_doesNotHideTheEcho()
    {
        EchoProbe probe;
        const auto echo = measure(probe, {{{40ms, 0.3f}}, 1e-3f, 0.15f});
        QVERIFY(echo);
        QVERIFY2(std::abs(echo->db + 10.5) < 3.0, qPrintable(QString::number(echo->db)));
    }
    void voiceAlone_isNoEcho()
    {
        const test::Samples voice = test::spoken(20);
        int wrong = 0, all = 0;
        for (std::size_t start = 0; start + 96'000 < voice.size(); start += 24'000, ++all) {
            EchoProbe probe;
            probe.begin(kPlayed);
            for (std::size_t i = 0; i + 480 <= 96'000; i += 480)
                probe.captured(std::span(voice).subspan(start + i, 480),
                    kPlayed - 100ms + timeOfFrames(std::int64_t(i)));
            QVERIFY(probe.result());
            if (probe.result()->db > -127)
                ++wrong;
        }
        QVERIFY2(wrong == 0, qPrintable(QStringLiteral("%1 of %2").arg(wrong).arg(all)));
    }
    void anotherMeasurement_knowsNothingOfTheOneBefore()
    {
        EchoProbe probe;
        QVERIFY(measure(probe, {{{40ms, 0.3f}}, 1e-4f})->db > -12);
        QCOMPARE(measure(probe, {{}, 0.001f})->db, -127.0);
        probe.begin(kPlayed);
        QVERIFY(!probe.result());
    }
};

QTEST_GUILESS_MAIN(EchoProbeTest)
#include "echo_probe_test.moc"
