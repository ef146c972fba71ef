#include "audio/playback.h"
#include "audio/speaker_stream.h"
#include "base/random.h"
#include "support/counting_decoder.h"

#include <QTest>

#include <cmath>
#include <deque>

using namespace earshot;
using earshot::test::CountingDecoder;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""us;

namespace {

constexpr Instant kBegin{1000s};

/// Packets of 20 ms by the speaker's clock, over a quiet local network.
class Speaker
{
public:
    double ppm = 0; ///< quicker than the listener's computer
    bool speaks = true;

    void speak(Instant now)
    {
        for (; m_next <= now; m_next += microseconds(std::int64_t(std::llround(step())))) {
            m_position += 960;
            if (speaks) {
                const double late
                    = -350 * std::log((m_random.fraction() + 1e-9) * (m_random.fraction() + 1e-9));
                m_lastArrival = std::max(m_lastArrival, m_next + 3ms + microseconds(std::int64_t(late)));
                m_onTheWay.push_back(
                    CountingDecoder::packet(m_sequence++, std::uint32_t(m_position - 960), m_lastArrival));
                m_onTheWay.back().marker = !m_spoke;
            }
            m_spoke = speaks;
        }
    }
    template<typename Insert>
    void deliver(Instant now, Insert insert)
    {
        for (; !m_onTheWay.empty() && m_onTheWay.front().arrival <= now; m_onTheWay.pop_front())
            insert(m_onTheWay.front());
    }
    /// How long ago the frame at `position` was complete.
    double msSince(std::int64_t position, Instant now) const
    {
        return toMs(now - m_next) + double(m_position - position) / 48 / (1 + ppm / 1e6);
    }

private:
    double step()
    {
        const double exact = 20'000 / (1 + ppm / 1e6) + m_rest;
        m_rest = exact - std::round(exact);
        return exact;
    }

    SeededRandom m_random{11};
    Instant m_next = kBegin;
    double m_rest = 0; ///< µs
    std::int64_t m_position = 0;
    std::uint16_t m_sequence = 65000;
    Instant m_lastArrival{};
    std::deque<EncodedPacket> m_onTheWay;
    bool m_spoke = false;
};

struct Wander {
    int blocks = 0; ///< that sounded
    double least = 1e9;
    double most = -1e9;
    void add(double ms)
    {
        ++blocks;
        least = std::min(least, ms);
        most = std::max(most, ms);
    }
    double ms() const { return most - least; }
};

/// One stream, pulled by this computer's clock.
class Line
{
public:
    explicit Line(DelayMode mode)
        : stream(std::make_unique<CountingDecoder>(), delayPolicy(mode))
    { }

    void run(microseconds duration)
    {
        for (const Instant end = now + duration; now < end; now += 10ms) {
            speaker.speak(now);
            speaker.deliver(now, [&](const EncodedPacket &packet) { stream.insert(packet); });
            if (stream.pull(block, now))
                wander.add(speaker.msSince(stream.account().position, now));
        }
    }
    /// From here on.
    void watch()
    {
        wander = {};
        m_before = stream.stats(now);
    }
    microseconds stretched() { return stream.stats(now).stretched - m_before.stretched; }
    microseconds concealed() { return stream.stats(now).concealed - m_before.concealed; }

    Speaker speaker;
    SpeakerStream stream;
    Instant now = kBegin;
    Wander wander;

private:
    std::array<float, kBlockFrames * kStereo> block{};
    SpeakerAudioStats m_before;
};

/// The same through Playback, pulled by a device with a clock of its own, two blocks at a time.
class Device
{
public:
    double ppm = 0;
    Speaker speaker;
    Playback playback{DelayMode::OnStage, [] { return std::make_unique<CountingDecoder>(); }};

    void run(microseconds duration)
    {
        for (const Instant end = m_due + duration; m_due < end;) {
            m_exact += 20'000 / (1 + ppm / 1e6);
            m_due = kBegin + microseconds(std::int64_t(m_exact));
            const Instant now = m_due + microseconds(std::int64_t(m_random.next() % 3000));
            speaker.speak(now);
            speaker.deliver(now, [&](const EncodedPacket &packet) { playback.push(packet); });
            playback.pull(m_out, now, 60ms);
            if (++m_pulls % 10 > 0)
                continue;
            if (const auto all = playback.stats(); !all.speakers.empty()) {
                stats = all.speakers.front();
                wander.add(toMs(stats.delay));
            }
        }
    }
    void watch()
    {
        wander = {};
        m_before = stats;
    }
    microseconds stretched() const { return stats.stretched - m_before.stretched; }
    microseconds concealed() const { return stats.concealed - m_before.concealed; }

    SpeakerAudioStats stats;
    Wander wander;

private:
    SeededRandom m_random{4};
    std::array<float, 2 * kBlockFrames * kStereo> m_out{};
    Instant m_due = kBegin;
    double m_exact = 0; ///< µs
    int m_pulls = 0;
    SpeakerAudioStats m_before;
};

} // namespace

class DriftSimulationTest : public QObject
{
    Q_OBJECT
private slots:
    void speakersClock_isFollowedWithoutStretch_data()
    {
        QTest::addColumn<DelayMode>("mode");
        QTest::addColumn<double>("ppm");
        for (const double ppm : {200.0, -200.0}) {
            QTest::addRow("on stage, %g ppm", ppm) << DelayMode::OnStage << ppm;
            QTest::addRow("audience, %g ppm", ppm) << DelayMode::Audience << ppm;
        }
    }
    void speakersClock_isFollowedWithoutStretch()
    {
        QFETCH(DelayMode, mode);
        QFETCH(double, ppm);
        Line line(mode);
        line.speaker.ppm = ppm;
        line.run(1min); // what the target needs to come down from its start value
        line.watch();
        line.run(9min);
        qInfo("wander %.1f ms, stretched %.0f ms, drift %.1f ppm", line.wander.ms(), toMs(line.stretched()),
            line.stream.stats(line.now).clockDrift);
        QCOMPARE(line.wander.blocks, 54'000); // all of it sounds
        QCOMPARE_LE(line.wander.ms(), 10.0);
        QCOMPARE(line.stretched(), 0us);
        QCOMPARE(line.concealed(), 0us);
        QVERIFY(std::abs(line.stream.stats(line.now).clockDrift - ppm) < 5);
    }
    void devicesClock_isFollowedWithoutStretch_data()
    {
        QTest::addColumn<double>("speakerPpm");
        QTest::addColumn<double>("devicePpm");
        QTest::newRow("device quicker") << 0.0 << 300.0;
        QTest::newRow("device slower") << 0.0 << -300.0;
        QTest::newRow("both, the same way") << 200.0 << 200.0;
        QTest::newRow("both, apart") << 200.0 << -200.0;
    }
    void devicesClock_isFollowedWithoutStretch()
    {
        QFETCH(double, speakerPpm);
        QFETCH(double, devicePpm);
        Device device;
        device.ppm = devicePpm;
        device.speaker.ppm = speakerPpm;
        device.run(1min);
        device.watch();
        device.run(5min);
        qInfo("wander %.1f ms, stretched %.0f ms", device.wander.ms(), toMs(device.stretched()));
        QCOMPARE_LE(device.wander.ms(), 10.0);
        QCOMPARE(device.stretched(), 0us);
        QCOMPARE(device.concealed(), 0us);
    }
    void anotherDevice_isFollowed()
    {
        Device device;
        device.ppm = 150;
        device.run(3min);
        device.watch();
        device.ppm = -150;
        device.run(2min);
        qInfo("wander %.1f ms, stretched %.0f ms", device.wander.ms(), toMs(device.stretched()));
        QCOMPARE_LE(device.wander.ms(), 20.0);
        QCOMPARE(device.concealed(), 0us);
        device.watch();
        device.run(3min);
        QCOMPARE_LE(device.wander.ms(), 10.0);
        QCOMPARE(device.stretched(), 0us);
    }
    void pauses_keepTheDriftKnown()
    {
        for (const auto mode : {DelayMode::OnStage, DelayMode::Audience}) {
            Line line(mode);
            line.speaker.ppm = 200;
            for (int i = 0; i < 30; ++i) {
                line.speaker.speaks = i % 2 == 0;
                line.run(i % 6 == 5 ? microseconds(4min) : 12s);
            }
            QVERIFY(std::abs(line.stream.stats(line.now).clockDrift - 200) < 5);
            line.speaker.speaks = true;
            line.run(10s);
            line.watch();
            line.run(1min);
            QCOMPARE_LE(line.wander.ms(), 12.0);
            QCOMPARE(line.stretched(), 0us);
            QCOMPARE(line.concealed(), 0us);
        }
    }
};

QTEST_APPLESS_MAIN(DriftSimulationTest)
#include "drift_simulation_test.moc"
