#include "support/raw_nats_client.h"
#include "support/running_engine.h"
#include "wire/jwt.h"

#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

/// What a real nats-server makes of our tickets and role templates.
class TicketTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<Engine> m_engine;

    QUrl url() const { return m_engine->addresses().webSocket.url; }
    Credentials bearer() const
    {
        return {m_engine->listenerTicket(m_clock.wall(), std::chrono::hours(1)), {}};
    }
    Credentials desk() const { return m_engine->deskCredentials(m_clock.wall(), std::chrono::hours(1)); }
    Credentials speaker(const NKey &key, const QString &event) const
    {
        const EngineKeys keys = m_engine->keys();
        return {makeUserTicket(key.publicKey(), "Ada", keys.audience, keys.speaker, m_clock.wall(),
                    m_clock.wall() + std::chrono::hours(1), {"event:" + event}),
            key};
    }
    static QByteArray violation(const QByteArray &subject)
    {
        return "-ERR 'Permissions Violation for Publish to \"" + subject + "\"'";
    }

private slots:
    void initTestCase()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_engine = std::make_unique<Engine>(EngineOptions{m_folder.filePath("data")}, m_clock);
        const auto outcome = outcomeOf(*m_engine);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.failure().detail));
    }

    void bearerTicket_isLetIn()
    {
        RawNatsClient client(url());
        QVERIFY(client.login(bearer()));
        client.subscribe("ev.town-hall.state");
        client.subscribe("ev.town-hall.audio.*");
        client.publish("ev.town-hall.report", "{}");
        QVERIFY(client.flush());
        QVERIFY2(!client.received().contains("-ERR"), client.received().constData());
    }

    void noTicket_isRefused()
    {
        RawNatsClient client(url());
        QVERIFY(!client.login({}));
        QVERIFY(client.received().contains("-ERR 'Authorization Violation'"));
    }

    void ticketWithOneFlippedBit_isRefused()
    {
        const QByteArray whole = bearer().ticket;
        // The last character holds four bits that no byte of the signature takes; the server does not look at
        // them.
        const QByteArrayList parts = whole.split('.');
        QList<qsizetype> positions;
        qsizetype start = 0;
        for (const QByteArray &part : parts) {
            for (int i = 0; i < 8; ++i)
                positions << start + i * (part.size() - 2) / 7;
            start += part.size() + 1;
        }
        for (const qsizetype at : positions) {
            QByteArray damaged = whole;
            damaged[at] = char(damaged[at] ^ 1);
            RawNatsClient client(url());
            QVERIFY2(!client.login({damaged, {}}), qPrintable(QString::number(at)));
            QVERIFY2(
                client.received().contains("-ERR 'Authorization Violation'"), client.received().constData());
        }
    }

    void expiredTicket_isRefused()
    {
        const WallTime issued = m_clock.wall() - std::chrono::hours(2);
        RawNatsClient inTime(url());
        QVERIFY(inTime.login({m_engine->listenerTicket(issued, std::chrono::hours(3)), {}}));
        RawNatsClient late(url());
        late.login({m_engine->listenerTicket(issued, std::chrono::hours(1)), {}});
        // By its version, a server names the reason or only refuses.
        QVERIFY2(late.waitFor("-ERR 'Authorization Violation'")
                || late.waitFor("-ERR 'User Authentication Expired'"),
            late.received().constData());
        QVERIFY(late.waitForClose());
    }

    void ticketThatExpires_endsItsConnection()
    {
        RawNatsClient client(url());
        QVERIFY(client.login({m_engine->listenerTicket(m_clock.wall(), seconds(2)), {}}));
        QVERIFY2(client.waitFor("-ERR 'User Authentication Expired'"), client.received().constData());
        QVERIFY(client.waitForClose());
    }

    void ticketOfAStrangersKey_isRefused()
    {
        const NKey stranger = NKey::generate(NKeyKind::Account);
        const QByteArray ticket = makeUserTicket(NKey::generate(NKeyKind::User).publicKey(), "x",
            m_engine->keys().audience, stranger, m_clock.wall(), {});
        RawNatsClient client(url());
        QVERIFY(!client.login({ticket, {}}));
        QVERIFY(client.received().contains("-ERR 'Authorization Violation'"));
    }

    void speaker_needsItsKey()
    {
        const NKey key = NKey::generate(NKeyKind::User);
        Credentials stolen = speaker(key, "town-hall");
        stolen.key.reset();
        RawNatsClient without(url());
        QVERIFY(!without.login(stolen));
        stolen.key = NKey::generate(NKeyKind::User);
        RawNatsClient withAnother(url());
        QVERIFY(!withAnother.login(stolen));
    }

    void speaker_isHeardOnItsOwnSubjectOnly()
    {
        const NKey key = NKey::generate(NKeyKind::User);
        const QByteArray own = "ev.town-hall.audio." + key.publicKey();
        const QByteArray again = "ev.town-hall.again." + key.publicKey();
        RawNatsClient listener(url());
        QVERIFY(listener.login(bearer()));
        listener.subscribe("ev.*.audio.*");
        listener.send("SUB ev.town-hall.again.* 2\r\n");
        QVERIFY(listener.flush());

        RawNatsClient client(url());
        QVERIFY(client.login(speaker(key, "town-hall")));
        client.publish(own, "my voice");
        client.publish(again, "once more");
        QVERIFY(client.flush());
        QVERIFY2(!client.received().contains("-ERR"), client.received().constData());
        QVERIFY(listener.waitFor("MSG " + own + " 1 8\r\nmy voice"));
        QVERIFY(listener.waitFor("MSG " + again + " 2 9\r\nonce more"));

        const QByteArray elses = "ev.town-hall.audio." + NKey::generate(NKeyKind::User).publicKey();
        const QByteArray elsewhere = "ev.other-event.audio." + key.publicKey();
        const QByteArray elsesAgain = QByteArray(elses).replace("audio", "again");
        const QByteArray elsewhereAgain = QByteArray(elsewhere).replace("audio", "again");
        for (const QByteArray &subject :
            {elses, elsewhere, elsesAgain, elsewhereAgain, QByteArray("ev.town-hall.state")}) {
            client.publish(subject, "not mine");
            QVERIFY2(client.waitFor(violation(subject)), client.received().constData());
        }
        QVERIFY(listener.flush());
        QVERIFY(!listener.received().contains("not mine"));
    }

    void speakerWithoutAnEvent_isHeardNowhere()
    {
        const NKey key = NKey::generate(NKeyKind::User);
        const EngineKeys keys = m_engine->keys();
        const QByteArray ticket
            = makeUserTicket(key.publicKey(), "Ada", keys.audience, keys.speaker, m_clock.wall(), {});
        RawNatsClient client(url());
        client.login({ticket, key});
        for (const QByteArray &event :
            {QByteArray("town-hall"), QByteArray("*"), QByteArray("{{tag(event)}}")})
            client.publish("ev." + event + ".audio." + key.publicKey(), "x");
        QVERIFY(client.waitFor(violation("ev.town-hall.audio." + key.publicKey())));
        QVERIFY(client.flush());
        QCOMPARE(client.received().count("Permissions Violation for Publish"), 3);
    }

    void listener_mayNotPublishOrRead_whatIsNotItsOwn_data()
    {
        QTest::addColumn<QByteArray>("subject");
        for (const char *subject : {"ev.town-hall.state", "ev.town-hall.to.UABC", "ev.town-hall.audio.UABC",
                 "ev.town-hall.again.UABC", "$KV.earshot_leases.town-hall",
                 "$JS.API.DIRECT.GET.KV_earshot_leases.$KV.earshot_leases.town-hall",
                 "$JS.API.STREAM.MSG.GET.KV_earshot_leases", "$KV.earshot_events.town-hall",
                 "$JS.API.STREAM.CREATE.X", "$SYS.REQ.ACCOUNT.PING.CONNZ", "$SYS.DEBUG.SUBSCRIBERS",
                 "$O.earshot_recordings.M.x", "_INBOX.another"})
            QTest::newRow(subject) << QByteArray(subject);
    }
    void listener_mayNotPublishOrRead_whatIsNotItsOwn()
    {
        QFETCH(const QByteArray, subject);
        RawNatsClient client(url());
        QVERIFY(client.login(bearer()));
        client.publish(subject, "x");
        QVERIFY2(client.waitFor(violation(subject)), client.received().constData());
    }

    void listener_mayNotHear_whatIsTheDesks_data()
    {
        QTest::addColumn<QByteArray>("subject");
        for (const char *subject : {"ev.town-hall.report", "$KV.earshot_leases.town-hall"})
            QTest::newRow(subject) << QByteArray(subject);
    }
    void listener_mayNotHear_whatIsTheDesks()
    {
        QFETCH(const QByteArray, subject);
        RawNatsClient client(url());
        QVERIFY(client.login(bearer()));
        client.subscribe(subject);
        QVERIFY(client.waitFor("-ERR 'Permissions Violation for Subscription to \"" + subject + "\"'"));
    }

    void desk_keepsTheSchedule_andListenersReadIt()
    {
        RawNatsClient client(url());
        QVERIFY(client.login(desk()));
        const QByteArray created = client.request("$JS.API.STREAM.CREATE.KV_earshot_events",
            R"({"name":"KV_earshot_events","subjects":["$KV.earshot_events.>"],"max_msgs_per_subject":5,"discard":"new",)"
            R"("allow_rollup_hdrs":true,"allow_direct":true,"deny_delete":true,"storage":"file","num_replicas":1})");
        QVERIFY2(created.contains("\"created\""), created.constData());
        const QByteArray put = client.request("$KV.earshot_events.town-hall", R"({"title":"Town hall"})");
        QVERIFY2(put.contains("\"seq\":1"), put.constData());

        const QByteArray direct = "$JS.API.DIRECT.GET.KV_earshot_events";
        QVERIFY(client.request(direct + ".$KV.earshot_events.town-hall", "")
                    .contains(R"({"title":"Town hall"})"));
        RawNatsClient listener(url());
        QVERIFY(listener.login(bearer()));
        QVERIFY(listener.request(direct + ".$KV.earshot_events.town-hall", "")
                    .contains(R"({"title":"Town hall"})"));
        QVERIFY(listener.request(direct, R"({"seq":1})").contains(R"({"title":"Town hall"})"));
    }

    void desk_keepsTheAudio_speakersAreToldSo_andListenersReadIt()
    {
        RawNatsClient client(url());
        QVERIFY(client.login(desk()));
        const QByteArray created = client.request("$JS.API.STREAM.CREATE.EARSHOT_AUDIO",
            R"({"name":"EARSHOT_AUDIO","subjects":["ev.*.audio.*","ev.*.again.*"],"allow_direct":true,)"
            R"("storage":"memory","num_replicas":1})");
        QVERIFY2(created.contains("\"created\""), created.constData());
        const NKey key = NKey::generate(NKeyKind::User);
        RawNatsClient voice(url());
        QVERIFY(voice.login(speaker(key, "kept")));
        const QByteArray own = "ev.kept.audio." + key.publicKey();
        const QByteArray stored = voice.request(own, "a word");
        QVERIFY2(stored.contains("\"stream\":\"EARSHOT_AUDIO\", \"seq\":1"), stored.constData());
        QVERIFY(voice.request("ev.kept.again." + key.publicKey(), "a word again").contains("\"seq\":2"));
        RawNatsClient listener(url());
        QVERIFY(listener.login(bearer()));
        QVERIFY(listener.request("$JS.API.DIRECT.GET.EARSHOT_AUDIO", R"({"seq":1})").contains("a word"));
        QVERIFY(listener.request("$JS.API.DIRECT.GET.EARSHOT_AUDIO." + own, "").contains("a word"));
    }

    void desk_keepsItsLease()
    {
        RawNatsClient client(url());
        QVERIFY(client.login(desk()));
        QVERIFY(
            client
                .request("$JS.API.STREAM.CREATE.KV_earshot_leases",
                    R"({"name":"KV_earshot_leases","subjects":["$KV.earshot_leases.>"],"num_replicas":1})")
                .contains("\"created\""));
        client.send("SUB $KV.earshot_leases.> 7\r\n");
        QVERIFY(client.request("$KV.earshot_leases.town-hall", "{}").contains("\"seq\":1"));
        QVERIFY(client.waitFor("MSG $KV.earshot_leases.town-hall 7"));
        QVERIFY2(!client.received().contains("-ERR"), client.received().constData());
    }

    void desk_mayNotSpeakForOthers()
    {
        RawNatsClient client(url());
        QVERIFY(client.login(desk()));
        client.publish("ev.town-hall.audio.UABC", "x");
        QVERIFY(client.waitFor(violation("ev.town-hall.audio.UABC")));
        client.publish("$SYS.REQ.ACCOUNT.PING.CONNZ", "{}");
        QVERIFY(client.waitFor(violation("$SYS.REQ.ACCOUNT.PING.CONNZ")));
    }
};

QTEST_GUILESS_MAIN(TicketTest)
#include "ticket_test.moc"
