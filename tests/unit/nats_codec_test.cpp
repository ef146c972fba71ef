#include "wire/nats_codec.h"

#include <QTest>

using namespace earshot;

namespace {

/// What came out until more bytes are needed or the protocol broke.
struct Parsed {
    std::vector<NatsOperation> operations;
    std::optional<QString> broken;
};

void drain(NatsParser &parser, Parsed &parsed)
{
    for (;;) {
        const ParsedOperation next = parser.next();
        if (std::holds_alternative<NeedMore>(next))
            return;
        if (const auto *broken = std::get_if<BrokenProtocol>(&next)) {
            parsed.broken = broken->reason;
            return;
        }
        parsed.operations.push_back(std::get<NatsOperation>(next));
    }
}

Parsed parseInChunks(const QByteArray &bytes, qsizetype chunk)
{
    NatsParser parser;
    Parsed parsed;
    for (qsizetype at = 0; at < bytes.size(); at += chunk) {
        parser.feed(QByteArrayView(bytes).sliced(at, std::min(chunk, bytes.size() - at)));
        drain(parser, parsed);
    }
    return parsed;
}

Parsed parse(const QByteArray &bytes)
{
    return parseInChunks(bytes, std::max<qsizetype>(1, bytes.size()));
}

NatsMessage onlyMessage(const QByteArray &bytes)
{
    const Parsed parsed = parse(bytes);
    return parsed.operations.size() == 1 && !parsed.broken ? std::get<NatsMessage>(parsed.operations[0])
                                                           : NatsMessage();
}

const QByteArray kTranscript
    = "INFO {\"server_id\":\"N\",\"server_name\":\"here\",\"version\":\"2.9.10\",\"cluster\":\"c\","
      "\"nonce\":\"n0\",\"client_id\":7,\"max_payload\":65536,\"headers\":true,\"jetstream\":true,"
      "\"auth_required\":true,\"connect_urls\":[\"a:1\",\"b:2\"]} \r\n"
      "+OK\r\n"
      "PING\r\n"
      "pong \r\n"
      "MSG ev.one.audio.A 3 5\r\nhe\r\no\r\n"
      "MSG\tev.one.state  18446744073709551615\t_INBOX.x.1  0\r\n\r\n"
      "HMSG ev.one.state 4 _INBOX.y 32 34\r\nNATS/1.0\r\nName: v: 1\r\nEmpty:\r\n\r\n{}\r\n"
      "HMSG _INBOX.z.1 9 16 16\r\nNATS/1.0 503\r\n\r\n\r\n"
      "HMSG _INBOX.z.2 9 34 34\r\nNATS/1.0 404 Message Not Found\r\n\r\n\r\n"
      "-ERR 'Permissions Violation for Publish to \"x\"'\r\n"
      "-err bare\r\n"
      "INFO {\"ldm\":true}\r\n";

} // namespace

class NatsCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void everyOperation_isRead();
    void chunking_makesNoDifference();
    void splitAtEveryByte_makesNoDifference();
    void headers_ofAnyBytes_neverBreakTheLine_data();
    void headers_ofAnyBytes_neverBreakTheLine();
    void hostileBytes_areNamed_data();
    void hostileBytes_areNamed();
    void endlessLine_isCutBeforeItIsKept();
    void largestMessage_isTaken();
    void info_isBounded();
    void brokenParser_staysBroken_untilReset();
    void encoders_writeTheProtocol();
    void encoders_refuseWhatWouldBreakTheLine();
    void encodedMessage_isReadBack();
};

void NatsCodecTest::everyOperation_isRead()
{
    const Parsed parsed = parse(kTranscript);
    QVERIFY2(!parsed.broken, qPrintable(parsed.broken.value_or(QString())));
    QCOMPARE(parsed.operations.size(), size_t(12));

    NatsInfo info;
    info.serverName = "here";
    info.version = "2.9.10";
    info.cluster = "c";
    info.nonce = "n0";
    info.clientId = 7;
    info.maxPayload = 65536;
    info.headers = info.jetStream = info.authRequired = true;
    info.connectUrls = {"a:1", "b:2"};
    NatsInfo lameDuck;
    lameDuck.lameDuck = true;
    const std::vector<NatsOperation> expected{
        info,
        NatsOk{},
        NatsPing{},
        NatsPong{},
        NatsMessage{"ev.one.audio.A", 3, {}, {}, 0, {}, "he\r\no"},
        NatsMessage{"ev.one.state", 18446744073709551615u, "_INBOX.x.1", {}, 0, {}, {}},
        NatsMessage{"ev.one.state", 4, "_INBOX.y", {{"Name", "v: 1"}, {"Empty", ""}}, 0, {}, "{}"},
        NatsMessage{"_INBOX.z.1", 9, {}, {}, 503, {}, {}},
        NatsMessage{"_INBOX.z.2", 9, {}, {}, 404, "Message Not Found", {}},
        NatsError{"Permissions Violation for Publish to \"x\""},
        NatsError{"bare"},
        lameDuck,
    };
    for (size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(parsed.operations[i] == expected[i], qPrintable(QStringLiteral("operation %1").arg(i)));
    QCOMPARE(std::get<NatsMessage>(parsed.operations[6]).header("Name"), "v: 1");
    QCOMPARE(std::get<NatsMessage>(parsed.operations[6]).header("name"), "");
}

void NatsCodecTest::chunking_makesNoDifference()
{
    const Parsed whole = parse(kTranscript);
    for (qsizetype chunk = 1; chunk < 100; ++chunk) {
        const Parsed parsed = parseInChunks(kTranscript, chunk);
        QVERIFY(!parsed.broken);
        QVERIFY(parsed.operations == whole.operations);
    }
}

void NatsCodecTest::splitAtEveryByte_makesNoDifference()
{
    const Parsed whole = parse(kTranscript);
    for (qsizetype split = 0; split <= kTranscript.size(); ++split) {
        NatsParser parser;
        Parsed parsed;
        parser.feed(QByteArrayView(kTranscript).first(split));
        drain(parser, parsed);
        parser.feed(QByteArrayView(kTranscript).sliced(split));
        drain(parser, parsed);
        QVERIFY(!parsed.broken);
        QVERIFY2(parsed.operations == whole.operations, qPrintable(QString::number(split)));
    }
}

void NatsCodecTest::headers_ofAnyBytes_neverBreakTheLine_data()
{
    // A server passes a publisher's header block on unread, so one publisher must not cut all listeners off.
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("headers");
    QTest::newRow("nothing") << QByteArray() << 0 << 0;
    QTest::newRow("no version") << QByteArray("Name: x\r\n\r\n") << 0 << 1;
    QTest::newRow("version only") << QByteArray("NATS/1.0") << 0 << 0;
    QTest::newRow("noise") << QByteArray("\x00\xff\x80:\r\n:::\r\n\r\r\n\n", 16) << 0 << 1;
    QTest::newRow("no line ends") << QByteArray(1000, 'x') << 0 << 0;
    QTest::newRow("line ends only") << QByteArray("\r\n\r\n\r\n\r\n") << 0 << 0;
    QTest::newRow("no name") << QByteArray("NATS/1.0\r\n: x\r\n\r\n") << 0 << 0;
    QTest::newRow("status of letters") << QByteArray("NATS/1.0 abc\r\n\r\n") << 0 << 0;
    QTest::newRow("negative status") << QByteArray("NATS/1.0 -1\r\n\r\n") << 0 << 0;
    QTest::newRow("huge status") << QByteArray("NATS/1.0 99999999999999999999999\r\n\r\n") << 0 << 0;
    QTest::newRow("status with text")
        << QByteArray("NATS/1.0   100  Idle  Heartbeat \r\nA:b\r\n\r\n") << 100 << 1;
}

void NatsCodecTest::headers_ofAnyBytes_neverBreakTheLine()
{
    QFETCH(QByteArray, block);
    QFETCH(int, status);
    QFETCH(int, headers);
    const QByteArray size = QByteArray::number(block.size());
    const QByteArray total = QByteArray::number(block.size() + 4);
    const NatsMessage message = onlyMessage("HMSG a 1 " + size + ' ' + total + "\r\n" + block + "body\r\n");
    QCOMPARE(message.payload, "body");
    QCOMPARE(message.status, status);
    QCOMPARE(int(message.headers.size()), headers);
}

void NatsCodecTest::hostileBytes_areNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &bytes, const char *reason) {
        QTest::newRow(name) << bytes << QString(reason);
    };
    row("huge length", "MSG a 1 99999999999999999999999999999\r\n", "size");
    row("length of 2^64 + 1", "MSG a 1 18446744073709551617\r\nx\r\n", "size");
    row("length of 2^32 + 1", "MSG a 1 4294967297\r\nx\r\n", "size");
    row("one byte too long", "MSG a 1 1048577\r\n", "size");
    row("negative length", "MSG a 1 -1\r\n\r\n", "size");
    row("plus sign", "MSG a 1 +1\r\nx\r\n", "size");
    row("hexadecimal", "MSG a 1 0x1\r\nx\r\n", "size");
    row("fraction", "MSG a 1 1.0\r\nx\r\n", "size");
    row("length of letters", "MSG a 1 x\r\n", "size");
    row("sid of letters", "MSG a b 1\r\nx\r\n", "subscription");
    row("negative sid", "MSG a -1 1\r\nx\r\n", "subscription");
    row("sid of 2^64", "MSG a 18446744073709551616 1\r\nx\r\n", "subscription");
    row("no arguments", "MSG\r\n", "0 arguments");
    row("two arguments", "MSG a 1\r\n", "2 arguments");
    row("five arguments", "MSG a 1 r 1 1\r\n", "5 arguments");
    row("many arguments", "MSG " + QByteArray("a ").repeated(1000) + "\r\n", "6 arguments");
    row("headers without size", "HMSG a 1 5\r\n", "3 arguments");
    row("headers with six arguments", "HMSG a 1 r 1 1 1\r\n", "6 arguments");
    row("header longer than all", "HMSG a 1 13 12\r\nNATS/1.0\r\n\r\nx\r\n", "size");
    row("header too long", "HMSG a 1 16385 20000\r\n", "size");
    row("negative header", "HMSG a 1 -12 12\r\n", "size");
    row("payload too long for its length", "MSG a 1 2\r\nxyz\r\n", "not followed");
    row("payload ended by LF", "MSG a 1 2\r\nxy\n\n", "not followed");
    row("payload ended by CR CR", "MSG a 1 2\r\nxy\r\r", "not followed");
    row("LF alone", "PING\n", "without CR LF");
    row("empty lines by LF", "\n\n", "without CR LF");
    row("empty line", "\r\n", "unknown");
    row("NUL", QByteArray("\0\r\n", 3), "unknown");
    row("longer verb", "PINGX\r\n", "unknown");
    row("client's verb", "PUB a 1\r\nx\r\n", "unknown");
    row("blank first", " PING\r\n", "unknown");
    row("HTML", "<!DOCTYPE html>\r\n", "unknown");
    row("binary noise", QByteArray("\xff\xfe\x00\x81\x7f\r\n", 7), "unknown");
    row("INFO of nothing", "INFO\r\n", "JSON");
    row("INFO of an array", "INFO [1]\r\n", "JSON");
    row("INFO cut off", "INFO {\"a\":\r\n", "JSON");
    row("INFO nested deep",
        "INFO " + QByteArray("{\"a\":").repeated(5000) + "1" + QByteArray("}").repeated(5000) + "\r\n",
        "JSON");
    row("INFO of 10 MB", "INFO {\"a\":\"" + QByteArray(10'000'000, 'x') + "\"}\r\n", "longer");
    row("line of 10 MB", QByteArray(10'000'000, 'x'), "longer");
}

void NatsCodecTest::hostileBytes_areNamed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    for (const QByteArray &before : {QByteArray(), QByteArray("PING\r\n")}) {
        const Parsed parsed = parse(before + bytes);
        QVERIFY(parsed.broken);
        QVERIFY2(parsed.broken->contains(reason), qPrintable(*parsed.broken));
        QCOMPARE(parsed.operations.size(), size_t(before.isEmpty() ? 0 : 1));
    }
    if (bytes.size() < 1000) {
        const Parsed byteByByte = parseInChunks(bytes, 1);
        QVERIFY(byteByByte.broken);
        QVERIFY(byteByByte.operations.empty());
    }
}

void NatsCodecTest::endlessLine_isCutBeforeItIsKept()
{
    NatsParser parser;
    const QByteArray chunk(1024, 'x');
    for (int i = 0; i < 63; ++i) {
        parser.feed(chunk);
        QVERIFY(std::holds_alternative<NeedMore>(parser.next()));
    }
    parser.feed(chunk);
    QVERIFY(std::holds_alternative<BrokenProtocol>(parser.next()));
}

void NatsCodecTest::largestMessage_isTaken()
{
    const QByteArray payload(NatsParser::kMaxPayload, '\n');
    const QByteArray bytes = "MSG a 1 " + QByteArray::number(payload.size()) + "\r\n" + payload + "\r\n";
    QCOMPARE(onlyMessage(bytes).payload.size(), payload.size());
    const Parsed chunked = parseInChunks(bytes, 4096);
    QCOMPARE(chunked.operations.size(), size_t(1));
    QVERIFY(std::get<NatsMessage>(chunked.operations[0]).payload == payload);
}

void NatsCodecTest::info_isBounded()
{
    const QByteArray longText(1000, 'x');
    QByteArray urls = "\"" + longText + "\",5,null,\"\"";
    for (int i = 0; i < 1000; ++i)
        urls += ",\"h" + QByteArray::number(i) + ":1\"";
    const Parsed parsed = parse("INFO {\"server_name\":\"" + longText
        + "\",\"version\":7,\"client_id\":-5,\"headers\":\"yes\","
          "\"max_payload\":99999999999,\"nonce\":[],\"connect_urls\":["
        + urls + "]}\r\nINFO {\"max_payload\":-1,\"connect_urls\":{}}\r\n");
    QVERIFY(!parsed.broken);
    const auto &info = std::get<NatsInfo>(parsed.operations[0]);
    QCOMPARE(info.serverName.size(), 256);
    QCOMPARE(info.version, "");
    QCOMPARE(info.clientId, quint64(0));
    QCOMPARE(info.maxPayload, qint64(NatsParser::kMaxPayload));
    QVERIFY(!info.headers);
    QVERIFY(info.nonce.isEmpty());
    QCOMPARE(info.connectUrls.size(), 256);
    QCOMPARE(info.connectUrls[0], "h0:1");
    QCOMPARE(std::get<NatsInfo>(parsed.operations[1]).maxPayload, qint64(0));
}

void NatsCodecTest::brokenParser_staysBroken_untilReset()
{
    NatsParser parser;
    parser.feed("nonsense\r\nPING\r\n");
    QVERIFY(std::holds_alternative<BrokenProtocol>(parser.next()));
    parser.feed("PING\r\n");
    QVERIFY(std::holds_alternative<BrokenProtocol>(parser.next()));
    parser.reset();
    QVERIFY(std::holds_alternative<NeedMore>(parser.next()));
    parser.feed("PING\r\n");
    QVERIFY(std::holds_alternative<NatsOperation>(parser.next()));
}

void NatsCodecTest::encoders_writeTheProtocol()
{
    QCOMPARE(nats::connect("{\"a\":1}"), "CONNECT {\"a\":1}\r\n");
    QCOMPARE(nats::subscribe("ev.*.audio.>", 12), "SUB ev.*.audio.> 12\r\n");
    QCOMPARE(nats::unsubscribe(12), "UNSUB 12\r\n");
    QCOMPARE(nats::publish("a.b", "x\r\ny"), "PUB a.b 4\r\nx\r\ny\r\n");
    QCOMPARE(nats::publish("a.b", {}, "in.1"), "PUB a.b in.1 0\r\n\r\n");
    QCOMPARE(nats::publish("a", "xy", {}, {{"N", "v"}}), "HPUB a 18 20\r\nNATS/1.0\r\nN: v\r\n\r\nxy\r\n");
    QCOMPARE(nats::publish("a", "xy", "r", {{"N", "v"}}), "HPUB a r 18 20\r\nNATS/1.0\r\nN: v\r\n\r\nxy\r\n");
    QCOMPARE(nats::messageBytes("xy", {{"N", "v"}}), 20);
    QCOMPARE(nats::messageBytes("xy", {}), 2);
    QCOMPARE(nats::ping(), "PING\r\n");
    QCOMPARE(nats::pong(), "PONG\r\n");
}

void NatsCodecTest::encoders_refuseWhatWouldBreakTheLine()
{
    for (const QByteArray &bad : {QByteArray(), QByteArray("a b"), QByteArray("a\tb"),
             QByteArray("a\r\nPING"), QByteArray("a\0b", 3), QByteArray("\x7f"), QByteArray(5000, 'a')}) {
        QVERIFY(!nats::isSubject(bad));
        QCOMPARE(nats::subscribe(bad, 1), QByteArray());
        QCOMPARE(nats::publish(bad, "x"), QByteArray());
        if (!bad.isEmpty())
            QCOMPARE(nats::publish("a", "x", bad), QByteArray());
    }
    QVERIFY(nats::isSubject("ev.größe.>"));
    const QByteArray sneaky
        = nats::publish("a", {}, {}, {{"A", "1\r\nB: 2"}, {"C\r\nD", "3"}, {"", "4"}, {"E:", "5"}});
    const NatsMessage message = onlyMessage("HMSG a 1" + sneaky.mid(6));
    QCOMPARE(message.headers, (NatsHeaders{{"A", "1  B: 2"}}));
    QCOMPARE(nats::connect("{\n}"), "CONNECT { }\r\n");
}

void NatsCodecTest::encodedMessage_isReadBack()
{
    const NatsHeaders headers{{"Nats-Expected-Last-Subject-Sequence", "0"}, {"Text", "ä"}};
    // PUB <subject> [reply] <sizes> and MSG <subject> <sid> [reply] <sizes> differ in verb and sid only.
    const QByteArray bytes = nats::publish("ev.a", QByteArray("\0\1", 2), "in", headers);
    const NatsMessage message = onlyMessage("HMSG ev.a 5" + bytes.mid(qstrlen("HPUB ev.a")));
    QCOMPARE(message.subject, "ev.a");
    QCOMPARE(message.replyTo, "in");
    QCOMPARE(message.headers, headers);
    QCOMPARE(message.payload, QByteArray("\0\1", 2));
}

QTEST_APPLESS_MAIN(NatsCodecTest)
#include "nats_codec_test.moc"
