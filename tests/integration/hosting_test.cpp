#include "client/local_server.h"
#include "session/event_listener.h"
#include "support/host_process.h"
#include "support/live_event.h"
#include "support/running_engine.h"
#include "wire/desk_order.h"
#include "wire/messages.h"
#include "wire/rtp_packet.h"
#include "wire/subjects.h"
#include "wire/websocket_connection.h"

#include <QJsonArray>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr int kKills = 10;
constexpr milliseconds kPacketLength{20};

/// Somebody on the line with a link: hears the event, may come up with an invitation, and speaks then.
class Person
{
public:
    Person(const QString &link, Clock &clock, Random &random)
        : m_link(readLink(link).value())
        , m_clock(clock)
        , m_session(clock, random, [&clock, &random] { return makeWebSocketConnection(clock, random); })
        , m_listener(clock, m_session, *m_link.event, random.next(),
              {[this](int, const RtpPacket &packet, Instant at) { hear(packet, at); }, [](int) {}})
        , m_tick(clock.makeTimer())
    {
        QObject::connect(
            &m_listener, &EventListener::stateReceived, &m_listener, [this](const EventState &s, Instant) {
                state = s;
                m_wasPaused |= s.phase == Phase::Paused;
            });
        m_session.subscribe(subjects::to(*m_link.event, key.userKey()),
            [this](const NatsMessage &message, Instant) { onOrder(message); });
        m_session.start({{m_link.server()}, {m_link.ticket, {}}, "person", true, {}});
    }
    bool isLive() const { return m_session.isLive(); }
    bool isRefused() const { return std::holds_alternative<Session::Refused>(m_session.state()); }
    bool isOnStage() const { return state && state->member(key.userKey()); }

    void comeUp()
    {
        if (m_session.isLive() && !isOnStage())
            m_session.publish(subjects::ask(*m_link.event, key.userKey()),
                writeAsk({AskKind::AcceptStage, "Ana", m_clock.wall(), false, m_link.invitation},
                    *m_link.event, key));
        m_tick->start(milliseconds{200}, [this] { comeUp(); });
    }
    /// 50 numbered packets a second from now on, in the stream's own time.
    void speak()
    {
        m_next = m_clock.now();
        sendDue();
    }

    const NKey key = NKey::generate(NKeyKind::User);
    std::optional<EventState> state;
    int heard = 0;
    int heardInPauses = 0;
    int missing = 0; ///< while nobody paused the event
    microseconds longestSilence{0}; ///< likewise

private:
    void onOrder(const NatsMessage &message)
    {
        const auto order = readOrder(message.payload);
        if (order && !order->ticket.isEmpty() && !m_hasTicket) {
            m_hasTicket = true;
            m_session.setCredentials({order->ticket, key});
            m_session.renew();
        }
    }
    void sendDue()
    {
        for (; m_next <= m_clock.now(); m_next += kPacketLength) {
            RtpPacket packet;
            packet.sequence = m_sequence++;
            packet.timestamp = quint32(packet.sequence) * 960;
            packet.ssrc = 7;
            packet.payload = QByteArray(40, 'x');
            m_session.publish(subjects::audio(*m_link.event, key.userKey()), writeRtp(packet));
        }
        m_tick->start(kPacketLength, [this] { sendDue(); });
    }
    void hear(const RtpPacket &packet, Instant at)
    {
        heardInPauses += state && state->phase == Phase::Paused;
        if (heard++ > 0 && !std::exchange(m_wasPaused, false)) {
            missing += quint16(packet.sequence - m_lastHeard - 1);
            longestSilence = std::max(longestSilence, at - m_lastHeardAt);
        }
        m_lastHeard = packet.sequence;
        m_lastHeardAt = at;
    }

    const Link m_link;
    Clock &m_clock;
    Session m_session;
    EventListener m_listener;
    std::unique_ptr<Timer> m_tick;
    bool m_hasTicket = false;
    bool m_wasPaused = false; ///< since the last packet
    Instant m_next{};
    quint16 m_sequence = 0;
    quint16 m_lastHeard = 0;
    Instant m_lastHeardAt{};
};

/// What a host has entered, as far as it is to outlive a crash.
struct Account {
    QString title, message, phase;
    int postponed = 0;
    bool muted = false; ///< the silent one, by the host
    bool coHost = false; ///< the silent one
    bool guest = true; ///< is on stage

    bool operator==(const Account &) const = default;

    static Account of(const QJsonObject &event, const UserKey &silent, const UserKey &guest)
    {
        Account account{event["title"].toString(), event["message"].toString(), event["phase"].toString(),
            event["postponed"].toInt()};
        account.guest = false;
        for (const QJsonValue &member : event["stage"].toArray()) {
            account.guest |= member["key"].toString() == guest.text();
            if (member["key"].toString() != silent.text())
                continue;
            account.muted = member["muted"].toBool();
            account.coHost = member["role"].toString() == "co-host";
        }
        return account;
    }
};

/// The accounts that orders lead to one after the other, and how far the host's view has come.
class History
{
public:
    explicit History(const Account &first)
        : m_accounts{first}
    { }
    const Account &last() const { return m_accounts.back(); }
    void add(const Account &account) { m_accounts.push_back(account); }
    /// False where it is none of them, or one that is over. Of equal ones it may be the first.
    bool show(const Account &account)
    {
        const auto found = std::find(m_accounts.begin() + m_shown, m_accounts.end(), account);
        if (found == m_accounts.end())
            return false;
        m_shown = found - m_accounts.begin();
        return true;
    }
    qsizetype shown() const { return m_shown; }

private:
    std::vector<Account> m_accounts;
    qsizetype m_shown = 0;
};

} // namespace

/// Hosting from beginning to end with a real nats-server, and through crashes.
class HostingTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void host_printsLinks_isLive_andEndsForEverybody()
    {
        HostProcess host;
        host.start(folder(), {"--title", "Town hall", "--host", "Mei"});
        QTRY_VERIFY_WITH_TIMEOUT(!host.speakerLink.isEmpty() && host.phase() == "live", 20'000);
        QVERIFY(readLink(host.listenerLink)->invitation.isEmpty());
        QCOMPARE(readLink(host.speakerLink)->invitation.size(), 22);
        Person listener(host.listenerLink, m_clock, m_random);
        QTRY_VERIFY(listener.state && listener.state->phase == Phase::Live);
        QCOMPARE(listener.state->title, "Town hall");
        QCOMPARE(listener.state->hostName, "Mei");

        Person speaker(host.speakerLink, m_clock, m_random);
        speaker.comeUp();
        QTRY_VERIFY(speaker.isOnStage());
        host.say("remove " + speaker.key.userKey().text() + " enough");
        QTRY_VERIFY(!speaker.isOnStage());
        host.say("nonsense");
        QTRY_COMPARE(host.refused.size(), 1);

        host.interrupt();
        QTRY_VERIFY(!host.isRunning());
        QCOMPARE(host.exitCode(), 0);
        QCOMPARE(listener.state->phase, Phase::Ended);
        HostProcess again;
        again.start(folder(), {"--take-back"});
        QTRY_VERIFY(!again.isRunning());
        QCOMPARE(again.exitCode(), 3);
    }

    /// The engine runs elsewhere: the event goes on without its desk. Each kill comes at a moment of chance while things
    /// are entered; the next desk must have all that was shown as done.
    void killedDesk_losesNothing_andTheEventGoesOn()
    {
        LocalServer server(m_clock, m_random, {.dataFolder = folder()});
        QSignalSpy ready(&server, &LocalServer::engineReady);
        server.start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);

        auto host = std::make_unique<HostProcess>();
        host->start(folder(), {"--title", "t0"});
        QTRY_VERIFY_WITH_TIMEOUT(!host->speakerLink.isEmpty() && host->phase() == "live", 20'000);
        const QString unusedLink = host->speakerLink;
        Person listener(host->listenerLink, m_clock, m_random);
        host->speakerLink.clear();
        host->say("invite speaker");
        QTRY_VERIFY(!host->speakerLink.isEmpty());
        Person speaker(host->speakerLink, m_clock, m_random);
        speaker.comeUp();
        QTRY_VERIFY(speaker.isOnStage() && listener.isLive());
        QTRY_VERIFY(listener.state && listener.state->member(speaker.key.userKey()));
        speaker.speak();
        QTRY_VERIFY(listener.heard > 10);
        // Mutes are of another one: whom the host mutes nobody hears.
        host->speakerLink.clear();
        host->say("invite speaker");
        QTRY_VERIFY(!host->speakerLink.isEmpty());
        Person silent(host->speakerLink, m_clock, m_random);
        silent.comeUp();
        QTRY_VERIFY(silent.isOnStage());
        QTRY_VERIFY(listener.state->member(silent.key.userKey()));

        host->speakerLink.clear();
        host->say("invite speaker");
        QTRY_VERIFY(!host->speakerLink.isEmpty());
        Person guest(host->speakerLink, m_clock, m_random);
        guest.comeUp();
        QTRY_VERIFY(guest.isOnStage());

        SeededRandom chance(20);
        const auto accountNow
            = [&] { return Account::of(host->last, silent.key.userKey(), guest.key.userKey()); };
        QTRY_VERIFY(accountNow().guest);
        History history(accountNow());
        QString notice; // of the last pause
        qsizetype shown = 0;
        int entered = 0;
        const auto enter = [&](const QString &order, const Account &leadsTo) {
            host->say(order);
            history.add(leadsTo);
        };
        for (int kill = 0; kill < kKills; ++kill) {
            const int orders = 2 + int(chance.next() % 4);
            for (int i = 0; i < orders; ++i) {
                const QString value = QString::number(++entered);
                Account next = history.last();
                switch (chance.next() % 6) {
                case 0:
                    next.title = "t" + value;
                    enter("title " + next.title, next);
                    break;
                case 1:
                    next.message = "m" + value;
                    enter("message " + next.message, next);
                    break;
                case 2:
                    if (next.phase == "live") {
                        next.phase = "paused";
                        next.message = notice = "p" + value;
                        enter("pause " + notice, next);
                        break;
                    }
                    next.phase = "live";
                    if (next.message == notice)
                        next.message.clear();
                    enter("start", next);
                    break;
                case 3:
                    next.muted = !next.muted;
                    enter((next.muted ? "mute " : "unmute ") + silent.key.userKey().text(), next);
                    break;
                case 4:
                    if (next.phase == "paused") {
                        ++next.postponed;
                        next.message = "d" + value;
                        enter("delay 10m " + next.message, next);
                    }
                    break;
                case 5:
                    if (kill > kKills / 2) {
                        next.guest = false;
                        enter("remove " + guest.key.userKey().text() + " enough", next);
                    } else {
                        next.coHost = true;
                        enter("co-host " + silent.key.userKey().text(), next);
                    }
                    break;
                }
            }
            QTest::qWait(int(chance.next() % 200));
            host->kill();
            QVERIFY2(history.show(accountNow()), QJsonDocument(host->last).toJson().constData());
            shown += history.shown();

            host = std::make_unique<HostProcess>();
            host->start(folder(), {"--take-back"});
            QTRY_VERIFY_WITH_TIMEOUT(host->state() == "in-charge", 15'000);
            QVERIFY2(history.show(accountNow()), QJsonDocument(host->last).toJson().constData());
            history = History(accountNow());
        }
        QVERIFY2(history.last().coHost && !history.last().guest && history.last().postponed > 0,
            "nothing of some kind was entered");
        QVERIFY2(shown >= kKills, "too little was done between the kills");

        // The speaker was heard all the time, but for the pauses, and a link that was given out before the first kill
        // still works.
        QVERIFY(listener.heard > kKills * 5);
        QCOMPARE(listener.missing, 0);
        QCOMPARE(listener.heardInPauses, 0);
        qInfo("%d orders, %d kills; %d packets heard, longest silence %.0f ms", entered, kKills,
            listener.heard, toMs(listener.longestSilence));
        Person late(unusedLink, m_clock, m_random);
        late.comeUp();
        QTRY_VERIFY(late.isOnStage());
        QTRY_COMPARE(listener.state->title, history.last().title);
        QVERIFY2(!guest.isOnStage(), "was removed, and asks all the time");

        host->say("move earshot://live.example.org/elsewhere");
        QTRY_COMPARE(host->phase(), "moved");
        host->kill();
        QTRY_COMPARE(listener.state->phase, Phase::Moved);
        QVERIFY(listener.state->movedTo.contains("live.example.org/elsewhere"));
        // What was said before it moved is still published; then nothing is left to be taken back.
        for (const int code : {0, 3}) {
            HostProcess again;
            again.start(folder(), {"--take-back"});
            QTRY_VERIFY_WITH_TIMEOUT(!again.isRunning(), 20'000);
            QCOMPARE(again.exitCode(), code);
        }
    }

    /// The engine dies with its host, and comes back where it was.
    void killedEngine_comesBackAtTheSameLink()
    {
        HostProcess host;
        host.start(folder(), {"--title", "Town hall"});
        QTRY_VERIFY_WITH_TIMEOUT(!host.speakerLink.isEmpty() && host.phase() == "live", 20'000);
        Person listener(host.listenerLink, m_clock, m_random);
        QTRY_VERIFY(listener.state && listener.state->phase == Phase::Live);
        host.say("message back in a minute");
        QTRY_COMPARE(host.last["message"].toString(), "back in a minute");
        host.kill();
        QTRY_VERIFY(!listener.isLive());
        listener.state.reset();

        HostProcess again;
        again.start(folder(), {"--take-back"});
        QTRY_VERIFY_WITH_TIMEOUT(listener.state.has_value(), 20'000);
        QCOMPARE(listener.state->phase, Phase::Live);
        QCOMPARE(listener.state->message->text, "back in a minute");
        again.interrupt();
        QTRY_VERIFY(!again.isRunning());
    }

    /// The desk cannot tell the server any more: only the journal has it.
    void enteredWithoutALine_outlivesTheCrash()
    {
        auto server = std::make_unique<LocalServer>(m_clock, m_random, EngineOptions{.dataFolder = folder()});
        QSignalSpy ready(server.get(), &LocalServer::engineReady);
        server->start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
        HostProcess host;
        host.start(folder(), {"--title", "before"});
        QTRY_VERIFY_WITH_TIMEOUT(host.phase() == "live" && host.state() == "in-charge", 20'000);
        QSignalSpy ended(server.get(), &LocalServer::stopped);
        server->stop();
        QTRY_COMPARE(ended.size(), 1);
        QTRY_COMPARE(host.state(), "disconnected");
        host.say("title after");
        QTRY_COMPARE(host.last["title"].toString(), "after");
        host.kill();

        server->start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 2, 20'000);
        HostProcess again;
        again.start(folder(), {"--take-back"});
        QTRY_VERIFY_WITH_TIMEOUT(again.state() == "in-charge", 15'000);
        QCOMPARE(again.last["title"].toString(), "after");
        QCOMPARE(again.phase(), "live");
    }

    void client_joinsWhatItHosts_asItsHost()
    {
        Client::Options options;
        options.sound.output.kind = OutputChoice::Kind::Null;
        options.dataFolder = folder();
        Client client(m_clock, m_random, options);
        Hosting &hosting = client.hosting();
        HostPlan plan{.title = "Town hall", .hostName = "Mei"};
        hosting.open(plan);
        QTRY_COMPARE_WITH_TIMEOUT(hosting.view().state, HostView::State::InCharge, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!hosting.view().event->stage.empty(), 10'000);
        const StageMember &host = hosting.view().event->stage.front();
        QCOMPARE(host.role, Role::Host);
        QVERIFY(client.nowPlaying().open);
        hosting.start();
        const auto &heard = client.nowPlaying().evidence.state;
        QTRY_VERIFY(heard && heard->value.phase == Phase::Live);
        for (const Link &server : client.servers())
            QVERIFY2(server.invitation.isEmpty(), "an invitation is not remembered");
        hosting.end();
        QTRY_COMPARE(hosting.view().event->phase, Phase::Ended);
        hosting.close(); // once its recording is done: there is nothing to be recorded
        QTRY_COMPARE_WITH_TIMEOUT(hosting.view().state, HostView::State::Idle, 10'000);
        QVERIFY(!hosting.view().offer);
    }

    /// Here on loopback, as the server of this system may not be for a network.
    void tls_withACertificateOfItsOwn_isJoinedByItsFingerprint()
    {
        QString fingerprints[2];
        for (QString &fingerprint : fingerprints) {
            LocalServer server(m_clock, m_random, {.dataFolder = folder(), .tls = true});
            QSignalSpy ready(&server, &LocalServer::deskReady);
            connect(&server, &LocalServer::engineReady, this, [&] { server.openDesk(); });
            server.start();
            QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
            const Link link = server.link(*EventId::parse(u"hall"));
            QVERIFY(link.tls);
            QCOMPARE(link.certificateSha256.size(), 32);
            fingerprint = QString::fromLatin1(link.certificateSha256.toHex());
            Person listener(link.toString(), m_clock, m_random);
            QTRY_VERIFY(listener.isLive());
            Link other = link;
            other.certificateSha256[0] = char(other.certificateSha256[0] ^ 1);
            Person misled(other.toString(), m_clock, m_random);
            QTRY_VERIFY(misled.isRefused());
        }
        QCOMPARE(fingerprints[0], fingerprints[1]);
    }

    void credentials_hostOnAnotherServer_andAreKept()
    {
        LocalServer server(m_clock, m_random, {.dataFolder = m_dir->filePath("theirs")});
        QSignalSpy ready(&server, &LocalServer::engineReady);
        server.start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
        const QString file = m_dir->filePath("host.creds");
        QVERIFY(server.writeHostCredentials(file));

        HostProcess host;
        host.start(folder(), {"--title", "Elsewhere", "--credentials", file, "--in", "10m"});
        QTRY_VERIFY_WITH_TIMEOUT(!host.speakerLink.isEmpty(), 20'000);
        QCOMPARE(host.phase(), "scheduled");
        host.say("delay 20m the train is late");
        QTRY_COMPARE(host.last["message"].toString(), "the train is late");
        QCOMPARE(host.last["postponed"].toInt(), 1);
        host.kill();
        QVERIFY(QFile::remove(file));

        HostProcess again;
        again.start(folder(), {"--take-back"});
        QTRY_VERIFY_WITH_TIMEOUT(again.state() == "in-charge", 15'000);
        QCOMPARE(again.last["message"].toString(), "the train is late");
        QCOMPARE(again.last["postponed"].toInt(), 1);
        QCOMPARE(readLink(again.listenerLink.isEmpty() ? host.listenerLink : again.listenerLink)->event,
            readLink(host.listenerLink)->event);
        // What is closed in order is not over, and can be taken back too.
        again.say("close");
        QTRY_VERIFY(!again.isRunning());
        HostProcess third;
        third.start(folder(), {"--take-back"});
        QTRY_VERIFY_WITH_TIMEOUT(third.state() == "in-charge", 15'000);
        third.say("cancel nobody came");
        QTRY_COMPARE(third.phase(), "cancelled");
    }

private:
    QString folder() const { return m_dir->filePath("data"); }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(HostingTest)
#include "hosting_test.moc"
