#include "support/nats_cluster.h"
#include "support/raw_nats_client.h"

#include "base/clock.h"
#include "wire/jwt_accounts.h"

using namespace earshot;
using namespace earshot::test;

/// That the cluster of the other tests is one: streams survive a node's death, messages cross the routes.
class NatsClusterTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }

    void audience_isCountedOnAllNodes_andTheSpeakerIsToldWhatIsKept()
    {
        const SystemClock clock;
        NatsCluster cluster;
        QVERIFY2(cluster.start(), qPrintable(cluster.node(0).log().right(2000)));
        RawNatsClient desk(cluster.node(0).url());
        QVERIFY(desk.login(cluster.desk(clock.wall())));
        QTRY_VERIFY_WITH_TIMEOUT(
            desk.request("$JS.API.STREAM.CREATE.EARSHOT_AUDIO",
                    "{\"name\":\"EARSHOT_AUDIO\",\"subjects\":[\"ev.*.audio.*\"],\"num_replicas\":1}")
                .contains("\"name\":\"EARSHOT_AUDIO\""),
            10'000);
        std::vector<std::unique_ptr<RawNatsClient>> ears;
        for (int i = 0; i < 4; ++i) {
            ears.push_back(std::make_unique<RawNatsClient>(cluster.node(i % cluster.size()).url()));
            QVERIFY(ears.back()->login(cluster.listener(clock.wall())));
            ears.back()->subscribe("ev.town-hall.state");
            QVERIFY(ears.back()->flush());
        }
        QTRY_VERIFY_WITH_TIMEOUT(
            desk.request("$SYS.DEBUG.SUBSCRIBERS", "ev.town-hall.state").startsWith("4\r\n"), 10'000);
        desk.send("SUB _INBOX.connections 7\r\n");
        desk.publish(kAudienceConnections, {}, "_INBOX.connections");
        const auto connections = [&desk] {
            int sum = 0;
            for (const QByteArray &line : desk.received().split('\n')) {
                const QJsonObject answer = QJsonDocument::fromJson(line.trimmed()).object();
                sum += answer["data"]["account_statz"][0]["conns"].toInt();
            }
            return sum;
        };
        QTRY_COMPARE_WITH_TIMEOUT(connections(), 4, 10'000);

        for (int node = 0; node < cluster.size(); ++node) {
            const NKey key = NKey::generate(NKeyKind::User);
            RawNatsClient speaker(cluster.node(node).url());
            QVERIFY(speaker.login(cluster.speaker(key, QStringLiteral("town-hall"), clock.wall())));
            QVERIFY(speaker.request("ev.town-hall.audio." + key.publicKey(), "a word")
                        .contains("\"stream\":\"EARSHOT_AUDIO\""));
        }
        desk.publish("ev.town-hall.state", "the beacon");
        for (const auto &ear : ears)
            QVERIFY(ear->waitFor("the beacon"));
    }

    void stream_survivesTheDeathOfANode()
    {
        const SystemClock clock;
        NatsCluster cluster;
        QVERIFY2(cluster.start(), qPrintable(cluster.node(0).log().right(2000)));

        RawNatsClient desk(cluster.node(0).url());
        QVERIFY(desk.login(cluster.desk(clock.wall())));
        desk.subscribe("_INBOX.test");
        desk.publish("$JS.API.STREAM.CREATE.EARSHOT_AUDIO",
            "{\"name\":\"EARSHOT_AUDIO\",\"subjects\":[\"ev.*.audio.*\"],\"storage\":\"file\","
            "\"num_replicas\":3,\"allow_direct\":true}",
            "_INBOX.test");
        QTRY_VERIFY_WITH_TIMEOUT(desk.received().contains("\"num_replicas\":3"), 10'000);
        desk.publish("$JS.API.STREAM.INFO.EARSHOT_AUDIO", {}, "_INBOX.test");
        QTRY_VERIFY_WITH_TIMEOUT(desk.received().contains("\"leader\":"), 10'000);

        const NKey key = NKey::generate(NKeyKind::User);
        RawNatsClient speaker(cluster.node(1).url());
        QVERIFY(speaker.login(cluster.speaker(key, QStringLiteral("town-hall"), clock.wall())));
        RawNatsClient listener(cluster.node(2).url());
        QVERIFY(listener.login(cluster.listener(clock.wall())));
        listener.subscribe("ev.town-hall.audio.*");
        QVERIFY(listener.flush());
        const QByteArray subject = "ev.town-hall.audio." + key.publicKey();
        QTRY_VERIFY_WITH_TIMEOUT(
            (speaker.publish(subject, "kept"), listener.received().contains("kept")), 5'000);

        cluster.node(2).kill();
        RawNatsClient other(cluster.node(1).url());
        QVERIFY(other.login(cluster.listener(clock.wall())));
        other.subscribe("_INBOX.get");
        const QByteArray get = "{\"last_by_subj\":\"" + subject + "\"}";
        QTRY_VERIFY_WITH_TIMEOUT((other.publish("$JS.API.DIRECT.GET.EARSHOT_AUDIO", get, "_INBOX.get"),
                                     other.received().contains("kept")),
            10'000);

        QVERIFY(cluster.node(2).start());
        RawNatsClient again(cluster.node(2).url());
        QVERIFY(again.login(cluster.listener(clock.wall())));
    }
};

QTEST_GUILESS_MAIN(NatsClusterTest)
#include "nats_cluster_test.moc"
