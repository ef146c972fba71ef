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
        lease.setObstacle(TalkEnd::LeftStage, false, now);
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
    void obstacle(TalkEnd why, bool stands)
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

    void twoHolders_theLastOneCloses()
    {
        Talker talker;
        talker.press(TalkSource::Key);
        talker.press(TalkSource::GlobalKey);
        talker.release(TalkSource::Key);
        QVERIFY(talker.isOpen());
        talker.release(TalkSource::GlobalKey);
        QVERIFY(!talker.isOpen());
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
        for (const TalkEnd why :
            {TalkEnd::DeviceLost, TalkEnd::MutedByHost, TalkEnd::ReturnPathDead, TalkEnd::LeftStage}) {
            Talker talker;
            talker.press(TalkSource::Key);
            talker.obstacle(why, true);
            QVERIFY(!talker.isOpen());
            QCOMPARE(talker.end(), why);
            QVERIFY(talker.lease.stats().blocked);
            talker.press(TalkSource::Button);
            QVERIFY(!talker.isOpen());
            talker.obstacle(why, false);
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

    /// Against a second account of who may talk, kept by other rules: of each fault the moment, of each source the last word.
    void random_neverOpenWithoutAPressSinceTheLastReasonToClose()
    {
        int opened = 0;
        for (unsigned seed = 1; seed <= 1000; ++seed) {
            std::mt19937 random(seed);
            const auto pick = [&](int count) { return int(random() % unsigned(count)); };
            Talker talker(TalkMode(pick(3)));
            const bool isHold = talker.lease.stats().mode == TalkMode::Hold;
            const TalkEnd obstacles[]
                = {TalkEnd::DeviceLost, TalkEnd::MutedByHost, TalkEnd::ReturnPathDead, TalkEnd::LeftStage};
            bool stands[4] = {};
            bool wants[4] = {}; // what each source said last, since the last reason to close
            for (int step = 0; step < 200; ++step) {
                const auto source = TalkSource(pick(4));
                const auto forget = [&] { std::ranges::fill(wants, false); };
                const bool wasAlone = !std::ranges::any_of(stands, std::identity{});
                switch (pick(9)) {
                case 0:
                case 1:
                    talker.press(source);
                    wants[int(source)] = wants[int(source)] || wasAlone;
                    break;
                case 2:
                    talker.release(source);
                    if (source == TalkSource::Remote)
                        forget();
                    else if (isHold)
                        wants[int(source)] = false;
                    break;
                case 3:
                    talker.lease.focusLost(talker.now);
                    if (isHold)
                        wants[int(TalkSource::Key)] = wants[int(TalkSource::Button)] = false;
                    break;
                case 4:
                    talker.lease.keyLost(talker.now);
                    if (isHold)
                        wants[int(TalkSource::GlobalKey)] = false;
                    break;
                case 5:
                    talker.lease.slept(talker.now);
                    forget();
                    break;
                case 6: {
                    const int which = pick(4);
                    stands[which] = pick(10) == 0;
                    talker.obstacle(obstacles[which], stands[which]);
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
                const bool mayBeOpen = std::ranges::any_of(wants, std::identity{})
                    && !std::ranges::any_of(stands, std::identity{});
                QVERIFY2(!talker.isOpen() || mayBeOpen,
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
