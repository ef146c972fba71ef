#include "wire/upgrade_answer.h"

#include <QTest>

using namespace earshot;

namespace {

constexpr WallTime kNow{milliseconds{1'445'412'480'000}}; // Wed, 21 Oct 2015 07:28:00 GMT

} // namespace

/// The whole table of answers is tried on a socket in connection_refusal_test; here is what a socket cannot
/// split.
class UpgradeAnswerTest : public QObject
{
    Q_OBJECT

private slots:
    void answer_isPending_untilItsLastByte();
    void upgrade_isSeen_whateverFollows();
    void retryAfterDate_isTakenRelativeToNow();
    void retryAfter_isReadFromItsOwnFieldOnly();
    void foreignBytes_areSeenAtTheFirstWrongByte();
    void noise_isNeverAnUpgrade();
};

void UpgradeAnswerTest::answer_isPending_untilItsLastByte()
{
    const QByteArray answer = "HTTP/1.1 503 Service Unavailable\r\nA: b\r\nRetry-After: 7\r\n\r\n";
    for (qsizetype size = 0; size < answer.size(); ++size)
        QVERIFY(std::holds_alternative<UpgradePending>(readUpgradeAnswer(answer.first(size), kNow)));
    const auto failure = std::get<Failure>(readUpgradeAnswer(answer, kNow));
    QCOMPARE(failure, (Failure{Cause::HttpStatus, "503 Service Unavailable", 503, seconds{7}}));
}

void UpgradeAnswerTest::upgrade_isSeen_whateverFollows()
{
    const QByteArray answer(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x82\x05INFO ", 64);
    QVERIFY(std::holds_alternative<Upgraded>(readUpgradeAnswer(answer, kNow)));
}

void UpgradeAnswerTest::retryAfterDate_isTakenRelativeToNow()
{
    const auto failure = std::get<Failure>(readUpgradeAnswer(
        "HTTP/1.1 429 Slow Down\r\nRETRY-AFTER: Wed, 21 Oct 2015 07:28:30 GMT\r\n\r\n", kNow));
    QCOMPARE(failure.retryAfter, std::optional(seconds{30}));
}

void UpgradeAnswerTest::retryAfter_isReadFromItsOwnFieldOnly()
{
    const auto failure = std::get<Failure>(readUpgradeAnswer(
        "HTTP/1.1 503 X\r\nX-Retry-After: 5\r\nNote: Retry-After: 6\r\n\r\nRetry-After: 7\r\n", kNow));
    QCOMPARE(failure.retryAfter, std::nullopt);
}

void UpgradeAnswerTest::foreignBytes_areSeenAtTheFirstWrongByte()
{
    for (const char *bytes : {"x", "HTTQ", "HTTP/2", "INFO {", "\x15\x03\x01"})
        QCOMPARE(std::get<Failure>(readUpgradeAnswer(bytes, kNow)).cause, Cause::ForeignServer);
}

void UpgradeAnswerTest::noise_isNeverAnUpgrade()
{
    quint32 state = 1;
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes("HTTP/1.");
        while (bytes.size() < 60) {
            state = state * 1664525 + 1013904223;
            bytes += char(state >> 24);
        }
        QVERIFY(!std::holds_alternative<Upgraded>(readUpgradeAnswer(bytes + "\r\n\r\n", kNow)));
    }
}

QTEST_APPLESS_MAIN(UpgradeAnswerTest)
#include "upgrade_answer_test.moc"
