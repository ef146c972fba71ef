#include <QTest>

#include "wire/link.h"

using namespace earshot;

class LinkTest : public QObject
{
    Q_OBJECT
private slots:
    void read_understands_data();
    void read_understands();
    void read_namesTheBrokenPart_data();
    void read_namesTheBrokenPart();
    void toString_isReadBackAsTheSameLink_data() { read_understands_data(); }
    void toString_isReadBackAsTheSameLink();
    void read_takesEscapesSpacesAndUnknownNames();
    void withoutTicket_keepsTheSecretOut();
    void urls_followTheLoopbackRule();
};

namespace {

constexpr char kFingerprint[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

Link linkTo(const QString &host, int port = -1)
{
    Link link;
    link.host = host;
    link.port = port;
    return link;
}

} // namespace

void LinkTest::read_understands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Link>("link");
    const auto row = [](const char *text, Link link, const char *event = "", bool tls = true) {
        link.event = EventId::parse(QString::fromLatin1(event));
        link.tls = tls;
        QTest::newRow(text) << QString::fromUtf8(text) << link;
    };
    row("earshot://live.example.org/town-hall", linkTo("live.example.org"), "town-hall");
    row("earshot://live.example.org", linkTo("live.example.org"));
    row("earshot://live.example.org/", linkTo("live.example.org"));
    row("earshot://live.example.org:8443/a", linkTo("live.example.org", 8443), "a");
    row("EARSHOT://Live.Example.Org/a", linkTo("live.example.org"), "a");
    row("earshot://bücher.example/a", linkTo("xn--bcher-kva.example"), "a");
    row("earshot://192.0.2.7:443/a", linkTo("192.0.2.7", 443), "a");
    row("earshot://[2001:db8::7]:8443/a", linkTo("2001:db8::7", 8443), "a");
    row("earshot://[2001:DB8::7]/a", linkTo("2001:db8::7"), "a");
    row("earshot://127.0.0.1:9000/a", linkTo("127.0.0.1", 9000), "a", false);
    row("earshot://127.8.8.8/a", linkTo("127.8.8.8"), "a", false);
    row("earshot://localhost:9000", linkTo("localhost", 9000), "", false);
    row("earshot://[::1]:9000/a", linkTo("::1", 9000), "a", false);
    row("earshot://127.0.0.1/a?tls=1", linkTo("127.0.0.1"), "a", true);
    row("earshot://127.0.0.1/a?tls=0", linkTo("127.0.0.1"), "a", false);
    row("earshot://localhost.example/a?tls=0", linkTo("localhost.example"), "a", true);
    Link link = linkTo("live.example.org");
    link.ticket = "eyJ0eXAi.eyJqdGki-_.c2ln";
    row("earshot://live.example.org/a?t=eyJ0eXAi.eyJqdGki-_.c2ln", link, "a");
    link.invitation = "abcdefghijklmnopqrs-_9";
    row("earshot://live.example.org/a?t=eyJ0eXAi.eyJqdGki-_.c2ln&i=abcdefghijklmnopqrs-_9", link, "a");
    link.invitation.clear();
    link.certificateSha256 = QByteArray::fromHex(kFingerprint);
    QTest::newRow("ticket and fingerprint")
        << QStringLiteral("earshot://live.example.org?t=eyJ0eXAi.eyJqdGki-_.c2ln&fp=%1")
               .arg(QLatin1String(kFingerprint))
        << link;
    link.host = QStringLiteral("127.0.0.1");
    QTest::newRow("a pinned certificate on loopback means TLS")
        << QStringLiteral("earshot://127.0.0.1?t=eyJ0eXAi.eyJqdGki-_.c2ln&fp=%1")
               .arg(QString::fromLatin1(kFingerprint).toUpper())
        << link;
}

void LinkTest::read_understands()
{
    QFETCH(QString, text);
    QFETCH(Link, link);
    const Result<Link> read = readLink(text);
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.failure().detail));
    QCOMPARE(*read, link);
}

void LinkTest::toString_isReadBackAsTheSameLink()
{
    QFETCH(Link, link);
    const Result<Link> read = readLink(link.toString());
    QVERIFY2(read.ok(), qPrintable(link.toString()));
    QCOMPARE(*read, link);
}

void LinkTest::read_namesTheBrokenPart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const QString &text, const char *part) {
        QTest::addRow("%s", qPrintable(text.left(80))) << text << QString::fromLatin1(part);
    };
    row("", "scheme");
    row("https://live.example.org/a", "scheme");
    row("earshot:/live.example.org", "scheme");
    row("live.example.org/a", "scheme");
    row("earshot://", "host");
    row("earshot:///town-hall", "host");
    row("earshot://?t=a", "host");
    row("earshot://:8443/a", "host");
    row("earshot://user:secret@live.example.org/a", "host");
    row("earshot://user@live.example.org/a", "host");
    row("earshot://live..example/a", "host");
    row("earshot://-live.example/a", "host");
    row("earshot://live example/a", "host");
    row("earshot://live_%00.example/a", "host");
    row("earshot://live%2Fevil.example/a", "host");
    row("earshot://%ff%fe/a", "host");
    row("earshot://256.1.1.1/a", "host");
    row("earshot://127.1/a", "host");
    row("earshot://1.2.3.4.5/a", "host");
    row("earshot://[::1/a", "host");
    row("earshot://[]/a", "host");
    row("earshot://[1.2.3.4]/a", "host");
    row("earshot://[fe80::1%25eth0]/a", "host");
    row("earshot://[::1]x/a", "host");
    row("earshot://::1/a", "host");
    row("earshot://" + QString(64, u'a') + "/a", "host");
    row("earshot://" + QString("aa.").repeated(90) + "example", "host");
    row("earshot://live.example.org:/a", "port");
    row("earshot://live.example.org:0/a", "port");
    row("earshot://live.example.org:65536/a", "port");
    row("earshot://live.example.org:99999999999999999999/a", "port");
    row("earshot://live.example.org:-1/a", "port");
    row("earshot://live.example.org:80:80/a", "port");
    row("earshot://live.example.org/Town", "event");
    row("earshot://live.example.org/a/b", "event");
    row("earshot://live.example.org/a.*", "event");
    row("earshot://live.example.org/%3E", "event");
    row("earshot://live.example.org/" + QString(49, u'a'), "event");
    row("earshot://live.example.org/a?t=ab cd", "ticket");
    row("earshot://live.example.org/a?t=<script>", "ticket");
    row("earshot://live.example.org/a?t=ab%0D%0ASUB", "ticket");
    row("earshot://live.example.org/a?t=%%%", "ticket");
    row("earshot://live.example.org/a?t=ab%4", "ticket");
    row("earshot://live.example.org/a?t=ab%", "ticket");
    row("earshot://live.example.org/a?t=ab%4g", "ticket");
    row("earshot://live.example.org/%6/", "event");
    row("earshot://live.exa%mple.org/a", "host");
    row("earshot://live.example.org/a?t=a&t=b", "ticket");
    row("earshot://live.example.org/a?t=" + QString(4097, u'a'), "ticket");
    row("earshot://live.example.org/a?i=", "invitation");
    row("earshot://live.example.org/a?i=abcdefghijklmnopqrs-_", "invitation");
    row("earshot://live.example.org/a?i=abcdefghijklmnopqrs-_99", "invitation");
    row("earshot://live.example.org/a?i=abcdefghijklmnopqrs-_.", "invitation");
    row("earshot://live.example.org/a?i=abcdefghijklmnopqrs-_%0A", "invitation");
    row("earshot://live.example.org/a?i=abcdefghijklmnopqrs-_%%", "invitation");
    row("earshot://live.example.org/a?i=abcdefghijklmnopqrs-_9&i=abcdefghijklmnopqrs-_9", "invitation");
    row("earshot://live.example.org/a?fp=12", "fingerprint");
    row("earshot://live.example.org/a?fp=" + QString(64, u'g'), "fingerprint");
    row("earshot://live.example.org/a?fp=" + QString(66, u'a'), "fingerprint");
    row("earshot://live.example.org/a?x=" + QString(9000, u'a'), "length");
    row(QString(10'000'000, u'a'), "length");
}

void LinkTest::read_namesTheBrokenPart()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    const Result<Link> read = readLink(text);
    QVERIFY(!read);
    QCOMPARE(read.failure(), (Failure{Cause::LinkMalformed, part}));
}

void LinkTest::read_takesEscapesSpacesAndUnknownNames()
{
    const Result<Link> read
        = readLink(" earshot://live.example.org/town%2Dhall/?t=a%2Eb&new=%zz&=&&flag#top\n");
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.failure().detail));
    QCOMPARE(read->event->text(), QStringLiteral("town-hall"));
    QCOMPARE(read->ticket, QByteArray("a.b"));
}

void LinkTest::withoutTicket_keepsTheSecretOut()
{
    const Link link = *readLink(
        QStringLiteral("earshot://live.example.org/a?t=secret&fp=%1").arg(QLatin1String(kFingerprint)));
    QVERIFY(!link.withoutTicket().contains("secret"));
    QVERIFY(link.toString().contains("t=secret"));
    const QString invites = QStringLiteral("earshot://live.example.org/a?i=abcdefghijklmnopqrs-_9");
    QCOMPARE(readLink(invites)->withoutTicket(), QStringLiteral("earshot://live.example.org/a"));
    QCOMPARE(readLink(invites)->toString(), invites);
}

void LinkTest::urls_followTheLoopbackRule()
{
    const Link remote = *readLink("earshot://live.example.org:8443/a");
    QCOMPARE(remote.server().url, QUrl("wss://live.example.org:8443"));
    QCOMPARE(remote.discoveryUrl(), QUrl("https://live.example.org:8443/.well-known/earshot.json"));
    const Link local = *readLink("earshot://[::1]:9000/a");
    QCOMPARE(local.server().url, QUrl("ws://[::1]:9000"));
    QCOMPARE(local.discoveryUrl(), QUrl("http://[::1]:9000/.well-known/earshot.json"));
}

QTEST_APPLESS_MAIN(LinkTest)
#include "link_test.moc"
