#include "client/network_side.h"
#include "support/opus_file.h"
#include "support/raw_nats_client.h"
#include "support/running_engine.h"
#include "wire/desk_order.h"
#include "wire/jwt.h"
#include "wire/subjects.h"
#include "wire/websocket_connection.h"

#include <QTemporaryDir>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

/// A person between audience and stage on a real nats-server, with the test as the desk.
class SeatTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Session> m_desk;
    const EventId m_event = *EventId::parse(u"town-hall");
    const NKey m_key = NKey::generate(NKeyKind::User);
    const QByteArray m_invitation = "abcdefghijklmnopqrstuv";
    std::vector<Ask> m_asks;
    std::vector<QByteArray> m_heard; ///< by others, their subjects
    bool m_isAdmitting = true;

    QByteArray ticket(const NKey &key) const
    {
        const EngineKeys keys = m_engine->keys();
        return makeUserTicket(key.publicKey(), "Ann", keys.audience, keys.speaker, m_clock.wall(),
            m_clock.wall() + std::chrono::hours(1), {"event:town-hall"});
    }
    Link link() const
    {
        const QUrl url = m_engine->addresses().webSocket.url;
        Link link;
        link.host = url.host();
        link.port = url.port();
        link.tls = false;
        link.event = m_event;
        link.ticket = m_engine->listenerTicket(m_clock.wall(), std::chrono::hours(1));
        link.invitation = m_invitation;
        return link;
    }
    void order(DeskOrder order)
    {
        m_desk->publish(subjects::to(m_event, m_key.userKey()), writeOrder(order));
    }
    void startDesk()
    {
        m_desk = std::make_unique<Session>(
            m_clock, m_random, [this] { return makeWebSocketConnection(m_clock, m_random); });
        m_desk->subscribe(subjects::allAsks(m_event), [this](const NatsMessage &message, Instant) {
            const UserKey from = *subjects::askerOf(message.subject);
            m_asks.push_back(*readAsk(message.payload, m_event, from, m_clock.wall()));
            if (m_isAdmitting && m_asks.back().kind == AskKind::AcceptStage
                && m_asks.back().invitation == m_invitation)
                order({m_event, ticket(m_key), {}, {}, m_clock.wall()});
        });
        m_desk->subscribe("ev.town-hall.audio.*",
            [this](const NatsMessage &message, Instant) { m_heard.push_back(message.subject); });
        Session::Config config;
        config.servers = {m_engine->addresses().webSocket};
        config.credentials = m_engine->deskCredentials(m_clock.wall(), std::chrono::hours(1));
        m_desk->start(config);
    }
    static void say(VoiceQueue &queue, qint64 first, int count)
    {
        static const std::vector<QByteArray> frames = encodedFrames(
            50, [](qint64 n) { return 0.25f * float(std::sin(2 * M_PI * 440 * double(n) / 48000)); });
        for (int i = 0; i < count; ++i) {
            VoiceFrame frame;
            frame.position = (first + i) * 960;
            frame.captured = SystemClock().now() - milliseconds{20};
            frame.level = 15;
            frame.voice = true;
            frame.isFirst = i == 0;
            const QByteArray &payload = frames[std::size_t(i) % frames.size()];
            frame.size = std::uint16_t(payload.size());
            std::copy(payload.begin(), payload.end(), frame.bytes.begin());
            QVERIFY(queue.push(frame));
        }
    }

private slots:
    void initTestCase()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_engine = std::make_unique<Engine>(EngineOptions{m_folder.filePath("data")}, m_clock);
        const auto outcome = outcomeOf(*m_engine);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
        startDesk();
        QTRY_VERIFY(m_desk->isLive());
    }
    void init()
    {
        m_asks.clear();
        m_heard.clear();
    }
    void cleanupTestCase()
    {
        m_desk.reset();
        if (!m_engine)
            return;
        QSignalSpy ended(m_engine.get(), &Engine::ended);
        m_engine->stop();
        QTRY_VERIFY(!ended.isEmpty());
    }

    void listener_comesUpAndGoesDown20Times_withoutALostLine()
    {
        Playback playback(DelayMode::Audience);
        VoiceQueue queue;
        NetworkSide side(m_clock, 7, playback);
        SeatStats seat;
        SessionStats line;
        VoiceStats voice;
        std::vector<qint64> returned;
        bool hasOwnSlot = false;
        connect(&side, &NetworkSide::seatChanged, this, [&](int join, const SeatStats &stats) {
            QCOMPARE(join, 1);
            seat = stats;
        });
        connect(&side, &NetworkSide::sessionChanged, this, [&](int, const SessionStats &s) { line = s; });
        connect(&side, &NetworkSide::voiceChanged, this, [&](int, const VoiceStats &v) { voice = v; });
        connect(&side, &NetworkSide::voiceReturned, this,
            [&](int, const RtpPacket &, Instant, qint64 position) { returned.push_back(position); });
        connect(&side, &NetworkSide::slotsChanged, this, [&](int, const EventListener::Slots &used) {
            hasOwnSlot = hasOwnSlot || std::ranges::find(used, std::optional(m_key.userKey())) != used.end();
        });
        side.setOwnKey(m_key);
        side.setVoiceQueue(&queue);
        side.setHearOneself(true);
        side.join(link(), 1);
        QCOMPARE(seat.ownKey, std::optional(m_key.userKey()));
        QTRY_COMPARE(line.phase, LinePhase::Live);

        const NKey other = NKey::generate(NKeyKind::User);
        RawNatsClient fence(m_engine->addresses().webSocket.url);
        QVERIFY(fence.login({ticket(other), other}));
        const QByteArray fenceSubject = subjects::audio(m_event, other.userKey());
        milliseconds longest{0};
        for (int round = 0; round < 20; ++round) {
            const Instant asked = m_clock.now();
            // By the link's invitation once, then by name.
            m_isAdmitting = round == 0;
            side.accept("Ann");
            if (round > 0) {
                QTRY_COMPARE(int(m_asks.size() > 0 && m_asks.back().kind == AskKind::AcceptStage), 1);
                QVERIFY(m_asks.back().invitation.isEmpty());
                order({m_event, ticket(m_key), {}, {}, m_clock.wall()});
            }
            QTRY_COMPARE(seat.phase, SeatPhase::OnStage);
            longest = std::max(longest, std::chrono::duration_cast<milliseconds>(m_clock.now() - asked));
            returned.clear();
            m_heard.clear();
            say(queue, round * 100, 20);
            QTRY_COMPARE(returned.size(), std::size_t(20));
            QTRY_COMPARE(m_heard.size(), std::size_t(20));
            QCOMPARE(returned.back(), qint64((round * 100 + 19) * 960));
            QTRY_COMPARE(voice.returned, quint64(20)); // of this stay
            QCOMPARE(voice.foreign, quint64(0));

            DeskOrder removal{m_event, {}, {}, "Thank you", m_clock.wall()};
            removal.removed = true;
            order(removal);
            QTRY_COMPARE(seat.phase, SeatPhase::Audience);
            QCOMPARE(seat.reason, QStringLiteral("Thank you"));
            m_heard.clear();
            say(queue, round * 100 + 50, 5); // into the void
            side.takeVoice();
            QCOMPARE(line.phase, LinePhase::Live);
            // What was sent before this by somebody on the stage would be here before it.
            fence.publish(fenceSubject, "x");
            QTRY_VERIFY(!m_heard.empty());
            QCOMPARE(m_heard, std::vector<QByteArray>{fenceSubject});
            m_asks.clear();
        }
        qInfo("from the ask to the stage, at most: %d ms", int(longest.count()));
        QVERIFY(longest < seconds{1});
        QCOMPARE(line.reconnects, 0);
        QVERIFY(!line.complaint); // nothing was asked that the ticket does not allow
        QVERIFY(!hasOwnSlot);
        side.endAll();
    }

    void check_isHeardByOneselfOnly()
    {
        Playback playback(DelayMode::Audience);
        VoiceQueue queue;
        NetworkSide side(m_clock, 8, playback);
        SeatStats seat;
        SessionStats line;
        int returned = 0;
        connect(&side, &NetworkSide::seatChanged, this, [&](int, const SeatStats &stats) { seat = stats; });
        connect(&side, &NetworkSide::sessionChanged, this, [&](int, const SessionStats &s) { line = s; });
        connect(&side, &NetworkSide::voiceReturned, this, [&] { ++returned; });
        m_isAdmitting = true;
        side.setVoiceQueue(&queue);
        side.join(link(), 1);
        side.setOwnKey(m_key); // known later than the event
        side.accept("Ann"); // before there is a line
        QTRY_COMPARE(seat.phase, SeatPhase::OnStage);
        // Hears oneself by the check only: what everybody hears would come back through an open microphone.
        side.setHearOneself(true);
        Instant pulled{};
        const auto isPlayed = [&] { // in the next 0.6 s
            float loudest = 0;
            pulled = std::max(pulled, m_clock.now());
            for (int i = 0; i < 60; ++i, pulled += milliseconds{10}) {
                std::array<float, 960> out{};
                playback.pull(out, pulled, microseconds{0});
                for (const float sample : out)
                    loudest = std::max(loudest, std::abs(sample));
            }
            return loudest > 1e-3f;
        };
        say(queue, 0, 10);
        QTRY_COMPARE(returned, 10);
        QVERIFY(!isPlayed());
        side.setWhere(OwnVoice::Where::Check);
        say(queue, 10, 10);
        QTRY_COMPARE(returned, 20);
        QVERIFY(isPlayed());
        side.setWhere(OwnVoice::Where::OnStage);
        QVERIFY(!isPlayed());
        say(queue, 20, 10);
        QTRY_COMPARE(returned, 30);
        QVERIFY(!isPlayed());
        QTRY_COMPARE(m_heard.size(), std::size_t(20));
        // What of the stage comes back only after the change is not played either.
        say(queue, 30, 1);
        side.takeVoice();
        side.setWhere(OwnVoice::Where::Check);
        QTRY_COMPARE(returned, 31);
        QVERIFY(!isPlayed());
        side.setWhere(OwnVoice::Where::OnStage);
        QTRY_COMPARE(m_heard.size(), std::size_t(21)); // none of the check's
        QVERIFY(!line.complaint);
        side.stepDown();
        QTRY_COMPARE(m_asks.back().kind, AskKind::StepDown);
        QTRY_COMPARE(line.phase, LinePhase::Live);
        side.endAll();
    }

    void checkOfAnother_isRefused()
    {
        const QByteArray own = subjects::check(m_event, m_key.userKey());
        const NKey other = NKey::generate(NKeyKind::User);
        RawNatsClient speaker(m_engine->addresses().webSocket.url);
        QVERIFY(speaker.login({ticket(m_key), m_key}));
        speaker.subscribe(own);
        speaker.publish(own, "x");
        QVERIFY(speaker.flush());
        QVERIFY2(!speaker.received().contains("-ERR"), speaker.received().constData());
        speaker.subscribe("ev.town-hall.check.*");
        speaker.publish(subjects::check(m_event, other.userKey()), "x");
        QVERIFY(speaker.flush());
        QVERIFY(speaker.received().contains("Permissions Violation for Subscription"));
        QVERIFY(speaker.received().contains("Permissions Violation for Publish"));
        RawNatsClient listener(m_engine->addresses().webSocket.url);
        QVERIFY(listener.login({link().ticket, {}}));
        listener.subscribe(own);
        QVERIFY(listener.flush());
        QVERIFY(listener.received().contains("Permissions Violation for Subscription"));
    }
};

QTEST_GUILESS_MAIN(SeatTest)
#include "seat_test.moc"
