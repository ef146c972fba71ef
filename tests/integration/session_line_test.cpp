#include "session/session.h"
#include "support/nats_cluster.h"
#include "support/stall_proxy.h"
#include "wire/websocket_connection.h"

#include <QSignalSpy>
#include <QtTest>

#include <set>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A session over real sockets that counts its dials.
struct Line {
    Line()
        : session(clock, random, [this] {
            ++dials;
            return makeWebSocketConnection(clock, random);
        })
    { }
    void start(const std::vector<ServerAddress> &servers, const Credentials &credentials = {})
    {
        Session::Config config;
        config.servers = servers;
        config.credentials = credentials;
        session.start(config);
    }
    bool becomesLive()
    {
        return QTest::qWaitFor([this] { return session.isLive(); }, 10'000);
    }
    QUrl url() const { return session.live() ? session.live()->server.url : QUrl(); }

    SystemClock clock;
    SystemRandom random;
    int dials = 0;
    Session session;
};

ServerAddress at(const NatsServer &server)
{
    return {server.url(), {}};
}

} // namespace

class SessionLineTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }

    void lameDuck_losesNoMessage()
    {
        NatsCluster cluster(2);
        QVERIFY(cluster.start());
        const SystemClock clock;
        Line listener;
        std::multiset<int> heard;
        listener.session.subscribe(
            "ev.test.state", [&](const NatsMessage &m, Instant) { heard.insert(m.payload.toInt()); });
        QSignalSpy moved(&listener.session, &Session::moved);
        QSignalSpy wentLive(&listener.session, &Session::wentLive);
        listener.start(cluster.addresses(), cluster.listener(clock.wall()));
        QVERIFY(listener.becomesLive());
        const QUrl leaving = listener.url();
        const int duck = cluster.nodeOf({leaving, {}});

        Line desk;
        desk.start({cluster.address(1 - duck)}, cluster.desk(clock.wall()));
        QVERIFY(desk.becomesLive());
        int sent = 0;
        QTimer rhythm;
        connect(&rhythm, &QTimer::timeout, this,
            [&] { desk.session.publish("ev.test.state", QByteArray::number(sent++)); });
        rhythm.start(20);
        QTRY_VERIFY(heard.size() > 10);

        const int first = *heard.begin();
        cluster.node(duck).lameDuck();
        QTRY_COMPARE_WITH_TIMEOUT(moved.size(), qsizetype(1), 5000);
        QCOMPARE(cluster.nodeOf(listener.session.live()->server), 1 - duck);
        QTRY_VERIFY(std::holds_alternative<Session::Live>(listener.session.state()));
        const size_t settled = heard.size();
        QTRY_VERIFY(heard.size() > settled + 50);
        rhythm.stop();
        QTRY_VERIFY(heard.contains(sent - 1));
        for (int i = first; i < sent; ++i)
            QVERIFY2(heard.contains(i), qPrintable(QStringLiteral("message %1 of %2").arg(i).arg(sent)));
        QCOMPARE(wentLive.size(), qsizetype(1));
        QCOMPARE(listener.session.stats().reconnects, 0);
        qInfo("%d messages, %d of them twice", sent - first, int(heard.size()) - (sent - first));
    }

    void fullServer_isAskedPolitely_andLetsInWhenSomebodyLeaves()
    {
        NatsServer server(NatsServer::openConfig("max_connections: 1\n"));
        QVERIFY(server.start());
        Line first;
        first.start({at(server)});
        QVERIFY(first.becomesLive());

        Line second;
        second.start({at(server)});
        QTRY_COMPARE(second.session.stats().phase, LinePhase::Waiting);
        QCOMPARE(second.session.stats().failure->cause, Cause::ServerFull);
        QVERIFY(*second.session.stats().nextTry >= second.clock.now() + milliseconds{1900});
        QElapsedTimer waiting;
        waiting.start();
        QTRY_VERIFY_WITH_TIMEOUT(waiting.elapsed() >= 6500, 10'000);
        const int polite = 1 + int(waiting.elapsed() / 2000);
        QVERIFY2(second.dials >= 2 && second.dials <= polite, qPrintable(QString::number(second.dials)));
        QVERIFY(!second.session.isLive());
        QCOMPARE(first.session.stats().reconnects, 0);

        first.session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(second.session.isLive(), 35'000);
        qInfo("%d dials until it was let in", second.dials);
    }

    void deadLine_isLeftWithin2s_whenChecked()
    {
        NatsServer one;
        NatsServer other;
        QVERIFY(one.start() && other.start());
        StallProxy proxy(one.webSocketPort());
        Line line;
        line.start({{QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(proxy.port())), {}}});
        QVERIFY(line.becomesLive());
        const auto isUpFor = [&](milliseconds duration) {
            return line.session.isLive() && line.clock.now() - line.session.live()->since >= duration;
        };
        QTRY_VERIFY(isUpFor(milliseconds{2100}));
        line.session.checkLine();
        QTRY_VERIFY(isUpFor(milliseconds{4000}));
        QCOMPARE(line.dials, 1);

        proxy.stall();
        line.session.setReconnectSpread(minutes{10});
        QElapsedTimer since;
        since.start();
        line.session.checkLine();
        QTRY_COMPARE(line.session.stats().phase, LinePhase::Dialing);
        QVERIFY(since.elapsed() >= 1000 && since.elapsed() < 2500);
        QCOMPARE(line.session.stats().lostBy->cause, Cause::ServerLost);
    }

    void renewal_movesOnTheSameServer_withoutALostMessage()
    {
        NatsServer server;
        QVERIFY(server.start());
        Line listener;
        Line sender;
        std::set<int> heard;
        listener.session.subscribe(
            "n", [&](const NatsMessage &m, Instant) { heard.insert(m.payload.toInt()); });
        listener.start({at(server)});
        sender.start({at(server)});
        QVERIFY(listener.becomesLive() && sender.becomesLive());
        QSignalSpy moved(&listener.session, &Session::moved);
        int sent = 0;
        QTimer rhythm;
        connect(&rhythm, &QTimer::timeout, this,
            [&] { sender.session.publish("n", QByteArray::number(sent++)); });
        rhythm.start(5);
        QTRY_VERIFY(heard.size() > 10);
        const int first = *heard.begin();
        for (int i = 1; i <= 5; ++i) {
            listener.session.renew();
            QTRY_COMPARE(moved.size(), qsizetype(i));
        }
        QTRY_VERIFY(std::holds_alternative<Session::Live>(listener.session.state()));
        rhythm.stop();
        QTRY_VERIFY(heard.contains(sent - 1));
        QCOMPARE(int(heard.size()), sent - first);
        QCOMPARE(listener.dials, 6);
    }
};

QTEST_GUILESS_MAIN(SessionLineTest)
#include "session_line_test.moc"
