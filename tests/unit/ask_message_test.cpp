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
    void read_staysWithinBounds_withTheLongestTexts();
    void read_refusesInvitationsAndControlsThatAreNone_data();
    void read_refusesInvitationsAndControlsThatAreNone();

private:
    const NKey m_key = NKey::generate(NKeyKind::User);
    const EventId m_event = *EventId::parse(u"town-hall");
    const WallTime m_now = wallFromUnixMs(1'795'000'000'000);
    const QByteArray m_invitation = "abcdefghijklmnopqrs-_9";
    const Ask m_ask{AskKind::RaiseHand, QStringLiteral("Ann"), m_now};
};

void AskMessageTest::read_givesWhatWasWritten()
{
    for (const AskKind kind : {AskKind::RaiseHand, AskKind::LowerHand, AskKind::AcceptStage,
             AskKind::DeclineStage, AskKind::Presence, AskKind::StepDown}) {
        const Ask ask{kind, QStringLiteral("Zoë \"Z\""), m_now - seconds{100}, kind == AskKind::Presence};
        QCOMPARE(*readAsk(writeAsk(ask, m_event, m_key), m_event, m_key.userKey(), m_now), ask);
    }

    const Ask invited{AskKind::AcceptStage, QStringLiteral("Ann"), m_now, false, m_invitation};
    QCOMPARE(*readAsk(writeAsk(invited, m_event, m_key), m_event, m_key.userKey(), m_now), invited);
    using Kind = StageControl::Kind;
    for (const Kind kind :
        {Kind::BringUp, Kind::LowerHand, Kind::Mute, Kind::Unmute, Kind::Remove, Kind::Message}) {
        const auto whom = kind == Kind::Message ? std::nullopt : std::optional(m_key.userKey());
        Ask ask{AskKind::Control, {}, m_now};
        ask.control = StageControl{kind, whom, QStringLiteral("Later")};
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

void AskMessageTest::read_staysWithinBounds_withTheLongestTexts()
{
    const EventId event = *EventId::parse(QString(48, u'x'));
    // A euro sign takes three bytes, half of a surrogate pair six.
    for (const QChar character : {QChar(0x20AC), QChar(0xDC00), QChar(u'"')}) {
        Ask ask{AskKind::Control, QString(10'000, character), m_now, true, m_invitation};
        ask.control = StageControl{StageControl::Kind::Remove, m_key.userKey(), QString(10'000, character)};
        const QByteArray json = writeAsk(ask, event, m_key);
        QVERIFY2(json.size() <= kMaxAskBytes, qPrintable(QString::number(json.size())));
        const Result<Ask> read = readAsk(json, event, m_key.userKey(), m_now);
        QVERIFY(read.ok());
        QCOMPARE(read->control->text.size(), kMaxAskTextLength);
    }
}

void AskMessageTest::read_refusesInvitationsAndControlsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *fields, const char *field) {
        QTest::newRow(fields) << QByteArray(fields) << QString::fromLatin1(field);
    };
    row(R"("ask":"accept_stage","invitation":"short")", "invitation");
    row(R"("ask":"accept_stage","invitation":"abcdefghijklmnopqrstu.")", "invitation");
    row(R"("ask":"accept_stage","invitation":"")", "invitation");
    row(R"("ask":"accept_stage","invitation":7)", "invitation");
    row(R"("ask":"control")", "control");
    row(R"("ask":"control","control":[])", "control");
    row(R"("ask":"control","control":{})", "do");
    row(R"("ask":"control","control":{"do":"own"})", "do");
    row(R"("ask":"control","control":{"do":"mute"})", "whom");
    row(R"("ask":"control","control":{"do":"mute","whom":"UABC"})", "whom");
    row(R"("ask":"control","control":{"do":"message","text":{}})", "text");
    row(R"("ask":"presence","control":{"do":"message","text":"x"})", "control");
    row(R"("ask":"own")", "ask");
}

void AskMessageTest::read_refusesInvitationsAndControlsThatAreNone()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, field);
    const QByteArray body = "{" + fields + R"(,"event":"town-hall","from":")" + m_key.userKey().utf8()
        + R"(","at":)" + QByteArray::number(qint64(toUnixMs(m_now))) + R"(,"v":1)";
    const auto base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray json = body + R"(,"sig":")" + m_key.sign(body).toBase64(base64) + "\"}";
    const Result<Ask> read = readAsk(json, m_event, m_key.userKey(), m_now);
    QVERIFY(!read);
    QCOMPARE(read.failure(), (Failure{Cause::BadData, field}));
}

QTEST_APPLESS_MAIN(AskMessageTest)
#include "ask_message_test.moc"
