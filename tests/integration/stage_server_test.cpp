#include "client/local_server.h"
#include "session/archive_reader.h"
#include "session/event_listener.h"
#include "support/raw_nats_client.h"
#include "support/running_engine.h"
#include "wire/desk_order.h"
#include "wire/host_credentials.h"
#include "wire/jwt.h"
#include "wire/subjects.h"
#include "wire/websocket_connection.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

using namespace earshot;
using namespace earshot::test;
using namespace Qt::Literals::StringLiterals;

/// Who may speak, on a real nats-server: people come up, are heard, and go.
class StageServerTest : public QObject
{
    Q_OBJECT

    /// Somebody in the audience with a key of their own: asks over a listener's line, and hears the desk's orders.
    struct Person {
        Person(StageServerTest &test, const EventId &event)
            : m_test(test)
            , m_event(event)
            , line(std::make_unique<Session>(test.m_clock, test.m_random, test.factory()))
        {
            line->subscribe(subjects::to(event, key.userKey()), [this](const NatsMessage &message, Instant) {
                if (const auto order = readOrder(message.payload))
                    orders.push_back(*order);
            });
            line->start(test.line(test.bearer()));
        }
        void ask(Ask ask)
        {
            QTest::qWait(2); // each is later than the last
            ask.name = u"Bo"_s;
            ask.at = m_test.m_clock.wall();
            line->publish(subjects::ask(m_event, key.userKey()), writeAsk(ask, m_event, key));
        }
        QByteArray ticket() const
        {
            for (const DeskOrder &order : orders) {
                if (!order.ticket.isEmpty())
                    return order.ticket;
            }
            return {};
        }
        bool was(bool (*what)(const DeskOrder &)) const { return std::ranges::any_of(orders, what); }

        StageServerTest &m_test;
        EventId m_event;
        NKey key = NKey::generate(NKeyKind::User);
        std::vector<DeskOrder> orders;
        std::unique_ptr<Session> line;
    };

    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<LocalServer> m_server;
    const EventId m_id = *EventId::parse(u"town-hall");

    Session::ConnectionFactory factory() { return webSocketConnections(m_clock, m_random); }
    Session::Config line(const Credentials &credentials) const
    {
        return m_server->lineAs(credentials, "test");
    }
    Credentials bearer() const
    {
        return {m_server->engine().listenerTicket(m_clock.wall(), std::chrono::hours(1)), {}};
    }
    EventDesk &event() { return *m_server->desk().find(m_id); }
    static quint32 ssrcOf(const NKey &key) { return qFromBigEndian<quint32>(key.publicKey().mid(4).data()); }
    /// While the server takes in who was removed before, it refuses a good ticket: then once more. Null = refused.
    std::unique_ptr<RawNatsClient> loggedIn(const Credentials &credentials) const
    {
        for (int attempt = 0; attempt < 3; ++attempt) {
            auto client = std::make_unique<RawNatsClient>(m_server->engine().addresses().webSocket.url);
            if (client->login(credentials))
                return client;
            QTest::qWait(500);
        }
        return nullptr;
    }
    QByteArray audio(const NKey &key, quint16 sequence) const
    {
        return writeRtp({.sequence = sequence, .ssrc = ssrcOf(key), .payload = "x"});
    }

private slots:
    void initTestCase()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_server = std::make_unique<LocalServer>(
            m_clock, m_random, EngineOptions{.dataFolder = m_folder.filePath("data")});
        connect(m_server.get(), &LocalServer::engineReady, this, [this] { m_server->openDesk(); });
        QSignalSpy ready(m_server.get(), &LocalServer::deskReady);
        m_server->start();
        QTRY_VERIFY_WITH_TIMEOUT(!ready.isEmpty(), 20'000);
        ScheduleCard card = *readCard(R"({"v":1,"event":"town-hall","title":"Town hall","host":"Ann"})");
        card.planned = m_clock.wall();
        EventDesk &desk = m_server->desk().addEvent(card);
        QTRY_VERIFY(desk.isInCharge());
        desk.start();
    }
    void cleanupTestCase()
    {
        if (!m_server)
            return;
        QSignalSpy stopped(m_server.get(), &LocalServer::stopped);
        m_server->stop();
        QTRY_VERIFY(!stopped.isEmpty());
    }

    void twentyPeople_comeUp_areHeard_andAreRemoved();
    void speaker_withAListenersTicket_anExpiredOne_orAnothersSubject_isRefusedAndNamed();
    void answersLedElsewhere_areNobodysWord();
    void hostElsewhere_opensADesk_withTheFileAlone();
};

void StageServerTest::twentyPeople_comeUp_areHeard_andAreRemoved()
{
    std::optional<EventState> seen;
    int heard = 0;
    int fences = 0; ///< packets of somebody who stays
    const NKey cy = NKey::generate(NKeyKind::User);
    const QByteArray cysTicket = *event().admit(cy.userKey(), u"Cy"_s, Role::Speaker);
    const quint32 cysSsrc = ssrcOf(cy);
    const auto fence = loggedIn({cysTicket, cy});
    QVERIFY(fence);
    Session ears(m_clock, m_random, factory());
    EventListener listener(m_clock, ears, m_id, 1,
        {[&](int, const RtpPacket &packet, Instant) { ++(packet.ssrc == cysSsrc ? fences : heard); },
            [](int) {}});
    connect(&listener, &EventListener::stateReceived, this,
        [&](const EventState &state, Instant) { seen = state; });
    ears.start(line(bearer()));
    QTRY_VERIFY(seen);

    milliseconds slowestUp{0};
    milliseconds slowestDown{0};
    quint16 sequence = 0;
    for (int round = 0; round < 20; ++round) {
        Person person(*this, m_id);
        QTRY_VERIFY(person.line->isLive());
        person.ask({.kind = AskKind::RaiseHand});
        QTRY_VERIFY(person.was([](const DeskOrder &order) { return order.place == 1; }));
        QCOMPARE(event().hands().size(), std::size_t(1));
        QVERIFY(event().invite(person.key.userKey(), {}, Role::Speaker, u"Ann"_s).ok());
        QTRY_VERIFY(person.was([](const DeskOrder &order) { return order.invitation == Role::Speaker; }));

        const Instant accepted = m_clock.now();
        person.ask({.kind = AskKind::AcceptStage});
        QTRY_VERIFY(!person.ticket().isEmpty());
        const auto voice = loggedIn({person.ticket(), person.key});
        QVERIFY(voice);
        const auto say = [&] {
            voice->publish(subjects::audio(m_id, person.key.userKey()), audio(person.key, ++sequence));
        };
        heard = 0;
        QVERIFY(QTest::qWaitFor([&] {
            say();
            return heard > 0;
        }));
        slowestUp = std::max(slowestUp, duration_cast<milliseconds>(m_clock.now() - accepted));

        const Instant removed = m_clock.now();
        QVERIFY(event().remove(person.key.userKey(), u"Enough"_s, u"Ann"_s).ok());
        QTRY_VERIFY(person.was([](const DeskOrder &order) { return order.removed && order.by == u"Ann"; }));
        QTRY_COMPARE(seen->stage.size(), std::size_t(1));
        slowestDown = std::max(slowestDown, duration_cast<milliseconds>(m_clock.now() - removed));
        // The old ticket still lets packets through; nobody hears them.
        heard = 0;
        for (int i = 0; i < 5; ++i)
            say();
        QVERIFY(voice->flush());
        QVERIFY(!voice->received().contains("-ERR"));
        // What the server took before this is there before it.
        fences = 0;
        fence->publish(subjects::audio(m_id, cy.userKey()), audio(cy, ++sequence));
        QTRY_COMPARE(fences, 1);
        QCOMPARE(heard, 0);
    }
    QVERIFY(event().remove(cy.userKey(), {}).ok());
    qInfo("20 times: heard at most %d ms after accepting, gone at most %d ms after being removed",
        int(slowestUp.count()), int(slowestDown.count()));
    QVERIFY(slowestUp < seconds{1});
    QVERIFY(slowestDown < seconds{1});
}

void StageServerTest::speaker_withAListenersTicket_anExpiredOne_orAnothersSubject_isRefusedAndNamed()
{
    const NKey bo = NKey::generate(NKeyKind::User);
    const NKey cy = NKey::generate(NKeyKind::User);
    const QByteArray ticket = *event().admit(bo.userKey(), u"Bo"_s, Role::Speaker);
    const auto refusal = [&](const Credentials &as, const QByteArray &subject) {
        Session session(m_clock, m_random, factory());
        std::optional<Failure> failure;
        connect(&session, &Session::complained, this, [&](const Failure &said) { failure = said; });
        session.start(line(as));
        // While the server takes in who was removed before, it refuses a good ticket once.
        if (!QTest::qWaitFor(
                [&] { return session.isLive() || session.stats().phase == LinePhase::Refused; }, 8000))
            return std::optional<Failure>();
        if (!session.isLive())
            return session.stats().failure;
        session.publish(subject, audio(bo, 1));
        (void)QTest::qWaitFor([&] { return failure.has_value(); }, 500);
        return failure;
    };
    const QByteArray own = subjects::audio(m_id, bo.userKey());
    // A listener's ticket.
    auto failure = refusal(bearer(), own);
    QVERIFY(failure);
    QCOMPARE(failure->cause, Cause::NotPermitted);
    QVERIFY(failure->detail.contains(QString::fromLatin1(own)));
    // Somebody else's subject; and the same in another event.
    for (const QByteArray &foreign : {subjects::audio(m_id, cy.userKey()),
             subjects::audio(*EventId::parse(u"other"), bo.userKey()), subjects::check(m_id, cy.userKey())}) {
        failure = refusal({ticket, bo}, foreign);
        QVERIFY(failure);
        QCOMPARE(failure->cause, Cause::NotPermitted);
        QVERIFY(failure->detail.contains(QString::fromLatin1(foreign)));
    }
    QVERIFY(!refusal({ticket, bo}, own));
    QVERIFY(!refusal({ticket, bo}, subjects::check(m_id, bo.userKey())));
    // One that expires on stage, the same when it is shown again, and one of another's key.
    const EngineKeys keys = m_server->engine().keys();
    const WallTime now = m_clock.wall();
    const Credentials brief{makeUserTicket(bo.publicKey(), u"Bo"_s, keys.audience, keys.speaker, now,
                                now + seconds{2}, {u"event:town-hall"_s}),
        bo};
    Session session(m_clock, m_random, factory());
    session.start(line(brief));
    QTRY_VERIFY(session.isLive());
    QTRY_VERIFY(session.stats().failure);
    QCOMPARE(session.stats().failure->cause, Cause::TicketExpired);
    failure = refusal(brief, own);
    QVERIFY(failure);
    // By its version, a server names the reason or only refuses.
    QVERIFY(failure->cause == Cause::TicketExpired || failure->cause == Cause::TicketRejected);
    failure = refusal({ticket, cy}, own);
    QVERIFY(failure);
    QCOMPARE(failure->cause, Cause::TicketRejected);

    // Who is removed is put out by the server itself, a moment later, and not let in again.
    const auto stays = loggedIn({ticket, bo});
    QVERIFY(stays);
    QVERIFY(event().remove(bo.userKey(), {}).ok());
    if (canChangeARunningServer()) {
        QTRY_VERIFY_WITH_TIMEOUT(stays->isClosed(), 20'000);
        QVERIFY(stays->received().contains("User Authentication Revoked"));
        failure = refusal({ticket, bo}, own);
        QVERIFY(failure);
        QVERIFY(failure->cause == Cause::TicketRevoked || failure->cause == Cause::TicketRejected);
    }
}

/// A listener may ask for what streams keep, and names where the answer goes.
void StageServerTest::answersLedElsewhere_areNobodysWord()
{
    const NKey bo = NKey::generate(NKeyKind::User);
    const NKey cy = NKey::generate(NKeyKind::User);
    const QByteArray ticket = *event().admit(bo.userKey(), u"Bo"_s, Role::Speaker);
    QVERIFY(event().admit(cy.userKey(), u"Cy"_s, Role::Speaker).ok());
    Session ears(m_clock, m_random, factory());
    std::vector<EventState> seen;
    QSet<quint32> heard;
    EventListener listener(m_clock, ears, m_id, 1,
        {[&](int, const RtpPacket &packet, Instant) { heard << packet.ssrc; }, [](int) {}});
    connect(&listener, &EventListener::stateReceived, this,
        [&](const EventState &state, Instant) { seen.push_back(state); });
    ears.start(line(bearer()));
    const auto voice = loggedIn({ticket, bo});
    QVERIFY(voice);
    const auto say = [&](quint16 sequence) {
        RtpPacket packet{.sequence = sequence, .ssrc = sequence, .payload = "x"};
        voice->publish(subjects::audio(m_id, bo.userKey()), writeRtp(packet));
        return voice->flush();
    };
    QTRY_VERIFY(!seen.empty() && seen.back().stage.size() == 2);
    QVERIFY(say(1));
    QTRY_VERIFY(heard.contains(1));
    heard.clear();

    QSignalSpy leaseChanged(&event(), &EventDesk::leaseChanged);
    const auto attacker = loggedIn(bearer());
    QVERIFY(attacker);
    const QByteArray cards = "$JS.API.DIRECT.GET.KV_earshot_events";
    const QByteArray spoken = "{\"last_by_subj\":\"" + subjects::audio(m_id, bo.userKey()) + "\"}";
    for (const QByteArray &to : {subjects::state(m_id), subjects::audio(m_id, cy.userKey()),
             subjects::again(m_id, cy.userKey()), subjects::to(m_id, cy.userKey()),
             subjects::ask(m_id, cy.userKey()), subjects::card(m_id), subjects::lease(m_id)}) {
        attacker->publish(cards + '.' + subjects::card(m_id), {}, to);
        attacker->publish("$JS.API.DIRECT.GET.EARSHOT_AUDIO", spoken, to);
        attacker->publish(cards, "{\"seq\":999999}", to); // 404
    }
    QVERIFY(attacker->flush());
    QVERIFY(say(2));
    QTRY_VERIFY(heard.contains(2));
    QTest::qWait(2000); // beyond a renewal of the lease
    QCOMPARE(heard, QSet<quint32>{2}); // nobody spoke as Cy
    QCOMPARE(listener.badMessages(), 0u);
    for (const EventState &state : seen)
        QCOMPARE(state.stage.size(), std::size_t(2));
    QVERIFY(event().isInCharge());
    QVERIFY(leaseChanged.isEmpty());
    QCOMPARE(event().state().member(cy.userKey())->presence, Presence::Away);

    // The archive: to its end, with both of Bo's packets and none of Cy's.
    int ofBo = 0;
    bool isAtEnd = false;
    AudioArchive archive(ears, m_id, [](const ArchiveEntry &) {});
    ArchiveReader reader(archive, 1, 1000,
        {[&](const ArchiveEntry &entry) {
             ofBo += entry.audio && entry.audio->speaker == bo.userKey() ? 1 : 0;
             QVERIFY(!entry.audio || entry.audio->speaker != cy.userKey());
         },
            [&] { isAtEnd = true; }, [](const Failure &failure) { QFAIL(qPrintable(failure.detail)); }});
    reader.readOn();
    QTRY_VERIFY(isAtEnd);
    QCOMPARE(ofBo, 2);
    QVERIFY(event().remove(bo.userKey(), {}).ok());
    QVERIFY(event().remove(cy.userKey(), {}).ok());
}

void StageServerTest::hostElsewhere_opensADesk_withTheFileAlone()
{
    const QString path = m_folder.filePath("host.creds");
    QVERIFY(m_server->writeHostCredentials(path).ok());
    QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser),
        QFile::Permissions(QFile::ReadOwner | QFile::WriteOwner));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto credentials = readHostCredentials(file.readAll());
    QVERIFY2(credentials.ok(), credentials.ok() ? "" : qPrintable(credentials.failure().detail));
    QVERIFY(credentials->server);

    Session session(m_clock, m_random, factory());
    Session::Config config = line(credentials->desk);
    config.servers = {credentials->server->server()};
    session.start(config);
    QTRY_VERIFY(session.isLive());
    Desk desk(
        m_clock, session, {.issuer = SpeakerTickets::Issuer{credentials->account, credentials->speakerKey}});
    EventDesk &other = desk.addEvent(*readCard(R"({"v":1,"event":"elsewhere","title":"Elsewhere"})"));
    QTRY_VERIFY(other.isInCharge());
    other.start();
    const QByteArray secret = *other.makeInvitation(Role::Host);

    Person host(*this, other.state().id);
    QTRY_VERIFY(host.line->isLive());
    host.ask({.kind = AskKind::AcceptStage, .invitation = secret});
    QTRY_VERIFY(!host.ticket().isEmpty());
    RawNatsClient line(m_server->engine().addresses().webSocket.url);
    QVERIFY(line.login({host.ticket(), host.key}));
    line.publish(subjects::audio(other.state().id, host.key.userKey()), audio(host.key, 1));
    QVERIFY(line.flush());
    QTRY_COMPARE(other.state().stage.at(0).presence, Presence::Present);
    RawNatsClient ears(m_server->engine().addresses().webSocket.url);
    QVERIFY(ears.login({credentials->listenerTicket, {}}));
}

QTEST_GUILESS_MAIN(StageServerTest)
#include "stage_server_test.moc"
