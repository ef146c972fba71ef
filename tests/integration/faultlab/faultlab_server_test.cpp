#include "integration/faultlab/lab_scenes.h"
#include "integration/faultlab/lab_table.h"
#include "integration/websocket_bytes.h"
#include "support/nats_cluster.h"
#include "support/raw_nats_client.h"
#include "wire/discovery_page.h"

#include <csignal>

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: servers that do not let in, or are none, or go.
class FaultlabServerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }
    void fault_data();
    void fault();
    void fullServer_letsIn_whenASeatIsFree();
    void lameDuck_inACluster_isHeardByNobody();
    void cleanupTestCase() { writeRows("server"); }
};

namespace {

// ---- no event server

void answers(const LabRow &row, const QByteArray &bytes)
{
    FaultProxy server;
    server.answer(bytes, false);
    Listener listener;
    listener.join(linkTo(server.url()));
    LAB_NAMED(listener.log, row);
}

void mailServer(const LabRow &row)
{
    answers(row, "220 mail.example.org ESMTP\r\n\r\n");
}

void noise(const LabRow &row)
{
    answers(row, QByteArray::fromHex("00ff13371337deadbeef") + QByteArray(20'000, '\x7f'));
}

void otherService(const LabRow &row)
{
    answers(row, upgradedAnd(frame(kText, "{\"hello\":\"world\"}\r\n")));
}

void noiseInWebSocket(const LabRow &row)
{
    answers(row, upgradedAnd(frame(kBinary, QByteArray(100, '\xfe') + "\r\n")));
}

void nonsenseAfterGreeting(const LabRow &row)
{
    answers(row, upgradedAnd(frame(kBinary, kInfo) + frame(kBinary, "HELLO WORLD\r\n")));
}

void oldServer(const LabRow &row)
{
    answers(
        row, upgradedAnd(frame(kBinary, "INFO {\"server_name\":\"scripted\",\"version\":\"2.1.9\"}\r\n")));
}

// ---- no seat

void fullServer(const LabRow &row)
{
    NatsServer server(NatsServer::openConfig("max_connections: 1\n"));
    QVERIFY2(server.start(), qPrintable(server.log()));
    RawNatsClient first(server.url());
    QVERIFY(first.login({}));
    Listener listener;
    listener.join(linkTo(server.url()));
    LAB_NAMED(listener.log, row);
    QVERIFY(!first.isClosed());
}

void fullAccount(const LabRow &row)
{
    OwnServer server({.connections = 1});
    QVERIFY2(server.start(), qPrintable(server.log()));
    RawNatsClient first(server.server().url());
    QVERIFY(first.login(server.listener(NKey::generate(NKeyKind::User))));
    Listener listener;
    listener.join(server.link());
    LAB_NAMED(listener.log, row);
    QVERIFY(!first.isClosed());
}

/// A full server whose static page offers something else meanwhile.
void fullWithPage(const LabRow &row, const ScheduleCard &card)
{
    OwnServer server({.more = "max_connections: 1\n"});
    QVERIFY2(server.start(), qPrintable(server.log()));
    RawNatsClient first(server.server().url());
    QVERIFY(first.login(server.listener(NKey::generate(NKeyKind::User))));
    DiscoveryPage page;
    page.name = "Seats are gone";
    page.schedule = {card};
    page.written = SystemClock().wall();
    FaultProxy front(server.server().webSocketPort());
    front.servePage("/.well-known/earshot.json", writeDiscoveryPage(page));
    Link link = server.link();
    link.port = front.port();
    Listener listener;
    listener.join(link);
    LAB_NAMED(listener.log, row, {"server.full"});
}

ScheduleCard liveCard()
{
    ScheduleCard card{.id = eventId("welcome")};
    card.title = "Welcome";
    card.hostName = "Ana Ruiz";
    card.phase = Phase::Live;
    card.planned = SystemClock().wall() - minutes{10};
    card.started = card.planned;
    return card;
}

void fullWithDelayedStream(const LabRow &row)
{
    ScheduleCard card = liveCard();
    card.fallbackLink = "https://delayed.example.org/welcome";
    fullWithPage(row, card);
}

void fullWithRecording(const LabRow &row)
{
    ScheduleCard card = liveCard();
    card.recording = RecordingPromise::Partial;
    card.recordingLink = "https://example.org/welcome.opus";
    fullWithPage(row, card);
}

// ---- servers that go

/// A listener through a line that the test breaks, with nobody behind it afterwards.
void brokenLine(const LabRow &row, void (FaultProxy::*breakIt)())
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    FaultProxy line(event.link().port);
    Listener listener;
    listener.join(event.linkThrough(line.port()));
    LAB_SHOWN(listener.log, "ok.live");
    line.refuse();
    listener.log.mark();
    (line.*breakIt)();
    LAB_NAMED(listener.log, row);
}

void cutLine(const LabRow &row)
{
    brokenLine(row, &FaultProxy::cut);
}

void resetLine(const LabRow &row)
{
    brokenLine(row, &FaultProxy::reset);
}

void killedServer(const LabRow &row)
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    Listener listener;
    listener.join(event.link());
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    QCOMPARE(::kill(pid_t(event.demo().engine().addresses().pid), SIGKILL), 0);
    LAB_NAMED(listener.log, row);
    // The next attempts find nobody there: still the same fault.
    QTRY_VERIFY_WITH_TIMEOUT(listener.view().evidence.session.attempt >= 2, 10'000);
    QCOMPARE(listener.log.shown(), "server.lost");
}

void lameDuckAlone(const LabRow &row)
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    Listener listener;
    listener.join(event.link());
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    QCOMPARE(::kill(pid_t(event.demo().engine().addresses().pid), SIGUSR2), 0);
    LAB_NAMED(listener.log, row);
}

void flippedBits(const LabRow &row)
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    FaultProxy line(event.link().port);
    Listener listener;
    listener.join(event.linkThrough(line.port()));
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    // Prime, so that every place of the short lines between the payloads is met soon.
    line.set(FaultProxy::Way::ToClient, {.flipOneIn = 31});
    LAB_NAMED(listener.log, row, {"server.lost"});
}

// ---- tickets

void joinsOwn(const LabRow &row, const std::function<void(LiveEvent &, Link &)> &change)
{
    LiveEvent event(QStringList{});
    QVERIFY2(event.start(), qPrintable(event.failure()));
    Link link = event.link();
    change(event, link);
    Listener listener;
    listener.join(link);
    LAB_NAMED(listener.log, row);
}

void expiredTicket(const LabRow &row)
{
    joinsOwn(row, [](LiveEvent &event, Link &link) {
        link.ticket = event.demo().engine().listenerTicket(
            event.clock.wall() - std::chrono::hours{2}, std::chrono::hours{1});
    });
}

void damagedTicket(const LabRow &row)
{
    joinsOwn(row, [](LiveEvent &, Link &link) {
        const qsizetype at = link.ticket.size() - 10;
        link.ticket[at] = link.ticket[at] == 'A' ? 'B' : 'A';
    });
}

void halfTicket(const LabRow &row)
{
    joinsOwn(row, [](LiveEvent &, Link &link) { link.ticket = link.ticket.left(link.ticket.size() / 2); });
}

void strangersTicket(const LabRow &row)
{
    joinsOwn(row, [](LiveEvent &, Link &link) { link.ticket = someTicket(); });
}

void ticketThatEnds(const LabRow &row)
{
    LiveEvent event;
    QVERIFY2(event.start(), qPrintable(event.failure()));
    Link link = event.link();
    link.ticket = event.demo().engine().listenerTicket(event.clock.wall(), seconds{4}); // whole seconds
    Listener listener;
    listener.join(link);
    LAB_NAMED(listener.log, row);
}

void ticketTakenBack(const LabRow &row)
{
    OwnServer server({});
    QVERIFY2(server.start(), qPrintable(server.log()));
    OwnEvent event({server.server().url(), {}}, server.keys(), server.desk());
    QVERIFY(event.start());
    const NKey person = NKey::generate(NKeyKind::User);
    Listener listener;
    listener.join(server.linkFor(person));
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    QVERIFY(server.change({.revoked = {person.publicKey()}}));
    LAB_NAMED(listener.log, row);
}

void ticketWithoutAudio(const LabRow &row)
{
    OwnServer server({.listenersHearAudio = false});
    QVERIFY2(server.start(), qPrintable(server.log()));
    OwnEvent event({server.server().url(), {}}, server.keys(), server.desk());
    QVERIFY(event.start());
    Listener listener;
    listener.join(server.link());
    LAB_NAMED(listener.log, row);
}

/// This computer's clock is two hours slow: a ticket that ended one hour ago looks valid here.
void slowClock(const LabRow &row)
{
    LiveEvent event(QStringList{});
    QVERIFY2(event.start(), qPrintable(event.failure()));
    Link link = event.link();
    link.ticket = event.demo().engine().listenerTicket(
        event.clock.wall() - std::chrono::hours{3}, std::chrono::hours{2});
    WrongClock slow(-std::chrono::hours{2});
    SystemRandom random;
    VerdictLog log(slow);
    Client client(slow, random, {.sound = {.output = {OutputChoice::Kind::Null, {}}}});
    QObject::connect(&client, &Client::nowPlayingChanged, &client,
        [&](const NowPlayingView &now) { log.note(now.verdict.id); });
    log.mark();
    client.openLink(link.toString());
    LAB_NAMED(log, row);
}

const std::vector<LabFault> &faults()
{
    static const std::vector<LabFault> all{
        {{"server.foreign", "a mail server"}, mailServer},
        {{"server.foreign", "noise"}, noise},
        {{"server.foreign", "another WebSocket service"}, otherService},
        {{"server.foreign", "noise in a WebSocket"}, noiseInWebSocket},
        {{"server.protocol", "nonsense after the greeting"}, nonsenseAfterGreeting},
        {{"server.protocol", "bits are flipped on the way of a live line"}, flippedBits},
        {{"server.old", "version 2.1.9 without headers and JetStream"}, oldServer},
        {{"server.full", "max_connections 1"}, fullServer},
        {{"server.account_full", "an account with one seat"}, fullAccount},
        {{"event.full_fallback", "full, and the page offers a delayed stream"}, fullWithDelayedStream},
        {{"event.full_fallback", "full, and the page offers a recording"}, fullWithRecording},
        {{"server.draining", "SIGUSR2 to the only server (lame duck)"}, lameDuckAlone},
        {{"server.lost", "SIGKILL to the server"}, killedServer},
        {{"server.lost", "the line ends (FIN), and nobody answers"}, cutLine},
        {{"server.lost", "the line is reset (RST), and nobody answers"}, resetLine},
        {{"ticket.expired", "a ticket that ended an hour ago"}, expiredTicket},
        {{"ticket.expired", "a ticket that ends while joined", seconds{4}, "the ticket's end"},
            ticketThatEnds},
        {{"ticket.rejected", "a ticket with one wrong letter"}, damagedTicket},
        {{"ticket.rejected", "half a ticket"}, halfTicket},
        {{"ticket.rejected", "another server's ticket"}, strangersTicket},
        {{"ticket.revoked", "the account takes the ticket back (SIGHUP)"}, ticketTakenBack},
        {{"ticket.limited", "a role that may not hear audio"}, ticketWithoutAudio},
        {{"net.clock", "this computer's clock is two hours slow"}, slowClock},
    };
    return all;
}

} // namespace

void FaultlabServerTest::fault_data()
{
    addLabRows(faults());
}

void FaultlabServerTest::fault()
{
    QFETCH(int, row);
    const LabFault &fault = faults()[size_t(row)];
    fault.inject(fault.row);
}

/// Two real listeners at a server with one seat: the second is told so, waits, and gets in when the first
/// leaves. The schedule comes over the same line, so that neither takes a second seat.
void FaultlabServerTest::fullServer_letsIn_whenASeatIsFree()
{
    OwnServer server({.more = "max_connections: 1\n"});
    QVERIFY2(server.start(), qPrintable(server.log()));
    auto first = std::make_unique<Listener>();
    first->join(server.link());
    const bool isFirstIn
        = QTest::qWaitFor([&] { return first->view().evidence.session.phase == LinePhase::Live; }, 10'000);
    QVERIFY2(isFirstIn, qPrintable(first->log.history()));
    Listener second;
    second.join(server.link());
    LAB_SHOWN(second.log, "server.full");
    QTRY_COMPARE(second.view().evidence.session.phase, LinePhase::Waiting);
    QVERIFY(second.view().verdict.nextStepIn.has_value());
    QCOMPARE(first->view().evidence.session.phase, LinePhase::Live);
    first.reset();
    const bool isIn
        = QTest::qWaitFor([&] { return second.view().evidence.session.phase == LinePhase::Live; }, 45'000);
    QVERIFY2(isIn, qPrintable(second.log.history()));
}

void FaultlabServerTest::lameDuck_inACluster_isHeardByNobody()
{
    NatsCluster cluster;
    QVERIFY(cluster.start());
    const SystemClock clock;
    OwnEvent event(cluster.address(2), cluster.keys(), cluster.desk(clock.wall()));
    QVERIFY(event.start());
    Link link = linkTo(cluster.address(0).url);
    link.ticket = cluster.listener(clock.wall()).ticket;
    Listener listener;
    listener.join(link);
    LAB_SHOWN(listener.log, "ok.live");
    const microseconds gaps = listener.view().evidence.gapsInTenMinutes;
    listener.log.mark();
    cluster.node(0).lameDuck();
    const auto node = [&] {
        return cluster.nodeOf({QUrl("ws://" + listener.view().evidence.session.serverHost), {}});
    };
    QTRY_VERIFY_WITH_TIMEOUT(node() != 0, 15'000);
    QVERIFY(listener.hearsMore());
    QTRY_COMPARE(listener.log.shown(), "ok.live");
    QVERIFY2(!listener.log.history().contains("server.lost"), qPrintable(listener.log.history()));
    QCOMPARE(listener.view().evidence.session.reconnects, 0);
    QVERIFY(listener.view().evidence.gapsInTenMinutes - gaps < milliseconds{100});
}

QTEST_GUILESS_MAIN(FaultlabServerTest)
#include "faultlab_server_test.moc"
