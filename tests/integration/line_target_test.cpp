#include "client/line_target.h"
#include "engine/engine.h"
#include "integration/routed_server.h"
#include "integration/tls_scene.h"
#include "support/fake_connection.h"
#include "support/nats_server.h"
#include "support/raw_nats_client.h"
#include "support/running_engine.h"
#include "support/verdict_log.h"
#include "support/virtual_clock.h"
#include "wire/jwt.h"
#include "wire/websocket_connection.h"

#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;

namespace {

/// Tickets of one account that nobody runs.
class Tickets
{
public:
    QByteArray make(WallTime issued, seconds validity) const
    {
        const NKey user = NKey::generate(NKeyKind::User);
        return makeUserTicket(
            user.publicKey(), "listener", m_account.publicKey(), m_role, issued, issued + validity);
    }

private:
    NKey m_account = NKey::generate(NKeyKind::Account);
    NKey m_role = NKey::generate(NKeyKind::Account);
};

ScheduleCard cardOf(const char *event, const QString &title)
{
    ScheduleCard card{.id = *EventId::parse(QString::fromLatin1(event))};
    card.title = title;
    return card;
}

QByteArray pageOf(const QUrl &server, const QByteArray &ticket, const QString &note = {})
{
    DiscoveryPage page;
    page.name = "Town";
    page.servers = {{server, {}}};
    page.listenerTicket = ticket;
    page.note = note;
    page.schedule = {cardOf("other", "Another one"), cardOf("town-hall", "Town hall")};
    page.written = wallFromUnixMs(1'795'000'000'000);
    return writeDiscoveryPage(page);
}

Link linkTo(const QUrl &server, const QByteArray &ticket = {})
{
    Link link;
    link.host = server.host();
    link.port = server.port();
    link.tls = server.scheme() == QLatin1String("wss");
    link.event = EventId::parse(u"town-hall");
    link.ticket = ticket;
    return link;
}

QUrl here(quint16 port)
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(port));
}

/// A join in real time.
struct Join {
    explicit Join(LineTarget::Purpose purpose = LineTarget::Purpose::Join)
        : target(clock, random, session, purpose)
    { }
    SessionStats stats() const { return target.stats(); }

    SystemClock clock;
    SystemRandom random;
    Session session{clock, random, webSocketConnections(clock, random)};
    LineTarget target;
};

/// A join in virtual time, whose servers are the test; the page is read for real.
struct TimedJoin {
    TimedJoin()
        : session(clock, random,
            [this] {
                auto connection = std::make_unique<FakeConnection>();
                made.push_back(connection.get());
                return connection;
            })
        , target(clock, random, session)
    { }
    FakeConnection &last() { return *made.back(); }
    QByteArray ticket() { return last().m_options.credentials.ticket; }
    /// The page is read over a real socket, which takes no time of the virtual clock; the server answers PING.
    void pass(seconds duration)
    {
        for (seconds passed{0}; passed < duration; ++passed) {
            clock.advance(seconds{1});
            if (session.isLive())
                last().answerPing(milliseconds{5}, clock.now());
            QCoreApplication::processEvents();
            QVERIFY(QTest::qWaitFor([this] { return !target.isReadingPage(); }));
        }
    }

    VirtualClock clock;
    SeededRandom random{7};
    std::vector<QPointer<FakeConnection>> made;
    Session session;
    LineTarget target;
};

} // namespace

/// What a join does about a line that does not come up, and about a ticket that ends.
class LineTargetTest : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    Tickets m_tickets;
    QByteArray ticket() const { return m_tickets.make(m_clock.wall(), std::chrono::hours{24}); }

private slots:
    void failedJoin_isProbedOnce_andTheProbeGoesWhenLive()
    {
        EARSHOT_NEED_NATS_SERVER();
        NatsServer server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        server.kill();
        Join join;
        QSignalSpy changed(&join.target, &LineTarget::changed);
        join.target.open(linkTo(server.url(), ticket()));
        QTRY_VERIFY_WITH_TIMEOUT(join.stats().probe && join.stats().probe->isDone, 3000);
        const ProbeStats probe = *join.stats().probe;
        QCOMPARE(probe.findings[1].failure->cause, Cause::ConnectionRefused);
        QVERIFY2(!changed.isEmpty(), "the details view was not told");

        QTRY_VERIFY_WITH_TIMEOUT(join.stats().attempt >= 3, 10'000);
        QCOMPARE(join.stats().probe, probe);

        QVERIFY2(server.start(), qPrintable(server.log()));
        join.target.tryNow();
        QTRY_VERIFY_WITH_TIMEOUT(join.session.isLive(), 10'000);
        QVERIFY(!join.stats().probe);
    }

    void askingAgain_probesAgain()
    {
        Join join;
        join.target.open(linkTo(here(freePort()), ticket()));
        QTRY_VERIFY(join.stats().probe && join.stats().probe->isDone);
        const Instant first = join.stats().probe->begun;
        join.target.tryNow();
        QTRY_VERIFY(join.stats().probe && join.stats().probe->begun > first && join.stats().probe->isDone);
    }

    void unreadablePage_isProbed()
    {
        RoutedServer portal;
        portal.answerAll(RoutedServer::response("302 Found", "Location: http://login.example/\r\n", ""));
        Join join;
        join.target.open(linkTo(portal.url()));
        QTRY_VERIFY_WITH_TIMEOUT(join.stats().probe && join.stats().probe->isDone, 4000);
        QCOMPARE(join.stats().probe->redirectHost, "login.example");
        QCOMPARE(join.stats().probe->httpStatus, 302);
        QVERIFY(join.stats().failure);
    }

    void pageThatComesBack_isUsedAsSoonAsTheProbeSeesIt()
    {
        EARSHOT_NEED_NATS_SERVER();
        NatsServer server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        RoutedServer pages;
        pages.answerAll(RoutedServer::response("500 Oops", "", ""));
        Join join;
        connect(&join.target, &LineTarget::changed, this, [&] {
            if (join.stats().failure)
                pages.answerPage(pageOf(server.url(), ticket()));
        });
        join.target.open(linkTo(pages.url()));
        QTRY_VERIFY_WITH_TIMEOUT(join.session.isLive(), 3000);
        QCOMPARE(join.target.serverName(), "Town");
    }

    void scheduleWatch_doesNotProbe()
    {
        Join watch(LineTarget::Purpose::Watch);
        watch.target.open(linkTo(here(freePort()), ticket()));
        QTRY_VERIFY(watch.stats().attempt >= 2);
        QVERIFY(!watch.stats().probe);
        QVERIFY(!watch.stats().secondOpinion);
    }

    void fullServer_isLeftInPeace_andThePageIsAsked()
    {
        EARSHOT_NEED_NATS_SERVER();
        NatsServer server(NatsServer::openConfig("max_connections: 1\n"));
        QVERIFY2(server.start(), qPrintable(server.log()));
        auto first = std::make_unique<RawNatsClient>(server.url());
        QVERIFY(first->login({}));
        RoutedServer pages;
        const QByteArray listenerTicket = ticket();
        pages.answerPage(pageOf(server.url(), listenerTicket));
        Join join;
        join.target.open(linkTo(pages.url()));
        QTRY_COMPARE_WITH_TIMEOUT(pages.askedForPage(), 1, 3000);
        pages.answerPage(pageOf(server.url(), listenerTicket, "Full: listen to the stream"));
        QTRY_VERIFY_WITH_TIMEOUT(join.stats().failure, 3000);
        QCOMPARE(join.stats().failure->cause, Cause::ServerFull);
        QTRY_VERIFY_WITH_TIMEOUT(join.stats().secondOpinion, 3000);
        const SecondOpinion opinion = *join.stats().secondOpinion;
        QCOMPARE(opinion.note, "Full: listen to the stream");
        QCOMPARE(opinion.written, wallFromUnixMs(1'795'000'000'000));
        QVERIFY(opinion.card);
        QCOMPARE(opinion.card->title, "Town hall");
        QVERIFY2(!join.stats().probe, "a full server was probed");

        first.reset();
        join.target.tryNow();
        QTRY_VERIFY_WITH_TIMEOUT(join.session.isLive(), 10'000);
        QVERIFY(!join.stats().secondOpinion);
        QCOMPARE(pages.askedForPage(), 2);
    }

    void pageOfALinkWithATicket_leadsToAnotherServer()
    {
        EARSHOT_NEED_NATS_SERVER();
        NatsServer other;
        QVERIFY2(other.start(), qPrintable(other.log()));
        RoutedServer host;
        host.answerAll(RoutedServer::response("503 Service Unavailable", "Retry-After: 300\r\n", ""));
        host.answerPage(pageOf(other.url(), ticket(), "We have moved to other servers"));
        Join join;
        const QByteArray own = ticket();
        join.target.open(linkTo(host.url(), own));
        QTRY_VERIFY_WITH_TIMEOUT(join.session.isLive(), 5000);
        QCOMPARE(join.stats().serverHost, other.url().host() + ":" + QString::number(other.url().port()));
        QVERIFY(host.asked("/") <= 2); // the round with the new server goes by chance
    }

    void ticketThatHasEnded_isReplacedByThePages()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        QTemporaryDir folder;
        Engine engine(EngineOptions{folder.filePath("data")}, m_clock);
        QVERIFY(outcomeOf(engine).ok());
        const QUrl server = engine.addresses().webSocket.url;
        RoutedServer pages;
        pages.answerPage(pageOf(server, engine.listenerTicket(m_clock.wall() - seconds{60}, seconds{1})));
        Join join;
        connect(&join.session, &Session::stateChanged, this, [&] {
            if (join.stats().failure)
                pages.answerPage(
                    pageOf(server, engine.listenerTicket(m_clock.wall(), std::chrono::hours{1})));
        });
        join.target.open(linkTo(pages.url()));
        QTRY_VERIFY_WITH_TIMEOUT(join.session.isLive(), 5'000);
        QCOMPARE(pages.askedForPage(), 2);
    }

    void ticketOfThePage_isRenewedBeforeItsEnd()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        QTemporaryDir folder;
        Engine engine(EngineOptions{folder.filePath("data")}, m_clock);
        QVERIFY(outcomeOf(engine).ok());
        const QUrl server = engine.addresses().webSocket.url;
        RoutedServer pages;
        const WallTime firstEnds = m_clock.wall() + seconds{8};
        pages.answerPage(pageOf(server, engine.listenerTicket(m_clock.wall(), seconds{8})));
        Join join;
        join.target.open(linkTo(pages.url()));
        QTRY_VERIFY_WITH_TIMEOUT(join.session.isLive(), 5000);
        pages.answerPage(pageOf(server, engine.listenerTicket(m_clock.wall(), std::chrono::hours{1})));
        QTRY_COMPARE_WITH_TIMEOUT(pages.askedForPage(), 2, 7000);
        QVERIFY2(m_clock.wall() < firstEnds - seconds{3}, "read too late");
        QTRY_VERIFY_WITH_TIMEOUT(m_clock.wall() > firstEnds + seconds{2} && join.session.isLive(), 15'000);
    }

    void renewedTicket_isUsedAtTheNextDial()
    {
        TimedJoin join;
        RoutedServer pages;
        const QByteArray first = m_tickets.make(join.clock.wall(), seconds{3600});
        const QByteArray second = m_tickets.make(join.clock.wall(), seconds{7200});
        pages.answerPage(pageOf(here(1), first));
        join.target.open(linkTo(pages.url()));
        QTRY_COMPARE(join.made.size(), 1u);
        QCOMPARE(join.ticket(), first);
        join.last().accept();
        QVERIFY(join.session.isLive());
        pages.answerPage(pageOf(here(1), second));

        join.pass(seconds{1400});
        QCOMPARE(pages.askedForPage(), 1);
        join.pass(seconds{401});
        QCOMPARE(pages.askedForPage(), 2);
        join.last().fail(Cause::ServerLost);
        join.pass(seconds{5});
        QCOMPARE(join.ticket(), second);
    }

    void renewedTicket_isKept_whileTheLineHasASpeakers()
    {
        TimedJoin join;
        RoutedServer pages;
        const QByteArray first = m_tickets.make(join.clock.wall(), seconds{3600});
        const QByteArray second = m_tickets.make(join.clock.wall(), seconds{7200});
        pages.answerPage(pageOf(here(1), first));
        join.target.open(linkTo(pages.url()));
        QTRY_COMPARE(join.made.size(), 1u);
        join.last().accept();
        QSignalSpy changed(&join.target, &LineTarget::ticketChanged);
        join.session.setCredentials({"speaker's", {}});
        join.target.setTicketLent(true);
        pages.answerPage(pageOf(here(1), second));
        join.pass(seconds{1801});
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(join.target.ticket(), second);
        join.last().fail(Cause::ServerLost);
        join.pass(seconds{5});
        QCOMPARE(join.ticket(), QByteArray("speaker's"));
    }

    void ticketOfALink_isNotReplacedByAnotherAudiences()
    {
        TimedJoin join;
        RoutedServer pages;
        const QByteArray own = m_tickets.make(join.clock.wall(), seconds{600});
        pages.answerPage(pageOf(here(1), Tickets().make(join.clock.wall(), seconds{7200})));
        join.target.open(linkTo(pages.url(), own));
        QCOMPARE(join.made.size(), 1u);
        join.last().accept();
        join.pass(seconds{301});
        QVERIFY(pages.askedForPage() >= 1);
        join.last().fail(Cause::ServerLost);
        join.pass(seconds{5});
        QCOMPARE(join.ticket(), own);
    }

    void waitingCrowd_asksThePageAtMostEveryHalfMinute()
    {
        TimedJoin join;
        RoutedServer pages;
        pages.answerPage(pageOf(here(1), {}));
        join.target.open(linkTo(pages.url(), ticket()));
        join.last().fail(Cause::ServerFull);
        int before = 0;
        for (int minute = 0; minute < 10; ++minute) {
            for (int second = 0; second < 60; ++second) {
                join.pass(seconds{1});
                const auto phase = join.session.stats().phase;
                if (phase == LinePhase::Dialing || phase == LinePhase::Joining)
                    join.last().fail(Cause::ServerFull);
            }
            QVERIFY2(pages.askedForPage() - before <= 2,
                qPrintable(QString::number(pages.askedForPage() - before)));
            before = pages.askedForPage();
        }
        QVERIFY2(before >= 10 && before <= 20, qPrintable(QString::number(before)));
    }
};

QTEST_GUILESS_MAIN(LineTargetTest)
#include "line_target_test.moc"
