#include "client/client.h"
#include "client/demo_event.h"
#include "support/nats_server.h"
#include "support/pulse_server.h"
#include "support/sound_match.h"

#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

const QString kAna = QStringLiteral(EARSHOT_DEMO_FOLDER "/ana.opus");
const QString kJonas = QStringLiteral(EARSHOT_DEMO_FOLDER "/jonas.opus");

/// What a person on the stage would hear of both voices.
Samples conversation()
{
    Samples both = readOpusFile(kAna);
    const Samples jonas = readOpusFile(kJonas);
    for (size_t i = 0; i < std::min(both.size(), jonas.size()); ++i)
        both[i] += jonas[i];
    return both;
}

} // namespace

/// The whole line: two speakers' files, a real nats-server, the client, QtMultimedia, PulseAudio, its
/// monitor.
class HeardTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        auto started = PulseServer::start();
        EARSHOT_NEED_SOUND_SERVER(started);
        m_ears = std::move(*started);

        DemoEvent::Options options;
        options.dataFolder = m_folder.filePath(QStringLiteral("engine"));
        options.voices = QStringList{kAna, kJonas};
        options.listeners = 1;
        m_demo = std::make_unique<DemoEvent>(m_clock, m_random, options);
        QSignalSpy ready(m_demo.get(), &DemoEvent::ready);
        m_demo->start();
        QVERIFY(ready.wait(10'000));
        m_client = std::make_unique<Client>(m_clock, m_random, Client::Options{});
        m_client->openLink(m_demo->link().toString());
        QTRY_COMPARE_WITH_TIMEOUT(m_client->nowPlaying().verdict.id, QStringLiteral("ok.live"), 5000);
    }

    void cleanupTestCase()
    {
        m_client.reset();
        m_demo.reset();
        m_ears.reset();
    }

    void theConversation_isHeardAsItWasSpoken()
    {
        QVERIFY(m_ears->record());
        QTRY_VERIFY_WITH_TIMEOUT(m_ears->recorded().size() >= 31 * 48'000, 40'000);
        m_ears->stopRecording();
        const SoundMatch match = matchSound(m_ears->recorded(), conversation());
        const NowPlayingView view = m_client->nowPlaying();
        qInfo(
            "correlation %.4f over %.1f s, longest gap %.0f ms, heard %.2f %%, behind %lld ms, device \"%s\"",
            match.correlation, match.overlapSeconds, match.longestGapMs, 100 * match.heardShare,
            static_cast<long long>(view.behind.value_or(milliseconds{-1}).count()),
            qPrintable(view.evidence.output.deviceName));
        QVERIFY(!view.evidence.output.nullDevice);
        QCOMPARE(view.verdict.id, QStringLiteral("ok.live"));
        QVERIFY(match.overlapSeconds >= 29);
        QVERIFY(match.correlation >= 0.9);
        QVERIFY(match.longestGapMs <= 40);
    }

    void lowDelay_isNearerToTheEar_andNoFault()
    {
        const auto buffer = [this] { return m_client->nowPlaying().evidence.output.deviceBuffer; };
        QSet<QString> shown;
        const auto watch = connect(m_client.get(), &Client::nowPlayingChanged, this,
            [&](const NowPlayingView &view) { shown << view.verdict.id; });
        const microseconds smooth = buffer();
        m_client->setSound({.delay = {.kind = DelayChoice::Kind::LowDelay}});
        QTRY_VERIFY_WITH_TIMEOUT(buffer() > microseconds{0} && buffer() < smooth - milliseconds{30}, 3000);
        qInfo("device holds %.0f ms in place of %.0f ms", toMs(buffer()), toMs(smooth));
        m_client->setSound({});
        QTRY_VERIFY_WITH_TIMEOUT(buffer() > smooth - milliseconds{15}, 3000);
        disconnect(watch);
        shown.remove(QStringLiteral("ok.live"));
        QVERIFY2(shown.isEmpty(), qPrintable(shown.values().join(QStringLiteral(", "))));
    }

    void mutedSpeakers_areSilentAndNamed()
    {
        EventDesk &event = *m_demo->desk().find(*m_demo->link().event);
        for (int i = 0; i < 2; ++i)
            QVERIFY(event.setMuted(m_demo->speaker(i).key(), true));
        QTRY_COMPARE_WITH_TIMEOUT(m_client->nowPlaying().verdict.id, QStringLiteral("stage.muted"), 3000);
        QVERIFY(m_ears->record());
        QTRY_VERIFY_WITH_TIMEOUT(m_ears->recorded().size() >= 3 * 48'000, 10'000);
        m_ears->stopRecording();
        Samples tail = m_ears->recorded();
        tail.erase(tail.begin(), tail.end() - 48'000);
        QVERIFY2(loudnessDb(tail) < -100, qPrintable(QString::number(loudnessDb(tail))));
        QVERIFY(matchSound(tail, conversation()).correlation < 0.5);

        for (int i = 0; i < 2; ++i)
            QVERIFY(event.setMuted(m_demo->speaker(i).key(), false));
        QTRY_COMPARE_WITH_TIMEOUT(m_client->nowPlaying().verdict.id, QStringLiteral("ok.live"), 5000);
    }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<PulseServer> m_ears;
    std::unique_ptr<DemoEvent> m_demo;
    std::unique_ptr<Client> m_client;
};

QTEST_GUILESS_MAIN(HeardTest)
#include "heard_test.moc"
