#include "audio/talk_lease.h"

#include <QtTest>

#include <random>

using namespace earshot;

namespace {

constexpr Instant kStart{seconds{1000}};

/// A lease on stage, and the microphone that follows it: renewed each 100 ms unless the program hangs.
struct Talker {
    explicit Talker(TalkMode mode = TalkMode::Hold)
    {
        lease.setObstacle(TalkObstacle::OffStage, false, now);
        lease.setMode(mode, now);
        renew();
    }

    void renew() { openUntil = lease.renew(now); }
    /// Nobody renews meanwhile.
    void hang(milliseconds duration) { now += duration; }
    void wait(milliseconds duration)
    {
        for (milliseconds passed{0}; passed < duration; passed += milliseconds{100}) {
            now += milliseconds{100};
            renew();
        }
    }
    bool isOpen() const { return now < openUntil; }
    void press(TalkSource source)
    {
        lease.press(source, now);
        renew();
    }
    void release(TalkSource source)
    {
        lease.release(source, now);
        renew();
    }
    void obstacle(TalkObstacle why, bool stands)
    {
        lease.setObstacle(why, stands, now);
        renew();
    }
    TalkEnd end() const { return lease.stats().end; }

    TalkLease lease;
    Instant now = kStart;
    Instant openUntil{};
};

} // namespace

class TalkLeaseTest : public QObject
{
    Q_OBJECT

private slots:
    void holdIsOpenAsLongAsTheKeyIsDown()
    {
        Talker talker;
        QVERIFY(!talker.isOpen());
        talker.press(TalkSource::Key);
        QVERIFY(talker.isOpen());
        QCOMPARE(talker.lease.stats().since, std::optional(kStart));
        talker.wait(seconds{60});
        QVERIFY(talker.isOpen());
        talker.release(TalkSource::Key);
        QVERIFY(!talker.isOpen());
        QCOMPARE(talker.end(), TalkEnd::Released);
        QCOMPARE(talker.lease.stats().endedAt, std::optional(kStart + seconds{60}));
    }

    void whoLetsGoByHandIsOffTheAir_whateverElseHoldsItOpen()
    {
        for (const TalkSource hand : {TalkSource::Key, TalkSource::GlobalKey, TalkSource::Button}) {
            for (const TalkSource other :
                {TalkSource::Remote, TalkSource::Key, TalkSource::GlobalKey, TalkSource::Button}) {
                if (other == hand)
                    continue;
                Talker talker;
                talker.press(other); // and nobody says that it ended
                talker.wait(seconds{2});
                QVERIFY(talker.isOpen());
                talker.press(hand);
                QVERIFY(talker.isOpen());
                talker.release(hand);
                QVERIFY(!talker.isOpen());
                QCOMPARE(talker.end(), TalkEnd::Released);
                QVERIFY(talker.lease.stats().holders.none());
                talker.press(hand);
                QVERIFY(talker.isOpen());
                talker.release(other); // it was down all the time
                QVERIFY(!talker.isOpen());
            }
        }
    }

    void whatHoldsItOpenIsTold()
    {
        Talker talker;
        talker.press(TalkSource::Remote);
        QVERIFY(talker.lease.stats().isHeldBy(TalkSource::Remote));
        talker.press(TalkSource::Key);
        QCOMPARE(talker.lease.stats().holders.count(), std::size_t(2));
        talker.lease.focusLost(talker.now);
        talker.renew();
        QVERIFY(talker.isOpen() && !talker.lease.stats().isHeldBy(TalkSource::Key));
        Talker latched(TalkMode::Latch);
        latched.press(TalkSource::Button);
        QVERIFY(latched.isOpen() && latched.lease.stats().holders.none());
    }

    void aButtonWhoseReleaseWasNotToldIsPressedAnew()
    {
        Talker talker;
        talker.press(TalkSource::Button);
        talker.press(TalkSource::Key);
        talker.release(TalkSource::Key);
        talker.press(TalkSource::Button);
        QVERIFY(talker.isOpen());
    }

    void latchOpensAndClosesByPresses()
    {
        for (const TalkMode mode : {TalkMode::Latch, TalkMode::OpenMicrophone}) {
            Talker talker(mode);
            talker.press(TalkSource::Key);
            talker.release(TalkSource::Key);
            talker.wait(seconds{2});
            QVERIFY(talker.isOpen());
            talker.lease.focusLost(talker.now); // what nobody holds, nobody loses
            talker.lease.keyLost(talker.now);
            talker.renew();
            QVERIFY(talker.isOpen());
            talker.press(TalkSource::GlobalKey);
            QVERIFY(!talker.isOpen());
            QCOMPARE(talker.end(), TalkEnd::Released);
        }
    }

    void theRemoteIsASwitchInEveryMode()
    {
        for (const TalkMode mode : {TalkMode::Hold, TalkMode::Latch, TalkMode::OpenMicrophone}) {
            Talker talker(mode);
            talker.press(TalkSource::Remote);
            talker.press(TalkSource::Remote);
            talker.lease.focusLost(talker.now);
            talker.wait(seconds{2});
            QVERIFY(talker.isOpen());
            talker.release(TalkSource::Remote);
            QVERIFY(!talker.isOpen());
            talker.release(TalkSource::Remote);
            talker.press(TalkSource::Remote);
            QVERIFY(talker.isOpen());
        }
    }

    void lostFocusAndLostKeyCloseWhatTheyHold()
    {
        Talker talker;
        talker.press(TalkSource::Key);
        talker.lease.focusLost(talker.now);
        talker.renew();
        QVERIFY(!talker.isOpen());
        QCOMPARE(talker.end(), TalkEnd::FocusLost);

        talker.press(TalkSource::GlobalKey);
        talker.lease.focusLost(talker.now); // the global key is for windows without focus
        talker.renew();
        QVERIFY(talker.isOpen());
        talker.lease.keyLost(talker.now);
        talker.renew();
        QVERIFY(!talker.isOpen());
        QCOMPARE(talker.end(), TalkEnd::KeyLost);
        talker.press(TalkSource::GlobalKey); // its release was never told
        QVERIFY(talker.isOpen());
    }

    void whatWasClosedByAFaultStaysClosedWhileTheKeyIsStillDown()
    {
        const std::pair<TalkObstacle, TalkEnd> rows[] = {
            {TalkObstacle::MicrophoneOpening, TalkEnd::DeviceLost},
            {TalkObstacle::MicrophoneLost, TalkEnd::DeviceLost},
            {TalkObstacle::MutedByHost, TalkEnd::MutedByHost},
            {TalkObstacle::EventPaused, TalkEnd::EventPaused},
            {TalkObstacle::EventOver, TalkEnd::EventOver},
            {TalkObstacle::LineDown, TalkEnd::ReturnPathDead}, {TalkObstacle::OffStage, TalkEnd::LeftStage}};
        for (const auto &[obstacle, end] : rows) {
            Talker talker;
            talker.press(TalkSource::Key);
            talker.obstacle(obstacle, true);
            QVERIFY(!talker.isOpen());
            QCOMPARE(talker.end(), end);
            QVERIFY(talker.lease.stats().blocked && talker.lease.stats().stands(obstacle));
            QCOMPARE(talker.lease.stats().obstacles.count(), std::size_t(1));
            talker.press(TalkSource::Button);
            QVERIFY(!talker.isOpen());
            talker.obstacle(obstacle, false);
            talker.press(TalkSource::Key); // the key repeats itself
            QVERIFY(!talker.isOpen());
            talker.release(TalkSource::Key);
            talker.press(TalkSource::Key);
            QVERIFY(talker.isOpen());
        }
    }

    void aFaultClosesOnce()
    {
        Talker talker;
        talker.press(TalkSource::Key);
        talker.lease.fault(TalkEnd::Feedback, talker.now);
        talker.renew();
        QVERIFY(!talker.isOpen());
        QCOMPARE(talker.end(), TalkEnd::Feedback);
        talker.release(TalkSource::Key);
        talker.press(TalkSource::Key);
        QVERIFY(talker.isOpen());
    }

    void asleepTheReleaseWasNotSeen()
    {
        Talker talker;
        talker.press(TalkSource::Key);
        talker.lease.slept(talker.now);
        talker.renew();
        QVERIFY(!talker.isOpen());
        QCOMPARE(talker.end(), TalkEnd::Suspended);
        talker.press(TalkSource::Key);
        QVERIFY(talker.isOpen());
    }

    void aProgramThatHangsIsOffTheAirAfter300Ms()
    {
        Talker talker;
        talker.press(TalkSource::Key);
        talker.hang(milliseconds{299});
        QVERIFY(talker.isOpen());
        talker.hang(milliseconds{2});
        QVERIFY(!talker.isOpen());
        talker.renew();
        QVERIFY(!talker.isOpen());
        QCOMPARE(talker.end(), TalkEnd::Watchdog);
    }

    void anotherModeClosesWhatIsOpen()
    {
        Talker talker(TalkMode::Latch);
        talker.press(TalkSource::Button);
        talker.lease.setMode(TalkMode::Hold, talker.now);
        talker.renew();
        QVERIFY(!talker.isOpen());
    }

    /// Every reason to be silent is counted, open or not: a release's tail has to end with it.
    void alarmsAreCountedWhileItIsClosed()
    {
        Talker talker;
        talker.press(TalkSource::Key);
        talker.release(TalkSource::Key);
        unsigned before = talker.lease.alarms();
        const auto rang = [&] { return std::exchange(before, talker.lease.alarms()) != before; };
        talker.lease.focusLost(talker.now);
        talker.lease.keyLost(talker.now);
        talker.obstacle(TalkObstacle::LineDown, false); // as it was
        QVERIFY(!rang());
        talker.obstacle(TalkObstacle::LineDown, true);
        QVERIFY(rang());
        talker.obstacle(TalkObstacle::LineDown, true);
        talker.obstacle(TalkObstacle::LineDown, false);
        QVERIFY(!rang());
        talker.lease.fault(TalkEnd::LeftStage, talker.now);
        QVERIFY(rang());
        talker.lease.slept(talker.now);
        QVERIFY(rang());
        QCOMPARE(talker.end(), TalkEnd::Released);
    }

    /// Against a second account of who may talk, kept by other rules: in Hold of each source whether it still wants to, in the
    /// other modes whether an odd number of presses was made since the last reason to close.
    void random_openExactlyAsThePressesSay()
    {
        int opened = 0;
        for (unsigned seed = 1; seed <= 1000; ++seed) {
            std::mt19937 random(seed);
            const auto pick = [&](int count) { return int(random() % unsigned(count)); };
            Talker talker(TalkMode(pick(3)));
            const bool isHold = talker.lease.stats().mode == TalkMode::Hold;
            bool stands[kTalkObstacles] = {};
            bool isDown[kTalkSources] = {};
            bool wants[kTalkSources] = {}; // Hold
            bool isLatched = false; // the other modes
            const auto forget = [&] {
                std::ranges::fill(wants, false);
                isLatched = false;
            };
            const auto letGo = [&](TalkSource source) {
                isDown[int(source)] = false;
                wants[int(source)] = false;
            };
            for (int step = 0; step < 200; ++step) {
                const auto source = TalkSource(pick(4));
                const bool isKey = source == TalkSource::Key || source == TalkSource::GlobalKey;
                const bool isFree = !std::ranges::any_of(stands, std::identity{});
                switch (pick(9)) {
                case 0:
                case 1:
                    talker.press(source);
                    if (isKey && isDown[int(source)])
                        break;
                    isDown[int(source)] = true;
                    if (isHold)
                        wants[int(source)] = wants[int(source)] || isFree;
                    else
                        isLatched = isFree && (source == TalkSource::Remote || !isLatched);
                    break;
                case 2: {
                    talker.release(source);
                    if (source == TalkSource::Remote || (isHold && isDown[int(source)]))
                        forget();
                    isDown[int(source)] = false;
                    break;
                }
                case 3:
                    talker.lease.focusLost(talker.now);
                    letGo(TalkSource::Key);
                    letGo(TalkSource::Button);
                    break;
                case 4:
                    talker.lease.keyLost(talker.now);
                    letGo(TalkSource::GlobalKey);
                    break;
                case 5:
                    talker.lease.slept(talker.now);
                    std::ranges::fill(isDown, false);
                    forget();
                    break;
                case 6: {
                    const int which = pick(int(kTalkObstacles));
                    stands[which] = pick(10) == 0;
                    talker.obstacle(TalkObstacle(which), stands[which]);
                    if (stands[which])
                        forget();
                    break;
                }
                case 7: {
                    const milliseconds away{pick(600)};
                    talker.hang(away);
                    if (away > TalkLease::kTerm)
                        forget();
                    QVERIFY(away < TalkLease::kTerm || !talker.isOpen());
                    break;
                }
                default:
                    talker.wait(milliseconds{pick(1000)});
                }
                talker.renew();
                const bool shouldBeOpen = isHold ? std::ranges::any_of(wants, std::identity{}) : isLatched;
                QVERIFY2(talker.isOpen() == shouldBeOpen,
                    qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(step)));
                QCOMPARE(talker.isOpen(), talker.lease.stats().open);
                opened += talker.isOpen();
            }
        }
        QVERIFY2(
            opened > 20'000, qPrintable(QStringLiteral("open after only %1 of 200000 steps").arg(opened)));
    }
};

QTEST_GUILESS_MAIN(TalkLeaseTest)
#include "talk_lease_test.moc"
