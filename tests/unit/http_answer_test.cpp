#include "wire/http_answer.h"
#include "wire/upgrade_answer.h"

#include <QTest>

using namespace earshot;

namespace {

constexpr WallTime kNow{milliseconds{1'445'412'480'000}}; // Wed, 21 Oct 2015 07:28:00 GMT

} // namespace

class HttpAnswerTest : public QObject
{
    Q_OBJECT

private slots:
    void fields_areRead()
    {
        const QByteArray bytes
            = "HTTP/1.1 302 Found\r\ndate: Wed, 21 Oct 2015 07:38:00 GMT\r\n"
              "LOCATION: https://Login.Example:8443/x?y=1\r\nContent-Type: Text/HTML; charset=x\r\n"
              "Retry-After:  9 \r\n\r\n<html>";
        const auto answer = std::get<HttpAnswer>(readHttpAnswer(bytes, kNow));
        QCOMPARE(answer.status, 302);
        QCOMPARE(answer.words, "302 Found");
        QCOMPARE(answer.redirectHost, "login.example");
        QVERIFY(answer.isHtml && answer.isRedirect());
        QCOMPARE(answer.retryAfter, std::optional(seconds{9}));
        QCOMPARE(answer.date, std::optional(kNow + std::chrono::minutes{10}));
        QCOMPARE(bytes.mid(answer.bodyAt), QByteArray("<html>"));
    }

    void location_namesAHostOrNothing_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("host");
        QTest::newRow("relative") << QByteArray("/login") << "";
        QTest::newRow("another host") << QByteArray("http://portal.example/a") << "portal.example";
        QTest::newRow("without a scheme") << QByteArray("//portal.example/a") << "portal.example";
        QTest::newRow("an address") << QByteArray("http://10.0.0.1:8080/") << "10.0.0.1";
        QTest::newRow("with a password")
            << QByteArray("http://me:secret@portal.example/") << "portal.example";
        QTest::newRow("no address") << QByteArray("http://[::") << "";
        QTest::newRow("control characters") << QByteArray("http://a\x01\x1b[31m.example/") << "";
        QTest::newRow("endless") << "http://" + QByteArray(10'000, 'a') + "/"
                                 << "";
        QTest::newRow("nothing") << QByteArray() << "";
    }
    void location_namesAHostOrNothing()
    {
        QFETCH(const QByteArray, location);
        QFETCH(const QString, host);
        QCOMPARE(hostOfLocation(location), host);
    }

    void hostileFields_areNothing_data()
    {
        QTest::addColumn<QByteArray>("field");
        for (const char *field : {"Date: tomorrow", "Date:", "Date: Wed, 99 Oct 2015 07:28:00 GMT",
                 "Retry-After: soon", "Retry-After:", "Location:", ":", "Date", "\xff\xfe: \x80"})
            QTest::newRow(field) << QByteArray(field);
        QTest::newRow("long date") << "Date: " + QByteArray(5000, '1');
    }
    void hostileFields_areNothing()
    {
        QFETCH(const QByteArray, field);
        const auto answer
            = std::get<HttpAnswer>(readHttpAnswer("HTTP/1.1 302 X\r\n" + field + "\r\n\r\n", kNow));
        QVERIFY(!answer.date && !answer.retryAfter);
        QVERIFY(answer.redirectHost.isEmpty());
    }

    void wait_isBounded()
    {
        QCOMPARE(readRetryAfter("-5", kNow), std::optional(seconds{0}));
        QCOMPARE(readRetryAfter("9999999999", kNow), std::optional(seconds{86400}));
        QCOMPARE(readRetryAfter("99999999999999999999999999", kNow), std::nullopt);
        QCOMPARE(readRetryAfter("Wed, 21 Oct 2015 07:00:00 GMT", kNow), std::optional(seconds{0}));
    }

    void html_isKnownByItsBeginning()
    {
        QVERIFY(looksLikeHtml("\r\n  <!DocType HTML><html>"));
        QVERIFY(looksLikeHtml("<HTML lang=en>"));
        for (const char *other : {"", "{", "<", "<?xml", "<!doctype", "not <html>"})
            QVERIFY(!looksLikeHtml(other));
    }

    void pageForPeople_isNoErrorsPage()
    {
        QVERIFY(isPageForPeople(200, true));
        QVERIFY(isPageForPeople(302, true));
        QVERIFY(isPageForPeople(511, false));
        for (const int status : {101, 403, 404, 502, 503})
            QVERIFY(!isPageForPeople(status, true));
        QVERIFY(!isPageForPeople(200, false));
    }

    void redirect_isNamedWithItsHost()
    {
        const auto failure = std::get<Failure>(readUpgradeAnswer(
            "HTTP/1.1 302 Found\r\nLocation: http://portal.example/login?token=secret\r\n\r\n", kNow));
        QCOMPARE(failure, (Failure{Cause::HttpStatus, "302 Found, leads to portal.example", 302}));
    }
};

QTEST_APPLESS_MAIN(HttpAnswerTest)
#include "http_answer_test.moc"
