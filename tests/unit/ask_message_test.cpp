#include "hostile_json.h"
#include "wire/messages.h"
#include "wire/nkey.h"

using namespace earshot;
using namespace earshot::test;

class AskMessageTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten();
    void read_refusesHostileBytes_data() { addHostileRows(); }
    void read_refusesHostileBytes();
    void read_refusesEveryFlippedBit();
    void read_refusesAnotherPersonsAndAnotherEventsAsk();
    void read_refusesAnOldOrEarlyAsk();
    void read_staysWithinBounds_withTheLongestName();

private:
    const NKey m_key = NKey::generate(NKeyKind::User);
    const EventId m_event = *EventId::parse(u"town-hall");
    const WallTime m_now = wallFromUnixMs(1'795'000'000'000);
    const Ask m_ask{AskKind::RaiseHand, QStringLiteral("Ann"), m_now};
};

void AskMessageTest::read_givesWhatWasWritten()
{
    for (const AskKind kind : {AskKind::RaiseHand, AskKind::LowerHand, AskKind::AcceptStage,
             AskKind::DeclineStage, AskKind::Presence}) {
        const Ask ask{kind, QStringLiteral("Zoë \"Z\""), m_now - seconds{100}, kind == AskKind::Presence};
        QCOMPARE(*readAsk(writeAsk(ask, m_event, m_key), m_event, m_key.userKey(), m_now), ask);
    }
}

void AskMessageTest::read_refusesHostileBytes()
{
    QFETCH(QByteArray, json);
    QVERIFY(!readAsk(json, m_event, m_key.userKey(), m_now));
}

void AskMessageTest::read_refusesEveryFlippedBit()
{
    const QByteArray whole = writeAsk(m_ask, m_event, m_key);
    for (qsizetype i = 0; i < whole.size(); ++i) {
        QByteArray flipped = whole;
        flipped[i] = char(flipped[i] ^ 1);
        // The last digit of the signature carries four bits that belong to no byte.
        const Result<Ask> read = readAsk(flipped, m_event, m_key.userKey(), m_now);
        if (i != whole.size() - 3)
            QVERIFY2(!read, flipped.constData());
    }
}

void AskMessageTest::read_refusesAnotherPersonsAndAnotherEventsAsk()
{
    const QByteArray json = writeAsk(m_ask, m_event, m_key);
    const NKey other = NKey::generate(NKeyKind::User);
    QCOMPARE(readAsk(json, m_event, other.userKey(), m_now).failure().cause, Cause::NotPermitted);
    QCOMPARE(readAsk(json, *EventId::parse(u"other"), m_key.userKey(), m_now).failure().cause,
        Cause::NotPermitted);
}

void AskMessageTest::read_refusesAnOldOrEarlyAsk()
{
    const QByteArray json = writeAsk(m_ask, m_event, m_key);
    QVERIFY(readAsk(json, m_event, m_key.userKey(), m_now + minutes{2}).ok());
    QVERIFY(readAsk(json, m_event, m_key.userKey(), m_now - minutes{2}).ok());
    for (const auto off : {minutes{2} + milliseconds{1}, -minutes{2} - milliseconds{1}}) {
        const Result<Ask> read = readAsk(json, m_event, m_key.userKey(), m_now + off);
        QCOMPARE(read.failure(), (Failure{Cause::NotPermitted, QStringLiteral("date")}));
    }
}

void AskMessageTest::read_staysWithinBounds_withTheLongestName()
{
    Ask ask = m_ask;
    ask.name = QString(10'000, QChar(0x20AC));
    const QByteArray json = writeAsk(ask, *EventId::parse(QString(48, u'x')), m_key);
    QVERIFY(json.size() <= kMaxAskBytes);
    QVERIFY(readAsk(json, *EventId::parse(QString(48, u'x')), m_key.userKey(), m_now).ok());
}

QTEST_APPLESS_MAIN(AskMessageTest)
#include "ask_message_test.moc"
