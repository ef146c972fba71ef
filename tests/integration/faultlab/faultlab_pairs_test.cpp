#include "integration/faultlab/lab_scenes.h"
#include "integration/faultlab/lab_table.h"
#include "support/made_sounds.h"
#include "support/made_voice.h"
#include "support/opus_file.h"

using namespace earshot;
using namespace earshot::test;

#define NEED_SOUND()                                                                                         \
    do {                                                                                                     \
        if (m_pulse)                                                                                         \
            break;                                                                                           \
        auto started = PulseServer::start();                                                                 \
        LAB_NEED_PULSE(started);                                                                             \
        m_pulse = std::move(*started);                                                                       \
    } while (false)

/// Fault laboratory: two faults at once. The verdict names the one that is nearest to the ear and explains the
/// silence; the other one stays visible at its hop.
class FaultlabPairsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }
    void pair_data();
    void pair();
    void cleanupTestCase() { writeRows("pairs"); }

private:
    /// What a pair is made of: an event of its own, a listener on a line that can be broken, and one voice.
    struct Scene {
        Scene()
            : ok(event.start())
            , line(event.link().port)
        { }
        /// Joins an event with one voice on its stage and hears it.
        bool listens(Listener &listener)
        {
            desk = &event.addEvent("pair");
            voice = event.addSpeaker("pair", "Mei Okafor", LiveEvent::demoVoices().first());
            return hears(listener);
        }
        bool hears(Listener &listener)
        {
            Link link = event.linkTo("pair");
            link.port = line.port();
            listener.join(link);
            const bool hears = listener.log.named("ok.live", inTime(2 * kNamedWithin)).after.has_value();
            listener.log.mark();
            return hears;
        }
        void loseServer()
        {
            line.refuse();
            line.cut();
        }

        LiveEvent event{QStringList{}};
        bool ok;
        FaultProxy line;
        EventDesk *desk = nullptr;
        std::unique_ptr<LiveSpeaker> voice;
    };
    struct Pair {
        LabRow row;
        const char *otherId;
        Hop otherHop; ///< None: it has no hop of its own
        void (FaultlabPairsTest::*inject)(const Pair &);
    };
    static const std::vector<Pair> kPairs;

    /// The sound server of this process, which finds one once.
    std::unique_ptr<PulseServer> m_pulse;

    /// Both are made: which one is named, and whether the other one is seen.
    void expectNamed(const Listener &listener, const Pair &pair)
    {
        // A device that goes stops taking sound before the system says that it is gone.
        LAB_NAMED(listener.log, pair.row, {QString::fromLatin1(pair.otherId), "out.failed"});
        if (pair.otherHop == Hop::None)
            return;
        const auto health = [&] { return listener.view().hops[size_t(pair.otherHop) - 1].health; };
        const bool isSeen = QTest::qWaitFor(
            [&] { return health() == HopHealth::Warning || health() == HopHealth::Bad; }, 4000);
        QVERIFY2(isSeen, qPrintable(QStringLiteral("%1 is not seen at its hop").arg(pair.otherId)));
        QCOMPARE(listener.log.shown(), QString::fromLatin1(pair.row.id));
    }

    void mutedHere_mutedThere(const Pair &pair);
    void volumeZero_dropped(const Pair &pair);
    void muted_stalled(const Pair &pair);
    void muted_lost(const Pair &pair);
    void volumeZero_silentMicrophone(const Pair &pair);
    void muted_choppy(const Pair &pair);
    void stalled_mutedThere(const Pair &pair);
    void stalled_deskSilent(const Pair &pair);
    void deskSilent_mutedThere(const Pair &pair);
    void silentMicrophone_deskSilent(const Pair &pair);
    void noDevice_lost(const Pair &pair);
    void hangingDevice_stalled(const Pair &pair);
    void ended_muted(const Pair &pair);
    void scheduled_muted(const Pair &pair);
    void expired_muted(const Pair &pair);
    void refused_volumeZero(const Pair &pair);
    void unavailable_muted(const Pair &pair);

    /// A join that cannot succeed, by somebody who is muted.
    void joinsMuted(const Pair &pair, const Link &link)
    {
        Listener listener;
        listener.client.setMuted(true);
        listener.join(link);
        expectNamed(listener, pair);
    }
};

void FaultlabPairsTest::mutedHere_mutedThere(const Pair &pair)
{
    Scene scene;
    Listener listener;
    QVERIFY(scene.ok && scene.listens(listener));
    QVERIFY(scene.desk->setMuted(scene.voice->key(), true).ok());
    listener.client.setMuted(true);
    expectNamed(listener, pair);
}

void FaultlabPairsTest::volumeZero_dropped(const Pair &pair)
{
    Scene scene;
    Listener listener;
    QVERIFY(scene.ok && scene.listens(listener));
    scene.voice.reset();
    listener.client.setVolume(0);
    expectNamed(listener, pair);
}

void FaultlabPairsTest::muted_stalled(const Pair &pair)
{
    Scene scene;
    Listener listener;
    QVERIFY(scene.ok && scene.listens(listener));
    scene.line.stall();
    listener.client.setMuted(true);
    expectNamed(listener, pair);
}

void FaultlabPairsTest::muted_lost(const Pair &pair)
{
    Scene scene;
    Listener listener;
    QVERIFY(scene.ok && scene.listens(listener));
    scene.loseServer();
    listener.client.setMuted(true);
    expectNamed(listener, pair);
}

void FaultlabPairsTest::volumeZero_silentMicrophone(const Pair &pair)
{
    Scene scene;
    QVERIFY(scene.ok);
    scene.event.addEvent("pair");
    const MadeVoice zeros(
        scene.event, "pair", "Mei Okafor", encodedFrames(50, [](qint64) { return 0.0F; }), {.level = 127});
    Listener listener;
    Link link = scene.event.linkTo("pair");
    listener.client.setVolume(0);
    listener.join(link);
    expectNamed(listener, pair);
}

void FaultlabPairsTest::muted_choppy(const Pair &pair)
{
    Scene scene;
    QVERIFY(scene.ok);
    scene.event.addEvent("pair");
    const Samples voice = readOpusFile(LiveEvent::demoVoices().first());
    const MadeVoice choppy(scene.event, "pair", "Mei Okafor",
        encodedFrames(500, [&](qint64 n) { return voice[size_t(n)]; }), {.leavesOutEvery = 5});
    Listener listener;
    listener.client.setMuted(true);
    listener.join(scene.event.linkTo("pair"));
    expectNamed(listener, pair);
}

void FaultlabPairsTest::stalled_mutedThere(const Pair &pair)
{
    Scene scene;
    Listener listener;
    QVERIFY(scene.ok && scene.listens(listener));
    QVERIFY(scene.desk->setMuted(scene.voice->key(), true).ok());
    LAB_SHOWN(listener.log, "stage.muted");
    listener.log.mark();
    scene.line.stall();
    expectNamed(listener, pair);
}

void FaultlabPairsTest::stalled_deskSilent(const Pair &pair)
{
    Scene scene;
    Listener listener;
    QVERIFY(scene.ok && scene.listens(listener));
    scene.event.demo().deskLine().stop();
    scene.line.stall();
    expectNamed(listener, pair);
    listener.log.mark();
    scene.line.resume();
    LAB_SHOWN(listener.log, "desk.silent");
}

void FaultlabPairsTest::deskSilent_mutedThere(const Pair &pair)
{
    Scene scene;
    Listener listener;
    QVERIFY(scene.ok && scene.listens(listener));
    QVERIFY(scene.desk->setMuted(scene.voice->key(), true).ok());
    LAB_SHOWN(listener.log, "stage.muted");
    listener.log.mark();
    scene.event.demo().deskLine().stop();
    expectNamed(listener, pair);
}

void FaultlabPairsTest::silentMicrophone_deskSilent(const Pair &pair)
{
    Scene scene;
    QVERIFY(scene.ok);
    scene.event.addEvent("pair");
    const MadeVoice zeros(
        scene.event, "pair", "Mei Okafor", encodedFrames(50, [](qint64) { return 0.0F; }), {.level = 127});
    Listener listener;
    listener.join(scene.event.linkTo("pair"));
    QTRY_COMPARE(listener.view().stage.size(), size_t(1));
    scene.event.demo().deskLine().stop();
    listener.log.mark();
    expectNamed(listener, pair);
    QTRY_VERIFY(listener.view().evidence.state->at + seconds{6} < listener.view().evidenceAt);
    QCOMPARE(listener.log.shown(), "stage.silent_mic");
}

void FaultlabPairsTest::noDevice_lost(const Pair &pair)
{
    NEED_SOUND();
    Scene scene;
    Listener listener(OutputChoice::Kind::System);
    QVERIFY(scene.ok && scene.listens(listener));
    QVERIFY(m_pulse->unplug("ears"));
    scene.loseServer();
    expectNamed(listener, pair);
    QVERIFY(m_pulse->plugIn("ears"));
}

void FaultlabPairsTest::hangingDevice_stalled(const Pair &pair)
{
    NEED_SOUND();
    Scene scene;
    Listener listener(OutputChoice::Kind::System);
    QVERIFY(scene.ok && scene.listens(listener));
    m_pulse->halt();
    scene.line.stall();
    expectNamed(listener, pair);
    m_pulse->goOn();
}

void FaultlabPairsTest::ended_muted(const Pair &pair)
{
    Scene scene;
    Listener listener;
    QVERIFY(scene.ok && scene.listens(listener));
    listener.client.setMuted(true);
    LAB_SHOWN(listener.log, "out.muted");
    listener.log.mark();
    scene.desk->end();
    expectNamed(listener, pair);
}

void FaultlabPairsTest::scheduled_muted(const Pair &pair)
{
    Scene scene;
    QVERIFY(scene.ok);
    joinsMuted(pair, scene.event.linkTo("office-hours"));
}

void FaultlabPairsTest::expired_muted(const Pair &pair)
{
    Scene scene;
    QVERIFY(scene.ok);
    Link link = scene.event.link();
    link.ticket = scene.event.demo().engine().listenerTicket(
        scene.event.clock.wall() - std::chrono::hours{2}, std::chrono::hours{1});
    joinsMuted(pair, link);
}

void FaultlabPairsTest::refused_volumeZero(const Pair &pair)
{
    Listener listener;
    listener.client.setVolume(0);
    listener.join(linkTo(here(freePort())));
    expectNamed(listener, pair);
}

void FaultlabPairsTest::unavailable_muted(const Pair &pair)
{
    FaultProxy server;
    server.answer(httpAnswer("503 Service Unavailable", {"Retry-After: 20"}));
    joinsMuted(pair, linkTo(server.url()));
}

using P = FaultlabPairsTest;
const std::vector<P::Pair> P::kPairs{
    {{"out.muted", "and the only speaker is muted"}, "stage.muted", Hop::Microphone,
        &P::mutedHere_mutedThere},
    {{"out.volume_zero", "and the only speaker dropped"}, "stage.dropped", Hop::Uplink,
        &P::volumeZero_dropped},
    {{"out.muted", "and the own line is stalled"}, "you.stalled", Hop::Connection, &P::muted_stalled},
    {{"out.muted", "and the server is lost"}, "server.lost", Hop::Server, &P::muted_lost},
    {{"out.volume_zero", "and the only microphone is silent"}, "stage.silent_mic", Hop::Microphone,
        &P::volumeZero_silentMicrophone},
    {{"out.muted", "and a speaker's uplink loses packets"}, "stage.uplink_choppy", Hop::Uplink,
        &P::muted_choppy},
    {{"you.stalled", "and the only speaker is muted"}, "stage.muted", Hop::Microphone,
        &P::stalled_mutedThere},
    {{"you.stalled", "and the desk is dead"}, "desk.silent", Hop::None, &P::stalled_deskSilent},
    {{"desk.silent", "and the only speaker was muted", seconds{5}, "the fifth missed beacon"}, "stage.muted",
        Hop::Microphone, &P::deskSilent_mutedThere},
    {{"stage.silent_mic", "and the desk is dead", seconds{3}, "3 s of digital silence"}, "desk.silent",
        Hop::None, &P::silentMicrophone_deskSilent},
    {{"out.none", "the only output is pulled out, and the server is lost"}, "server.lost", Hop::Server,
        &P::noDevice_lost},
    {{"out.failed", "the sound server hangs, and the own line is stalled"}, "you.stalled", Hop::Connection,
        &P::hangingDevice_stalled},
    {{"event.ended", "while the listener is muted"}, "out.muted", Hop::Speakers, &P::ended_muted},
    {{"event.scheduled", "and the listener is muted"}, "out.muted", Hop::Speakers, &P::scheduled_muted},
    {{"ticket.expired", "and the listener is muted"}, "out.muted", Hop::Speakers, &P::expired_muted},
    {{"net.refused", "and the volume is 0"}, "out.volume_zero", Hop::Speakers, &P::refused_volumeZero},
    {{"http.status", "503, and the listener is muted"}, "out.muted", Hop::Speakers, &P::unavailable_muted},
};

void FaultlabPairsTest::pair_data()
{
    QTest::addColumn<int>("pair");
    for (size_t i = 0; i < kPairs.size(); ++i)
        QTest::newRow(qPrintable(QString::fromLatin1(kPairs[i].row.id) + ", " + kPairs[i].row.how)) << int(i);
}

void FaultlabPairsTest::pair()
{
    QFETCH(int, pair);
    (this->*kPairs[size_t(pair)].inject)(kPairs[size_t(pair)]);
}

QTEST_GUILESS_MAIN(FaultlabPairsTest)
#include "faultlab_pairs_test.moc"
