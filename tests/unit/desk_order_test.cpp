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
    void read_staysWithinBounds_withTheLongestTexts();
    void read_refusesTheSameHandTwice();
    void read_refusesATicketOfOtherCharacters();

private:
    const DeskOrder m_order{*EventId::parse(u"town-hall"), "a.b.c", true, QStringLiteral("Echo on your line"),
        wallFromUnixMs(1'795'000'000'000), QStringLiteral("Zoë"), Role::CoHost, 3, true,
        Hands{{key(u'A'), QStringLiteral("Ann"), wallFromUnixMs(1'795'000'000'000), true},
            {key(u'B'), {}, wallFromUnixMs(1'795'000'001'000), false}}};

    static UserKey key(char16_t letter)
    {
        return *UserKey::parse(QString(u'U') + QString(55, QChar(letter)));
    }
};

void DeskOrderTest::read_givesWhatWasWritten()
{
    QCOMPARE(*readOrder(writeOrder(m_order)), m_order);
    const DeskOrder bare{m_order.event, {}, std::nullopt, {}, {}};
    QCOMPARE(*readOrder(writeOrder(bare)), bare);
    DeskOrder empty = bare;
    empty.hands = Hands{};
    empty.place = 0;
    QCOMPARE(*readOrder(writeOrder(empty)), empty);
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

void DeskOrderTest::read_staysWithinBounds_withTheLongestTexts()
{
    for (const QChar character : {QChar(0x20AC), QChar(0xDC00)}) {
        DeskOrder order = m_order;
        order.ticket = QByteArray(4096, 'a');
        order.reason = order.by = QString(10'000, character);
        order.hands->clear();
        for (char16_t i = 0; i < 80; ++i) {
            QString text = QString(u'U') + QString(55, u'A');
            text[50] = QChar(u'A' + i % 26);
            text[51] = QChar(u'A' + i / 26);
            order.hands->push_back({*UserKey::parse(text), order.by, order.at, true});
        }
        const QByteArray json = writeOrder(order);
        QVERIFY2(json.size() <= kMaxOrderBytes, qPrintable(QString::number(json.size())));
        const Result<DeskOrder> read = readOrder(json);
        QVERIFY(read.ok());
        QCOMPARE(read->hands->size(), kMaxOrderHands);
        QCOMPARE(read->hands->front().key, order.hands->front().key);
    }
}

void DeskOrderTest::read_refusesTheSameHandTwice()
{
    DeskOrder order = m_order;
    order.hands->push_back(order.hands->front());
    QCOMPARE(readOrder(writeOrder(order)).failure(), (Failure{Cause::BadData, QStringLiteral("hands")}));
}

void DeskOrderTest::read_refusesATicketOfOtherCharacters()
{
    for (const QString &ticket :
        {QStringLiteral("a.b c"), QStringLiteral("a\u0464"), QStringLiteral("a\n.b"), QString(5000, u'a')}) {
        QJsonObject object = objectOf(writeOrder(m_order));
        object["ticket"] = ticket;
        QCOMPARE(readOrder(jsonOf(object)).failure(), (Failure{Cause::BadData, QStringLiteral("ticket")}));
    }
}

QTEST_APPLESS_MAIN(DeskOrderTest)
#include "desk_order_test.moc"
