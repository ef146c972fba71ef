#include "support/nats_cluster.h"
#include "support/raw_nats_client.h"

#include "base/clock.h"

using namespace earshot;
using namespace earshot::test;

/// That the cluster of the other tests is one: streams survive a node's death, messages cross the routes.
class NatsClusterTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }

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
