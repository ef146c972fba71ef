#include "hostile_json.h"
#include "wire/messages.h"

using namespace earshot;
using namespace earshot::test;

class ReportMessageTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten();
    void read_refusesHostileBytes_data() { addHostileRows(); }
    void read_refusesHostileBytes();
    void read_refusesValuesOutOfRange_data();
    void read_refusesValuesOutOfRange();
};

namespace {

ReceiverReport report()
{
    return {0xFEDCBA9876543210, milliseconds{4980}, milliseconds{20}, milliseconds{210}, true,
        QStringLiteral("ok.live"), true};
}

} // namespace

void ReportMessageTest::read_givesWhatWasWritten()
{
    QCOMPARE(*readReport(writeReport(report())), report());
    QCOMPARE(*readReport(writeReport(ReceiverReport{})), ReceiverReport{});
}

void ReportMessageTest::read_refusesHostileBytes()
{
    QFETCH(QByteArray, json);
    const Result<ReceiverReport> read = readReport(json);
    QVERIFY(!read);
    QCOMPARE(read.failure().cause, Cause::BadData);
}

void ReportMessageTest::read_refusesValuesOutOfRange_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const QJsonValue &value) {
        QTest::addRow("%s %s", name, qPrintable(value.toVariant().toString()))
            << QString::fromLatin1(name) << value;
    };
    row("listener", 12);
    row("listener", QStringLiteral("12"));
    row("listener", QStringLiteral("xxxxxxxxxxxxxxxx"));
    row("listener", QStringLiteral("00000000000000001"));
    row("heard_ms", -1);
    row("heard_ms", 60'001);
    row("heard_ms", 1e300);
    row("concealed_ms", QStringLiteral("20"));
    row("delay_ms", 86'400'001);
    row("hearing", 1);
    row("hearing", QStringLiteral("yes"));
    row("verdict", QStringLiteral("<b>"));
    row("verdict", QString(49, u'a'));
    row("verdict", 7);
}

void ReportMessageTest::read_refusesValuesOutOfRange()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QJsonObject object = objectOf(writeReport(report()));
    object[name] = value;
    const Result<ReceiverReport> read = readReport(jsonOf(object));
    QVERIFY(!read);
    QCOMPARE(read.failure().detail, name);
}

QTEST_APPLESS_MAIN(ReportMessageTest)
#include "report_message_test.moc"
