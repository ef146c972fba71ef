#include "desk/jetstream.h"

#include <QTest>

using namespace earshot;

namespace {

Result<NatsMessage> answer(const QByteArray &payload)
{
    NatsMessage message;
    message.payload = payload;
    return message;
}

} // namespace

/// What a server says of a request that it did not do.
class JetStreamTest : public QObject
{
    Q_OBJECT
private slots:
    void error_isNamedByItsCode_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("error");
        QTest::addColumn<Cause>("cause");
        QTest::newRow("somebody wrote in between")
            << QByteArray(R"({"error":{"code":400,"err_code":10071,"description":"wrong last sequence: 7"}})")
            << int(JetStreamAnswer::WrongSequence) << Cause::WrongRevision;
        QTest::newRow("somebody is writing, on a cluster")
            << QByteArray(R"({"error":{"code":400,"err_code":10164,"description":"wrong last sequence"}})")
            << int(JetStreamAnswer::WrongSequence) << Cause::WrongRevision;
        QTest::newRow("not yet, so nobody wrote") << QByteArray(
            R"({"error":{"code":503,"err_code":10163,"description":"temporarily unavailable"}})")
                                                  << 10163 << Cause::NotPermitted;
        QTest::newRow("no room") << QByteArray(R"({"error":{"code":500,"err_code":10047}})")
                                 << int(JetStreamAnswer::StorageExceeded) << Cause::StorageFull;
        QTest::newRow("no code") << QByteArray(R"({"error":{}})") << -1 << Cause::NotPermitted;
        QTest::newRow("no object") << QByteArray("[]") << int(JetStreamAnswer::None) << Cause::BadData;
    }
    void error_isNamedByItsCode()
    {
        QFETCH(QByteArray, payload);
        const JetStreamAnswer read = readJetStreamAnswer(answer(payload));
        QTEST(read.error, "error");
        QVERIFY(read.failure);
        QTEST(read.failure->cause, "cause");
        QCOMPARE(read.storedSequence(), quint64(0));
    }

    void acknowledgement_hasItsSequence()
    {
        const JetStreamAnswer read = readJetStreamAnswer(answer(R"({"stream":"S","seq":7})"));
        QVERIFY(!read.failure);
        QCOMPARE(read.storedSequence(), quint64(7));
    }
};

QTEST_GUILESS_MAIN(JetStreamTest)
#include "jetstream_test.moc"
