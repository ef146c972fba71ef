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
            QVERIFY(wait >= seconds{20} && wait < milliseconds{21'001});
        }
        const Failure absurd{Cause::HttpStatus, {}, 503, seconds{1'000'000}};
        QVERIFY(retryWait(absurd, 0, {}, random) <= seconds{3601});
    }
};

QTEST_APPLESS_MAIN(BackoffTest)
#include "backoff_test.moc"
