#include "integration/routed_server.h"
#include "integration/tls_scene.h"
#include "support/live_event.h"

#include <QDir>

using namespace earshot;
using namespace earshot::test;

/// The last known schedule, with a real server that goes away and comes back.
class ScheduleOfflineTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        EARSHOT_NEED_NATS_SERVER();
        m_data = std::make_unique<QTemporaryDir>();
    }

    void lastKnownSchedule_isShownWhereTheServerIsGone();
    void damagedCache_isTold_andNotFatal();
    void removedServer_leavesNothingBehind();
    void unusablePage_isNamed();
    void addressOfAPage_leadsToTheServersItNames_data();
    void addressOfAPage_leadsToTheServersItNames();
    void eventByLink_isShownToWhoHasTheLink_alsoAfterARestart();

private:
    Client::Options options() const
    {
        Client::Options options{.sound = {.output = {OutputChoice::Kind::Null, {}}}};
        options.dataFolder = m_data->path();
        return options;
    }
    QString schedules() const { return m_data->path() + QStringLiteral("/schedules"); }

    std::unique_ptr<QTemporaryDir> m_data;
    SystemClock m_clock;
    SystemRandom m_random;
};

namespace {

Link serverOf(const LiveEvent &event)
{
    Link link = event.link();
    link.event.reset();
    return link;
}

const ServerView *onlyServer(const Client &client)
{
    return client.events().servers.size() == 1 ? &client.events().servers.front() : nullptr;
}

bool isUpToDate(const Client &client)
{
    const ServerView *server = onlyServer(client);
    return server && server->state == ServerView::State::UpToDate && !server->schedule.empty();
}

} // namespace

void ScheduleOfflineTest::lastKnownSchedule_isShownWhereTheServerIsGone()
{
    auto event = std::make_unique<LiveEvent>();
    QVERIFY2(event->start(), qPrintable(event->failure()));
    const Link link = serverOf(*event);
    Schedule known;
    WallTime checked{};
    {
        Client client(m_clock, m_random, options());
        client.addServer(link);
        QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(client), 10'000);
        QVERIFY(!onlyServer(client)->isRemembered);
        QVERIFY(!onlyServer(client)->account.isEmpty());
        known = onlyServer(client)->schedule;
        checked = *onlyServer(client)->checked;
    }
    event.reset();

    Client client(m_clock, m_random, options());
    client.addServer(link);
    // Before the server's silence is known.
    QTRY_VERIFY_WITH_TIMEOUT(!onlyServer(client)->schedule.empty(), 2'000);
    QVERIFY(onlyServer(client)->isRemembered);
    QVERIFY(*onlyServer(client)->checked >= checked);
    QVERIFY(*onlyServer(client)->checked <= m_clock.wall());
    QCOMPARE(onlyServer(client)->schedule.size(), known.size());
    const auto titles = [](const Schedule &schedule) {
        QStringList all;
        for (const ScheduleCard &card : schedule)
            all << card.title;
        all.sort();
        return all;
    };
    QCOMPARE(titles(onlyServer(client)->schedule), titles(known));
    QTRY_VERIFY_WITH_TIMEOUT(onlyServer(client)->trouble, 10'000);
    QCOMPARE(onlyServer(client)->state, ServerView::State::Stale);
    QVERIFY(onlyServer(client)->isRemembered);
    QCOMPARE(onlyServer(client)->schedule.size(), known.size());
    QVERIFY(!onlyServer(client)->account.isEmpty());
}

void ScheduleOfflineTest::damagedCache_isTold_andNotFatal()
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    {
        Client client(m_clock, m_random, options());
        client.addServer(serverOf(event));
        QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(client), 10'000);
    }
    const QStringList files = QDir(schedules()).entryList(QDir::Files);
    QCOMPARE(files.size(), 1);
    {
        QFile file(schedules() + QLatin1Char('/') + files.front());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("{\"version\":1,\"ser");
    }
    Client client(m_clock, m_random, options());
    bool wasTold = false;
    QObject::connect(&client, &Client::eventsChanged, &client, [&](const EventsView &view) {
        wasTold |= !view.servers.empty() && view.servers.front().cacheTrouble;
    });
    client.addServer(serverOf(event));
    QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(client), 10'000);
    QVERIFY(wasTold);
    QVERIFY(!onlyServer(client)->cacheTrouble);
    QVERIFY(QFile::exists(schedules() + QLatin1Char('/') + files.front() + QStringLiteral(".damaged")));
}

void ScheduleOfflineTest::removedServer_leavesNothingBehind()
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    {
        Client client(m_clock, m_random, options());
        client.addServer(serverOf(event));
        QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(client), 10'000);
        client.removeServer(onlyServer(client)->id);
    }
    QCOMPARE(QDir(schedules()).entryList(QDir::Files), QStringList());
}

/// A server that was added by its address, and has no page for Earshot.
void ScheduleOfflineTest::unusablePage_isNamed()
{
    Client client(m_clock, m_random, options());
    client.openLink(QStringLiteral("earshot://127.0.0.1:1"));
    QTRY_VERIFY_WITH_TIMEOUT(onlyServer(client) && onlyServer(client)->trouble, 10'000);
    QCOMPARE(onlyServer(client)->state, ServerView::State::Failed);
    QVERIFY(!onlyServer(client)->trouble->id.isEmpty());
}

void ScheduleOfflineTest::addressOfAPage_leadsToTheServersItNames_data()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("http, this computer's") << false;
    QTest::newRow("https, its certificate in the link") << true;
}

/// A web server that only has a page: where the real server is, and a ticket for it. What is on is the real server's word.
void ScheduleOfflineTest::addressOfAPage_leadsToTheServersItNames()
{
    QFETCH(bool, isSecure);
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    const TestCertificate certificate = makeCertificate("IP:127.0.0.1", inDays(-1), inDays(1));
    RoutedServer web(isSecure ? std::optional(serverTls(certificate)) : std::nullopt);
    web.answerAll(RoutedServer::response("404 Not Found", {}, {}));
    DiscoveryPage page;
    page.name = QStringLiteral("Town");
    page.servers = {event.link().server()};
    page.listenerTicket = event.link().ticket;
    page.written = m_clock.wall();
    web.answerPage(writeDiscoveryPage(page));
    Link address;
    address.host = QStringLiteral("127.0.0.1");
    address.port = web.port();
    address.tls = isSecure;
    if (isSecure)
        address.certificateSha256 = certificate.certificate().digest(QCryptographicHash::Sha256);

    Client client(m_clock, m_random, options());
    client.openLink(address.toString());
    QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(client), 10'000);
    const ServerView &server = *onlyServer(client);
    QCOMPARE(web.askedForPage(), 1);
    QVERIFY(!server.trouble);
    QVERIFY(!server.isRemembered);
    QCOMPARE(server.name, page.name);
    QCOMPARE(server.id, address.withoutTicket());
    const EventId id = *event.link().event;
    const auto card = std::ranges::find(server.schedule, id, &ScheduleCard::id);
    QVERIFY(card != server.schedule.end());
    QCOMPARE(card->phase, Phase::Live);
    // The address is enough to join what is listed.
    client.join(server.id, id);
    QTRY_VERIFY_WITH_TIMEOUT(client.nowPlaying().verdict.id == QLatin1String("ok.live"), 20'000);
}

void ScheduleOfflineTest::eventByLink_isShownToWhoHasTheLink_alsoAfterARestart()
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    event.addEvent("board", false);
    const auto isShown = [](const Client &client) {
        return std::ranges::count(onlyServer(client)->schedule, eventId("board"), &ScheduleCard::id) == 1;
    };
    {
        Client client(m_clock, m_random, options());
        client.addServer(serverOf(event));
        QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(client), 10'000);
        QVERIFY(!isShown(client));
        client.openLink(event.linkTo("board").toString());
        QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(client) && isShown(client), 10'000);
        client.leave();
        QVERIFY(isShown(client));
        QVERIFY(client.calendar(onlyServer(client)->id, eventId("board")).contains("BEGIN:VEVENT"));
    }
    Client client(m_clock, m_random, options());
    client.addServer(serverOf(event));
    QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(client) && isShown(client), 10'000);
}

QTEST_GUILESS_MAIN(ScheduleOfflineTest)
#include "schedule_offline_test.moc"
