#include "integration/dialer.h"
#include "support/nats_server.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// A connection against a real nats-server.
class ConnectionTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }

    void open_joinsServer_andTellsItsInfo();
    void publish_reachesSubscriber_withHeadersAndEmptyAndBinaryPayloads();
    void unsubscribe_endsMessages();
    void echo_isNotHeard_whereSwitchedOff();
    void request_isAnswered_toEachAsker();
    void request_failsWithNoResponders_whereNobodyListens();
    void request_failsWithTimeout_whereNobodyAnswers();
    void request_failsWithTheEnd_whereTheServerDies();
    void close_answersRequests_andSaysNothingMore();
    void destroyedInItsOwnSignal_doesNoHarm();
    void ping_measuresRoundTrip();
    void serverPing_isAnswered();
    void wrongTicket_isRejected();
    void unknownKey_isRejected();
    void knownKey_isLetIn();
    void fullServer_saysSo();
    void forbiddenSubjects_areComplainedAbout_andTheLineStays();
    void badSubject_isComplainedAbout_andNothingIsSent();
    void tooLargeMessage_isComplainedAbout_andTheLineStays();
    void killedServer_isLost();
    void stoppedServer_isLost_withItsReason();
    void lameDuck_isTold();
    void burstOfFiveMegabytes_arrivesWhole();
    void stalledServer_endsTheLine_whenTooMuchWaits();
};

void ConnectionTest::open_joinsServer_andTellsItsInfo()
{
    NatsServer server(NatsServer::openConfig("server_name: here\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.opened.empty());
    QVERIFY(dialer.join());
    QCOMPARE(dialer.opened.size(), size_t(1));
    QCOMPARE(dialer.opened[0].serverName, "here");
    QVERIFY(dialer.opened[0].headers);
    QVERIFY(dialer.bytes > 100);
}

void ConnectionTest::publish_reachesSubscriber_withHeadersAndEmptyAndBinaryPayloads()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer speaker(server.url());
    Dialer listener(server.url());
    QVERIFY(speaker.join() && listener.join());
    const quint64 sid = listener.connection->subscribe("ev.*.audio.*");
    const quint64 otherSid = listener.connection->subscribe("ev.one.state");
    QVERIFY(sid != otherSid);
    QVERIFY(listener.settle());

    QByteArray binary;
    for (int i = 0; i < 256; ++i)
        binary += char(i);
    const Instant before = speaker.clock.now();
    speaker.connection->publish("ev.one.audio.A", binary);
    speaker.connection->publish("ev.one.audio.B", {});
    speaker.connection->publish("ev.one.state", "{}", {{"Nats-Rollup", "sub"}, {"Name", "ä: b"}});
    speaker.connection->publish("ev.one.state", {}, {{"Only", "header"}});
    QTRY_COMPARE(listener.messages.size(), size_t(4));
    QCOMPARE(listener.messages[0].subject, "ev.one.audio.A");
    QCOMPARE(listener.messages[0].sid, sid);
    QCOMPARE(listener.messages[0].payload, binary);
    QVERIFY(listener.messages[0].headers.empty());
    QCOMPARE(listener.messages[1].payload, QByteArray());
    QCOMPARE(listener.messages[2].sid, otherSid);
    QCOMPARE(listener.messages[2].payload, "{}");
    QCOMPARE(listener.messages[2].header("Nats-Rollup"), "sub");
    QCOMPARE(listener.messages[2].header("Name"), "ä: b");
    QCOMPARE(listener.messages[3].header("Only"), "header");
    QVERIFY(listener.messages[3].payload.isEmpty());
    QVERIFY(listener.lastArrival >= before && listener.lastArrival <= listener.clock.now());
}

void ConnectionTest::unsubscribe_endsMessages()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    const quint64 sid = dialer.connection->subscribe("a");
    dialer.connection->publish("a", "1");
    dialer.connection->unsubscribe(sid);
    dialer.connection->publish("a", "2");
    QVERIFY(dialer.settle());
    QCOMPARE(dialer.messages.size(), size_t(1));
    QCOMPARE(dialer.messages[0].payload, "1");
}

void ConnectionTest::echo_isNotHeard_whereSwitchedOff()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    dialer.options.echo = false;
    QVERIFY(dialer.join());
    dialer.connection->subscribe("a");
    dialer.connection->publish("a", "1");
    QVERIFY(dialer.settle());
    QVERIFY(dialer.messages.empty());
}

void ConnectionTest::request_isAnswered_toEachAsker()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer desk(server.url());
    Dialer asker(server.url());
    QVERIFY(desk.join() && asker.join());
    desk.connection->subscribe("ask");
    QVERIFY(desk.settle());
    QObject::connect(
        desk.connection.get(), &Connection::message, desk.connection.get(), [&](const NatsMessage &question) {
            desk.connection->publish(question.replyTo, "re: " + question.payload, {{"Of", question.payload}});
        });

    QByteArrayList answers;
    for (const char *question : {"one", "two", "three"}) {
        asker.connection->request(
            "ask", question, milliseconds{5000}, [&](const Result<NatsMessage> &answer) {
                QVERIFY(answer);
                QCOMPARE("re: " + answer->header("Of"), answer->payload);
                answers += answer->payload;
            });
    }
    QTRY_COMPARE(answers, (QByteArrayList{"re: one", "re: two", "re: three"}));
    QVERIFY(asker.messages.empty()); // answers are no messages of a subscription
    QCOMPARE(desk.messages.size(), size_t(3));
    QVERIFY(desk.messages[0].replyTo.startsWith("_INBOX."));
}

void ConnectionTest::request_failsWithNoResponders_whereNobodyListens()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer asker(server.url());
    QVERIFY(asker.join());
    std::optional<Failure> failure;
    asker.connection->request("nobody.here", "?", milliseconds{60'000},
        [&](const Result<NatsMessage> &answer) { failure = answer.failure(); });
    QTRY_VERIFY(failure);
    QCOMPARE(failure->cause, Cause::NoResponders);
}

void ConnectionTest::request_failsWithTimeout_whereNobodyAnswers()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer asker(server.url());
    QVERIFY(asker.join());
    asker.connection->subscribe("silent");
    std::vector<Failure> failures;
    asker.connection->request("silent", "?", milliseconds{50},
        [&](const Result<NatsMessage> &answer) { failures.push_back(answer.failure()); });
    QTRY_COMPARE(asker.messages.size(), size_t(1));
    QTRY_COMPARE(failures.size(), size_t(1));
    QCOMPARE(failures[0].cause, Cause::RequestTimeout);
    asker.connection->publish(asker.messages[0].replyTo, "late");
    QVERIFY(asker.settle());
    QCOMPARE(failures.size(), size_t(1)); // called once
    QCOMPARE(asker.messages.size(), size_t(1)); // and the late answer is nobody's
}

void ConnectionTest::request_failsWithTheEnd_whereTheServerDies()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer asker(server.url());
    QVERIFY(asker.join());
    asker.connection->subscribe("silent");
    std::vector<Failure> failures;
    asker.connection->request("silent", "?", milliseconds{60'000},
        [&](const Result<NatsMessage> &answer) { failures.push_back(answer.failure()); });
    QVERIFY(asker.settle());
    server.kill();
    QTRY_COMPARE(asker.closed.size(), size_t(1));
    QCOMPARE(failures.size(), size_t(1));
    QCOMPARE(failures[0].cause, Cause::ServerLost);
}

void ConnectionTest::close_answersRequests_andSaysNothingMore()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer listener(server.url());
    Dialer dialer(server.url());
    QVERIFY(listener.join() && dialer.join());
    listener.connection->subscribe("last");
    QVERIFY(listener.settle());
    dialer.connection->subscribe("silent");
    int answers = 0;
    dialer.connection->request("silent", "?", milliseconds{60'000}, [&](const auto &) { ++answers; });
    dialer.connection->publish("last", "word");
    dialer.connection->close();
    dialer.connection->close();
    QCOMPARE(answers, 1);
    QTRY_COMPARE(listener.messages.size(), size_t(1)); // what was sent before close still arrives
    server.kill();
    QTRY_COMPARE(listener.closed.size(), size_t(1));
    QVERIFY(dialer.closed.empty());
}

void ConnectionTest::destroyedInItsOwnSignal_doesNoHarm()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    {
        Dialer dialer(server.url());
        bool gone = false;
        QObject::connect(dialer.connection.get(), &Connection::opened, QCoreApplication::instance(), [&] {
            dialer.connection.reset();
            gone = true;
        });
        dialer.dial();
        QTRY_VERIFY(gone);
    }
    {
        Dialer dialer(server.url());
        QVERIFY(dialer.join());
        bool gone = false;
        QObject::connect(dialer.connection.get(), &Connection::message, QCoreApplication::instance(), [&] {
            dialer.connection.reset();
            gone = true;
        });
        dialer.connection->subscribe("a");
        dialer.connection->publish("a", "1");
        dialer.connection->publish("a", "2");
        QTRY_VERIFY(gone);
    }
    {
        Dialer dialer(server.url());
        QVERIFY(dialer.join());
        bool gone = false;
        QObject::connect(dialer.connection.get(), &Connection::closed, QCoreApplication::instance(), [&] {
            dialer.connection.reset();
            gone = true;
        });
        server.kill();
        QTRY_VERIFY(gone);
    }
}

void ConnectionTest::ping_measuresRoundTrip()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    dialer.connection->ping();
    dialer.connection->ping();
    QTRY_COMPARE(dialer.roundTrips.size(), size_t(2));
    QVERIFY(dialer.roundTrips[0] > microseconds{0});
    QVERIFY(dialer.roundTrips[0] < seconds{10});
}

void ConnectionTest::serverPing_isAnswered()
{
    // The server cuts a client that leaves one PING unanswered.
    NatsServer server(NatsServer::openConfig("ping_interval: \"100ms\"\nping_max: 1\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    const qsizetype before = dialer.bytes;
    QTRY_VERIFY(dialer.bytes >= before + 5 * 6); // five PINGs later
    QVERIFY(dialer.closed.empty());
    QVERIFY(dialer.settle());
}

namespace {

NKey knownKey()
{
    static const NKey key = NKey::generate(NKeyKind::User);
    return key;
}

QByteArray accountsConfig()
{
    return NatsServer::openConfig("authorization { users: [{nkey: " + knownKey().publicKey()
        + ", permissions: {publish: {allow: [\"ok.>\"]}, subscribe: {allow: [\"ok.>\"]}}}] }\n");
}

} // namespace

void ConnectionTest::wrongTicket_isRejected()
{
    NatsServer server(accountsConfig());
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    dialer.options.credentials.ticket = "eyJhbGciOiJub25lIn0.e30.x";
    const Failure failure = dialer.fail();
    QCOMPARE(failure.cause, Cause::TicketRejected);
    QVERIFY(!failure.detail.contains("eyJ"));
    QCOMPARE(failure.detail, "Authorization Violation");
    QVERIFY(dialer.opened.empty());
    QCOMPARE(dialer.closed.size(), size_t(1));
}

void ConnectionTest::unknownKey_isRejected()
{
    NatsServer server(accountsConfig());
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    dialer.options.credentials.key = NKey::generate(NKeyKind::User);
    QCOMPARE(dialer.fail().cause, Cause::TicketRejected);
}

void ConnectionTest::knownKey_isLetIn()
{
    NatsServer server(accountsConfig());
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    dialer.options.credentials.key = knownKey();
    QVERIFY(dialer.join());
    QVERIFY(dialer.opened[0].authRequired);
}

void ConnectionTest::fullServer_saysSo()
{
    NatsServer server(NatsServer::openConfig("max_connections: 1\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer first(server.url());
    QVERIFY(first.join());
    Dialer second(server.url());
    QCOMPARE(second.fail().cause, Cause::ServerFull);
    QCOMPARE(second.closed.size(), size_t(1));
    QVERIFY(second.opened.empty());
    QVERIFY(first.closed.empty());
}

void ConnectionTest::forbiddenSubjects_areComplainedAbout_andTheLineStays()
{
    NatsServer server(accountsConfig());
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    dialer.options.credentials.key = knownKey();
    QVERIFY(dialer.join());
    dialer.connection->subscribe("not.for.you");
    dialer.connection->publish("nor.this", "x");
    QTRY_COMPARE(dialer.complaints.size(), size_t(2));
    QCOMPARE(dialer.complaints[0].cause, Cause::NotPermitted);
    QVERIFY(dialer.complaints[0].detail.contains("not.for.you"));
    QCOMPARE(dialer.complaints[1].cause, Cause::NotPermitted);
    QVERIFY(dialer.complaints[1].detail.contains("nor.this"));
    QVERIFY(dialer.settle());
    QVERIFY(dialer.closed.empty());
}

void ConnectionTest::badSubject_isComplainedAbout_andNothingIsSent()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    dialer.connection->subscribe(">");
    QVERIFY(dialer.settle());
    dialer.connection->publish("a b", "x");
    dialer.connection->publish("a\r\nPUB b 0\r\n", "x");
    dialer.connection->publish("", "x");
    dialer.connection->publish("good", "x");
    QTRY_COMPARE(dialer.messages.size(), size_t(1));
    QCOMPARE(dialer.messages[0].subject, "good");
    QTRY_COMPARE(dialer.complaints.size(), size_t(3));
    QCOMPARE(dialer.complaints[0].cause, Cause::BadData);
}

void ConnectionTest::tooLargeMessage_isComplainedAbout_andTheLineStays()
{
    NatsServer server(NatsServer::openConfig("max_payload: 1000\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    dialer.connection->subscribe("a");
    dialer.connection->publish("a", QByteArray(1001, 'x'));
    dialer.connection->publish("a", QByteArray(990, 'x'), {{"Name", "longer than the rest"}});
    dialer.connection->publish("a", QByteArray(1000, 'x'));
    QTRY_COMPARE(dialer.messages.size(), size_t(1));
    QCOMPARE(dialer.complaints.size(), size_t(2));
    QCOMPARE(dialer.complaints[0].cause, Cause::BadData);
    QVERIFY(dialer.settle());
    QVERIFY(dialer.closed.empty());
}

void ConnectionTest::killedServer_isLost()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    server.kill();
    QTRY_COMPARE(dialer.closed.size(), size_t(1));
    QCOMPARE(dialer.closed[0].cause, Cause::ServerLost);

    QVERIFY2(server.start(), qPrintable(server.log())); // the same address again
    Dialer again(server.url());
    QVERIFY(again.join());
    QCOMPARE(dialer.closed.size(), size_t(1));
}

void ConnectionTest::stoppedServer_isLost_withItsReason()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    server.terminate();
    QTRY_COMPARE(dialer.closed.size(), size_t(1));
    QCOMPARE(dialer.closed[0].cause, Cause::ServerLost);
    QCOMPARE(dialer.closed[0].detail, "Server Shutdown");
}

void ConnectionTest::lameDuck_isTold()
{
    NatsServer server(
        NatsServer::openConfig("lame_duck_duration: \"30s\"\nlame_duck_grace_period: \"10s\"\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    QVERIFY(!dialer.opened[0].lameDuck);
    server.lameDuck();
    QTRY_VERIFY(!dialer.infos.empty() && dialer.infos.back().lameDuck);
    QVERIFY(dialer.closed.empty());
    Dialer late(server.url());
    QCOMPARE(late.fail().cause, Cause::ConnectionRefused);
}

void ConnectionTest::burstOfFiveMegabytes_arrivesWhole()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer speaker(server.url());
    Dialer listener(server.url());
    QVERIFY(speaker.join() && listener.join());
    listener.connection->subscribe("burst");
    QVERIFY(listener.settle());
    const int count = 5000;
    for (int i = 0; i < count; ++i)
        speaker.connection->publish("burst", QByteArray::number(i).rightJustified(1024, '.'));
    QTRY_COMPARE_WITH_TIMEOUT(listener.messages.size(), size_t(count), 30'000);
    for (int i = 0; i < count; ++i)
        QCOMPARE(listener.messages[size_t(i)].payload, QByteArray::number(i).rightJustified(1024, '.'));
    QVERIFY(speaker.closed.empty() && listener.closed.empty());
}

void ConnectionTest::stalledServer_endsTheLine_whenTooMuchWaits()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    const QByteArray chunk(512 * 1024, 'x');
    for (int i = 0; i < 40; ++i) // 20 MB in one turn of the event loop
        dialer.connection->publish("a", chunk);
    QVERIFY(dialer.closed.empty()); // never from within the call
    QTRY_COMPARE(dialer.closed.size(), size_t(1));
    QCOMPARE(dialer.closed[0].cause, Cause::StaleConnection);
}

QTEST_GUILESS_MAIN(ConnectionTest)
#include "connection_test.moc"
