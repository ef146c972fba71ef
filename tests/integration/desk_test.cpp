#include "client/live_speaker.h"
#include "desk/desk.h"
#include "session/event_listener.h"
#include "session/schedule_reader.h"
#include "support/opus_file.h"
#include "support/raw_nats_client.h"
#include "support/running_engine.h"
#include "wire/subjects.h"
#include "wire/websocket_connection.h"

#include <QTemporaryDir>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

/// The desk, its speakers and its listeners on a real nats-server.
class DeskTest : public QObject
{
    Q_OBJECT

    /// A connected session and one event heard on it.
    struct Listener {
        std::unique_ptr<Session> session;
        std::unique_ptr<EventListener> listener;
        std::optional<EventState> state;
        int packets = 0;
    };

    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Desk> m_desk;
    int m_events = 0;

    Session::ConnectionFactory factory()
    {
        return [this] { return makeWebSocketConnection(m_clock, m_random); };
    }
    Session::Config line(const Credentials &credentials) const
    {
        return {{m_engine->addresses().webSocket}, credentials, "test", true, {}};
    }
    Credentials bearer() const
    {
        return {m_engine->listenerTicket(m_clock.wall(), std::chrono::hours(1)), {}};
    }

    void startDesk()
    {
        m_session = std::make_unique<Session>(m_clock, m_random, factory());
        const EngineKeys keys = m_engine->keys();
        m_desk = std::make_unique<Desk>(m_clock, *m_session,
            EventDesk::Config{
                800, SpeakerTickets::Issuer{keys.audience, keys.speaker, std::chrono::hours(1)}});
        m_session->start(line(m_engine->deskCredentials(m_clock.wall(), std::chrono::hours(1))));
        QTRY_VERIFY(m_session->isLive());
    }
    /// Each test has an event of its own.
    ScheduleCard newCard()
    {
        const QByteArray id = "event-" + QByteArray::number(++m_events);
        ScheduleCard card = *readCard("{\"v\":1,\"event\":\"" + id + "\"}");
        card.title = QStringLiteral("Town hall");
        card.planned = m_clock.wall() + minutes{10};
        return card;
    }
    std::unique_ptr<Listener> listen(const EventId &event, bool hears = true)
    {
        auto one = std::make_unique<Listener>();
        one->session = std::make_unique<Session>(m_clock, m_random, factory());
        one->listener = std::make_unique<EventListener>(m_clock, *one->session, event, m_random.next(),
            EventListener::Mediator{
                [listener = one.get()](int, const RtpPacket &, Instant) { ++listener->packets; },
                [](int) {}});
        ReceiverReport report;
        report.hearing = hears;
        report.heard = seconds{5};
        report.verdict = hears ? QStringLiteral("ok.live") : QStringLiteral("out.muted");
        one->listener->setReport(report);
        connect(one->listener.get(), &EventListener::stateReceived, this,
            [listener = one.get()](const EventState &state, Instant) { listener->state = state; });
        one->session->start(line(bearer()));
        return one;
    }

private slots:
    void initTestCase()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_engine = std::make_unique<Engine>(EngineOptions{m_folder.filePath("data")}, m_clock);
        const auto outcome = outcomeOf(*m_engine);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
    }
    void init()
    {
        if (m_engine)
            startDesk();
    }
    void cleanup()
    {
        m_desk.reset();
        m_session.reset();
    }
    void cleanupTestCase()
    {
        if (!m_engine)
            return;
        QSignalSpy ended(m_engine.get(), &Engine::ended);
        m_engine->stop();
        QTRY_VERIFY(!ended.isEmpty());
    }

    void lateJoiner_seesTheWholeState_within1100Milliseconds()
    {
        EventDesk &event = m_desk->addEvent(newCard());
        event.start();
        const NKey key = NKey::generate(NKeyKind::User);
        QVERIFY(event.admit(key.userKey(), "Bo", Role::Host).ok());
        const auto listener = listen(event.state().id);
        QTRY_VERIFY(listener->session->isLive());
        const Instant joined = m_clock.now();
        QTRY_VERIFY(listener->state);
        QVERIFY(m_clock.now() - joined <= milliseconds{1100});
        QCOMPARE(listener->state->phase, Phase::Live);
        QCOMPARE(listener->state->title, QStringLiteral("Town hall"));
        QCOMPARE(listener->state->stage.at(0).name, QStringLiteral("Bo"));
    }

    void counts_areTheServersOwn_andHearingIsMeasured()
    {
        EventDesk &event = m_desk->addEvent(newCard());
        event.start();
        std::vector<std::unique_ptr<Listener>> crowd;
        crowd.push_back(listen(event.state().id));
        QTRY_COMPARE_WITH_TIMEOUT(event.state().counts.connected, std::optional<qint64>(1), 5000);
        while (crowd.size() < 20)
            crowd.push_back(listen(event.state().id, crowd.size() >= 4));
        QTRY_COMPARE_WITH_TIMEOUT(event.state().counts.connected, std::optional<qint64>(20), 5000);
        QTRY_COMPARE_WITH_TIMEOUT(
            event.state().counts.hearing, std::optional(HearingEstimate{17, 0}), 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(crowd[0]->state->counts.hearing->value, 17, 3000);
        while (crowd.size() < 200)
            crowd.push_back(listen(event.state().id));
        QTRY_COMPARE_WITH_TIMEOUT(event.state().counts.connected, std::optional<qint64>(200), 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(
            event.state().counts.hearing, std::optional(HearingEstimate{197, 0}), 20'000);
        crowd.resize(50);
        QTRY_COMPARE_WITH_TIMEOUT(event.state().counts.connected, std::optional<qint64>(50), 5000);
        QTRY_COMPARE_WITH_TIMEOUT(
            event.state().counts.hearing, std::optional(HearingEstimate{47, 0}), 10'000);
    }

    void connected_isNotInflated_bySubscribingTwice()
    {
        EventDesk &event = m_desk->addEvent(newCard());
        RawNatsClient client(m_engine->addresses().webSocket.url);
        QVERIFY(client.login(bearer()));
        const QByteArray subject = subjects::state(event.state().id);
        for (int sid = 1; sid <= 9; ++sid)
            client.send("SUB " + subject + ' ' + QByteArray::number(sid) + "\r\n");
        QVERIFY(client.flush());
        // The audience has one connection: the desk's is the organiser's.
        QTRY_COMPARE_WITH_TIMEOUT(event.state().counts.connected, std::optional<qint64>(1), 5000);
    }

    void card_isReadFromTheBucket_andFollowsChanges()
    {
        const ScheduleCard card = newCard();
        EventDesk &event = m_desk->addEvent(card);
        Session session(m_clock, m_random, factory());
        std::optional<ScheduleCard> seen;
        ScheduleReader reader(m_clock, session);
        connect(&reader, &ScheduleReader::changed, this, [&] {
            for (const ScheduleCard &one : reader.schedule()) {
                if (one.id == card.id)
                    seen = one;
            }
        });
        session.start(line(bearer()));
        QTRY_VERIFY(seen);
        QCOMPARE(seen->title, card.title);
        QVERIFY(event.announceDelay(card.planned + minutes{5}, "Late train").ok());
        QTRY_COMPARE(seen->planned, card.planned + minutes{5});
        QCOMPARE(seen->postponedFrom, std::vector{card.planned});
    }

    void audioStream_isMade_andAnOlderOneGetsWhatItLacks()
    {
        RawNatsClient client(m_engine->addresses().webSocket.url);
        QVERIFY(client.login(m_engine->deskCredentials(m_clock.wall(), std::chrono::hours(1))));
        const auto config = [&] {
            const QByteArray answer = client.request("$JS.API.STREAM.INFO.EARSHOT_AUDIO", "");
            return QJsonDocument::fromJson(answer.left(answer.indexOf("\r\n")))["config"].toObject();
        };
        const QJsonArray both{"ev.*.audio.*", "ev.*.again.*"};
        QTRY_COMPARE(config()["subjects"].toArray(), both);
        QVERIFY(config()["allow_direct"].toBool());
        QCOMPARE(config()["storage"].toString(), QString("file"));
        QCOMPARE(config()["num_replicas"].toInt(), 1);
        QCOMPARE(config()["max_age"].toDouble(), 24 * 3600e9);
        QCOMPARE(config()["max_bytes"].toDouble(), 8.0 * 1024 * 1024 * 1024);

        cleanup();
        QVERIFY(client.request("$JS.API.STREAM.DELETE.EARSHOT_AUDIO", "").contains("\"success\":true"));
        const QByteArray made = client.request("$JS.API.STREAM.CREATE.EARSHOT_AUDIO",
            R"({"name":"EARSHOT_AUDIO","subjects":["ev.*.audio.*"],"max_age":3600000000000,"num_replicas":1})");
        QVERIFY2(made.contains("\"created\""), made.constData());
        startDesk();
        QTRY_COMPARE(config()["subjects"].toArray(), both);
        QCOMPARE(config()["max_age"].toDouble(), 24 * 3600e9);
    }

    void restartedDesk_goesOn()
    {
        const ScheduleCard card = newCard();
        m_desk->addEvent(card).start();
        QSignalSpy published(m_desk.get(), &Desk::published);
        QTRY_VERIFY(published.size() >= 2);
        const EventState before = m_desk->find(card.id)->state();
        cleanup();
        startDesk();
        EventDesk &event = m_desk->addEvent(card);
        QTRY_COMPARE(event.state().phase, Phase::Live);
        QCOMPARE(event.state().started, before.started);
        QVERIFY(event.state().revision > before.revision);
    }

    void admittedSpeaker_isLetIn_butOnlyToTheirOwnSubject()
    {
        EventDesk &event = m_desk->addEvent(newCard());
        const NKey key = NKey::generate(NKeyKind::User);
        const NKey other = NKey::generate(NKeyKind::User);
        const Result<QByteArray> ticket = event.admit(key.userKey(), "Bo", Role::Speaker);
        RawNatsClient thief(m_engine->addresses().webSocket.url);
        QVERIFY(!thief.login({*ticket, other})); // of no use to another key
        RawNatsClient client(m_engine->addresses().webSocket.url);
        QVERIFY(client.login({*ticket, key}));
        client.publish(subjects::audio(event.state().id, key.userKey()), QByteArray(20, 'x'));
        QVERIFY(client.flush());
        QVERIFY2(!client.received().contains("-ERR"), client.received().constData());
        QTRY_COMPARE(event.state().stage.at(0).presence, Presence::Present);
        const QByteArrayList forbidden{subjects::audio(event.state().id, other.userKey()),
            subjects::audio(*EventId::parse(u"another"), key.userKey()), subjects::state(event.state().id),
            subjects::to(event.state().id, other.userKey()), subjects::card(event.state().id)};
        for (const QByteArray &subject : forbidden) {
            client.publish(subject, "x");
            QVERIFY(client.flush());
            QVERIFY2(client.received().contains("Permissions Violation for Publish to \"" + subject),
                subject.constData());
        }
    }

    void liveSpeaker_isHeard_mutedByTheDesk_andMissedWhenGone()
    {
        EventDesk &event = m_desk->addEvent(newCard());
        event.start();
        const NKey key = NKey::generate(NKeyKind::User);
        const QByteArray ticket = *event.admit(key.userKey(), "Bo", Role::Speaker);
        const auto listener = listen(event.state().id);
        QTRY_VERIFY(listener->state);
        const VoiceTrack track = *VoiceTrack::make({1, 0, 960,
            encodedFrames(100, [](qint64 n) { return 0.3f * float(std::sin(double(n) * 0.06)); })});
        LiveSpeaker speaker(m_clock, m_random, factory(), track,
            {line({ticket, key}), event.state().id, "Bo", m_clock.wall(), 3, false});
        speaker.start();
        QTRY_VERIFY(listener->packets >= 20);
        QTRY_COMPARE(event.state().stage.at(0).presence, Presence::Present);

        QVERIFY(event.setMuted(key.userKey(), true, "Echo").ok());
        QTRY_VERIFY(speaker.isMuted());
        QTRY_VERIFY(listener->state->stage.at(0).muted);
        const quint64 sent = speaker.packetsSent();
        QVERIFY(event.setMuted(key.userKey(), false).ok());
        QTRY_VERIFY(speaker.packetsSent() > sent);

        speaker.stop();
        QTRY_COMPARE_WITH_TIMEOUT(listener->state->stage.at(0).presence, Presence::Dropped, 4500);
    }
};

QTEST_GUILESS_MAIN(DeskTest)
#include "desk_test.moc"
