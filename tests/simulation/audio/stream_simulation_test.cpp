#include "audio/speaker_stream.h"
#include "base/random.h"
#include "support/counting_decoder.h"

#include <QTest>

#include <cmath>
#include <ctime>
#include <deque>

using namespace earshot;
using earshot::test::CountingDecoder;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""us;

namespace {

/// A speaker whose packets of 20 ms take a way of their own to a listener who pulls 10 ms every 10 ms, both
/// in virtual time. Packets stay in order, as on one TCP connection.
class Line
{
public:
    explicit Line(DelayMode mode = DelayMode::Audience)
        : m_stream(std::make_unique<CountingDecoder>(), delayPolicy(mode))
    { }

    /// How long the packet sent at a time is on its way; nothing: the speaker sends none then.
    std::function<std::optional<microseconds>(microseconds)> way = [](microseconds) { return 30ms; };
    double speakerPpm = 0; ///< the speaker's clock is quicker than the listener's
    int unitsPerPacket = 1;
    bool watchSamples = false;

    void run(microseconds duration)
    {
        const Instant end = m_now + duration;
        for (; m_now < end; m_now += 10ms) {
            speak();
            while (!m_onTheWay.empty() && m_onTheWay.front().arrival <= m_now) {
                m_stream.insert(m_onTheWay.front());
                m_onTheWay.pop_front();
            }
            m_soundsNow = m_stream.pull(m_block, m_now);
            if (m_soundsNow && watchSamples) {
                for (const float x : m_block)
                    m_allFinite = m_allFinite && std::isfinite(x);
            }
        }
    }

    SpeakerAudioStats stats() { return m_stream.stats(m_now); }
    bool soundsNow() const { return m_soundsNow; }
    bool allFinite() const { return m_allFinite; }
    microseconds elapsed() const { return m_now - kBegin; }

private:
    static constexpr Instant kBegin{1000s};

    void speak()
    {
        const microseconds packet = 20ms * unitsPerPacket;
        const double unit = double(packet.count()) / (1 + speakerPpm / 1e6);
        for (;;) {
            const microseconds sent{std::int64_t(unit * double(m_spoken + 1))};
            if (kBegin + sent > m_now)
                return;
            if (const auto onTheWay = way(sent)) {
                m_lastArrival = std::max(m_lastArrival, kBegin + sent + *onTheWay);
                auto p = CountingDecoder::packet(m_sequence++,
                    std::uint32_t(m_spoken * std::uint64_t(960 * unitsPerPacket)), m_lastArrival,
                    unitsPerPacket);
                p.marker = m_silent;
                m_onTheWay.push_back(p);
                m_silent = false;
            } else {
                m_silent = true;
            }
            ++m_spoken;
        }
    }

    SpeakerStream m_stream;
    Instant m_now = kBegin;
    std::uint64_t m_spoken = 0;
    std::uint16_t m_sequence = 65000; // wraps soon
    bool m_silent = true;
    Instant m_lastArrival{};
    std::deque<EncodedPacket> m_onTheWay;
    std::array<float, kBlockFrames * kStereo> m_block{};
    bool m_allFinite = true;
    bool m_soundsNow = false;
};

/// EARSHOT_STREAM_LONG=1 for the long time.
template<typename Duration>
Duration forLong(Duration longTime, Duration usually)
{
    return qEnvironmentVariableIntValue("EARSHOT_STREAM_LONG") > 0 ? longTime : usually;
}

} // namespace

/// EARSHOT_STREAM_LONG=1: two hours of talk in place of 20 minutes, 20 minutes of drift in place of 6, 20 random lines in
/// place of 6.
class StreamSimulationTest : public QObject
{
    Q_OBJECT
private slots:
    void hours_loseNothing_withTalkAndPauses()
    {
        const minutes length = forLong(120min, 20min);
        Line line;
        // 8 s of talk, 4 s of pause; a little jitter.
        SeededRandom random(1);
        line.way = [&](microseconds sent) -> std::optional<microseconds> {
            if (sent % 12s >= 8s)
                return std::nullopt;
            return 30ms + milliseconds(random.next() % 8);
        };
        const std::clock_t began = std::clock(); // of the processor: other programs do not count
        line.run(length);
        const auto took = qint64(1000 * (std::clock() - began) / CLOCKS_PER_SEC);
        const auto stats = line.stats();
        qInfo("%d minutes in %lld ms; played %.1f s, concealed %.0f ms, target %.0f ms", int(length.count()),
            took, toMs(stats.played) / 1000, toMs(stats.concealed), toMs(stats.target));
        // Near the target up to 150 ppm of speed serve it.
        QCOMPARE_LT(std::abs(toMs(stats.played) - toMs(length) * 8 / 12),
            toMs(stats.stretched) + 100 + 150e-6 * toMs(stats.played));
        QCOMPARE(stats.lost, 0ull);
        QCOMPARE(stats.concealed, 0us);
    }
    void quietLine_playsAllWithoutConcealing_nearTheFloor()
    {
        Line line;
        line.run(2min);
        const auto stats = line.stats();
        QCOMPARE(stats.concealed, 0us);
        QCOMPARE(stats.target, delayPolicy(DelayMode::Audience).floor);
        QVERIFY2(
            std::abs(toMs(stats.delay - stats.target)) <= 10, qPrintable(QString::number(toMs(stats.delay))));
        QVERIFY(stats.flowing);
        QCOMPARE_GE(stats.played, 119s);
    }
    void packetsOfThreeFrames_playWithoutConcealing()
    {
        Line line;
        line.unitsPerPacket = 3;
        line.run(2min);
        QCOMPARE(line.stats().concealed, 0us);
        QCOMPARE_GE(line.stats().played, 119s);
        QCOMPARE_LE(line.stats().delay, 80ms);
    }
    void stallAndBurst_recoversToTheTarget_andPlaysEverything()
    {
        for (const auto mode : {DelayMode::OnStage, DelayMode::Audience}) {
            Line line(mode);
            bool stalling = true;
            line.way = [&](microseconds sent) -> std::optional<microseconds> {
                const bool hit = stalling && sent >= 30s && sent < 31s;
                return hit ? 30ms + (31s - sent) : microseconds(30ms);
            };
            line.run(30s);
            const auto before = line.stats();
            // An audience keeps the delay that would have covered the stall for a while.
            line.run(mode == DelayMode::OnStage ? 6s : 60s);
            const auto after = line.stats();
            qInfo("stall of 1 s: target %.0f -> %.0f ms, delay %.0f -> %.0f ms, concealed %.0f ms, stretched "
                  "%.0f ms",
                toMs(before.target), toMs(after.target), toMs(before.delay), toMs(after.delay),
                toMs(after.concealed), toMs(after.stretched));
            QCOMPARE_GT(after.concealed, 300ms);
            QCOMPARE_LT(after.concealed, 1100ms);
            QCOMPARE(after.skipped, 0us);
            QVERIFY(after.flowing);
            QCOMPARE_LE(after.delay, after.target + 60ms);
        }
    }
    void repeatedStalls_areCoveredByAHigherTarget()
    {
        Line line;
        // Every 5 s the line stands for 300 ms.
        line.way = [&](microseconds sent) -> std::optional<microseconds> {
            const microseconds into = sent % 5s;
            return into < 300ms ? 30ms + (300ms - into) : microseconds(30ms);
        };
        line.run(1min);
        const auto learnt = line.stats();
        line.run(2min);
        const auto stats = line.stats();
        QCOMPARE_GE(stats.target, 260ms);
        QCOMPARE_LE(stats.target, 330ms);
        QCOMPARE(stats.concealed, learnt.concealed);
    }
    void drift_neverGrowsTheBuffer_data()
    {
        QTest::addColumn<double>("ppm");
        QTest::newRow("speaker quicker") << 300.0;
        QTest::newRow("speaker slower") << -300.0;
    }
    void drift_neverGrowsTheBuffer()
    {
        QFETCH(double, ppm);
        for (const auto mode : {DelayMode::OnStage, DelayMode::Audience}) {
            Line line(mode);
            line.speakerPpm = ppm;
            line.run(1min);
            const auto settled = line.stats();
            const int length = forLong(20, 6);
            for (int minute = 0; minute < length; ++minute) {
                line.run(1min);
                const auto stats = line.stats();
                QVERIFY2(std::abs(toMs(stats.delay - stats.target)) <= 10,
                    qPrintable(QStringLiteral("minute %1: delay %2 ms, target %3 ms")
                                   .arg(minute)
                                   .arg(toMs(stats.delay))
                                   .arg(toMs(stats.target))));
            }
            const auto stats = line.stats();
            QCOMPARE_LE(stats.concealed, 20ms);
            QCOMPARE(stats.stretched, settled.stretched);
        }
    }
    void outageLongerThanTheBuffer_isSkippedToNearLive()
    {
        Line line(DelayMode::OnStage);
        line.way = [](microseconds sent) -> std::optional<microseconds> {
            return sent >= 30s && sent < 35s ? 30ms + (35s - sent) : microseconds(30ms);
        };
        line.run(37s);
        QCOMPARE_GE(line.stats().skipped, 4s);
        QCOMPARE_LE(line.stats().delay, line.stats().target + 60ms);
    }
    void speechThatStops_soundsOnFor120Ms_thenNoLongerFlows()
    {
        Line line;
        line.way = [](microseconds sent) -> std::optional<microseconds> {
            return sent < 30s ? std::optional<microseconds>(30ms) : std::nullopt;
        };
        line.run(30s);
        microseconds soundsFor{0};
        for (; line.soundsNow() && soundsFor < 1s; soundsFor += 10ms)
            line.run(10ms);
        // 30 ms on the way, up to 70 ms in the buffer (stretched by a third), 120 ms made up.
        QCOMPARE_GE(soundsFor, 120ms);
        QCOMPARE_LE(soundsFor, 270ms);
        QVERIFY(!line.stats().flowing);
        line.run(10min);
        QCOMPARE(line.stats().concealed, 0us);
        QVERIFY(!line.stats().flowing);
    }
    void randomLines_keepDelayBounded_andSoundFinite_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= forLong(20, 6); ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void randomLines_keepDelayBounded_andSoundFinite()
    {
        QFETCH(int, seed);
        SeededRandom random{std::uint64_t(seed)};
        Line line(seed % 2 ? DelayMode::OnStage : DelayMode::Audience);
        line.unitsPerPacket = 1 + seed % 3;
        line.watchSamples = true;
        line.speakerPpm = random.fraction() * 400 - 200;
        microseconds stallUntil{0};
        microseconds talkUntil{5s};
        microseconds pauseUntil{0};
        line.way = [&](microseconds sent) -> std::optional<microseconds> {
            if (sent >= talkUntil) {
                pauseUntil = sent + milliseconds(random.next() % 6000);
                talkUntil = pauseUntil + milliseconds(500 + random.next() % 20000);
            }
            if (sent < pauseUntil)
                return std::nullopt;
            if (sent >= stallUntil && random.next() % 100 == 0)
                stallUntil = sent + milliseconds(random.next() % (random.next() % 10 == 0 ? 3000 : 300));
            return 20ms + milliseconds(random.next() % 15) + std::max(stallUntil - sent, microseconds{0});
        };
        for (int second = 0; second < 600; ++second) {
            line.run(1s);
            const auto stats = line.stats();
            QCOMPARE_GE(stats.delay, -20ms);
            QCOMPARE_LE(stats.delay, 7s);
            QVERIFY(line.allFinite());
            QCOMPARE_LE(stats.played + stats.concealed, line.elapsed());
            QCOMPARE_GE(stats.target, 20ms);
            QCOMPARE_LE(stats.target, 2000ms);
        }
        QCOMPARE_GT(line.stats().played, 200s);
        // Half a minute without trouble and pause: back at the target.
        line.way = [](microseconds) { return 20ms; };
        line.run(90s);
        QCOMPARE_LE(
            std::abs(toMs(line.stats().delay - line.stats().target)), 0.1 * toMs(line.stats().target) + 40);
    }
};

QTEST_APPLESS_MAIN(StreamSimulationTest)
#include "stream_simulation_test.moc"
