#include "support/stored_event.h"

#include <QElapsedTimer>
#include <QTimer>

using namespace earshot;
using namespace earshot::test;

/// Catch-up and rewind by what a real server kept.
class CatchUpServerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }

    void lineCutForThreeSeconds_losesNothing();
    void rewind_findsItsPlace_amongThirtyThousandMessages();
    void serverWithoutArchive_isNamed_andLiveGoesOn();
};

void CatchUpServerTest::lineCutForThreeSeconds_losesNothing()
{
    StoredEvent scene;
    QVERIFY2(scene.start() && scene.join(), qPrintable(scene.server.log()));
    QTimer talk;
    QObject::connect(&talk, &QTimer::timeout, [&] { scene.say(); });
    talk.start(20);
    QTRY_VERIFY(scene.heard.size() > 100);
    QCOMPARE(scene.questions(), 0);
    scene.proxy->cut();
    QTRY_VERIFY(!scene.session->isLive());
    const int saidBefore = scene.said;
    const size_t heardBefore = scene.heard.size();
    QTRY_VERIFY_WITH_TIMEOUT(scene.said > saidBefore + 150, 10'000);
    QCOMPARE(scene.heard.size(), heardBefore);
    QVERIFY(scene.reconnect());
    QTRY_VERIFY_WITH_TIMEOUT(scene.listener->catchUpStats().mode == ListeningMode::Live, 40'000);
    talk.stop();
    QTRY_VERIFY(quint16(scene.said - 1) == scene.heard.back().sequence);

    for (const UserKey &key : scene.keys) {
        std::vector<quint16> numbers;
        for (const StoredEvent::Heard &packet : scene.heard) {
            if (packet.speaker == key)
                numbers.push_back(packet.sequence);
        }
        for (size_t i = 1; i < numbers.size(); ++i)
            QCOMPARE(numbers[i], quint16(numbers[i - 1] + 1));
        QCOMPARE(numbers.back(), quint16(scene.said - 1));
    }
    const CatchUpStats stats = scene.listener->catchUpStats();
    QCOMPARE(stats.lost, quint64(0));
    QVERIFY(stats.recovered >= 300);
    QVERIFY(stats.lastRecovered >= milliseconds{2500});
    qInfo("%d questions for %d packets", scene.questions(), int(stats.recovered));
    QVERIFY(scene.questions() < 3 * int(stats.recovered));
}

void CatchUpServerTest::rewind_findsItsPlace_amongThirtyThousandMessages()
{
    StoredEvent scene;
    QVERIFY2(scene.start() && scene.join(), qPrintable(scene.server.log()));
    const EventId others[] = {*EventId::parse(u"first"), *EventId::parse(u"second")};
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < 10'000; ++i) {
        scene.say(scene.event, scene.keys[0], quint16(i), quint32(i) * 960);
        for (const EventId &other : others)
            scene.say(other, scene.keys[0], quint16(i), quint32(i) * 960);
        if (i % 25 == 0)
            QVERIFY(scene.speaker->settle() && (QTest::qWait(10), true)); // spread over some seconds
    }
    QVERIFY(scene.speaker->settle());
    const auto whole = milliseconds{time.elapsed()};
    QTRY_COMPARE_WITH_TIMEOUT(scene.heard.size(), size_t(10'000), 20'000);
    scene.heard.clear();
    const milliseconds behind = whole / 2;
    const Instant asked = scene.clock.now();
    scene.listener->seek(behind);
    QTRY_VERIFY(!scene.heard.empty());
    const StoredEvent::Heard first = scene.heard.front();
    qInfo("%lld ms of audio, first packet after %.0f ms and %d questions",
        static_cast<long long>(whole.count()), toMs(first.at - asked), int(first.requests));
    // Newest and first, 8 steps back, twice 16 and 5 between, then reading, which goes ahead meanwhile.
    QVERIFY(first.requests < 400);
    QCOMPARE(*scene.shift, microseconds(behind));
    QVERIFY2(std::chrono::abs(first.arrival - (asked - behind)) < milliseconds{150},
        qPrintable(QString::number(toMs(first.arrival - (asked - behind)))));
    QVERIFY(first.sequence > 3000 && first.sequence < 7000);
    QCOMPARE(scene.listener->catchUpStats().mode, ListeningMode::Rewound);
    QTRY_VERIFY_WITH_TIMEOUT(scene.heard.back().sequence == 9'999, 20'000);
    for (size_t i = 1; i < scene.heard.size(); ++i)
        QCOMPARE(scene.heard[i].sequence, quint16(scene.heard[i - 1].sequence + 1));
}

void CatchUpServerTest::serverWithoutArchive_isNamed_andLiveGoesOn()
{
    StoredEvent scene;
    QVERIFY2(scene.start() && scene.join(), qPrintable(scene.server.log()));
    bool isGone = false;
    scene.speaker->connection->request("$JS.API.STREAM.DELETE.EARSHOT_AUDIO", {}, seconds{5},
        [&](const Result<NatsMessage> &answer) { isGone = answer.ok(); });
    QTRY_VERIFY(isGone);
    // The counter of questions would be taken for somebody who answers.
    scene.speaker->connection->unsubscribe(1);
    QTimer talk;
    QObject::connect(&talk, &QTimer::timeout, [&] { scene.say(); });
    talk.start(20);
    QTRY_VERIFY(scene.heard.size() > 50);
    scene.proxy->cut();
    QTRY_VERIFY(!scene.session->isLive());
    const size_t before = scene.heard.size();
    QVERIFY(scene.reconnect());
    QElapsedTimer time;
    time.start();
    QTRY_VERIFY(scene.heard.size() > before);
    QVERIFY(time.elapsed() < 2000);
    QTRY_COMPARE(scene.listener->catchUpStats().refusal, CatchUpRefusal::NoArchive);
    QCOMPARE(scene.listener->catchUpStats().mode, ListeningMode::Live);
    scene.listener->seek(seconds{1});
    QTRY_COMPARE(scene.listener->catchUpStats().rewindable, milliseconds{0});
    QCOMPARE(scene.listener->catchUpStats().mode, ListeningMode::Live);
}

QTEST_GUILESS_MAIN(CatchUpServerTest)
#include "catch_up_server_test.moc"
