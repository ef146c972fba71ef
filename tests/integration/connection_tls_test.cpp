#include "integration/dialer.h"
#include "integration/scripted_server.h"
#include "integration/tls_scene.h"
#include "support/certificate.h"
#include "support/nats_server.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// Certificates of all kinds, shown by a real server over TLS.
class ConnectionTlsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }

    void certificates_areJudged_data();
    void certificates_areJudged();
    void tlsToPlainServer_isBroken();
    void plainToTlsServer_isToldByTheServer();
    void refusalBehindTls_keepsStatusAndRetryAfter();
    void noSecretIsSent_whereThePinIsWrong();
    void messagesFlow_overTls();
};

namespace {

enum class Pin { None, Right, Other };
constexpr char kHere[] = "IP:127.0.0.1";

TestCertificate goodCertificate()
{
    return makeCertificate(kHere, inDays(-1), inDays(1));
}

QByteArray sha256(const TestCertificate &certificate)
{
    return certificate.certificate().digest(QCryptographicHash::Sha256);
}

QByteArray tlsConfig()
{
    return "listen: \"127.0.0.1:{port}\"\n"
           "websocket { listen: \"127.0.0.1:{websocket_port}\"\n"
           "  tls { cert_file: \"{dir}/server.pem\", key_file: \"{dir}/server.key\" } }\n";
}

} // namespace

void ConnectionTlsTest::certificates_areJudged_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("from"); // days from now
    QTest::addColumn<int>("to");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<Pin>("pin");
    QTest::addColumn<std::optional<Cause>>("cause"); // nothing: let in

    const auto row = [](const char *title, const char *name, int from, int to, bool trusted, Pin pin,
                         std::optional<Cause> cause) {
        QTest::newRow(title) << QByteArray(name) << from << to << trusted << pin << cause;
    };
    const char *other = "DNS:other.example";
    row("good", kHere, -1, 1, true, Pin::None, std::nullopt);
    row("nobody vouches", kHere, -1, 1, false, Pin::None, Cause::TlsUntrusted);
    row("expired", kHere, -9, -1, true, Pin::None, Cause::TlsExpired);
    row("expired, nobody vouches", kHere, -9, -1, false, Pin::None, Cause::TlsExpired);
    row("not yet valid", kHere, 1, 9, true, Pin::None, Cause::TlsNotYetValid);
    row("wrong name", other, -1, 1, true, Pin::None, Cause::TlsWrongName);
    row("pinned, nobody vouches", kHere, -1, 1, false, Pin::Right, std::nullopt);
    row("pinned, expired, wrong name", other, -9, -1, false, Pin::Right, std::nullopt);
    row("pinned to another, nobody vouches", kHere, -1, 1, false, Pin::Other, Cause::TlsUntrusted);
    row("pinned to another, though trusted", kHere, -1, 1, true, Pin::Other, Cause::TlsUntrusted);
}

void ConnectionTlsTest::certificates_areJudged()
{
    QFETCH(QByteArray, name);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(bool, trusted);
    QFETCH(Pin, pin);
    QFETCH(std::optional<Cause>, cause);

    NatsServer server(tlsConfig());
    const TestCertificate certificate = makeCertificate(name, inDays(from), inDays(to));
    QVERIFY(certificate.writeTo(server.dir(), "server"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    const Trusted authority(trusted ? certificate.certificate() : QSslCertificate());
    Dialer dialer(server.url("wss"));
    if (pin != Pin::None)
        dialer.options.server.certificateSha256 = sha256(pin == Pin::Right ? certificate : goodCertificate());

    if (!cause) {
        QVERIFY(dialer.join());
        QVERIFY(dialer.settle());
    } else {
        const Failure failure = dialer.fail();
        QCOMPARE(failure.cause, *cause);
        QVERIFY2(failure.detail.contains("Earshot test"), qPrintable(failure.detail));
        QVERIFY(dialer.opened.empty());
        QCOMPARE(dialer.closed.size(), size_t(1));
    }
}

void ConnectionTlsTest::tlsToPlainServer_isBroken()
{
    NatsServer server;
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url("wss"));
    const Failure failure = dialer.fail();
    QCOMPARE(failure.cause, Cause::TlsBroken);
    QVERIFY(!failure.detail.isEmpty());
}

void ConnectionTlsTest::plainToTlsServer_isToldByTheServer()
{
    NatsServer server(tlsConfig());
    QVERIFY(goodCertificate().writeTo(server.dir(), "server"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url("ws"));
    const Failure failure = dialer.fail();
    QCOMPARE(failure.cause, Cause::HttpStatus);
    QCOMPARE(failure.httpStatus, 400);
}

void ConnectionTlsTest::refusalBehindTls_keepsStatusAndRetryAfter()
{
    const TestCertificate certificate = goodCertificate();
    for (const bool closes : {false, true}) {
        ScriptedServer server("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 20\r\n\r\n<html>", closes,
            serverTls(certificate));
        Dialer dialer(server.url("wss"));
        dialer.options.server.certificateSha256 = sha256(certificate);
        const Failure failure = dialer.fail();
        QCOMPARE(failure.cause, Cause::HttpStatus);
        QCOMPARE(failure.httpStatus, 503);
        QCOMPARE(failure.retryAfter, std::optional(seconds{20}));
    }
}

void ConnectionTlsTest::noSecretIsSent_whereThePinIsWrong()
{
    const TestCertificate certificate = goodCertificate();
    const Trusted authority(certificate.certificate());
    ScriptedServer server("HTTP/1.1 503 Service Unavailable\r\n\r\n", false, serverTls(certificate));
    Dialer dialer(server.url("wss"));
    dialer.options.server.certificateSha256 = sha256(goodCertificate());
    QCOMPARE(dialer.fail().cause, Cause::TlsUntrusted);
    QTest::qWait(0);
    QVERIFY(server.request().isEmpty());
}

void ConnectionTlsTest::messagesFlow_overTls()
{
    NatsServer server(tlsConfig());
    const TestCertificate certificate = goodCertificate();
    QVERIFY(certificate.writeTo(server.dir(), "server"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    Dialer dialer(server.url("wss"));
    dialer.options.server.certificateSha256 = sha256(certificate);
    QVERIFY(dialer.join());
    dialer.connection->subscribe("a");
    const QByteArray payload(100'000, 'x');
    for (int i = 0; i < 10; ++i)
        dialer.connection->publish("a", payload);
    QTRY_COMPARE_WITH_TIMEOUT(dialer.messages.size(), size_t(10), 20'000);
    QCOMPARE(dialer.messages[9].payload, payload);
    server.kill();
    QTRY_COMPARE(dialer.closed.size(), size_t(1));
    QCOMPARE(dialer.closed[0].cause, Cause::ServerLost);
}

QTEST_GUILESS_MAIN(ConnectionTlsTest)
#include "connection_tls_test.moc"
