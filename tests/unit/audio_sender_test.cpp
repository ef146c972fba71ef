#include "session/audio_sender.h"
#include "support/fake_connection.h"
#include "support/virtual_clock.h"
#include "wire/subjects.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

const QByteArray kStored = R"({"stream":"EARSHOT_AUDIO","seq":42})";
const QByteArray kNoLeader
    = R"({"error":{"code":503,"description":"no leader"},"stream":"EARSHOT_AUDIO","seq":0})";

/// A line to a server, seen from the server's side: which packet came on which subject. `a7` = packet 7 live, `r7` =
/// again.
class Bench
{
public:
    Bench()
    {
        m_session.start({{{QUrl("ws://127.0.0.1:1"), {}}}, {}, "speaker", false, {}});
        m_connection->accept();
    }

    /// The server answers all that has come with `answer`; nothing: not at all. Returns what came.
    QByteArray expect(const QByteArray &answer = {})
    {
        QByteArrayList came;
        for (const auto &request : std::exchange(m_connection->m_requests, {})) {
            const bool isAgain = request.subject == subjects::again(m_event, m_key);
            if (!isAgain && request.subject != subjects::audio(m_event, m_key))
                return "subject";
            came += (isAgain ? 'r' : 'a') + request.payload;
            if (!answer.isEmpty())
                request.reply(NatsMessage{{}, 0, {}, {}, 0, {}, answer});
            else
                unanswered.push_back(request);
        }
        return came.join(' ');
    }
    void send(int number) { sender.send(QByteArray::number(number)); }
    void pass(int ms)
    {
        for (; ms > 0; ms -= 10) {
            m_clock.advance(milliseconds{10});
            for (; m_pongs < m_connection->m_pings; ++m_pongs)
                m_connection->answerPing(milliseconds{1}, m_clock.now());
        }
    }
    void cut()
    {
        FakeConnection *lost = m_connection;
        // As a real connection does: what waits for an answer is told.
        for (const auto &request : std::exchange(unanswered, {}))
            request.reply(Failure{Cause::ServerLost, {}});
        lost->fail(Cause::ServerLost);
        m_pongs = 0;
    }
    void comeBack() { m_connection->accept(); }

    VirtualClock m_clock;
    SeededRandom m_random{1};
    const UserKey m_key = NKey::generate(NKeyKind::User).userKey();
    const EventId m_event = *EventId::parse(u"town-hall");
    FakeConnection *m_connection = nullptr;
    int m_pongs = 0;
    std::vector<FakeConnection::Requested> unanswered;
    Session m_session{m_clock, m_random, [this] {
                          auto connection = std::make_unique<FakeConnection>();
                          m_connection = connection.get();
                          return connection;
                      }};
    AudioSender sender{m_clock, m_session, m_event, m_key};
};

} // namespace

class AudioSenderTest : public QObject
{
    Q_OBJECT
private slots:
    void whatIsAcknowledged_isSentOnce();
    void whatIsNotAcknowledged_isSentAgain_withGrowingDistance_for30Seconds();
    void refusals_areNoAcknowledgement();
    void withoutAnArchive_packetsAreSentOnce_andForgotten();
    void archiveThatIsGone_isForgotten();
    void lineThatWasDown_bringsAllOfIt_theYoungestOnTheUsualSubject();
    void packetsLostWithTheLine_areSentOnceMore();
    void slowLine_isGivenTwiceItsRoundTrip();
    void backlog_isSentSlowly_andBounded();
};

void AudioSenderTest::whatIsAcknowledged_isSentOnce()
{
    Bench bench;
    for (int i = 0; i < 100; ++i) {
        bench.send(i);
        QCOMPARE(bench.expect(kStored), "a" + QByteArray::number(i));
        bench.pass(60);
    }
    bench.pass(5000);
    QCOMPARE(bench.expect(), QByteArray());
    QCOMPARE(bench.sender.waiting(), std::size_t(0));
    QCOMPARE(bench.sender.stats().acknowledged, quint64(100));
    QCOMPARE(bench.sender.stats().repeated, quint64(0));
}

void AudioSenderTest::whatIsNotAcknowledged_isSentAgain_withGrowingDistance_for30Seconds()
{
    Bench bench;
    bench.send(1);
    QCOMPARE(bench.expect(kStored), QByteArray("a1"));
    bench.send(2);
    QCOMPARE(bench.expect(), QByteArray("a2"));
    bench.pass(390);
    QCOMPARE(bench.expect(), QByteArray());
    bench.pass(10);
    QCOMPARE(bench.expect(), QByteArray("r2")); // 0.4 s
    bench.pass(790);
    QCOMPARE(bench.expect(), QByteArray());
    bench.pass(10);
    QCOMPARE(bench.expect(), QByteArray("r2")); // 1.2 s
    bench.pass(1600);
    QCOMPARE(bench.expect(), QByteArray("r2")); // 2.8 s
    bench.send(3);
    QCOMPARE(bench.expect(kStored), QByteArray("a3")); // the archive is there, but this one it refuses
    bench.pass(3200);
    QCOMPARE(bench.expect(), QByteArray("r2")); // 6 s
    bench.pass(20'000);
    QCOMPARE(bench.expect(), QByteArray("r2 r2")); // 12.4 s, 25.2 s
    bench.send(4);
    QCOMPARE(bench.expect(kStored), QByteArray("a4"));
    bench.pass(30'000);
    QCOMPARE(bench.expect(), QByteArray());
    bench.send(5);
    QCOMPARE(bench.expect(kStored), QByteArray("a5"));
    QCOMPARE(bench.sender.stats().givenUp, quint64(1));
    QCOMPARE(bench.sender.waiting(), std::size_t(0));
}

void AudioSenderTest::refusals_areNoAcknowledgement()
{
    for (const QByteArray &answer : {kNoLeader, QByteArray("{}"), QByteArray("nonsense"), QByteArray("[1]"),
             QByteArray(R"({"stream":"OTHER","seq":3})"),
             QByteArray(R"({"stream":"EARSHOT_AUDIO","seq":"3"})"),
             R"({"stream":"EARSHOT_AUDIO","seq":3,"x":")" + QByteArray(100'000, 'x') + "\"}"}) {
        Bench bench;
        bench.send(1);
        bench.expect(kStored);
        bench.send(2);
        QCOMPARE(bench.expect(answer), QByteArray("a2"));
        bench.pass(400);
        QCOMPARE(bench.expect(kStored), QByteArray("r2"));
        bench.pass(5000);
        QCOMPARE(bench.expect(), QByteArray());
    }
}

void AudioSenderTest::withoutAnArchive_packetsAreSentOnce_andForgotten()
{
    Bench bench;
    for (int i = 0; i < 1000; ++i) {
        bench.send(i);
        QCOMPARE(bench.expect(), "a" + QByteArray::number(i));
        bench.pass(20);
        QVERIFY(bench.sender.waiting() < 50);
    }
    bench.cut();
    QVERIFY(!bench.sender.canSend());
    bench.send(1000);
    bench.pass(100);
    bench.comeBack();
    QCOMPARE(bench.expect(), QByteArray());
}

void AudioSenderTest::archiveThatIsGone_isForgotten()
{
    Bench bench;
    bench.send(0);
    bench.expect(kStored);
    int came = 0;
    for (int i = 1; i <= 1000; ++i) { // 60 s
        bench.send(i);
        came += int(bench.expect().split(' ').size());
        bench.pass(60);
    }
    QVERIFY(came > 1500); // sent again for 30 s
    bench.pass(30'000);
    bench.expect();
    bench.send(2000);
    bench.pass(5000);
    QCOMPARE(bench.expect(), QByteArray("a2000"));
}

void AudioSenderTest::lineThatWasDown_bringsAllOfIt_theYoungestOnTheUsualSubject()
{
    Bench bench;
    bench.send(0);
    bench.expect(kStored);
    bench.cut();
    QVERIFY(bench.sender.canSend());
    for (int i = 1; i <= 3; ++i) {
        bench.send(i);
        bench.pass(1500);
    }
    bench.comeBack(); // ages 4.5, 3, 1.5 s
    QCOMPARE(bench.expect(kStored), QByteArray("a3 r1 r2"));
    bench.send(4);
    QCOMPARE(bench.expect(kStored), QByteArray("a4"));
    bench.pass(5000);
    QCOMPARE(bench.expect(), QByteArray());
}

void AudioSenderTest::packetsLostWithTheLine_areSentOnceMore()
{
    Bench bench;
    bench.send(0);
    bench.expect(kStored);
    bench.send(1);
    QCOMPARE(bench.expect(), QByteArray("a1"));
    bench.pass(100);
    bench.cut();
    bench.pass(300);
    bench.comeBack();
    QCOMPARE(bench.expect(), QByteArray("a1")); // whether it was heard is not known: for those who listen
    bench.pass(400);
    QCOMPARE(bench.expect(kStored), QByteArray("r1"));
    bench.pass(5000);
    QCOMPARE(bench.expect(), QByteArray());
}

void AudioSenderTest::slowLine_isGivenTwiceItsRoundTrip()
{
    Bench bench;
    emit bench.m_connection->pongReceived(milliseconds{600});
    bench.send(0);
    bench.expect(kStored);
    emit bench.m_connection->pongReceived(milliseconds{600});
    bench.send(1);
    QCOMPARE(bench.expect(), QByteArray("a1"));
    bench.m_clock.advance(milliseconds{900});
    QCOMPARE(bench.expect(), QByteArray());
    QVERIFY(!bench.unanswered.empty());
    bench.unanswered.back().reply(NatsMessage{{}, 0, {}, {}, 0, {}, kStored}); // after 900 ms
    bench.m_clock.advance(milliseconds{1000});
    QCOMPARE(bench.expect(), QByteArray());
    QCOMPARE(bench.sender.stats().repeated, quint64(0));
}

void AudioSenderTest::backlog_isSentSlowly_andBounded()
{
    Bench bench;
    bench.send(0);
    bench.expect(kStored);
    bench.cut();
    for (int i = 1; i <= 3000; ++i) { // a minute
        bench.send(i);
        bench.pass(20);
        QVERIFY(bench.sender.waiting() <= 1502);
    }
    bench.comeBack();
    qsizetype came = bench.expect(kStored).split(' ').size();
    QCOMPARE(came, 25);
    for (int i = 0; i < 200; ++i) {
        bench.pass(10);
        const QByteArray now = bench.expect(kStored);
        came += now.isEmpty() ? 0 : now.split(' ').size();
    }
    QVERIFY2(came > 800 && came <= 1050, qPrintable(QString::number(came)));
    bench.pass(50);
    QVERIFY(bench.sender.waiting() < 800);
}

QTEST_GUILESS_MAIN(AudioSenderTest)
#include "audio_sender_test.moc"
