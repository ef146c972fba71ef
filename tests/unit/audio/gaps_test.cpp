#include "audio/speaker_stream.h"
#include "base/random.h"
#include "support/counting_decoder.h"

#include <QFile>
#include <QTest>

#include <set>

using namespace earshot;
using earshot::test::CountingDecoder;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""us;

namespace {

constexpr Instant kBegin{1000s};

/// One speaker's stream, packet by packet: 20 ms each, numbers and times just before their wraps.
class Speaker
{
public:
    explicit Speaker(std::uint32_t timestamp = 0xffff'f000u)
        : m_stream(std::make_unique<CountingDecoder>(), delayPolicy(DelayMode::Audience))
        , m_timestamp(timestamp)
    { }

    void talk(microseconds duration, std::uint8_t loud = 128)
    {
        for (const Instant end = m_spoken + duration; m_spoken < end;) {
            send(loud);
            pause(20ms);
        }
    }
    void send(std::uint8_t loud = 128)
    {
        auto packet = CountingDecoder::packet(m_sequence++, m_timestamp, m_spoken + 50ms, 1, loud);
        packet.marker = std::exchange(m_marker, false);
        if (loud == 0)
            packet.size = 2; // DTX: only a table of contents
        m_stream.insert(packet);
    }
    /// Time passes without a packet.
    void pause(microseconds duration)
    {
        m_timestamp += std::uint32_t(framesOfTime(duration));
        m_spoken += duration;
        play(duration);
    }
    void play(microseconds duration)
    {
        for (const Instant end = m_now + duration; m_now < end; m_now += 10ms)
            sounds = m_stream.pull(m_block, m_now);
    }
    /// Opus DTX: a packet of comfort noise each 400 ms.
    void beSilentWithComfortNoise(int packets)
    {
        for (int i = 0; i < packets; ++i) {
            send(0);
            pause(400ms);
        }
    }
    void mark() { m_marker = true; }
    void loseNumbers(int count)
    {
        m_sequence = std::uint16_t(m_sequence + count);
        pause(count * 20ms);
    }
    void startAnew(std::uint16_t sequence, std::uint32_t timestamp)
    {
        m_sequence = sequence;
        m_timestamp = timestamp;
    }
    void setNextNumber(std::uint16_t sequence) { m_sequence = sequence; }

    SpeakerAudioStats stats() { return m_stream.stats(m_now); }
    /// All that was spoken was played, and nothing was made up for it.
    void verifyNothingIsMissing(microseconds spoken)
    {
        play(2s); // what is left
        const SpeakerAudioStats all = stats();
        QCOMPARE(all.lost, 0ull);
        QCOMPARE(all.late, 0ull);
        QCOMPARE(all.concealed, 0ms);
        QCOMPARE(all.skipped, 0ms);
        const microseconds heard = all.played;
        QVERIFY2(heard > spoken - 100ms - all.stretched && heard < spoken + 100ms + all.stretched,
            qPrintable(QString::number(heard.count())));
    }

    bool sounds = false;

private:
    SpeakerStream m_stream;
    std::array<float, kBlockFrames * kStereo> m_block{};
    std::uint16_t m_sequence = 65'500;
    std::uint32_t m_timestamp;
    bool m_marker = true;
    Instant m_spoken = kBegin;
    Instant m_now = kBegin;
};

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QFile::ReadOnly))
        return -1;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

/// What is a gap, and what is none.
class GapsTest : public QObject
{
    Q_OBJECT
private slots:
    void comfortNoise_isNoLoss()
    {
        Speaker speaker;
        for (int i = 0; i < 5; ++i) {
            speaker.mark();
            speaker.talk(3s);
            speaker.beSilentWithComfortNoise(10);
        }
        speaker.verifyNothingIsMissing(15s + 50 * 20ms);
    }

    void comfortNoiseWithoutMarkers_isNoLoss()
    {
        Speaker speaker;
        for (int i = 0; i < 5; ++i) {
            speaker.talk(3s);
            speaker.beSilentWithComfortNoise(10);
        }
        speaker.verifyNothingIsMissing(15s + 50 * 20ms);
    }

    void pauseOfMinutes_isNoLoss_atAnyWrap_data()
    {
        QTest::addColumn<int>("pauseSeconds");
        QTest::addColumn<bool>("marker");
        for (const int seconds : {1, 28, 35, 180, 3600}) {
            for (const bool marker : {true, false})
                QTest::addRow("%d s, %s", seconds, marker ? "marker" : "no marker") << seconds << marker;
        }
    }
    void pauseOfMinutes_isNoLoss_atAnyWrap()
    {
        QFETCH(int, pauseSeconds);
        QFETCH(bool, marker);
        // The numbers wrap with the first packet after the pause, the times in its middle.
        Speaker speaker(0u - std::uint32_t(framesOfTime(4s + pauseSeconds * 500'000us)));
        speaker.setNextNumber(std::uint16_t(0u - 200u));
        speaker.talk(4s);
        speaker.pause(seconds{pauseSeconds});
        QVERIFY(!speaker.sounds);
        if (marker)
            speaker.mark();
        speaker.talk(4s);
        speaker.verifyNothingIsMissing(8s);
    }

    void speakerWhoStartsAnew_losesNothing_data()
    {
        QTest::addColumn<quint16>("sequence");
        QTest::addColumn<quint32>("timestamp");
        QTest::newRow("far away") << quint16(30'000) << quint32(0x7000'0000);
        QTest::newRow("back to zero") << quint16(40'000) << quint32(0);
        QTest::newRow("numbers before, times after") << quint16(60'000) << quint32(0x1000'0000);
        QTest::newRow("numbers after, times before") << quint16(5'000) << quint32(0xf000'0000);
    }
    void speakerWhoStartsAnew_losesNothing()
    {
        QFETCH(quint16, sequence);
        QFETCH(quint32, timestamp);
        Speaker speaker;
        speaker.talk(4s);
        speaker.pause(3s);
        speaker.startAnew(sequence, timestamp);
        speaker.talk(4s);
        speaker.verifyNothingIsMissing(8s);
    }

    void hole_isMadeUpTo100ms_andLeftOutBeyond_data()
    {
        QTest::addColumn<int>("packets");
        for (const int packets : {3, 5, 7, 25, 150})
            QTest::addRow("%d ms", packets * 20) << packets;
    }
    /// With packets queued behind it, as while catching up.
    void hole_isMadeUpTo100ms_andLeftOutBeyond()
    {
        QFETCH(int, packets);
        SpeakerStream stream(std::make_unique<CountingDecoder>(), delayPolicy(DelayMode::Audience));
        // 10 s were spoken; their listener hears them 5 s late. The hole is after 2 s.
        int number = 0;
        for (; number < 500; ++number) {
            if (number < 100 || number >= 100 + packets)
                stream.insert(CountingDecoder::packet(
                    std::uint16_t(number), std::uint32_t(number) * 960, kBegin + number * 20ms));
        }
        std::array<float, kBlockFrames * kStereo> block{};
        const microseconds hole = packets * 20ms;
        constexpr std::int64_t kHole = 100 * 960;
        const std::int64_t after = kHole + packets * 960;
        std::optional<Instant> before;
        microseconds lateBefore{0};
        for (Instant now = kBegin + 5s; now < kBegin + 9s; now += 10ms) {
            QVERIFY(stream.pull(block, now)); // never silent
            const std::int64_t position = stream.account().position;
            const microseconds late = now - kBegin - timeOfFrames(position);
            if (position < kHole - 480) {
                before = now;
                lateBefore = late;
            }
            if (position >= after + 480) {
                const bool isMadeUp = hole <= 100ms;
                const microseconds passed = now - *before;
                QVERIFY2(isMadeUp ? passed <= hole + 40ms : passed <= 60ms,
                    qPrintable(QString::number(passed.count())));
                const microseconds won = lateBefore - late;
                QVERIFY2(std::chrono::abs(won - (isMadeUp ? 0ms : hole)) <= 40ms,
                    qPrintable(QString::number(won.count())));
                break;
            }
        }
        const SpeakerAudioStats stats = stream.stats(kBegin + 9s);
        QCOMPARE(stats.lost, quint64(packets));
        if (hole <= 100ms)
            QCOMPARE(stats.concealed, hole);
        else
            QVERIFY(stats.concealed <= 30ms);
    }

    /// Nothing is queued behind it, as while live: the delay stays near its target.
    void holeWhileLive_leavesTheDelayNearItsTarget_data() { hole_isMadeUpTo100ms_andLeftOutBeyond_data(); }
    void holeWhileLive_leavesTheDelayNearItsTarget()
    {
        QFETCH(int, packets);
        Speaker speaker;
        speaker.talk(60s);
        const SpeakerAudioStats before = speaker.stats();
        speaker.loseNumbers(packets);
        speaker.talk(200ms);
        const SpeakerAudioStats after = speaker.stats();
        QCOMPARE(after.lost, quint64(packets));
        QVERIFY(speaker.sounds);
        QVERIFY2(after.delay <= after.target + 40ms && after.delay >= after.target / 2 - 40ms,
            qPrintable(QString::number(after.delay.count())));
        speaker.talk(10s);
        QVERIFY(speaker.stats().delay <= speaker.stats().target + 40ms);
        // Time in which nothing real was heard is told, once.
        QVERIFY2(std::chrono::abs(after.concealed - before.concealed - packets * 20ms)
                <= before.delay + after.stretched - before.stretched + 40ms,
            qPrintable(QString::number((after.concealed - before.concealed).count())));
    }

    void sequenceCount_isAsAPlainModel()
    {
        SeededRandom random(7);
        const auto pick = [&](int below) { return int(random.next() % quint64(below)); };
        for (int round = 0; round < 60; ++round) {
            SequenceCount count;
            std::set<std::int64_t> came;
            std::int64_t first = pick(100'000);
            std::int64_t highest = first;
            std::uint64_t receivedBefore = 0;
            std::uint64_t lostBefore = 0;
            const auto lost = [&] {
                const auto within = std::uint64_t(std::distance(came.lower_bound(first), came.end()));
                return came.empty() ? 0 : std::uint64_t(highest - first + 1) - within;
            };
            for (int step = 0; step < 500; ++step) {
                if (pick(200) == 0) {
                    receivedBefore += came.size();
                    lostBefore += lost();
                    came.clear();
                    count.restart();
                    first = highest = pick(100'000);
                }
                const int kind = pick(10);
                const std::int64_t number = came.empty() ? first
                    : kind < 5                           ? highest + 1
                    : kind == 5                          ? highest + 1 + pick(pick(20) ? 30 : 3000)
                                                         : highest - pick(kind == 6 ? 1100 : 40);
                const auto expected = !came.empty() && number <= highest - SequenceCount::kWindow
                    ? SequenceCount::Seen::TooOld
                    : came.insert(number).second ? SequenceCount::Seen::New
                                                 : SequenceCount::Seen::Duplicate;
                highest = std::max(highest, number);
                QCOMPARE(count.add(number), expected);
                QCOMPARE(count.received(), receivedBefore + came.size());
                QCOMPARE(count.lost(), lostBefore + lost());
            }
        }
    }

    void speakerArrivals_areAsAPlainModel()
    {
        SeededRandom random(8);
        const auto pick = [&](int below) { return int(random.next() % quint64(below)); };
        for (int round = 0; round < 200; ++round) {
            SpeakerArrivals arrivals;
            std::set<std::int64_t> came;
            const std::int64_t first = 65'536 - pick(300);
            const auto firstTime = std::uint32_t(random.next());
            std::int64_t highest = first - 1;
            std::int64_t pauses = 0; ///< frames that were not sent
            Instant now = kBegin;
            const auto take = [&](std::int64_t number) {
                const auto time = firstTime + std::uint32_t((number - first) * 960 + pauses);
                const auto packet = CountingDecoder::packet(std::uint16_t(number), time, now);
                QVERIFY(!arrivals.beginsAnew(packet));
                const auto taken = arrivals.take(packet, 960, now);
                QCOMPARE(taken.isDuplicate, !came.insert(number).second);
                QCOMPARE(
                    taken.info.sequence - std::int64_t(number), std::int64_t(std::uint16_t(first)) - first);
            };
            for (int step = 0; step < 600; ++step) {
                const int kind = pick(20);
                if (kind == 0 && step > 100) { // a pause, after which nothing of before comes again
                    const int length = pick(100'000);
                    pauses += framesOfTime(length * 1000us);
                    now += length * 1000us;
                    highest += 1;
                    take(highest);
                    highest += 1;
                    for (int i = 0; i < 60; ++i)
                        take(highest++);
                    --highest;
                } else if (kind < 3 && step > 60 && pauses == 0) {
                    take(std::max(first, highest - pick(50))); // again, or late
                } else {
                    const int lost = kind == 4 ? pick(40) : 0;
                    now += (lost + 1) * 20ms;
                    highest += step == 0 ? 1 : lost + 1;
                    take(highest);
                }
            }
            SpeakerAudioStats stats;
            arrivals.writeTo(stats, now);
            QCOMPARE(stats.packets, quint64(came.size()));
            QCOMPARE(stats.lost, quint64(highest - first + 1) - came.size());
        }
    }

    void bufferOfAnHour_touchesFewPages()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer has memory of its own");
#endif
        constexpr int kSpeakers = 8;
        std::vector<std::unique_ptr<PacketBuffer>> buffers;
        const qint64 before = residentBytes();
        if (before < 0)
            QSKIP("no /proc");
        for (int i = 0; i < kSpeakers; ++i)
            buffers.push_back(std::make_unique<PacketBuffer>());
        std::vector<std::uint8_t> payload(240, 7); // 20 ms of 96 kbit/s
        const auto run = [&](int from, int to, int queued) {
            for (auto &buffer : buffers) {
                for (int number = from; number < to; ++number) {
                    buffer->insert({.sequence = number, .timestamp = number * 960, .frames = 960}, payload);
                    while (buffer->size() > queued + number % 20)
                        buffer->dropFront();
                }
            }
            return (residentBytes() - before) / kSpeakers;
        };
        const qint64 hour = run(0, 180'000, 75); // 1.5 s are queued
        const qint64 full = run(180'000, 184'000, 3000);
        payload.resize(512); // as many packets take twice the chunks
        const qint64 worst = run(184'000, 188'000, 3000);
        qInfo("resident per speaker: %d kB after an hour, %d kB with 40 s queued, at worst %d kB",
            int(hour / 1024), int(full / 1024), int(worst / 1024));
        QVERIFY(hour < 200 * 1024);
        QVERIFY(worst < 1200 * 1024);
    }
};

QTEST_APPLESS_MAIN(GapsTest)
#include "gaps_test.moc"
