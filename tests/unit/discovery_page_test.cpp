#include "hostile_json.h"
#include "wire/discovery_page.h"
#include "wire/messages.h"

using namespace earshot;
using namespace earshot::test;

class DiscoveryPageTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesWhatWasWritten();
    void read_refusesHostileBytes_data();
    void read_refusesHostileBytes();
    void read_refusesServersThatAreNotSafe_data();
    void read_refusesServersThatAreNotSafe();
    void read_passesOverServersOfAnUnknownKind();
    void read_survivesEveryTypeInEveryField();
};

namespace {

DiscoveryPage page()
{
    DiscoveryPage page;
    page.name = QStringLiteral("Example Radio");
    page.servers = {{QUrl("wss://a.example:8443"), {}}, {QUrl("wss://b.example"), QByteArray(32, '\x7f')},
        {QUrl("ws://127.0.0.1:9000"), {}}};
    page.listenerTicket = "eyJ0.eyJq-_.c2ln";
    page.schedule = {*readCard(R"({"v":1,"event":"a"})"), *readCard(R"({"v":1,"event":"b"})")};
    page.note = QStringLiteral("All is well");
    page.written = wallFromUnixMs(1'795'000'000'000);
    return page;
}

} // namespace

void DiscoveryPageTest::read_givesWhatWasWritten()
{
    const Result<DiscoveryPage> read = readDiscoveryPage(writeDiscoveryPage(page()));
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.failure().detail));
    QCOMPARE(*read, page());
}

void DiscoveryPageTest::read_refusesHostileBytes_data()
{
    addHostileRows();
    QTest::newRow("a captive portal's page") << QByteArray("<html><body>Please log in</body></html>");
}

void DiscoveryPageTest::read_refusesHostileBytes()
{
    QFETCH(QByteArray, json);
    // A page that says nothing but its version is poor, not wrong; deep unknown fields are passed over.
    const bool harmless = QByteArrayView(QTest::currentDataTag()) == "version only"
        || QByteArrayView(QTest::currentDataTag()) == "nested within bounds";
    const Result<DiscoveryPage> read = readDiscoveryPage(json);
    QCOMPARE(read.ok(), harmless);
    if (!read)
        QCOMPARE(read.failure().cause, Cause::DiscoveryUnusable);
}

void DiscoveryPageTest::read_refusesServersThatAreNotSafe_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("fingerprint");
    QTest::newRow("plain to the world") << "ws://live.example.org"
                                        << "";
    QTest::newRow("another protocol") << "nats://live.example.org"
                                      << "";
    QTest::newRow("a file") << "file:///etc/passwd"
                            << "";
    QTest::newRow("no host") << "wss://"
                             << "";
    QTest::newRow("a password") << "wss://me:secret@live.example.org"
                                << "";
    QTest::newRow("a query") << "wss://live.example.org/?x=1"
                             << "";
    QTest::newRow("a bad port") << "wss://live.example.org:99999"
                                << "";
    QTest::newRow("a short fingerprint") << "wss://live.example.org"
                                         << "abcd";
    QTest::newRow("no fingerprint") << "wss://live.example.org" << QString(64, u'x');
}

void DiscoveryPageTest::read_refusesServersThatAreNotSafe()
{
    QFETCH(QString, url);
    QFETCH(QString, fingerprint);
    QJsonObject object = objectOf(writeDiscoveryPage(page()));
    object["servers"] = QJsonArray{QJsonObject{{"url", url}, {"fp", fingerprint}}};
    const Result<DiscoveryPage> read = readDiscoveryPage(jsonOf(object));
    QVERIFY(!read);
    QCOMPARE(read.failure(), (Failure{Cause::DiscoveryUnusable, QStringLiteral("servers")}));
}

void DiscoveryPageTest::read_passesOverServersOfAnUnknownKind()
{
    QJsonObject object = objectOf(writeDiscoveryPage(page()));
    object["servers"]
        = QJsonArray{QJsonObject{{"url", "quic://a.example"}}, QJsonObject{{"url", "wss://b.example"}}};
    const Result<DiscoveryPage> read = readDiscoveryPage(jsonOf(object));
    QVERIFY(read.ok());
    QCOMPARE(read->servers, (std::vector<ServerAddress>{{QUrl("wss://b.example"), {}}}));
}

void DiscoveryPageTest::read_survivesEveryTypeInEveryField()
{
    for (const QString &name : objectOf(writeDiscoveryPage(page())).keys()) {
        int refused = 0;
        for (const QJsonValue &value : oneOfEachType()) {
            QJsonObject object = objectOf(writeDiscoveryPage(page()));
            object[name] = value;
            refused += readDiscoveryPage(jsonOf(object)) ? 0 : 1;
        }
        QVERIFY2(refused >= 6, qPrintable(name));
    }
}

QTEST_APPLESS_MAIN(DiscoveryPageTest)
#include "discovery_page_test.moc"
