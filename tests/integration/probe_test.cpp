#include "integration/routed_server.h"
#include "integration/tls_scene.h"
#include "session/probe.h"
#include "support/nats_server.h"
#include "support/verdict_log.h"

#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;

namespace {

const QByteArray kPage
    = R"({"v":1,"name":"Town","servers":[{"url":"wss://live.example.org"}],"ticket":"a.b.c"})";
const QByteArray kUpgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
const QByteArray kHtml = "<!DOCTYPE html><html><body>Please log in";
constexpr milliseconds kWithin{3000};

QByteArray dateInHours(int hours)
{
    const QDateTime date = QDateTime::currentDateTimeUtc().addSecs(hours * 3600);
    return "Date: " + QLocale::c().toString(date, "ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1() + "\r\n";
}

Link linkTo(const QUrl &server)
{
    Link link;
    link.host = server.host();
    link.port = server.port();
    link.tls = server.scheme() == QLatin1String("wss");
    return link;
}

Probe::Target targetOf(const QUrl &server)
{
    return {{server, {}}, linkTo(server)};
}

} // namespace

/// Each fault is made for real, and the probe says where the way ends; never later than 3 s after its start.
class ProbeTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    SystemRandom m_random;
    ProbeStats m_stats;
    int m_pages = 0;

    /// False where it takes longer than it may.
    bool run(const Probe::Target &target)
    {
        Probe probe(m_clock, m_random);
        QSignalSpy finished(&probe, &Probe::finished);
        QSignalSpy pages(&probe, &Probe::pageRead);
        const Instant begun = m_clock.now();
        probe.start(target);
        const bool inTime = !finished.isEmpty() || finished.wait(int(test::inTime(kWithin).count()));
        m_pages = int(pages.size());
        m_stats = probe.stats().value_or(ProbeStats{});
        qInfo().noquote() << "done in" << toMs(m_clock.now() - begun) << "ms:" << words();
        return inTime && m_stats.isDone && m_clock.now() - begun <= test::inTime(kWithin);
    }
    const ProbeFinding &found(ProbeStep step) const { return m_stats.findings.at(size_t(step)); }
    std::optional<Cause> cause(ProbeStep step) const
    {
        const auto &failure = found(step).failure;
        return failure ? std::optional(failure->cause) : std::nullopt;
    }
    /// `good good skipped failed good`, in the steps' order.
    QString outcomes() const
    {
        QStringList all;
        for (const ProbeFinding &finding : m_stats.findings)
            all << QStringList{"running", "good", "failed", "skipped"}.at(int(finding.outcome));
        return all.join(' ');
    }
    QString words() const
    {
        QStringList all;
        for (const ProbeFinding &finding : m_stats.findings)
            all << QStringLiteral("%1 ms %2").arg(finding.took.count()).arg(finding.detail);
        return outcomes() + " | " + all.join(" | ");
    }

private slots:
    void goodServer_isGoodAllTheWay()
    {
        RoutedServer server;
        server.answerAll(kUpgraded);
        server.answerPage(kPage);
        QVERIFY(run(targetOf(server.url())));
        QCOMPARE(outcomes(), "good good skipped good good");
        QCOMPARE(m_stats.httpStatus, 101);
        QCOMPARE(m_pages, 1);
        QVERIFY(!m_stats.answersHtml);
        QVERIFY2(!server.heard().contains("CONNECT"), "a ticket or a login was sent");
    }

    void realServer_isGood_andHasNoPage()
    {
        EARSHOT_NEED_NATS_SERVER();
        NatsServer server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        QVERIFY(run(targetOf(server.url())));
        QCOMPARE(outcomes(), "good good skipped good failed");
        QCOMPARE(cause(ProbeStep::Page), Cause::HttpStatus);
    }

    void believedCertificate_isShown()
    {
        const TestCertificate good = makeCertificate("IP:127.0.0.1", inDays(-1), inDays(30));
        const Trusted authority(good.certificate());
        RoutedServer server(serverTls(good));
        server.answerAll(kUpgraded);
        server.answerPage(kPage);
        QVERIFY(run(targetOf(server.url("wss"))));
        QCOMPARE(outcomes(), "good good good good good");
        QVERIFY(m_stats.certificate);
        QVERIFY(m_stats.certificate->names.contains("127.0.0.1"));
        QVERIFY(m_stats.certificate->validUntil > m_clock.wall() + std::chrono::hours{24 * 28});
    }

    void unknownName()
    {
        QVERIFY(run(targetOf(QUrl("wss://no-such-host.invalid"))));
        QCOMPARE(outcomes(), "failed skipped skipped skipped skipped");
        QVERIFY(cause(ProbeStep::Resolve) == Cause::DnsNotFound
            || cause(ProbeStep::Resolve) == Cause::DnsNoAnswer);
    }

    void refused()
    {
        QVERIFY(run(targetOf(QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(freePort())))));
        QCOMPARE(outcomes(), "good failed skipped skipped skipped");
        QCOMPARE(cause(ProbeStep::Tcp), Cause::ConnectionRefused);
    }

    void blackHole_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::newRow("plain") << "ws";
        QTest::newRow("tls") << "wss";
    }
    void blackHole()
    {
        QFETCH(const QString, scheme);
        const BlackHole hole;
        QVERIFY(run(targetOf(QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(hole.port())))));
        QCOMPARE(outcomes(), "good failed skipped skipped skipped");
        QCOMPARE(cause(ProbeStep::Tcp), Cause::ConnectTimeout);
    }

    void silentServer_data() { blackHole_data(); }
    void silentServer()
    {
        QFETCH(const QString, scheme);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QVERIFY(
            run(targetOf(QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(silent.serverPort())))));
        const bool isPlain = scheme == "ws";
        QCOMPARE(
            outcomes(), isPlain ? "good good skipped failed failed" : "good good failed skipped skipped");
        QCOMPARE(cause(isPlain ? ProbeStep::Http : ProbeStep::Tls), Cause::ConnectTimeout);
    }

    void distrustedCertificate_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("until");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<Cause>("cause");
        const QByteArray here = "IP:127.0.0.1";
        QTest::newRow("expired") << here << -10 << -1 << true << Cause::TlsExpired;
        QTest::newRow("expired, unknown issuer") << here << -10 << -1 << false << Cause::TlsExpired;
        QTest::newRow("not yet valid") << here << 1 << 10 << true << Cause::TlsNotYetValid;
        QTest::newRow("wrong name") << QByteArray("DNS:example.org") << -1 << 1 << true
                                    << Cause::TlsWrongName;
        QTest::newRow("unknown issuer") << here << -1 << 1 << false << Cause::TlsUntrusted;
    }
    void distrustedCertificate()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const int, from);
        QFETCH(const int, until);
        QFETCH(const bool, trusted);
        QFETCH(const Cause, cause);
        const TestCertificate shown = makeCertificate(name, inDays(from), inDays(until));
        std::optional<Trusted> authority;
        if (trusted)
            authority.emplace(shown.certificate());
        RoutedServer server(serverTls(shown));
        server.answerAll(kUpgraded);
        QVERIFY(run(targetOf(server.url("wss"))));
        QCOMPARE(outcomes(), "good good failed skipped skipped");
        QCOMPARE(this->cause(ProbeStep::Tls), cause);
        QVERIFY2(m_stats.certificate, "the certificate is shown though it is not believed");
        QCOMPARE(m_stats.certificate->issuer, "Earshot test");
        QVERIFY(m_stats.certificate->validUntil);
        QVERIFY2(server.heard().isEmpty(), "something was said to a stranger");
    }

    void pinnedCertificate_isTheOnlyOneAccepted()
    {
        const TestCertificate own = makeCertificate("DNS:any.name", inDays(-1), inDays(1));
        RoutedServer server(serverTls(own));
        server.answerAll(kUpgraded);
        server.answerPage(kPage);
        Probe::Target target = targetOf(server.url("wss"));
        const QByteArray pin = own.certificate().digest(QCryptographicHash::Sha256);
        target.server.certificateSha256 = target.page.certificateSha256 = pin;
        QVERIFY(run(target));
        QCOMPARE(outcomes(), "good good good good good");

        target.server.certificateSha256 = target.page.certificateSha256 = QByteArray(32, 'x');
        const QByteArray before = server.heard();
        QVERIFY(run(target));
        QCOMPARE(outcomes(), "good good failed skipped skipped");
        QCOMPARE(cause(ProbeStep::Tls), Cause::TlsUntrusted);
        QCOMPARE(server.heard(), before);
    }

    void notTls()
    {
        RoutedServer server;
        server.answerAll("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTcpServer mail;
        QVERIFY(mail.listen(QHostAddress::LocalHost));
        connect(&mail, &QTcpServer::newConnection, &mail,
            [&] { mail.nextPendingConnection()->write("220 mail.example.org ESMTP\r\n"); });
        QVERIFY(run(targetOf(QUrl(QStringLiteral("wss://127.0.0.1:%1").arg(mail.serverPort())))));
        QCOMPARE(cause(ProbeStep::Tls), Cause::TlsBroken);
    }

    void httpAnswer_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("leadsTo");
        QTest::addColumn<bool>("isHtml");
        QTest::addColumn<int>("retryAfter");
        const auto row = [](const char *name, const QByteArray &answer, Cause cause, int status,
                             const QString &leadsTo = {}, bool isHtml = false, int retryAfter = -1) {
            QTest::newRow(name) << answer << cause << status << leadsTo << isHtml << retryAfter;
        };
        const auto response = RoutedServer::response;
        row("forbidden", response("403 Forbidden", "Content-Type: text/html\r\n", kHtml), Cause::HttpStatus,
            403);
        row("too many", response("429 Too Many Requests", "Retry-After: 20\r\n", ""), Cause::HttpStatus, 429,
            {}, false, 20);
        row("bad gateway", response("502 Bad Gateway", "", ""), Cause::HttpStatus, 502);
        row("unavailable", response("503 Service Unavailable", "Retry-After: 7\r\n", ""), Cause::HttpStatus,
            503, {}, false, 7);
        row("redirect to a portal",
            response("302 Found", "Location: http://login.hotel.example/?x=1\r\n", ""), Cause::HttpStatus,
            302, "login.hotel.example");
        row("portal by the book", response("511 Network Authentication Required", "", kHtml),
            Cause::HttpStatus, 511, {}, true);
        row("portal's page", response("200 OK", "Content-Type: text/html; charset=utf-8\r\n", kHtml),
            Cause::ForeignServer, 200, {}, true);
        row("portal's page without a type", response("200 OK", "", kHtml), Cause::ForeignServer, 200, {},
            true);
        row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", Cause::ForeignServer, 0);
        row("endless header", "HTTP/1.1 200 OK\r\nX: " + QByteArray(200'000, 'x'), Cause::ForeignServer, 0);
        row("noise", QByteArray::fromHex("ff00fe13") + QByteArray(50'000, '\x7f'), Cause::ForeignServer, 0);
    }
    void httpAnswer()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const Cause, cause);
        QFETCH(const int, status);
        QFETCH(const QString, leadsTo);
        QFETCH(const bool, isHtml);
        QFETCH(const int, retryAfter);
        RoutedServer server;
        server.answerAll(answer);
        QVERIFY(run(targetOf(server.url())));
        QCOMPARE(found(ProbeStep::Http).outcome, ProbeOutcome::Failed);
        QCOMPARE(this->cause(ProbeStep::Http), cause);
        QCOMPARE(m_stats.httpStatus, status);
        QCOMPARE(m_stats.redirectHost, leadsTo);
        QCOMPARE(m_stats.answersHtml, isHtml);
        QCOMPARE(m_stats.retryAfter ? int(m_stats.retryAfter->count()) : -1, retryAfter);
        QVERIFY(found(ProbeStep::Http).detail.size() <= 401);
    }

    void closingServer()
    {
        QTcpServer closing;
        QVERIFY(closing.listen(QHostAddress::LocalHost));
        connect(&closing, &QTcpServer::newConnection, &closing,
            [&] { closing.nextPendingConnection()->disconnectFromHost(); });
        QVERIFY(run(targetOf(QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(closing.serverPort())))));
        QCOMPARE(cause(ProbeStep::Http), Cause::ServerLost);
    }

    /// The address of a portal answers plain HTTP in every server's place.
    void portalWithItsOwnCertificate_isSeenOnPlainHttp_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("leadsTo");
        QTest::addColumn<bool>("isHtml");
        const auto response = RoutedServer::response;
        QTest::newRow("leads to its own address")
            << response("302 Found", "Location: https://portal.example/login\r\n", "") << 302
            << "portal.example" << false;
        QTest::newRow("shows its page")
            << response("200 OK", "Content-Type: text/html\r\n", kHtml) << 200 << "" << true;
        QTest::newRow("a web server leads to its own TLS") << response(
            "301 Moved Permanently", "Location: https://127.0.0.1/.well-known/earshot.json\r\n", kHtml)
                                                           << 0 << "" << false;
        QTest::newRow("a web server without the page")
            << response("404 Not Found", "Content-Type: text/html\r\n", kHtml) << 0 << "" << false;
    }
    void portalWithItsOwnCertificate_isSeenOnPlainHttp()
    {
        QFETCH(const QByteArray, plain);
        QFETCH(const int, status);
        QFETCH(const QString, leadsTo);
        QFETCH(const bool, isHtml);
        RoutedServer portal(serverTls(makeCertificate("DNS:portal.example", inDays(-1), inDays(1))));
        RoutedServer port80;
        port80.answerAll(plain);
        Probe::Target target = targetOf(portal.url("wss"));
        target.plainPort = port80.port();
        QVERIFY(run(target));
        QVERIFY(cause(ProbeStep::Tls) == Cause::TlsUntrusted || cause(ProbeStep::Tls) == Cause::TlsWrongName);
        QCOMPARE(m_stats.httpStatus, status);
        QCOMPARE(m_stats.redirectHost, leadsTo);
        QCOMPARE(m_stats.answersHtml, isHtml);
        QCOMPARE(found(ProbeStep::Http).outcome, status ? ProbeOutcome::Failed : ProbeOutcome::Skipped);
        QVERIFY(portal.heard().isEmpty());
    }

    void wrongClock_isSeenByTheDateField_data()
    {
        QTest::addColumn<int>("hours");
        QTest::newRow("an hour ahead") << 1;
        QTest::newRow("a year behind") << -24 * 365;
        QTest::newRow("right") << 0;
    }
    void wrongClock_isSeenByTheDateField()
    {
        QFETCH(const int, hours);
        const std::chrono::hours expected{hours};
        RoutedServer server;
        server.answerAll("HTTP/1.1 101 Switching Protocols\r\n" + dateInHours(hours) + "\r\n");
        QVERIFY(run(targetOf(server.url())));
        QVERIFY(m_stats.clockOffset);
        QVERIFY(std::chrono::abs(*m_stats.clockOffset - expected) <= milliseconds{1500});

        // Where the certificate looks wrong because of it, the plain answer tells.
        RoutedServer secure(serverTls(makeCertificate("IP:127.0.0.1", inDays(1), inDays(2))));
        RoutedServer port80;
        port80.answerAll(RoutedServer::response("404 Not Found", dateInHours(hours), ""));
        Probe::Target target = targetOf(secure.url("wss"));
        target.plainPort = port80.port();
        QVERIFY(run(target));
        QCOMPARE(cause(ProbeStep::Tls), Cause::TlsNotYetValid);
        QVERIFY(m_stats.clockOffset);
        QVERIFY(std::chrono::abs(*m_stats.clockOffset - expected) <= milliseconds{1500});
    }

    void page_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("cause");
        const auto response = RoutedServer::response;
        QTest::newRow("present") << response("200 OK", "", kPage) << -1;
        QTest::newRow("absent") << response("404 Not Found", "", "") << int(Cause::HttpStatus);
        QTest::newRow("broken") << response("200 OK", "", kPage.left(40)) << int(Cause::DiscoveryUnusable);
        QTest::newRow("HTML") << response("200 OK", "Content-Type: text/html\r\n", kHtml)
                              << int(Cause::DiscoveryUnusable);
        QTest::newRow("endless") << response("200 OK", "", QByteArray(2'000'000, ' '))
                                 << int(Cause::DiscoveryUnusable);
        QTest::newRow("silent") << QByteArray() << int(Cause::ConnectTimeout);
        QTest::newRow("unfinished") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")
                                    << int(Cause::ConnectTimeout);
    }
    void page()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const int, cause);
        RoutedServer live;
        live.answerAll(kUpgraded);
        RoutedServer pages;
        pages.answer("/.well-known/earshot.json", answer);
        Probe::Target target = targetOf(live.url());
        target.page = linkTo(pages.url());
        QVERIFY(run(target));
        const auto failure = this->cause(ProbeStep::Page);
        QCOMPARE(failure ? int(*failure) : -1, cause);
        QCOMPARE(found(ProbeStep::Http).outcome, ProbeOutcome::Good);
        QCOMPARE(m_pages, cause < 0 ? 1 : 0);
        QVERIFY2(!m_stats.answersHtml, "the server itself answers rightly");
        QCOMPARE(live.askedForPage(), 0);
    }

    void dialOfAllAddresses_namesEach()
    {
        // Both families of one computer, the second one goes nowhere.
        RoutedServer v4;
        const BlackHole v6(QHostAddress(QHostAddress::LocalHostIPv6), v4.port());
        if (v6.port() != v4.port())
            QSKIP("no IPv6 here");
        ProbeDial dial(m_clock);
        QSignalSpy connected(&dial, &ProbeDial::connected);
        dial.start(
            {QHostAddress(QHostAddress::LocalHostIPv6), QHostAddress(QHostAddress::LocalHost)}, v4.port());
        QTRY_COMPARE(connected.size(), 1);
        QVERIFY(!dial.isSettled());
        QCOMPARE(dial.connectedAddress(), QHostAddress(QHostAddress::LocalHost));
        QVERIFY2(dial.detail().contains("::1 no answer in"), qPrintable(dial.detail()));
        QVERIFY2(dial.detail().contains("127.0.0.1 connected in"), qPrintable(dial.detail()));
    }

    void stoppedProbe_saysNothing()
    {
        RoutedServer server;
        server.answerAll(kUpgraded);
        for (int turns = 0; turns < 30; ++turns) {
            Probe probe(m_clock, m_random);
            QSignalSpy finished(&probe, &Probe::finished);
            QSignalSpy changed(&probe, &Probe::changed);
            probe.start(targetOf(server.url()));
            for (int turn = 0; turn < turns; ++turn)
                QCoreApplication::processEvents();
            probe.stop();
            const auto before = changed.size();
            const auto ends = finished.size();
            QVERIFY(!probe.stats());
            QCoreApplication::processEvents();
            QCOMPARE(changed.size(), before);
            QCOMPARE(finished.size(), ends);
        }
    }

    void slotsOfItsEnd_mayStartItAgain()
    {
        RoutedServer server;
        server.answerAll(kUpgraded);
        server.answerPage(kPage);
        Probe probe(m_clock, m_random);
        int ends = 0;
        connect(&probe, &Probe::finished, &probe, [&] {
            if (++ends < 5)
                probe.start(targetOf(server.url()));
        });
        probe.start(targetOf(server.url()));
        QTRY_COMPARE(ends, 5);
        QVERIFY(probe.stats()->isDone);
    }
};

QTEST_GUILESS_MAIN(ProbeTest)
#include "probe_test.moc"
