#include "recordings/speaker_timeline.h"
#include "support/recording_scene.h"

#include <QTest>

#include <limits>
#include <random>

using namespace earshot;
using namespace earshot::test;

/// 20 ms packets of silence; what matters is where they go.
class SpeakerTimelineTest : public QObject
{
    Q_OBJECT
private slots:
    void packets_followEachOtherToTheSample_whateverTheStampsSay();
    void clock_inStepWithTheServers_isTrusted();
    void clock_aSecondOff_isMovedByTheQuickestPacket();
    void clock_withoutCaptureTimes_isTheServers();
    void clock_ahead_neverCapturesAfterStoring();
    void drift_isFollowedAtPauses();
    void drift_isKnown_fromTheSecondTimeThatSomebodySpeaks();
    void drift_isToldWhileSpeechGoesOn();
    void numbers_wrap();
    void lostPackets_areTold_pausesAreNot();
    void lostPackets_beforeAPause_countAsMuchAsTheyHeld();
    void lostPackets_areTold_howeverMany_data();
    void lostPackets_areTold_howeverMany();
    void again_comesIntoItsPlace_andOnce();
    void again_afterItsTime_isDropped();
    void anotherProgram_beginsAtItsTime();
    void clockSet_movesWhatComesAfterwards();
    void twoProgramsOfOneSpeaker_areNotBothTaken();
    void timestampsFasterThanTime_areLeftOut();
    void hostileNumbers_areBounded();
    void hostilePayloads_areDropped();

private:
    static constexpr quint32 kOrigin = 0xFFFF'0000;
    const WallTime m_started{milliseconds{1'795'000'000'000}};
    RecordedPacket packet(double second, int number, double delay = 0.05) const
    {
        RecordedPacket made{RecordingScene::keyOf("AAAA")};
        made.sequence = quint16(65'530 + number);
        made.timestamp = kOrigin + quint32(std::llround(second * 48'000));
        made.payload = QByteArray("\xf8\xff\xfe", 3);
        made.stored = m_started + milliseconds{std::llround((second + 0.02 + delay) * 1000)};
        return made;
    }
    WallTime wall(double second) const { return m_started + milliseconds{std::llround(second * 1000)}; }
    static std::vector<PlacedPacket> all(SpeakerTimeline &timeline)
    {
        return timeline.take(std::numeric_limits<qint64>::max());
    }
};

void SpeakerTimelineTest::packets_followEachOtherToTheSample_whateverTheStampsSay()
{
    SpeakerTimeline timeline(m_started);
    std::mt19937 random(3);
    for (int i = 0; i < 3000; ++i) {
        RecordedPacket one = packet(10 + i * 0.02, i, 0.03 + double(random() % 200) / 1000);
        if (i % 50 == 0) {
            const double off = i % 500 == 250 ? 0.4 : double(random() % 3) / 1000 - 0.001;
            one.captured = wall(10 + i * 0.02 + off);
        }
        timeline.add(one);
    }
    const auto placed = all(timeline);
    QCOMPARE(placed.size(), std::size_t(3000));
    QVERIFY(std::abs(placed[0].place - 480'000) <= 48);
    for (std::size_t i = 0; i < placed.size(); ++i) {
        QCOMPARE(placed[i].place, placed[0].place + qint64(i) * 960);
        QCOMPARE(placed[i].isFirst, i == 0);
        QVERIFY(std::abs(placed[i].wanted - placed[i].place) <= 24);
    }
}

void SpeakerTimelineTest::clock_inStepWithTheServers_isTrusted()
{
    SpeakerTimeline timeline(m_started);
    for (int i = 0; i < 500; ++i) {
        RecordedPacket one = packet(5 + i * 0.02, i, 0.6);
        if (i % 50 == 0)
            one.captured = wall(5 + i * 0.02);
        timeline.add(one);
    }
    QCOMPARE(all(timeline)[0].place, 240'000); // not 0.6 s later
}

void SpeakerTimelineTest::clock_aSecondOff_isMovedByTheQuickestPacket()
{
    SpeakerTimeline timeline(m_started);
    std::mt19937 random(3);
    for (int i = 0; i < 2000; ++i) {
        RecordedPacket one = packet(5 + i * 0.02, i, 0.05 + double(random() % 300) / 1000);
        if (i % 50 == 0)
            one.captured = wall(5 + i * 0.02 - 7200); // two hours slow
        timeline.add(one);
    }
    const auto placed = all(timeline);
    QVERIFY(placed[0].place >= 240'000 + 50 * 48 - 48);
    QVERIFY(
        placed[0].place <= 240'000 + 110 * 48); // the quickest took 50 ms, of the 40 that told it some more
}

void SpeakerTimelineTest::clock_withoutCaptureTimes_isTheServers()
{
    SpeakerTimeline timeline(m_started);
    std::mt19937 random(3);
    for (int i = 0; i < 2000; ++i)
        timeline.add(packet(5 + i * 0.02, i, 0.05 + double(random() % 300) / 1000));
    const auto placed = all(timeline);
    QVERIFY(std::abs(placed[0].place - (240'000 + 50 * 48)) <= 48 * 5);
    QCOMPARE(placed.back().place - placed.front().place, 1999 * 960);
}

void SpeakerTimelineTest::clock_ahead_neverCapturesAfterStoring()
{
    SpeakerTimeline timeline(m_started);
    for (int i = 0; i < 500; ++i) {
        RecordedPacket one = packet(5 + i * 0.02, i, 0.05);
        if (i % 50 == 0)
            one.captured = wall(5 + i * 0.02 + 0.8);
        timeline.add(one);
    }
    QVERIFY(std::abs(all(timeline)[0].place - (240'000 + 50 * 48)) <= 48);
}

void SpeakerTimelineTest::drift_isFollowedAtPauses()
{
    for (const double ppm : {40.0, -60.0}) {
        SpeakerTimeline timeline(m_started);
        std::mt19937 random(3);
        int number = 0;
        std::vector<PlacedPacket> placed;
        std::vector<double> begins;
        for (double spurt = 1; spurt < 7200; spurt += 20) {
            for (int i = 0; i < 250; ++i) {
                const double counted = spurt + i * 0.02; // by the sound clock
                const double real = counted / (1 + ppm * 1e-6);
                RecordedPacket one = packet(counted, number++);
                one.stored = wall(real + 0.06 + double(random() % 50) / 1000);
                if (i % 50 == 0)
                    one.captured = wall(real + double(random() % 3) / 1000 - 0.001);
                timeline.add(one);
                if (i == 0)
                    begins.push_back(real);
            }
            for (PlacedPacket &one : timeline.take(qint64((spurt - 30) * 48'000)))
                placed.push_back(std::move(one));
        }
        std::size_t spurt = 0;
        double worst = 0;
        for (const PlacedPacket &one : placed) {
            if (!one.isFirst)
                continue;
            worst = std::max(worst, std::abs(double(one.place) / 48 - begins[spurt++] * 1000));
        }
        QVERIFY(spurt > 350);
        QVERIFY2(worst < 0.9, qPrintable(QString::number(worst))); // ms
        const double last = double(placed[placed.size() - placed.size() % 250 - 250].place) / 48;
        QVERIFY(std::abs(last - begins[spurt - 1] * 1000) < 0.5);
    }
}

void SpeakerTimelineTest::drift_isKnown_fromTheSecondTimeThatSomebodySpeaks()
{
    for (const double ppm : {200.0, -60.0}) {
        for (double first = 1; first < 11; first += 0.5) {
            SpeakerTimeline timeline(m_started);
            int number = 0;
            for (const double spurt : {first, first + 41}) {
                for (int i = 0; i < 600; ++i) {
                    const double counted = spurt + i * 0.02; // by the sound clock
                    const double real = counted / (1 + ppm * 1e-6);
                    RecordedPacket one = packet(counted, number++);
                    one.stored = wall(real + 0.06);
                    if (i % 50 == 0)
                        one.captured = m_started + microseconds{std::llround(real * 1e6)};
                    timeline.add(one);
                    // A recorder waits some seconds.
                    const auto placed = timeline.take(qint64((real - 5) * 48'000));
                    for (const PlacedPacket &at : placed) {
                        if (!at.isFirst || spurt == first)
                            continue;
                        const double off = double(at.place) / 48 - spurt * 1000 / (1 + ppm * 1e-6);
                        QVERIFY2(std::abs(off) < 0.5, qPrintable(QString::number(off))); // ms
                    }
                }
            }
        }
    }
}

void SpeakerTimelineTest::drift_isToldWhileSpeechGoesOn()
{
    SpeakerTimeline timeline(m_started);
    std::mt19937 random(3);
    std::vector<PlacedPacket> placed;
    for (int i = 0; i < 50 * 1800; ++i) {
        const double real = 1 + i * 0.02 / (1 + 60e-6);
        RecordedPacket one = packet(1 + i * 0.02, i);
        one.stored = wall(real + 0.06 + double(random() % 50) / 1000);
        if (i % 50 == 0)
            one.captured = wall(real + double(random() % 3) / 1000 - 0.001);
        timeline.add(one);
        for (PlacedPacket &packetNow : timeline.take(qint64((real - 30) * 48'000)))
            placed.push_back(std::move(packetNow));
    }
    QVERIFY(placed.size() > 80'000);
    for (std::size_t i = 3000; i < placed.size(); i += 500) {
        QVERIFY(!placed[i].isFirst);
        const double real = 1 + double(i) * 0.02 / (1 + 60e-6);
        QVERIFY(std::abs(double(placed[i].wanted) / 48 - real * 1000) < 0.5);
        QCOMPARE(placed[i].place, placed[0].place + qint64(i) * 960);
    }
}

void SpeakerTimelineTest::numbers_wrap()
{
    SpeakerTimeline timeline(m_started);
    for (int i = 0; i < 70'000; ++i) { // both wrap: the timestamps at once, the sequence twice
        timeline.add(packet(1 + i * 0.02, i));
        if (i % 1000 == 999) {
            for (const PlacedPacket &one : timeline.take((i - 100) * 960))
                QCOMPARE(one.lost, 0);
        }
    }
    QCOMPARE(timeline.dropped(), 0u);
}

void SpeakerTimelineTest::lostPackets_areTold_pausesAreNot()
{
    SpeakerTimeline timeline(m_started);
    int number = 0;
    for (int i = 0; i < 100; ++i) {
        if (i < 20 || i >= 23)
            timeline.add(packet(5 + i * 0.02, number));
        ++number;
    }
    for (int i = 0; i < 100; ++i)
        timeline.add(packet(9 + i * 0.02, number++));
    const auto placed = all(timeline);
    QCOMPARE(placed.size(), std::size_t(197));
    for (std::size_t i = 0; i < placed.size(); ++i) {
        QCOMPARE(placed[i].isFirst, i == 0 || i == 97);
        QCOMPARE(placed[i].lost, i == 20 ? 3 * 960 : 0);
    }
    QCOMPARE(placed[20].place, placed[0].place + 23 * 960);
}

void SpeakerTimelineTest::lostPackets_beforeAPause_countAsMuchAsTheyHeld()
{
    SpeakerTimeline timeline(m_started);
    for (int i = 0; i < 20; ++i)
        timeline.add(packet(5 + i * 0.02, i));
    timeline.add(packet(8, 22)); // two are missing, and 2.6 s
    const auto placed = all(timeline);
    QCOMPARE(placed.back().lost, 2 * 960);
    QVERIFY(placed.back().isFirst);
}

void SpeakerTimelineTest::lostPackets_areTold_howeverMany_data()
{
    QTest::addColumn<int>("said"); // packets, while the server stored nothing
    QTest::addColumn<int>("pause"); // packets' time
    QTest::addRow("ten minutes") << 30'000 << 0;
    QTest::addRow("a quarter of an hour") << 45'000 << 0;
    QTest::addRow("a quarter of an hour, and a pause") << 45'000 << 1000;
    QTest::addRow("half an hour") << 90'000 << 0;
    QTest::addRow("a pause of a quarter of an hour") << 0 << 45'000;
    QTest::addRow("a pause of two hours") << 0 << 360'000;
}

void SpeakerTimelineTest::lostPackets_areTold_howeverMany()
{
    QFETCH(const int, said);
    QFETCH(const int, pause);
    SpeakerTimeline timeline(m_started);
    for (int i = 0; i < 100; ++i)
        timeline.add(packet(5 + i * 0.02, i));
    const auto before = timeline.take((7 + 300) * 48'000);
    for (int i = 100; i < 200; ++i)
        timeline.add(packet(5 + (i + said + pause) * 0.02, i + said));
    const auto after = all(timeline);
    QCOMPARE(before.size() + after.size(), std::size_t(200));
    QCOMPARE(after.front().lost, qint64(said) * 960);
    QVERIFY(after.front().isFirst);
    QCOMPARE(after.front().place, before.front().place + qint64(100 + said + pause) * 960);
    for (std::size_t i = 1; i < after.size(); ++i)
        QCOMPARE(after[i].lost, 0);
}

void SpeakerTimelineTest::again_comesIntoItsPlace_andOnce()
{
    SpeakerTimeline timeline(m_started);
    std::vector<RecordedPacket> packets;
    for (int i = 0; i < 1000; ++i) {
        RecordedPacket one = packet(5 + i * 0.02, i);
        if (i % 7 == 3) {
            one.isAgain = true;
            one.stored += seconds{25};
            packets.push_back(one);
        }
        packets.push_back(one);
    }
    std::stable_sort(packets.begin(), packets.end(), [](auto &a, auto &b) { return a.stored < b.stored; });
    for (const RecordedPacket &one : packets)
        timeline.add(one);
    const auto placed = all(timeline);
    QCOMPARE(placed.size(), std::size_t(1000));
    for (std::size_t i = 0; i < placed.size(); ++i) {
        QCOMPARE(placed[i].place, placed[0].place + qint64(i) * 960);
        QCOMPARE(placed[i].lost, 0);
    }
}

void SpeakerTimelineTest::again_afterItsTime_isDropped()
{
    SpeakerTimeline timeline(m_started);
    for (int i = 0; i < 100; ++i) {
        if (i != 50)
            timeline.add(packet(5 + i * 0.02, i));
    }
    QCOMPARE(all(timeline).size(), std::size_t(99));
    RecordedPacket late = packet(6, 50);
    late.isAgain = true;
    late.stored += seconds{35};
    timeline.add(late);
    QVERIFY(all(timeline).empty());
    QCOMPARE(timeline.dropped(), 1u);
}

void SpeakerTimelineTest::anotherProgram_beginsAtItsTime()
{
    SpeakerTimeline timeline(m_started);
    for (int i = 0; i < 100; ++i)
        timeline.add(packet(5 + i * 0.02, i));
    for (int i = 0; i < 100; ++i) {
        RecordedPacket one = packet(10 + i * 0.02, i + 7000);
        one.timestamp += 0x6000'0000;
        timeline.add(one);
    }
    const auto placed = all(timeline);
    QCOMPARE(placed.size(), std::size_t(200));
    QVERIFY(placed[100].isFirst);
    QCOMPARE(placed[100].lost, 0);
    QVERIFY(std::abs(placed[100].place - placed[0].place - 5 * 48'000) <= 48);
}

void SpeakerTimelineTest::clockSet_movesWhatComesAfterwards()
{
    SpeakerTimeline timeline(m_started);
    for (int i = 0; i < 4000; ++i) {
        RecordedPacket one = packet(5 + i * 0.02, i);
        if (i % 50 == 0) // in the middle, the speaker's computer sets its clock
            one.captured = wall(5 + i * 0.02 + (i < 2000 ? 0 : 3600));
        timeline.add(one);
    }
    const auto placed = all(timeline);
    QCOMPARE(placed.size(), std::size_t(4000));
    for (const PlacedPacket &one : placed)
        QVERIFY(one.place >= placed[0].place && one.place < 100 * 48'000);
    QVERIFY(std::abs(placed.back().place - (5 + 3999 * 0.02) * 48'000) < 48 * 100);
}

/// The one that was there first, while it speaks.
void SpeakerTimelineTest::twoProgramsOfOneSpeaker_areNotBothTaken()
{
    SpeakerTimeline timeline(m_started);
    std::vector<PlacedPacket> placed;
    constexpr int kBoth = 50 * 600;
    constexpr int kSecondOnly = 50 * 60;
    for (int i = 0; i < kBoth + kSecondOnly; ++i) {
        if (i < kBoth)
            timeline.add(packet(5 + i * 0.02, i));
        if (i >= 50) {
            RecordedPacket other = packet(5.007 + i * 0.02, i + 7000);
            other.timestamp += 0x6000'0000;
            timeline.add(other);
        }
        if (i % 50 != 49)
            continue;
        for (PlacedPacket &one : timeline.take((i / 50 - 27) * 48'000))
            placed.push_back(std::move(one));
    }
    for (PlacedPacket &one : all(timeline))
        placed.push_back(std::move(one));
    constexpr int kOverlap = 13; // packets, where the other one goes on
    QVERIFY(placed.size() >= kBoth + kSecondOnly && placed.size() <= kBoth + kSecondOnly + kOverlap);
    for (std::size_t i = 1; i < placed.size(); ++i) {
        if (i != kBoth)
            QCOMPARE(placed[i].place, placed[i - 1].place + 960);
        QCOMPARE(placed[i].isFirst, i == kBoth);
        QCOMPARE(placed[i].lost, 0);
    }
}

/// Nobody's sound clock runs ten times as fast.
void SpeakerTimelineTest::timestampsFasterThanTime_areLeftOut()
{
    SpeakerTimeline timeline(m_started);
    qint64 end = 0; // of all that was handed out, one behind the other
    qint64 worst = 0;
    const auto take = [&](qint64 until) {
        for (const PlacedPacket &one : timeline.take(until)) {
            worst = std::max(worst, end - one.place);
            end = std::max(end, one.place) + one.frames;
        }
    };
    for (int i = 0; i < 500 * 60; ++i) {
        RecordedPacket one = packet(i * 0.02, i);
        one.stored = wall(1 + i * 0.002);
        timeline.add(one);
        if (i % 500 == 499)
            take((i / 500 - 32) * 48'000);
    }
    take(std::numeric_limits<qint64>::max());
    QVERIFY2(worst <= 48 * 250, qPrintable(QString::number(worst)));
    QVERIFY2(end > 50 * 48'000 && end < 72 * 48'000, qPrintable(QString::number(end)));
}

void SpeakerTimelineTest::hostileNumbers_areBounded()
{
    SpeakerTimeline timeline(m_started);
    std::mt19937 random(9);
    qint64 now = 0;
    for (int i = 0; i < 60'000; ++i) {
        RecordedPacket one = packet(0, 0);
        one.sequence = quint16(random());
        one.timestamp = quint32(random());
        now += random() % 40;
        one.stored = m_started + milliseconds{now};
        if (random() % 2)
            one.captured = WallTime{milliseconds{qint64(random()) * 2000 - 4'000'000'000'000}};
        one.isAgain = random() % 5 == 0;
        timeline.add(one);
        if (i % 50 == 0) {
            for (const PlacedPacket &placed : timeline.take((now - 32'000) * 48)) {
                QVERIFY(placed.place >= 0);
                QVERIFY(std::abs(placed.place / 48 - now) < 200'000);
                QVERIFY(placed.lost >= 0 && (placed.isFirst || placed.lost <= kMostConcealed));
            }
        }
    }
    for (const PlacedPacket &placed : all(timeline))
        QVERIFY(std::abs(placed.place / 48 - now) < 200'000);
}

void SpeakerTimelineTest::hostilePayloads_areDropped()
{
    SpeakerTimeline timeline(m_started);
    int number = 0;
    const std::vector<QByteArray> payloads = {QByteArray(), QByteArray("\x03", 1), QByteArray("\xfb\x00", 2),
        QByteArray("\xfb\x3f", 2), QByteArray(70'000, '\x78'), QByteArray("\xf9\x01\x02", 3) + "x"};
    for (const QByteArray &payload : payloads) {
        RecordedPacket one = packet(5 + number * 0.02, number);
        one.payload = payload;
        timeline.add(one);
        ++number;
    }
    RecordedPacket early = packet(-1, number);
    timeline.add(early);
    QVERIFY(all(timeline).size() <= 1);
    QVERIFY(timeline.dropped() >= payloads.size());
}

QTEST_APPLESS_MAIN(SpeakerTimelineTest)
#include "speaker_timeline_test.moc"
