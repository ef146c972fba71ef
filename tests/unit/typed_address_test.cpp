#include "client/typed_address.h"

#include <QTest>

using namespace earshot;

class TypedAddressTest : public QObject
{
    Q_OBJECT
private slots:
    void address_becomesTheLinkOfItsServer_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("link");
        const auto row = [](const char *typed, const char *link) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(link);
        };
        row("radio.example.org", "earshot://radio.example.org");
        row("  Radio.Example.org ", "earshot://radio.example.org");
        row("https://radio.example.org", "earshot://radio.example.org");
        row("HTTPS://radio.example.org/", "earshot://radio.example.org");
        row("https://radio.example.org/.well-known/earshot.json", "earshot://radio.example.org");
        row("https://radio.example.org/programme?day=2#now", "earshot://radio.example.org");
        row("https://radio.example.org:8443/", "earshot://radio.example.org:8443");
        row("live.example.org/town-hall", "earshot://live.example.org/town-hall");
        row("localhost:8080", "earshot://localhost:8080");
        row("192.0.2.17:8443", "earshot://192.0.2.17:8443");
        row("https://[2001:db8::17]:8443/", "earshot://[2001:db8::17]:8443");
        row("hörfunk.example", "earshot://xn--hrfunk-wxa.example");
    }
    void address_becomesTheLinkOfItsServer()
    {
        QFETCH(QString, typed);
        QFETCH(QString, link);
        QCOMPARE(linkOfAddress(typed), link);
    }

    void whatIsNoAddress_becomesNothing()
    {
        for (const char *text : {"", " ", "radio", "earshot://radio.example.org", "http://radio.example.org",
                 "ftp://radio.example.org", "https://", "https:///x", "https://ana:secret@radio.example.org/",
                 "ana@radio.example.org", "radio.example.org:99999", "radio.example.org:0",
                 "two words.example", "-radio.example.org", "radio..example.org", "300.1.2.3.4.5",
                 "https://ra dio.example.org", "radio.example.org/Not An Event",
                 "javascript:alert(1).example", "file:///etc/passwd"})
            QCOMPARE(linkOfAddress(QString::fromUtf8(text)), QString());
        QCOMPARE(linkOfAddress(QString(100'000, QLatin1Char('a')) + QStringLiteral(".example")), QString());
    }
};

QTEST_GUILESS_MAIN(TypedAddressTest)
#include "typed_address_test.moc"
