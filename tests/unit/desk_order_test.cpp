#include "hostile_json.h"
#include "wire/desk_order.h"

using namespace earshot;
using namespace earshot::test;

class DeskOrderTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten();
    void read_refusesHostileBytes_data() { addHostileRows(); }
    void read_refusesHostileBytes();
    void read_survivesEveryTypeInEveryField();

private:
    const DeskOrder m_order{*EventId::parse(u"town-hall"), "a.b.c", true, QStringLiteral("Echo on your line"),
        wallFromUnixMs(1'795'000'000'000)};
};

void DeskOrderTest::read_givesWhatWasWritten()
{
    QCOMPARE(*readOrder(writeOrder(m_order)), m_order);
    const DeskOrder bare{m_order.event, {}, std::nullopt, {}, {}};
    QCOMPARE(*readOrder(writeOrder(bare)), bare);
}

void DeskOrderTest::read_refusesHostileBytes()
{
    QFETCH(QByteArray, json);
    QVERIFY(!readOrder(json));
}

void DeskOrderTest::read_survivesEveryTypeInEveryField()
{
    for (const QString &name : objectOf(writeOrder(m_order)).keys()) {
        int refused = 0;
        for (const QJsonValue &value : oneOfEachType()) {
            QJsonObject object = objectOf(writeOrder(m_order));
            object[name] = value;
            refused += readOrder(jsonOf(object)) ? 0 : 1;
        }
        QVERIFY2(refused >= 6, qPrintable(name));
    }
}

QTEST_APPLESS_MAIN(DeskOrderTest)
#include "desk_order_test.moc"
