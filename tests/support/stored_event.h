#pragma once

#include "integration/dialer.h"
#include "session/event_listener.h"
#include "support/nats_server.h"
#include "support/stall_proxy.h"
#include "wire/subjects.h"

#include <memory>

namespace earshot::test {

/// A real server that keeps what is said, somebody who says it, and a listener behind a line that can be cut.
class StoredEvent
{
public:
    struct Heard {
        UserKey speaker;
        quint16 sequence;
        Instant arrival;
        Instant at;
        quint64 requests; ///< to the archive by then
    };

    bool start()
    {
        if (!server.start())
            return false;
        speaker = std::make_unique<Dialer>(server.url());
        if (!speaker->join())
            return false;
        bool isMade = false;
        speaker->connection->request("$JS.API.STREAM.CREATE.EARSHOT_AUDIO",
            R"({"name":"EARSHOT_AUDIO","subjects":["ev.*.audio.*","ev.*.again.*"],"allow_direct":true,)"
            R"("storage":"file","retention":"limits","num_replicas":1,"max_age":3600000000000})",
            seconds{5}, [&](const Result<NatsMessage> &answer) {
                isMade = answer && !answer->payload.contains("\"error\"");
            });
        if (!QTest::qWaitFor([&] { return isMade; }, 5000))
            return false;
        // Who else asks the archive is counted by listening to the questions.
        speaker->connection->subscribe("$JS.API.DIRECT.GET.EARSHOT_AUDIO");
        proxy = std::make_unique<StallProxy>(server.webSocketPort());
        return true;
    }

    bool join()
    {
        session = std::make_unique<Session>(clock, random, webSocketConnections(clock, random));
        listener = std::make_unique<EventListener>(clock, *session, event, 5,
            EventListener::Mediator{[this](int slot, const RtpPacket &packet, Instant arrival) {
                                        heard.push_back({*used[size_t(slot)], packet.sequence, arrival,
                                            clock.now(), listener->archiveRequests()});
                                    },
                [](int) {}, [this](microseconds by) { shift = by; }});
        QObject::connect(listener.get(), &EventListener::slotsChanged,
            [this](const EventListener::Slots &now) { used = now; });
        Session::Config config;
        config.servers = {{QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(proxy->port())), {}}};
        session->start(config);
        bool knowsEvent = false;
        const QObject scope;
        QObject::connect(
            listener.get(), &EventListener::stateReceived, &scope, [&] { knowsEvent = true; });
        if (!QTest::qWaitFor([&] { return session->isLive(); }, 5000))
            return false;
        return QTest::qWaitFor(
            [&] {
                sayState();
                return knowsEvent;
            },
            5000);
    }

    void sayState()
    {
        EventState state{.id = event};
        state.phase = Phase::Live;
        state.planned = state.started.emplace(clock.wall());
        state.catchUpShare = 1;
        for (const UserKey &key : keys)
            state.stage.push_back(
                {key, QStringLiteral("T"), Role::Speaker, false, Presence::Present, clock.wall()});
        speaker->connection->publish(subjects::state(event), writeState(state), {});
    }
    void say(const EventId &where, const UserKey &key, quint16 sequence, quint32 timestamp)
    {
        RtpPacket packet;
        packet.sequence = sequence;
        packet.timestamp = timestamp;
        packet.ssrc = key == keys[0] ? 1 : 2;
        packet.payload = "opus";
        speaker->connection->publish(subjects::audio(where, key), writeRtp(packet), {});
    }
    /// All keys say a packet of 20 ms.
    void say()
    {
        for (const UserKey &key : keys)
            say(event, key, quint16(said), quint32(said) * 960);
        ++said;
    }
    int questions() const
    {
        return int(std::ranges::count(
            speaker->messages, QByteArray("$JS.API.DIRECT.GET.EARSHOT_AUDIO"), &NatsMessage::subject));
    }
    bool reconnect()
    {
        if (!proxy->mend())
            return false;
        return QTest::qWaitFor(
            [&] {
                session->tryNow();
                return session->isLive();
            },
            10'000);
    }

    const EventId event = *EventId::parse(u"town-hall");
    const std::vector<UserKey> keys{
        *UserKey::parse(QString(QLatin1Char('U')) + QString(55, QLatin1Char('A'))),
        *UserKey::parse(QString(QLatin1Char('U')) + QString(55, QLatin1Char('B')))};
    NatsServer server{NatsServer::openConfig("jetstream { store_dir: \"{dir}/jetstream\" }\n")};
    std::unique_ptr<StallProxy> proxy;
    std::unique_ptr<Dialer> speaker;
    SystemClock clock;
    SeededRandom random{3};
    std::vector<Heard> heard;
    std::optional<microseconds> shift;
    EventListener::Slots used;
    std::unique_ptr<Session> session;
    std::unique_ptr<EventListener> listener;
    int said = 65'000; ///< numbers wrap soon
};

} // namespace earshot::test
