#include "session/backoff.h"
#include "session/retry_policy.h"

#include <QtTest>

using namespace earshot;

class BackoffTest : public QObject
{
    Q_OBJECT

private slots:
    void wait_staysWithinFloorAndDoublingCeiling()
    {
        const BackoffPolicy policy{milliseconds{500}, milliseconds{30'000}, milliseconds{100}};
        SeededRandom random(1);
        for (int attempt = 0; attempt < 60; ++attempt) {
            const auto ceiling = std::min<qint64>(30'000, 500LL << std::min(attempt, 20));
            for (int i = 0; i < 200; ++i) {
                const milliseconds wait = policy.wait(attempt, random);
                QVERIFY(wait >= policy.floor);
                QVERIFY(wait.count() <= std::max<qint64>(ceiling, policy.floor.count()));
            }
        }
    }

    void wait_usesTheWholeRange()
    {
        const BackoffPolicy policy;
        SeededRandom random(2);
        double sum = 0;
        const int draws = 20'000;
        for (int i = 0; i < draws; ++i)
            sum += double(policy.wait(5, random).count());
        // Full jitter: the mean is half the ceiling of 500 ms * 2^5.
        QVERIFY(std::abs(sum / draws - 8000) < 200);
    }

    void retryKind_followsTheCause_data()
    {
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<int>("serversLeft");
        QTest::addColumn<RetryKind>("kind");
        QTest::newRow("lost, others") << Cause::ServerLost << 2 << RetryKind::OtherServerNow;
        QTest::newRow("lost, alone") << Cause::ServerLost << 0 << RetryKind::Wait;
        QTest::newRow("full, others") << Cause::ServerFull << 1 << RetryKind::OtherServerNow;
        QTest::newRow("full, alone") << Cause::ServerFull << 0 << RetryKind::Wait;
        QTest::newRow("organiser's limit, others") << Cause::AccountFull << 4 << RetryKind::Wait;
        QTest::newRow("ticket, others") << Cause::TicketExpired << 3 << RetryKind::Never;
        QTest::newRow("rejected") << Cause::TicketRejected << 0 << RetryKind::Never;
        QTest::newRow("certificate, others") << Cause::TlsExpired << 1 << RetryKind::OtherServerNow;
        QTest::newRow("certificate, alone") << Cause::TlsExpired << 0 << RetryKind::Never;
        QTest::newRow("foreign") << Cause::ForeignServer << 0 << RetryKind::Wait;
        QTest::newRow("http") << Cause::HttpStatus << 0 << RetryKind::Wait;
        QTest::newRow("overloaded") << Cause::AuthenticationTimeout << 0 << RetryKind::Wait;
    }
    void retryKind_followsTheCause()
    {
        QFETCH(Cause, cause);
        QFETCH(int, serversLeft);
        QFETCH(RetryKind, kind);
        QCOMPARE(retryKind(Failure{cause, {}}, serversLeft), kind);
    }

    void retryWait_honoursRetryAfter()
    {
        SeededRandom random(3);
        const Failure busy{Cause::HttpStatus, {}, 503, seconds{20}};
        for (int i = 0; i < 100; ++i) {
            const milliseconds wait = retryWait(busy, 0, {}, random);
            QVERIFY(wait >= seconds{20} && wait <= seconds{22});
        }
        const Failure absurd{Cause::HttpStatus, {}, 503, seconds{1'000'000}};
        QVERIFY(retryWait(absurd, 0, {}, random) <= seconds{3960});
    }

    void crowd_keepsItsEvenDraw_whateverTheServersAskFor()
    {
        SeededRandom random(4);
        Comeback comeback;
        const milliseconds first = comeback.afterLoss(seconds{30}, random);
        QVERIFY(first >= milliseconds{0} && first < seconds{30});
        const auto after = [&](const Failure &failure) { return comeback.afterRound(failure, {}, random); };
        QCOMPARE(after({Cause::ConnectionRefused, {}}), milliseconds(30'000));
        QCOMPARE(after({Cause::HttpStatus, {}, 502, seconds{70}}), milliseconds(90'000));
        QCOMPARE(after({Cause::ServerFull, {}}), milliseconds(45'000)); // refused for the second time
        for (int i = 0; i < 50; ++i)
            (void)after({Cause::ServerFull, {}});
        QCOMPARE(after({Cause::ServerFull, {}}), milliseconds(120'000));
        QCOMPARE(comeback.failedRounds(), 54);
        comeback.reset();
        QVERIFY(after({Cause::ConnectionRefused, {}}) <= milliseconds{500});
    }

    void crowdOfAFew_neverTriesFasterThanBackoff()
    {
        SeededRandom random(5);
        Comeback comeback;
        (void)comeback.afterLoss(milliseconds{1}, random);
        milliseconds longest{0};
        for (int i = 0; i < 50; ++i)
            longest = std::max(longest, comeback.afterRound({Cause::ConnectionRefused, {}}, {}, random));
        QVERIFY(longest > seconds{10});
    }

    void spread_isWhatTheServersNeed_withMargin()
    {
        QCOMPARE(reconnectSpread(0, 800), milliseconds{0});
        QCOMPARE(reconnectSpread(800, 800), milliseconds{0});
        QCOMPARE(reconnectSpread(1'300'000, 16'000), milliseconds(93'438));
        QCOMPARE(reconnectSpread(1000, 0), milliseconds{0});
        QCOMPARE(reconnectSpread(std::numeric_limits<qint64>::max(), 1), milliseconds(3'600'000));
    }
};

QTEST_APPLESS_MAIN(BackoffTest)
#include "backoff_test.moc"
