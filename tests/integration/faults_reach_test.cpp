#include "integration/scripted_server.h"
#include "integration/tls_scene.h"
#include "integration/websocket_bytes.h"
#include "support/live_event.h"
#include "support/raw_nats_client.h"
#include "wire/jwt.h"

using namespace earshot;
using namespace earshot::test;

/// Faults on the way to a server: each is made for real, and named within 3 s of the join.
class FaultsReachTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }

    void brokenLink_data();
    void brokenLink();
    void brokenLink_interruptsNothing();
    void unknownName();
    void nothingListens();
    void silentServer_data();
    void silentServer();
    void expiredCertificate();
    void certificateForAnotherName();
    void untrustedCertificate();
    void httpStatus_saysWhenItIsTriedAgain();
    void foreignServer_data();
    void foreignServer();
    void nonsenseAfterTheGreeting();
    void fullServer();

    void cleanupTestCase() { printNamings(); }
};

namespace {

constexpr milliseconds kNamedWithin{3000};

/// Well-formed, and worth nothing anywhere.
QByteArray someTicket()
{
    const SystemClock clock;
    const NKey user = NKey::generate(NKeyKind::User);
    const NKey account = NKey::generate(NKeyKind::Account);
    return makeUserTicket(user.publicKey(), "listener", account.publicKey(), account, clock.wall(),
        clock.wall() + std::chrono::hours{1});
}

Link linkTo(const QUrl &server)
{
    Link link;
    link.host = server.host();
    link.port = server.port();
    link.tls = server.scheme() == QLatin1String("wss");
    link.event = eventId("welcome");
    link.ticket = someTicket();
    return link;
}

QUrl here(quint16 port, const QString &scheme = "ws")
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(port));
}

} // namespace

void FaultsReachTest::brokenLink_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("part");
    QTest::newRow("nothing") << ""
                             << "scheme";
    QTest::newRow("a web page") << "https://example.org/"
                                << "scheme";
    QTest::newRow("no host") << "earshot:///welcome"
                             << "host";
    QTest::newRow("a bad port") << "earshot://example.org:99999/welcome"
                                << "port";
    QTest::newRow("a bad event") << "earshot://example.org/Wel%20come"
                                 << "event";
    QTest::newRow("a broken ticket") << "earshot://example.org/welcome?t=ab%00c$"
                                     << "ticket";
    QTest::newRow("an endless ticket") << "earshot://example.org/welcome?t=" + QString(5000, 'x') << "ticket";
    QTest::newRow("a megabyte") << QString(1'000'000, 'x') << "length";
}

void FaultsReachTest::brokenLink()
{
    QFETCH(QString, link);
    QFETCH(QString, part);
    Listener listener;
    listener.open(link);
    VERIFY_NAMED(listener.log, "link.malformed", milliseconds{100});
    QCOMPARE(listener.view().verdict.detail, part);
}

void FaultsReachTest::brokenLink_interruptsNothing()
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    Listener listener;
    listener.join(event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(kNamedWithin));
    QSignalSpy refused(&listener.client, &Client::linkRefused);
    listener.client.openLink("earshot://example.org/welcome?t=%%%");
    QCOMPARE(refused.size(), 1);
    QVERIFY(listener.hearsMore());
    QCOMPARE(listener.log.shown(), "ok.live");
}

void FaultsReachTest::unknownName()
{
    Listener listener;
    listener.join(linkTo(QUrl("wss://no-such-host.invalid")));
    VERIFY_NAMED(listener.log, "net.dns", inTime(kNamedWithin));
}

void FaultsReachTest::nothingListens()
{
    Listener listener;
    listener.join(linkTo(here(freePort())));
    VERIFY_NAMED(listener.log, "net.refused", inTime(kNamedWithin));
}

void FaultsReachTest::silentServer_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::newRow("plain") << "ws";
    QTest::newRow("tls") << "wss";
}

void FaultsReachTest::silentServer()
{
    QFETCH(QString, scheme);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Listener listener;
    listener.join(linkTo(here(silent.serverPort(), scheme)));
    VERIFY_NAMED(listener.log, "net.timeout", inTime(kNamedWithin));
    // It goes on with more patience, and does not take the sentence back meanwhile.
    QTRY_COMPARE(listener.view().evidence.session.phase, LinePhase::Dialing);
    QCOMPARE(listener.log.shown(), "net.timeout");
}

void FaultsReachTest::expiredCertificate()
{
    const TestCertificate expired = makeCertificate("IP:127.0.0.1", inDays(-10), inDays(-1));
    ScriptedServer server("", false, serverTls(expired));
    Listener listener;
    listener.join(linkTo(server.url("wss")));
    VERIFY_NAMED(listener.log, "net.tls.expired", inTime(kNamedWithin));
}

void FaultsReachTest::certificateForAnotherName()
{
    const TestCertificate other = makeCertificate("DNS:example.org", inDays(-1), inDays(1));
    const Trusted authority(other.certificate());
    ScriptedServer server("", false, serverTls(other));
    Listener listener;
    listener.join(linkTo(server.url("wss")));
    VERIFY_NAMED(listener.log, "net.tls.name", inTime(kNamedWithin));
}

void FaultsReachTest::untrustedCertificate()
{
    const TestCertificate ownMade = makeCertificate("IP:127.0.0.1", inDays(-1), inDays(1));
    ScriptedServer server("", false, serverTls(ownMade));
    Listener listener;
    listener.join(linkTo(server.url("wss")));
    VERIFY_NAMED(listener.log, "net.tls.untrusted", inTime(kNamedWithin));
    QVERIFY2(server.request().isEmpty(), "something was said to a stranger");
}

void FaultsReachTest::httpStatus_saysWhenItIsTriedAgain()
{
    ScriptedServer server("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 20\r\n\r\n", true);
    Listener listener;
    listener.join(linkTo(server.url()));
    VERIFY_NAMED(listener.log, "http.status", inTime(kNamedWithin));
    const Verdict &verdict = listener.view().verdict;
    QCOMPARE(verdict.number, 503);
    QCOMPARE(verdict.askedToWait, std::optional(seconds{20}));
    QVERIFY(verdict.nextStepIn && *verdict.nextStepIn > seconds{15});
}

void FaultsReachTest::foreignServer_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>hello";
    QTest::newRow("no HTTP") << QByteArray("220 mail.example.org ESMTP\r\n\r\n");
    QTest::newRow("noise") << QByteArray::fromHex("00ff13371337deadbeef") + QByteArray(20'000, '\x7f');
    QTest::newRow("another WebSocket service") << upgradedAnd(frame(kText, "{\"hello\":\"world\"}\r\n"));
    QTest::newRow("noise in a WebSocket") << upgradedAnd(frame(kBinary, QByteArray(100, '\xfe') + "\r\n"));
}

void FaultsReachTest::foreignServer()
{
    QFETCH(QByteArray, answer);
    ScriptedServer server(answer);
    Listener listener;
    listener.join(linkTo(server.url()));
    VERIFY_NAMED(listener.log, "server.foreign", inTime(kNamedWithin));
}

void FaultsReachTest::nonsenseAfterTheGreeting()
{
    ScriptedServer server(upgradedAnd(frame(kBinary, kInfo) + frame(kBinary, "HELLO WORLD\r\n")));
    Listener listener;
    listener.join(linkTo(server.url()));
    VERIFY_NAMED(listener.log, "server.protocol", inTime(kNamedWithin));
}

void FaultsReachTest::fullServer()
{
    NatsServer server(NatsServer::openConfig("max_connections: 1\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    RawNatsClient first(server.url());
    QVERIFY(first.login({}));
    Listener listener;
    listener.join(linkTo(server.url()));
    VERIFY_NAMED(listener.log, "server.full", inTime(kNamedWithin));
    QVERIFY(!first.isClosed());
}

QTEST_GUILESS_MAIN(FaultsReachTest)
#include "faults_reach_test.moc"
