#include "session/suspend_watch.h"
#include "support/virtual_clock.h"

#include <QSignalSpy>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A computer whose civil time, and count of sleep, the test moves.
class Computer final : public Clock
{
public:
    Instant now() const override { return m_clock.now(); }
    WallTime wall() const override { return m_clock.wall() + m_wallAhead; }
    std::unique_ptr<Timer> makeTimer() override { return m_clock.makeTimer(); }

    VirtualClock m_clock;
    milliseconds m_wallAhead{0};
    microseconds m_slept{0};
};

} // namespace

class SuspendWatchTest : public QObject
{
    Q_OBJECT

private:
    static milliseconds only(const QSignalSpy &resumed)
    {
        return resumed.size() == 1 ? resumed.front().front().value<milliseconds>() : milliseconds{-1};
    }

private slots:
    void running_saysNothing()
    {
        Computer computer;
        SuspendWatch watch(computer);
        QSignalSpy resumed(&watch, &SuspendWatch::resumed);
        watch.start();
        computer.m_clock.advance(std::chrono::hours{2});
        computer.m_clock.stall(seconds{2}); // busy
        QVERIFY(resumed.isEmpty());
    }

    void stoppedProgram_isTold()
    {
        Computer computer;
        SuspendWatch watch(computer);
        QSignalSpy resumed(&watch, &SuspendWatch::resumed);
        watch.start();
        computer.m_clock.advance(seconds{10});
        computer.m_clock.stall(seconds{30});
        QCOMPARE(only(resumed), milliseconds{29'000});
        computer.m_clock.advance(seconds{60});
        QCOMPARE(resumed.size(), 1);
    }

    void sleep_isToldWithinASecond_byCivilTime()
    {
        Computer computer;
        SuspendWatch watch(computer);
        QSignalSpy resumed(&watch, &SuspendWatch::resumed);
        watch.start();
        computer.m_clock.advance(milliseconds{2500});
        computer.m_wallAhead += std::chrono::hours{8};
        computer.m_clock.advance(seconds{1});
        QCOMPARE(only(resumed), milliseconds(std::chrono::hours{8}));
    }

    void sleep_isToldAtOnce_whereTheSystemSaysSo()
    {
        Computer computer;
        SuspendWatch watch(computer, [&] { return computer.m_slept; });
        QSignalSpy resumed(&watch, &SuspendWatch::resumed);
        watch.start();
        computer.m_clock.advance(milliseconds{2500});
        computer.m_slept += minutes{5};
        computer.m_wallAhead += minutes{5};
        watch.look();
        QCOMPARE(only(resumed), milliseconds(minutes{5}));
        computer.m_clock.advance(seconds{10});
        QCOMPARE(resumed.size(), 1);
    }

    void clockThatWasSet_isNoSleep_whereSleepIsCounted()
    {
        Computer computer;
        SuspendWatch watch(computer, [&] { return computer.m_slept; });
        QSignalSpy resumed(&watch, &SuspendWatch::resumed);
        watch.start();
        computer.m_wallAhead += std::chrono::hours{1};
        computer.m_clock.advance(seconds{5});
        computer.m_wallAhead -= std::chrono::hours{2};
        computer.m_clock.advance(seconds{5});
        QVERIFY(resumed.isEmpty());
    }

    void clockThatWasCorrected_isNoSleep()
    {
        Computer computer;
        SuspendWatch watch(computer);
        QSignalSpy resumed(&watch, &SuspendWatch::resumed);
        watch.start();
        computer.m_wallAhead += milliseconds{2500};
        computer.m_clock.advance(seconds{5});
        computer.m_wallAhead -= std::chrono::hours{3};
        computer.m_clock.advance(seconds{5});
        QVERIFY(resumed.isEmpty());
    }
};

QTEST_GUILESS_MAIN(SuspendWatchTest)
#include "suspend_watch_test.moc"
