#include "integration/dialer.h"
#include "integration/scripted_server.h"
#include "integration/websocket_bytes.h"
#include "support/nats_server.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTcpServer>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

QByteArray closeFrame(int code, const QByteArray &reason)
{
    return frame(8, QByteArray() + char(code >> 8) + char(code & 0xff) + reason);
}

} // namespace

/// What a connection says where there is no event server, or a strange one.
class ConnectionRefusalTest : public QObject
{
    Q_OBJECT

private slots:
    void nothingListens_isRefused();
    void unknownName_isNotFoundOrNotAnswered();
    void silence_isTimeout_withWhatIsMissing();
    void unencrypted_isOnlyForThisComputer();
    void upgradeRequest_isWhatServersExpect();
    void answers_haveNames_data();
    void answers_haveNames();
    void retryAfter_isKept_data();
    void retryAfter_isKept();
    void answersInPieces_areUnderstood();
    void textFrames_areUnderstood();
    void connectSaysWhatIsDecided();
    void endsInsideOpen_comeLater();
};

void ConnectionRefusalTest::nothingListens_isRefused()
{
    Dialer dialer(QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(freePort())));
    QCOMPARE(dialer.fail().cause, Cause::ConnectionRefused);
    QCOMPARE(dialer.closed.size(), size_t(1));
}

void ConnectionRefusalTest::unknownName_isNotFoundOrNotAnswered()
{
    Dialer dialer(QUrl("wss://no-such-host.invalid"));
    const Cause cause = dialer.fail().cause;
    // Without a network the resolver cannot tell.
    QVERIFY(cause == Cause::DnsNotFound || cause == Cause::DnsNoAnswer);
}

void ConnectionRefusalTest::silence_isTimeout_withWhatIsMissing()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const QString address = QStringLiteral("://127.0.0.1:%1").arg(silent.serverPort());
    ScriptedServer noInfo(upgradedAnd({}));
    ScriptedServer noPong(upgradedAnd(frame(kBinary, kInfo)));

    std::vector<std::pair<QUrl, QString>> rows{{QUrl("ws" + address), "no answer to the WebSocket request"},
        {QUrl("wss" + address), "TLS handshake not finished"}, {noInfo.url(), "no INFO"},
        {noPong.url(), "no PONG"}};
    for (const auto &[url, missing] : rows) {
        Dialer dialer(url);
        dialer.options.deadline = seconds{1};
        const Failure failure = dialer.fail();
        QCOMPARE(failure.cause, Cause::ConnectTimeout);
        QCOMPARE(failure.detail, missing);
        QVERIFY(dialer.opened.empty());
    }
}

void ConnectionRefusalTest::unencrypted_isOnlyForThisComputer()
{
    for (const char *url : {"ws://192.0.2.1:4222", "ws://example.org", "http://127.0.0.1:80", "wss://", ""}) {
        Dialer dialer{QUrl(url)};
        QCOMPARE(dialer.fail().cause, Cause::LinkMalformed);
    }
}

void ConnectionRefusalTest::upgradeRequest_isWhatServersExpect()
{
    ScriptedServer server("HTTP/1.1 503 Service Unavailable\r\n\r\n");
    Dialer dialer(server.url());
    dialer.fail();
    QVERIFY(server.request().startsWith("GET / HTTP/1.1\r\n"));
    QVERIFY(server.request().contains("Sec-WebSocket-Version: 13\r\n"));
    QVERIFY(!server.request().contains("Origin:")); // servers with allowed origins would refuse a made-up one
}

void ConnectionRefusalTest::answers_haveNames_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("closesAfterwards");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<QString>("detail"); // is part of it
    QTest::addColumn<int>("status");

    const auto row
        = [](const char *name, const QByteArray &answer, bool closes, Cause cause, const QString &detail,
              int status = 0) { QTest::newRow(name) << answer << closes << cause << detail << status; };
    const QByteArray noise("\x9d\x01\xff\x00\x80random\x07 bytes", 18);

    row("web page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", true, Cause::ForeignServer,
        "200 OK", 200);
    row("bare HTML", "<!DOCTYPE html><html>", true, Cause::ForeignServer, "<!DOCTYPE");
    row("portal", "HTTP/1.1 511 Network Authentication Required\r\n\r\n", true, Cause::HttpStatus,
        "511 Network", 511);
    row("redirect", "HTTP/1.0 302 Found\r\nLocation: http://x/\r\n\r\n", true, Cause::HttpStatus, "302 Found",
        302);
    row("forbidden", "HTTP/1.1 403 Forbidden\r\n\r\n", false, Cause::HttpStatus, "403 Forbidden", 403);
    row("not found", "HTTP/1.1 404 Not Found\r\n\r\n", false, Cause::HttpStatus, "404", 404);
    row("plain to TLS", "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.",
        true, Cause::HttpStatus, "400", 400);
    row("status only", "HTTP/1.1 429\r\n\r\n", false, Cause::HttpStatus, "429", 429);
    row("status out of range", "HTTP/1.1 999 What\r\n\r\n", false, Cause::ForeignServer, "status line");
    row("bad status", "HTTP/1.1 abc\r\n\r\n", false, Cause::ForeignServer, "status line");
    row("NATS without WebSocket", kInfo, false, Cause::ForeignServer, "INFO {");
    row("random bytes", noise, false, Cause::ForeignServer, "without HTTP");
    row("endless header", "HTTP/1.1 200 OK\r\nX: " + QByteArray(20'000, 'x'), false, Cause::ForeignServer,
        "longer than");
    row("endless line", QByteArray(200'000, 'x'), false, Cause::ForeignServer, "xxx");
    row("closed at once", "", true, Cause::ServerLost, "without an answer");
    row("wrong accept key",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
        false, Cause::ForeignServer, "");
    row("upgrade to something else",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", false,
        Cause::ForeignServer, "");
    row("garbage after upgrade", upgradedAnd(noise), false, Cause::ForeignServer, "");
    row("another protocol after upgrade", upgradedAnd(frame(kText, "{\"hello\":1}\r\n")), false,
        Cause::ForeignServer, "unknown operation");
    row("HTML after upgrade", upgradedAnd(frame(kBinary, "<html>\r\n")), false, Cause::ForeignServer,
        "unknown");
    row("PING before INFO", upgradedAnd(frame(kBinary, "PING\r\n")), false, Cause::ForeignServer, "no INFO");
    row("INFO of no JSON", upgradedAnd(frame(kBinary, "INFO {{{\r\n")), false, Cause::ForeignServer, "JSON");
    row("closed after upgrade", upgradedAnd({}), true, Cause::ServerLost, "");
    row("huge frame", upgradedAnd(QByteArray("\x82\x7f\x00\x00\x00\xff\x00\x00\x00\x00", 10)), false,
        Cause::ForeignServer, "");
    row("server of long ago", upgradedAnd(frame(kBinary, "INFO {\"version\":\"2.1.9\"}\r\n")), false,
        Cause::ServerTooOld, "version 2.1.9");
    row("noise after INFO", upgradedAnd(frame(kBinary, kInfo + noise + "\r\n")), false, Cause::ProtocolBroken,
        "unknown");
    row("bad frame after INFO", upgradedAnd(frame(kBinary, kInfo) + noise), false, Cause::ProtocolBroken, "");
    row("huge message after INFO", upgradedAnd(frame(kBinary, kInfo + "MSG a 1 99999999999\r\n")), false,
        Cause::ProtocolBroken, "size");
    row("full",
        upgradedAnd(frame(kBinary, kInfo) + frame(kBinary, "-ERR 'maximum connections exceeded'\r\n")
            + closeFrame(1008, "Maximum Connections Exceeded")),
        true, Cause::ServerFull, "maximum connections exceeded");
    row("close reason without -ERR",
        upgradedAnd(frame(kBinary, kInfo) + closeFrame(1008, "Credentials Revoked")), false,
        Cause::TicketRevoked, "Credentials Revoked");
    row("stale with illegal code",
        upgradedAnd(frame(kBinary, kInfo) + frame(kBinary, "-ERR 'Stale Connection'\r\n")
            + closeFrame(1006, "Stale Connection")),
        false, Cause::StaleConnection, "Stale Connection");
    row("shutdown", upgradedAnd(frame(kBinary, kInfo) + closeFrame(1001, "Server Shutdown")), false,
        Cause::ServerLost, "Server Shutdown");
    row("1000 is no clean end", upgradedAnd(frame(kBinary, kInfo) + closeFrame(1000, "")), false,
        Cause::ServerLost, "without a reason");
    row("unknown last word", upgradedAnd(frame(kBinary, kInfo + "-ERR 'Out Of Tea'\r\n")), true,
        Cause::ServerLost, "Out Of Tea");
}

void ConnectionRefusalTest::answers_haveNames()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, closesAfterwards);
    QFETCH(Cause, cause);
    QFETCH(QString, detail);
    QFETCH(int, status);

    ScriptedServer server(answer, closesAfterwards);
    Dialer dialer(server.url());
    dialer.options.credentials.ticket = "a-secret-ticket";
    const Failure failure = dialer.fail();
    QCOMPARE(failure.cause, cause);
    QVERIFY2(failure.detail.contains(detail), qPrintable(failure.detail));
    QVERIFY(!failure.detail.contains("secret"));
    QVERIFY(failure.detail.size() <= 400);
    QCOMPARE(failure.httpStatus, status);
    QVERIFY(dialer.opened.empty());
    QCOMPARE(dialer.closed.size(), size_t(1));
}

void ConnectionRefusalTest::retryAfter_isKept_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("least"); // seconds; -1: nothing
    QTest::addColumn<int>("most");
    const QByteArray soon
        = QLocale::c()
              .toString(QDateTime::currentDateTimeUtc().addSecs(100), "ddd, dd MMM yyyy hh:mm:ss 'GMT'")
              .toLatin1();
    QTest::newRow("seconds") << QByteArray("20") << 20 << 20;
    QTest::newRow("date") << soon << 80 << 100;
    QTest::newRow("past date") << QByteArray("Wed, 21 Oct 2015 07:28:00 GMT") << 0 << 0;
    QTest::newRow("negative") << QByteArray("-5") << 0 << 0;
    QTest::newRow("huge") << QByteArray("999999999") << 86400 << 86400;
    QTest::newRow("words") << QByteArray("soon") << -1 << -1;
    QTest::newRow("none") << QByteArray() << -1 << -1;
}

void ConnectionRefusalTest::retryAfter_isKept()
{
    QFETCH(QByteArray, value);
    QFETCH(int, least);
    QFETCH(int, most);
    ScriptedServer server(
        "HTTP/1.1 503 Service Unavailable\r\nServer: x\r\nretry-after:  " + value + "\r\n\r\nlater");
    Dialer dialer(server.url());
    const Failure failure = dialer.fail();
    QCOMPARE(failure.cause, Cause::HttpStatus);
    QCOMPARE(failure.httpStatus, 503);
    QCOMPARE(failure.retryAfter.has_value(), least >= 0);
    if (failure.retryAfter) {
        QVERIFY(failure.retryAfter->count() >= least);
        QVERIFY(failure.retryAfter->count() <= most);
    }
}

void ConnectionRefusalTest::answersInPieces_areUnderstood()
{
    for (const qsizetype size : {1, 2, 7, 40}) {
        ScriptedServer refusing("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 20\r\n\r\n");
        refusing.setPieces(size);
        Dialer refused(refusing.url());
        const Failure failure = refused.fail();
        QCOMPARE(failure.httpStatus, 503);
        QCOMPARE(failure.retryAfter, std::optional(seconds{20}));

        ScriptedServer welcoming(
            upgradedAnd(frame(kBinary, kInfo) + frame(kBinary, "PONG\r\nMSG a 1 2\r\nxy\r\n")));
        welcoming.setPieces(size);
        Dialer welcome(welcoming.url());
        QVERIFY2(welcome.join(), qPrintable(welcome.closed.empty() ? QString() : welcome.closed[0].detail));
        QTRY_COMPARE(welcome.messages.size(), size_t(1));
        QCOMPARE(welcome.messages[0].payload, "xy");
    }
}

void ConnectionRefusalTest::textFrames_areUnderstood()
{
    // INFO cut in two frames, and a message with a letter beyond ASCII.
    ScriptedServer server(upgradedAnd(frame(kText, kInfo.left(20)) + frame(kText, kInfo.mid(20) + "PONG\r\n")
        + frame(kText, "MSG a 1 2\r\nä\r\n")));
    Dialer dialer(server.url());
    QVERIFY(dialer.join());
    QCOMPARE(dialer.opened[0].serverName, "scripted");
    QTRY_COMPARE(dialer.messages.size(), size_t(1));
    QCOMPARE(dialer.messages[0].payload, "ä");
}

void ConnectionRefusalTest::connectSaysWhatIsDecided()
{
    const NKey key = NKey::generate(NKeyKind::User);
    ScriptedServer server(upgradedAnd(frame(kBinary, "INFO {\"nonce\":\"abc\",\"headers\":true}\r\n")));
    Dialer dialer(server.url());
    dialer.options.echo = false;
    dialer.options.credentials = {"the.ticket", key};
    dialer.dial();
    QTRY_VERIFY(server.request().indexOf("\r\n\r\n") + 6 < server.request().size() - 100);

    // One masked frame with a 16-bit length (RFC 6455 §5.2).
    const QByteArray bytes = server.request().mid(server.request().indexOf("\r\n\r\n") + 4);
    QCOMPARE(quint8(bytes[0]), quint8(0x82));
    QCOMPARE(quint8(bytes[1]), quint8(0x80 | 126));
    QByteArray text = bytes.mid(8);
    for (qsizetype i = 0; i < text.size(); ++i)
        text[i] = char(text[i] ^ bytes[4 + i % 4]);
    QVERIFY(text.startsWith("CONNECT {"));
    QVERIFY(text.endsWith("}\r\nPING\r\n"));
    const QJsonObject json = QJsonDocument::fromJson(text.mid(8, text.indexOf("\r\n") - 8)).object();
    QCOMPARE(json["verbose"], QJsonValue(false));
    QCOMPARE(json["pedantic"], QJsonValue(false));
    QCOMPARE(json["protocol"], QJsonValue(1));
    QCOMPARE(json["headers"], QJsonValue(true));
    QCOMPARE(json["no_responders"], QJsonValue(true));
    QCOMPARE(json["echo"], QJsonValue(false));
    QCOMPARE(json["jwt"], QJsonValue("the.ticket"));
    QCOMPARE(json["name"], QJsonValue("test"));
    QCOMPARE(json["lang"], QJsonValue("c++"));
    QVERIFY(!json.contains("nkey"));
    const QByteArray signature = QByteArray::fromBase64(json["sig"].toString().toLatin1(),
        QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    QVERIFY(!json["sig"].toString().endsWith('='));
    QVERIFY(verifySignature(key.publicKey(), "abc", signature));
}

void ConnectionRefusalTest::endsInsideOpen_comeLater()
{
    Dialer dialer(QUrl("ws://example.org"));
    dialer.dial();
    QVERIFY(dialer.closed.empty());
    dialer.connection->close();
    QCoreApplication::processEvents();
    QVERIFY(dialer.closed.empty()); // closed by its owner: nothing follows
}

QTEST_GUILESS_MAIN(ConnectionRefusalTest)
#include "connection_refusal_test.moc"
