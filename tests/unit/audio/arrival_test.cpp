#include "audio/arrival_statistics.h"
#include "audio/delay_target.h"
#include "audio/handover_clock.h"
#include "audio/meters.h"
#include "audio/sequence_count.h"

#include <QTest>

using namespace earshot;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""us;

namespace {

constexpr Instant kBegin{1000s};
constexpr std::int64_t kPacket = 960; // 20 ms

/// Feeds packets of 20 ms; every `period` one of them comes `late`.
void feed(DelayTarget &target, Instant &now, microseconds duration, microseconds period, microseconds late)
{
    const Instant end = now + duration;
    for (; now < end; now += 20ms)
        target.add((now - kBegin) % period < 20ms ? late : 0ms, now);
}

} // namespace

class ArrivalTest : public QObject
{
    Q_OBJECT
private slots:
    void sequence_goesOn_atTheWrapOf16Bits()
    {
        Unwrap<std::uint16_t> unwrap;
        QCOMPARE(unwrap(65534), 65534);
        QCOMPARE(unwrap(65535), 65535);
        QCOMPARE(unwrap(0), 65536);
        QCOMPARE(unwrap(2), 65538);
        QCOMPARE(unwrap(65535), 65535); // a late one from before the wrap
        QCOMPARE(unwrap(1), 65537);
        for (int i = 2; i < 200'000; ++i)
            QCOMPARE(unwrap(std::uint16_t(i)), 65536 + i);
    }
    void timestamp_goesOn_atTheWrapOf32Bits()
    {
        Unwrap<std::uint32_t> unwrap;
        QCOMPARE(unwrap(0xffffff00u), std::int64_t(0xffffff00));
        QCOMPARE(unwrap(0x000002c0u), std::int64_t(0x1000002c0));
        QCOMPARE(unwrap(0xffffff00u), std::int64_t(0xffffff00));
        QCOMPARE(unwrap(0u), std::int64_t(0x100000000));
    }
    void excess_isMeasuredFromTheQuickest_ofTheWindow()
    {
        ArrivalStatistics arrivals(3s);
        QCOMPARE(arrivals.add(0, kBegin), 0us);
        QCOMPARE(arrivals.add(kPacket, kBegin + 20ms + 35ms), 35ms);
        QCOMPARE(arrivals.add(2 * kPacket, kBegin + 40ms - 10ms), 0us); // quicker than all before
        QCOMPARE(arrivals.add(3 * kPacket, kBegin + 60ms), 10ms);
        QCOMPARE(arrivals.delay(3 * kPacket, kBegin + 100ms), 50ms);
        // The way has become 50 ms longer: after the window this is the new base.
        microseconds excess{0};
        for (int i = 4; i < 4 + 200; ++i)
            excess = arrivals.add(i * kPacket, kBegin + i * 20ms + 50ms);
        QCOMPARE(excess, 0us);
    }
    void base_outlivesAPause()
    {
        ArrivalStatistics arrivals(3s);
        arrivals.add(0, kBegin);
        QCOMPARE(arrivals.add(framesOfTime(60s), kBegin + 60s + 40ms), 40ms);
    }
    void jitter_isThatOfRfc3550()
    {
        ArrivalStatistics arrivals(3s);
        arrivals.add(0, kBegin);
        arrivals.add(kPacket, kBegin + 20ms + 16ms);
        QCOMPARE(arrivals.jitter(), 1ms);
        arrivals.add(2 * kPacket, kBegin + 40ms + 16ms);
        QCOMPARE(arrivals.jitter(), 937us);
    }
    void target_beginsAtTheStartValue_andFallsToTheFloorOnAGoodLine()
    {
        for (const auto mode : {DelayMode::OnStage, DelayMode::Audience}) {
            const auto &policy = delayPolicy(mode);
            DelayTarget target(policy);
            QCOMPARE_LE(std::abs(toMs(target.target() - policy.start)), 6.0);
            Instant now = kBegin;
            feed(target, now, 60s, 1s, 0ms);
            QCOMPARE(target.target(), policy.floor);
        }
    }
    void target_coversAStallEverySecond_atOnceForAnAudience()
    {
        DelayTarget target(delayPolicy(DelayMode::Audience));
        Instant now = kBegin;
        feed(target, now, 30s, 1s, 0ms);
        target.add(300ms, now);
        // The delay covers 90 % of the stall and up to a block; slowing down bridges the rest.
        QCOMPARE_GE(target.target(), 280ms);
        QCOMPARE_LE(target.target(), 290ms);
    }
    void stage_toleratesOneStallInTwentySeconds_butNotOneASecond()
    {
        DelayTarget rare(delayPolicy(DelayMode::OnStage));
        Instant now = kBegin;
        feed(rare, now, 120s, 20s, 200ms);
        QCOMPARE_LE(rare.target(), 60ms);
        DelayTarget often(delayPolicy(DelayMode::OnStage));
        now = kBegin;
        feed(often, now, 120s, 1s, 200ms);
        QCOMPARE_GE(often.target(), 170ms); // 80 % of it, and the margin
        QCOMPARE_LE(often.target(), 180ms);
    }
    void stalls_areForgotten()
    {
        DelayTarget target(delayPolicy(DelayMode::Audience));
        Instant now = kBegin;
        feed(target, now, 60s, 5s, 300ms);
        QCOMPARE_GE(target.target(), 280ms);
        feed(target, now, 900s, 10'000s, 0ms);
        QCOMPARE(target.target(), delayPolicy(DelayMode::Audience).floor);
    }
    void nothing_exceedsTheCap()
    {
        for (const auto mode : {DelayMode::OnStage, DelayMode::Audience}) {
            DelayTarget target(delayPolicy(mode));
            Instant now = kBegin;
            feed(target, now, 60s, 1s, 9s);
            QCOMPARE(target.target(), delayPolicy(mode).cap);
        }
    }
    void prices_areThoseOfTheLineAsItWas()
    {
        DelayTarget target(delayPolicy(DelayMode::Audience));
        Instant now = kBegin;
        feed(target, now, 100s, 20s, 300ms); // one half second in forty
        QCOMPARE(target.targetUnder(delayPolicy(DelayMode::Audience)), target.target());
        QCOMPARE_GE(target.target(), 280ms);
        QCOMPARE_LE(target.targetUnder(delayPolicy(DelayMode::OnStage)), 30ms);
        QVERIFY(std::abs(target.lateShare(200ms) - 1.0 / 40) < 0.01);
        QCOMPARE(target.lateShare(300ms), 0.0);
    }
    void modeChange_keepsWhatWasMeasured()
    {
        DelayTarget target(delayPolicy(DelayMode::OnStage));
        Instant now = kBegin;
        feed(target, now, 100s, 20s, 200ms);
        QCOMPARE_LE(target.target(), 60ms);
        target.setPolicy(delayPolicy(DelayMode::Audience));
        QCOMPARE_GE(target.target(), 176ms);
    }
    void numbers_areCounted_asNewDuplicateLostOrTooOld()
    {
        using Seen = SequenceCount::Seen;
        SequenceCount count;
        QCOMPARE(count.add(100), Seen::New);
        QCOMPARE(count.add(101), Seen::New);
        QCOMPARE(count.add(101), Seen::Duplicate);
        QCOMPARE(count.add(104), Seen::New);
        QCOMPARE(count.lost(), 2u);
        QCOMPARE(count.add(103), Seen::New);
        QCOMPARE(count.lost(), 1u);
        QCOMPARE(count.add(103), Seen::Duplicate);
        QCOMPARE(count.add(1300), Seen::New);
        QCOMPARE(count.add(276), Seen::TooOld);
        QCOMPARE(count.add(277), Seen::New);
        QCOMPARE(count.add(277), Seen::Duplicate);
        QCOMPARE(count.received(), 6u);
        QCOMPARE(count.lost(), 1196u - 1);
        count.restart();
        QCOMPARE(count.add(7), Seen::New);
        QCOMPARE(count.add(5), Seen::New); // before the first: never counted as lost
        QCOMPARE(count.lost(), 1196u - 1);
        QCOMPARE(count.add(1'000'000), Seen::New);
        QCOMPARE(count.add(1'000'000 - 1023), Seen::New);
        QCOMPARE(count.add(7), Seen::TooOld);
    }
    void handover_isEven_whenTheDevicePullsInLumps()
    {
        HandoverClock clock;
        // 120 ms at once, then 20 ms every 20 ms, late by up to 7 ms.
        for (int i = 0; i < 12; ++i)
            QCOMPARE(clock.next(kBegin), kBegin);
        Instant last = kBegin;
        for (int i = 1; i < 1000; ++i) {
            const Instant now = kBegin + i * 20ms + (i % 8) * 1ms;
            for (int block = 0; block < 2; ++block) {
                const Instant at = clock.next(now);
                QCOMPARE_LE(at, now);
                QCOMPARE_GE(at, now - 20ms);
                if (i > 2)
                    QVERIFY(at - last >= 0ms && at - last <= 18ms);
                last = at;
            }
        }
        // After 5 s in which nothing was pulled it begins anew.
        QCOMPARE(clock.next(kBegin + 30s), kBegin + 30s);
    }
    void bitRate_isThatOfTheLastSecond()
    {
        RateMeter meter;
        for (int i = 0; i < 100; ++i)
            meter.add(160, kBegin + i * 20ms);
        QCOMPARE(meter.bitsPerSecond(kBegin + 1980ms), 64'000.0);
        QCOMPARE(meter.bitsPerSecond(kBegin + 10s), 0.0);
    }
    void level_isTheLoudnessOfTheLast100Ms()
    {
        LevelMeter meter;
        std::array<float, 960> block;
        block.fill(0.1f);
        QCOMPARE(meter.levelDb(), LevelMeter::kSilenceDb);
        for (int i = 0; i < 10; ++i)
            meter.addBlock(block);
        QVERIFY(std::abs(meter.levelDb() + 20) < 0.01);
        for (int i = 0; i < 5; ++i)
            meter.addSilence();
        QVERIFY(std::abs(meter.levelDb() + 23) < 0.1);
        QCOMPARE(meter.newestDb(), LevelMeter::kSilenceDb);
    }
};

QTEST_APPLESS_MAIN(ArrivalTest)
#include "arrival_test.moc"
