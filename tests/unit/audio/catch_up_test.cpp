#include "audio/media_time.h"
#include "audio/playback.h"
#include "support/ruler_decoder.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

using namespace earshot;
using earshot::test::RulerDecoder;
using earshot::test::RulerReader;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr Instant kBegin{1000s};
/// Two people at a distance of 50 ms, one left, one right, and a device that pulls 20 ms every 20 ms. Packet n is spoken
/// from n·20 ms on. The line may be down, and what was missed be fetched.
class Room
{
public:
    explicit Room(DelayMode mode = DelayMode::Audience)
        : playback(mode, [] { return std::make_unique<RulerDecoder>(); })
    {
        playback.setLevelling(false); // its size is what a sample tells
    }

    static Instant arrivalOf(int number) { return kBegin + (number + 1) * 20ms + 50ms; }
    void push(int slot, int number) { push(slot, number, arrivalOf(number)); }
    void push(int slot, int number, Instant arrival)
    {
        if (speaks && !speaks(slot, number))
            return;
        auto packet = RulerDecoder::packet(slot, number, arrival);
        if (speaks) { // who pauses does not count on
            packet.sequence = 0;
            for (int before = 0; before < number; ++before)
                packet.sequence += speaks(slot, before);
        }
        QVERIFY(playback.push(packet));
    }
    /// All packets up to now that were not pushed yet.
    void pushDue(int speakers = 2)
    {
        for (; arrivalOf(next) <= now; ++next) {
            for (int slot = 0; slot < speakers; ++slot)
                push(slot, next);
        }
    }
    /// What sounds: where in the speaker's time (s), nothing: silence.
    std::array<std::optional<double>, 2> pull()
    {
        std::array<float, 1920> out;
        playback.pull(out, now, 0ms);
        now += 20ms;
        std::array<std::optional<double>, 2> heard;
        for (std::size_t side = 0; side < 2; ++side) {
            heard[side] = reader.read(out, side);
        }
        return heard;
    }
    void run(microseconds duration, int speakers = 2)
    {
        for (const Instant end = now + duration; now < end;) {
            pushDue(speakers);
            last = pull();
        }
    }
    SpeakerAudioStats stats(int slot = 0) const { return playback.stats().speakers.at(std::size_t(slot)); }
    double toLive(double position) const { return toMs(now - kBegin) / 1000 - position; }

    Playback playback;
    RulerReader reader;
    std::function<bool(int slot, int number)> speaks;
    Instant now = kBegin;
    int next = 0;
    std::array<std::optional<double>, 2> last;
};

} // namespace

class CatchUpTest : public QObject
{
    Q_OBJECT
private slots:
    void missedPackets_followExactly_andAreHeardFasterUntilLive()
    {
        Room room;
        room.run(10s, 1);
        double position = *room.last[0];
        const int held
            = room.next + 250; // 5 s without a line; the last of it comes by itself and is held back
        while (Room::arrivalOf(held) > room.now) {
            const auto heard = room.pull();
            position = std::max(position, heard[0].value_or(position));
        }
        room.pushDue(1);
        double worstStep = 0;
        std::optional<microseconds> tookToLive;
        const Instant back = room.now;
        while (room.now < back + 60s) {
            room.pushDue(1);
            const auto heard = room.pull()[0];
            QVERIFY(heard);
            QCOMPARE_GE(*heard, position - 1e-3);
            worstStep = std::max(worstStep, *heard - position);
            position = *heard;
            if (!tookToLive && room.stats().delay < room.stats().target + 60ms)
                tookToLive = room.now - back;
        }
        QVERIFY(tookToLive);
        qInfo("5 s behind: live after %.1f s", toMs(*tookToLive) / 1000);
        QCOMPARE_LT(*tookToLive, 45s);
        // A block of 20 ms plays 20 ms and what one period of up to 15 ms takes out: nothing is left out.
        QCOMPARE_LT(worstStep, 0.052);
        QCOMPARE(room.stats().skipped, microseconds(0));
        QCOMPARE(room.stats().lost, 0ull);
        // 5 s at 1.15 would be 33 s.
        QCOMPARE_GT(*tookToLive, 33s);
    }
    void jumpToLive_leavesOut_whatIsTooOld()
    {
        Room room;
        room.playback.setFallingBehind(FallingBehind::JumpToLive);
        room.run(10s, 1);
        for (int i = 0; i < 100; ++i)
            room.pull();
        room.run(1s, 1);
        QCOMPARE_GE(room.stats().skipped, 1500ms);
        QCOMPARE_LE(room.stats().delay, room.stats().target + 60ms);
    }
    void twoSpeakers_stayInStep_throughACatchUp()
    {
        Room room;
        room.run(10s);
        while (Room::arrivalOf(room.next + 300) > room.now) // 6 s
            room.pull();
        double apart = 0;
        int compared = 0;
        const Instant back = room.now;
        while (room.now < back + 60s) {
            room.pushDue();
            const auto heard = room.pull();
            if (room.now < back + 100ms)
                continue;
            QVERIFY(heard[0] && heard[1]);
            apart = std::max(apart, std::abs(*heard[0] - *heard[1]));
            ++compared;
        }
        qInfo("largest distance %.1f ms", 1000 * apart);
        QCOMPARE_GT(compared, 2900);
        QCOMPARE_LT(apart, 0.030);
        for (int slot : {0, 1})
            QCOMPARE_LE(room.stats(slot).delay, room.stats(slot).target + 60ms);
    }
    void whoPauses_speaksAgain_whenTheOthersHaveComeThere()
    {
        Room room;
        // The second pauses from 13 s to 17 s, inside of what is caught up with.
        room.speaks = [](int slot, int number) { return slot == 0 || number < 650 || number >= 850; };
        room.run(10s);
        while (Room::arrivalOf(room.next + 500) > room.now) // 10 s
            room.pull();
        const Instant back = room.now;
        std::vector<std::array<std::optional<double>, 2>> heard;
        while (room.now < back + 30s) {
            room.pushDue();
            heard.push_back(room.pull());
        }
        double apart = 0;
        int pausing = 0;
        for (std::size_t i = 10; i + 10 < heard.size(); ++i) {
            pausing += !heard[i][1];
            QVERIFY(heard[i][0]);
            // Not while it fades.
            if (heard[i - 10][1] && heard[i][1] && heard[i + 10][1])
                apart = std::max(apart, std::abs(*heard[i][0] - *heard[i][1]));
        }
        // 4 s at 1.15
        QVERIFY2(pausing > 160 && pausing < 180, qPrintable(QString::number(pausing)));
        qInfo("largest distance %.1f ms", 1000 * apart);
        QCOMPARE_LT(apart, 0.030);
    }
    void pauses_areShortened_inACatchUp_andNoWordIs()
    {
        Room room;
        // Two seconds of talk, one of pause.
        room.speaks = [](int, int number) { return number % 150 < 100; };
        room.run(8s, 1);
        while (Room::arrivalOf(room.next + 500) > room.now)
            room.pull();
        const Instant back = room.now;
        std::set<int> heardSeconds; // in fifths
        std::optional<microseconds> tookToLive;
        microseconds longestSilence{0};
        microseconds silence{0};
        while (room.now < back + 60s) {
            room.pushDue(1);
            const auto heard = room.pull()[0];
            const bool behind = room.stats().delay > room.stats().target + 60ms;
            if (heard) {
                heardSeconds.insert(int(*heard * 5));
                if (behind)
                    longestSilence = std::max(longestSilence, silence);
            }
            silence = heard ? 0ms : silence + 20ms;
            if (!behind && !tookToLive)
                tookToLive = room.now - back;
        }
        QVERIFY(tookToLive);
        qInfo("10 s behind with pauses: live after %.1f s", toMs(*tookToLive) / 1000);
        QCOMPARE_LT(*tookToLive, 35s);
        QCOMPARE_GE(longestSilence, 200ms);
        QCOMPARE_LT(longestSilence, 500ms);
        for (int fifth = 9 * 5; fifth < 60 * 5; ++fifth) {
            if (fifth * 10 % 150 < 90)
                QVERIFY2(heardSeconds.contains(fifth), qPrintable(QString::number(fifth / 5.0)));
        }
        QCOMPARE(room.stats().skipped, microseconds(0));
    }
    void seek_forgetsWhatIsQueued_andPlaysBehindLiveByTheShift()
    {
        Room room;
        room.run(100s, 1);
        room.playback.seek(30s);
        // In real time, each packet as late as it is asked for.
        int number = int((room.now - kBegin - 30s) / 20ms);
        const Instant sought = room.now;
        for (int i = 0; i < 1000; ++i, ++number) {
            room.push(0, number);
            const auto heard = room.pull()[0];
            if (room.now > sought + 1s) {
                QVERIFY(heard);
                const double behind = room.toLive(*heard) - 0.05 - 0.02;
                QVERIFY2(behind > 30 && behind < 30.4, qPrintable(QString::number(behind)));
            }
        }
        const auto stats = room.stats();
        QCOMPARE_GE(stats.target, 30s);
        QCOMPARE_LE(std::chrono::abs(stats.delay - stats.target), microseconds(60ms));
        QVERIFY(room.now - *stats.lastPacket < 200ms); // it came now
        QCOMPARE_LE(stats.stretched, 500ms); // no stall, though what comes is of the past
        QVERIFY(stats.packets > 5900);

        room.playback.seek(0ms);
        room.next = int((room.now - kBegin - 50ms) / 20ms);
        room.run(5s, 1);
        QVERIFY(room.last[0]);
        QCOMPARE_LT(room.toLive(*room.last[0]), 0.5);
    }
    void packetsOfThePast_areInsertedInOrder_whileNewerOnesWait()
    {
        Room room;
        room.run(10s, 1);
        double position = *room.last[0];
        while (Room::arrivalOf(room.next + 250) > room.now)
            position = std::max(position, room.pull()[0].value_or(position));
        const int first = room.next;
        const int last = first + 249;
        // All that was missed but a hole of 1 s, which is sent again a second later by the speaker.
        for (int number = first; number <= last; ++number) {
            if (number < first + 150 || number >= first + 200)
                room.push(0, number);
        }
        room.next = last + 1;
        double worstStep = 0;
        const auto hear = [&](microseconds duration) {
            for (const Instant end = room.now + duration; room.now < end;) {
                room.pushDue(1);
                const auto heard = room.pull()[0];
                QVERIFY(heard);
                worstStep = std::max(worstStep, *heard - position);
                position = *heard;
            }
        };
        hear(1s);
        for (int number = first + 150; number < first + 200; ++number)
            room.push(0, number, room.now);
        hear(20s);
        QCOMPARE_LT(worstStep, 0.052);
        QCOMPARE(room.stats().lost, 0ull);
    }
    void lateness_isThatOfTheNewestPacket()
    {
        Room room;
        room.run(5s, 1);
        room.push(0, room.next, Room::arrivalOf(room.next) + 200ms);
        room.pull();
        room.pull();
        room.pull();
        QCOMPARE(room.stats().lateness, microseconds(200ms));
    }
    void duplicatesAndLatePackets_areHarmless()
    {
        Room room;
        double position = 0;
        for (int i = 0; i < 3000; ++i) {
            room.pushDue(1);
            if (room.next > 1100) {
                room.push(0, room.next - 1); // by two lines at once
                room.push(0, room.next - 20, room.now);
                if (i % 10 == 0) {
                    room.push(0, room.next - 600, room.now); // 12 s old
                    room.push(0, room.next - 1050, room.now);
                }
            }
            const auto heard = room.pull()[0];
            if (i < 50)
                continue;
            QVERIFY(heard);
            QVERIFY(*heard > position);
            QCOMPARE_LT(room.toLive(*heard), 0.6); // what comes half a second late is waited for
            position = *heard;
        }
        QCOMPARE(room.stats().lost, 0ull);
        QCOMPARE(room.stats().skipped, microseconds(0));
    }
};

QTEST_APPLESS_MAIN(CatchUpTest)
#include "catch_up_test.moc"
