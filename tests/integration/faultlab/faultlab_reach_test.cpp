#include "integration/faultlab/lab_scenes.h"
#include "integration/faultlab/lab_table.h"
#include "support/listen_process.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: everything between the link and the first word of a server.
class FaultlabReachTest : public QObject
{
    Q_OBJECT

private slots:
    void brokenLink_data();
    void brokenLink();
    void fault_data();
    void fault();
    void untrustedCertificate_isToldNothing();
    void silentServer_staysNamed_whileItIsTriedAgain();
    void httpStatus_saysWhenItIsTriedAgain();
    void whatIsPrinted_holdsNoSecret();
    void cleanupTestCase() { writeRows("reach"); }
};

namespace {

void unknownName(const LabRow &row)
{
    Listener listener;
    listener.join(linkTo(QUrl("wss://no-such-host.invalid")));
    LAB_NAMED(listener.log, row);
}

void nothingListens(const LabRow &row)
{
    Listener listener;
    listener.join(linkTo(here(freePort())));
    LAB_NAMED(listener.log, row);
}

void silentServer(const LabRow &row)
{
    FaultProxy silent;
    silent.acceptSilently();
    Listener listener;
    listener.join(linkTo(silent.url()));
    LAB_NAMED(listener.log, row);
}

void silentTls(const LabRow &row)
{
    FaultProxy silent;
    silent.acceptSilently();
    Listener listener;
    listener.join(linkTo(silent.url("wss")));
    LAB_NAMED(listener.log, row);
}

/// A program of its own in a network of its own.
void inNamespace(const LabRow &row, NetworkNamespace::Interfaces interfaces,
    NetworkNamespace::NameService names, const QUrl &server, int leastQuestions)
{
    const auto network = NetworkNamespace::make(interfaces, names);
    LAB_NEED_NAMESPACE(row, network);
    ListenProcess listener;
    listener.runIn((*network)->prefix());
    const Link link = linkTo(server);
    listener.start(link, {"--device", "null"});
    LAB_NAMED(listener.log, row);
    QVERIFY2((*network)->questions() >= leastQuestions, "the name was not asked for");
    QVERIFY2(listener.end().has_value(), "crashed or hung at its end");
    const QString secret = secretIn(listener.printed(), link.ticket);
    QVERIFY2(secret.isEmpty(), qPrintable("printed " + secret));
}

using I = NetworkNamespace::Interfaces;
using N = NetworkNamespace::NameService;
const QUrl kNamed("wss://live.example.org");

void noInterface(const LabRow &row)
{
    inNamespace(row, I::None, N::None, kNamed, 0);
}

void loopbackOnly(const LabRow &row)
{
    inNamespace(row, I::Loopback, N::None, kNamed, 0);
}

void noRoute(const LabRow &row)
{
    inNamespace(row, I::Loopback, N::None, QUrl("wss://192.0.2.1"), 0);
}

void nameServiceSaysNo(const LabRow &row)
{
    inNamespace(row, I::Outside, N::NoSuchName, kNamed, 1);
}

void nameServiceIsSilent(const LabRow &row)
{
    inNamespace(row, I::Outside, N::Silent, kNamed, 1);
}

void nameServiceIsBroken(const LabRow &row)
{
    inNamespace(row, I::Outside, N::Broken, kNamed, 1);
}

void packetsVanish(const LabRow &row)
{
    inNamespace(row, I::Outside, N::None, QUrl("wss://198.51.100.7"), 0);
}

// ---- certificates

void withCertificate(const LabRow &row, const char *name, int fromDay, int toDay, bool isTrusted)
{
    const TestCertificate certificate = makeCertificate(name, inDays(fromDay), inDays(toDay));
    std::optional<Trusted> authority;
    if (isTrusted)
        authority.emplace(certificate.certificate());
    FaultProxy server(0, serverTls(certificate));
    server.answer(httpAnswer("404 Not Found",
        {"Date: "
            + QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss").toLatin1()
            + " GMT"}));
    Listener listener;
    listener.join(linkTo(server.url("wss")));
    LAB_NAMED(listener.log, row);
}

void expired(const LabRow &row)
{
    withCertificate(row, "IP:127.0.0.1", -10, -1, false);
}

void otherName(const LabRow &row)
{
    withCertificate(row, "DNS:example.org", -1, 1, true);
}

void unknownIssuer(const LabRow &row)
{
    withCertificate(row, "IP:127.0.0.1", -1, 1, false);
}

void notYetValid(const LabRow &row)
{
    withCertificate(row, "IP:127.0.0.1", 1, 10, false);
}

void noTlsAtAll(const LabRow &row)
{
    QTcpServer chatty; // speaks first
    QVERIFY(chatty.listen(QHostAddress::LocalHost));
    QObject::connect(&chatty, &QTcpServer::newConnection, &chatty, [&] {
        QTcpSocket *client = chatty.nextPendingConnection();
        client->write("220 mail.example.org ESMTP\r\n");
    });
    Listener listener;
    listener.join(linkTo(here(chatty.serverPort(), "wss")));
    LAB_NAMED(listener.log, row);
}

// ---- HTTP in the server's place

void answeredWith(const LabRow &row, const QByteArray &answer)
{
    FaultProxy server;
    server.answer(answer);
    Listener listener;
    listener.join(linkTo(server.url()));
    LAB_NAMED(listener.log, row);
}

const QByteArray kPortal
    = "<!DOCTYPE html><html><head><title>Welcome to the train</title></head><body><form>Accept</form></body>";

void redirected(const LabRow &row)
{
    answeredWith(row, httpAnswer("302 Found", {"Location: http://portal.example.org/login?from=earshot"}));
}

void portalPage(const LabRow &row)
{
    answeredWith(row, httpAnswer("200 OK", {"Content-Type: text/html; charset=utf-8"}, kPortal));
}

void networkAuthentication(const LabRow &row)
{
    answeredWith(
        row, httpAnswer("511 Network Authentication Required", {"Content-Type: text/html"}, kPortal));
}

void forbidden(const LabRow &row)
{
    answeredWith(row, httpAnswer("403 Forbidden"));
}

void notFound(const LabRow &row)
{
    answeredWith(row, httpAnswer("404 Not Found", {"Content-Type: application/json"}, "{}"));
}

void tooMany(const LabRow &row)
{
    answeredWith(row, httpAnswer("429 Too Many Requests", {"Retry-After: 7"}));
}

void badGateway(const LabRow &row)
{
    answeredWith(row, httpAnswer("502 Bad Gateway"));
}

void unavailable(const LabRow &row)
{
    answeredWith(row, httpAnswer("503 Service Unavailable", {"Retry-After: 20"}));
}

const std::vector<LabFault> &faults()
{
    static const std::vector<LabFault> all{
        {{"net.dns", "a name that does not exist"}, unknownName},
        {{"net.dns", "own network: the name service says NXDOMAIN"}, nameServiceSaysNo},
        {{"net.dns", "own network: the name service takes the question and is silent"}, nameServiceIsSilent},
        {{"net.dns", "own network: the name service answers SERVFAIL"}, nameServiceIsBroken},
        {{"net.offline", "own network without any interface"}, noInterface},
        {{"net.offline", "own network with a loopback only, a name"}, loopbackOnly},
        {{"net.offline", "own network with a loopback only, an address"}, noRoute},
        {{"net.refused", "nothing listens at the port"}, nothingListens},
        {{"net.timeout", "accepts, and never says a word"}, silentServer},
        {{"net.timeout", "accepts, and never answers TLS"}, silentTls},
        {{"net.timeout", "own network: packets go out, and nothing comes back"}, packetsVanish},
        {{"net.tls.expired", "certificate that ended yesterday"}, expired},
        {{"net.tls.name", "trusted certificate for another name"}, otherName},
        {{"net.tls.untrusted", "certificate of an unknown issuer"}, unknownIssuer},
        {{"net.clock", "certificate that begins tomorrow"}, notYetValid},
        {{"net.tls.broken", "a mail server at the TLS port"}, noTlsAtAll},
        {{"net.captive", "302 to another host"}, redirected},
        {{"net.captive", "200 with a portal's page"}, portalPage},
        {{"net.captive", "511 with a portal's page"}, networkAuthentication},
        {{"http.status", "403"}, forbidden},
        {{"http.status", "404"}, notFound},
        {{"http.status", "429 with Retry-After 7"}, tooMany},
        {{"http.status", "502"}, badGateway},
        {{"http.status", "503 with Retry-After 20"}, unavailable},
    };
    return all;
}

} // namespace

void FaultlabReachTest::brokenLink_data()
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

void FaultlabReachTest::brokenLink()
{
    QFETCH(QString, link);
    QFETCH(QString, part);
    Listener listener;
    listener.open(link);
    const LabRow row{"link.malformed", "a link that cannot be read"};
    LAB_NAMED(listener.log, row);
    QCOMPARE(listener.view().verdict.detail, part);
}

void FaultlabReachTest::fault_data()
{
    addLabRows(faults());
}

void FaultlabReachTest::fault()
{
    QFETCH(int, row);
    const LabFault &fault = faults()[size_t(row)];
    fault.inject(fault.row);
}

void FaultlabReachTest::untrustedCertificate_isToldNothing()
{
    const TestCertificate ownMade = makeCertificate("IP:127.0.0.1", inDays(-1), inDays(1));
    FaultProxy server(0, serverTls(ownMade));
    server.answer(httpAnswer("404 Not Found"));
    Listener listener;
    const Link link = linkTo(server.url("wss"));
    listener.join(link);
    LAB_SHOWN(listener.log, "net.tls.untrusted");
    QVERIFY2(!server.requests().contains("Upgrade"), "the line was opened to a stranger");
    QVERIFY2(!server.requests().contains(link.ticket), "the ticket was told to a stranger");
}

void FaultlabReachTest::silentServer_staysNamed_whileItIsTriedAgain()
{
    FaultProxy silent;
    silent.acceptSilently();
    Listener listener;
    listener.join(linkTo(silent.url()));
    LAB_SHOWN(listener.log, "net.timeout");
    QTRY_COMPARE(listener.view().evidence.session.phase, LinePhase::Dialing);
    QCOMPARE(listener.log.shown(), "net.timeout");
}

void FaultlabReachTest::httpStatus_saysWhenItIsTriedAgain()
{
    FaultProxy server;
    server.answer(httpAnswer("503 Service Unavailable", {"Retry-After: 20"}));
    Listener listener;
    listener.join(linkTo(server.url()));
    LAB_SHOWN(listener.log, "http.status");
    const Verdict &verdict = listener.view().verdict;
    QCOMPARE(verdict.number, 503);
    QCOMPARE(verdict.askedToWait, std::optional(seconds{20}));
    QVERIFY(verdict.nextStepIn && *verdict.nextStepIn > seconds{15});
}

/// The same faults to programs that write for scripts: every line of theirs may be pasted in public.
void FaultlabReachTest::whatIsPrinted_holdsNoSecret()
{
    FaultProxy unavailable;
    unavailable.answer(httpAnswer("503 Service Unavailable"));
    FaultProxy portal;
    portal.answer(httpAnswer("302 Found", {"Location: http://portal.example.org/?from=x"}));
    const TestCertificate ownMade = makeCertificate("IP:127.0.0.1", inDays(-1), inDays(1));
    FaultProxy untrusted(0, serverTls(ownMade));
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    Link expired = event.link();
    expired.ticket = event.demo().engine().listenerTicket(
        event.clock.wall() - std::chrono::hours{2}, std::chrono::hours{1});

    std::vector<Link> links{event.link(), expired, linkTo(here(freePort())), linkTo(unavailable.url()),
        linkTo(portal.url()), linkTo(untrusted.url("wss")), linkTo(QUrl("wss://no-such-host.invalid"))};
    std::vector<QStringList> commands;
    for (const Link &link : links) {
        commands.push_back({"doctor", link.toString(), "--json"});
        commands.push_back({"listen", link.toString(), "--json", "--device", "null", "--for", "4s"});
        commands.push_back({"schedule", link.toString(), "--json"});
    }
    // A few at a time: each is a whole program.
    std::vector<QByteArray> printed;
    for (size_t begin = 0; begin < commands.size(); begin += 6) {
        const auto end = commands.begin() + std::ptrdiff_t(std::min(begin + 6, commands.size()));
        for (const QByteArray &bytes : printedBy({commands.begin() + std::ptrdiff_t(begin), end}))
            printed.push_back(bytes);
    }
    for (size_t i = 0; i < commands.size(); ++i) {
        const QString secret = secretIn(printed[i], links[i / 3].ticket);
        QVERIFY2(
            secret.isEmpty(), qPrintable(commands[i].first() + " printed " + secret + ": " + printed[i]));
        QVERIFY2(!printed[i].isEmpty(), qPrintable(commands[i].join(' ')));
    }
}

QTEST_GUILESS_MAIN(FaultlabReachTest)
#include "faultlab_reach_test.moc"
