#include "simulation/reconnect_storm/storm.h"

#include <QtTest>

using namespace earshot;
using namespace earshot::test;

/// The goals: 99 % are back within 1.25 times the least time possible (N / J), and no second sees more than
/// 1.3 times the joins that the servers take.
class ReconnectStormTest : public QObject
{
    Q_OBJECT

private:
    static StormResult comeBack(const StormScene &scene, double assumedOverTrue = 1.0)
    {
        const auto policy = earshotPolicy(
            scene.clients, reconnectSpread(scene.clients, scene.joinsPerSecond * assumedOverTrue));
        const StormResult result = runStorm(scene, *policy);
        qInfo("%d clients, J = %.0f/s: 99 %% after %.1f s = %.3f N/J, peak %.3f J, refused %.4f each",
            scene.clients, scene.joinsPerSecond, result.secondsToAlmostAll, result.timeRatio(),
            result.peakLoad, result.refusedPerClient);
        return result;
    }

private slots:
    void crowd_isBackInTheTimeTheServersAllow_data()
    {
        QTest::addColumn<int>("clients");
        QTest::addColumn<double>("joinsPerSecond");
        QTest::addColumn<int>("outage");
        QTest::newRow("1,000") << 1000 << 250.0 << 0;
        QTest::newRow("1,000 at the desk's default") << 1000 << 800.0 << 0;
        QTest::newRow("100,000") << 100'000 << 1600.0 << 0;
        QTest::newRow("1,300,000") << 1'300'000 << 16'000.0 << 0;
        QTest::newRow("100,000, servers gone for 20 s") << 100'000 << 1600.0 << 20;
        QTest::newRow("100,000, servers gone for 10 min") << 100'000 << 1600.0 << 600;
        QTest::newRow("1,300,000, servers gone for 20 s") << 1'300'000 << 16'000.0 << 20;
    }
    void crowd_isBackInTheTimeTheServersAllow()
    {
        QFETCH(int, clients);
        QFETCH(double, joinsPerSecond);
        QFETCH(int, outage);
        const StormResult result
            = comeBack({.clients = clients, .joinsPerSecond = joinsPerSecond, .outage = seconds{outage}});
        QVERIFY(result.timeRatio() <= 1.25);
        QVERIFY(result.peakLoad <= 1.3);
        QVERIFY(result.refusedPerClient <= 0.05);
    }

    void smallCrowd_meetsTheGoals_whateverChanceBrings()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const StormResult result = comeBack({.clients = 1000, .joinsPerSecond = 250, .seed = seed});
            QVERIFY(result.timeRatio() <= 1.25 && result.peakLoad <= 1.3);
        }
    }

    void refusalByHttp_isSpreadAsWell()
    {
        const StormResult result = comeBack({.clients = 100'000,
            .joinsPerSecond = 1600,
            .outage = seconds{20},
            .refusal = Cause::HttpStatus,
            .refusalHttpStatus = 503});
        QVERIFY(result.timeRatio() <= 1.25 && result.peakLoad <= 1.3);
    }

    /// Servers that take half of what the desk believes: they are kept busy, and the load falls.
    void crowd_thatWasToldTooShortASpread_isStillBackInTime()
    {
        const StormResult result = comeBack({.clients = 100'000, .joinsPerSecond = 1600}, 2.0);
        QVERIFY(result.timeRatio() <= 1.25);
        QVERIFY(result.refusedPerClient <= 2.0);
    }

    void others_missTheGoals()
    {
        const StormScene scene{.clients = 100'000, .joinsPerSecond = 1600};
        QVERIFY(runStorm(scene, *backoffPolicy(scene.clients)).peakLoad > 50);
        QVERIFY(runStorm(scene, *natsGoPolicy()).peakLoad > 50);
        QVERIFY(runStorm(scene, *everyTenSecondsPolicy()).timeRatio() > 5);
    }
};

QTEST_APPLESS_MAIN(ReconnectStormTest)
#include "reconnect_storm_test.moc"
