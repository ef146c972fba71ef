#include "integration/faultlab/lab_scenes.h"
#include "integration/faultlab/lab_table.h"
#include "session/stage_seat.h"
#include "support/made_sounds.h"
#include "support/made_voice.h"
#include "support/opus_file.h"
#include "wire/websocket_connection.h"

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: the stage, and what is wrong with a voice before any server has it.
class FaultlabStageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    }
    void fault_data();
    void fault();
    void cleanupTestCase() { writeRows("stage"); }

private:
    using Inject = void (FaultlabStageTest::*)(const LabRow &);
    struct Fault {
        LabRow row;
        Inject inject;
    };
    static const std::vector<Fault> kFaults;

    Link newEvent()
    {
        m_id = "stage-" + QByteArray::number(++m_events);
        m_desk = &m_event.addEvent(m_id.constData());
        return m_event.linkTo(m_id.constData());
    }
    std::unique_ptr<LiveSpeaker> speaker(const QString &file = LiveEvent::demoVoices().first())
    {
        return m_event.addSpeaker(m_id.constData(), "Mei Okafor", file);
    }
    /// Somebody whose sound is this is on stage, alone, when the listener joins.
    void sounds(const LabRow &row, const Samples &voice, int bandwidth = OPUS_AUTO);

    void empty(const LabRow &row);
    void mutedByDesk(const LabRow &row);
    void mutedThemselves(const LabRow &row);
    void deadMicrophone(const LabRow &row);
    void microphoneDies(const LabRow &row);
    void quiet(const LabRow &row);
    void dropped(const LabRow &row);
    void choppy(const LabRow &row);
    void narrowOpus(const LabRow &row);
    void telephone(const LabRow &row);
    void tooLoud(const LabRow &row);
    void howl(const LabRow &row);

    LiveEvent m_event{QStringList{}};
    QTemporaryDir m_dir;
    QByteArray m_id;
    EventDesk *m_desk = nullptr;
    int m_events = 0;
};

void FaultlabStageTest::sounds(const LabRow &row, const Samples &voice, int bandwidth)
{
    const Link link = newEvent();
    const QString path = m_dir.filePath(QString::fromLatin1(m_id) + ".opus");
    QVERIFY(writeVoice(path, voice, bandwidth));
    const auto person = speaker(path);
    Listener listener;
    listener.join(link);
    LAB_NAMED(listener.log, row);
    QCOMPARE(listener.view().verdict.who, "Mei");
    QVERIFY(listener.hearsMore());
}

void FaultlabStageTest::empty(const LabRow &row)
{
    Listener listener;
    listener.join(newEvent());
    LAB_NAMED(listener.log, row);
}

void FaultlabStageTest::mutedByDesk(const LabRow &row)
{
    const Link link = newEvent();
    const auto person = speaker();
    Listener listener;
    listener.join(link);
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    QVERIFY(m_desk->setMuted(person->key(), true, "An echo.").ok());
    LAB_NAMED(listener.log, row);
    QCOMPARE(listener.view().verdict.who, "Mei");
    listener.log.mark();
    QVERIFY(m_desk->setMuted(person->key(), false).ok());
    LAB_SHOWN(listener.log, "ok.live");
}

void FaultlabStageTest::mutedThemselves(const LabRow &row)
{
    const Link link = newEvent();
    const auto person = speaker();
    Listener listener;
    listener.join(link);
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    person->setMuted(true);
    LAB_NAMED(listener.log, row);
}

void FaultlabStageTest::deadMicrophone(const LabRow &row)
{
    const Link link = newEvent();
    const QString path = m_dir.filePath("silence.opus");
    QVERIFY(writeVoice(path, Samples(250 * 960)));
    const auto person = speaker(path);
    Listener listener;
    listener.join(link);
    LAB_NAMED(listener.log, row);
    QCOMPARE(listener.view().verdict.who, "Mei");
}

/// On the stage with an open microphone, by their own word, and not one packet comes.
void FaultlabStageTest::quiet(const LabRow &row)
{
    const Link link = newEvent();
    const NKey key = NKey::generate(NKeyKind::User);
    const auto ticket = m_desk->admit(key.userKey(), "Mei Okafor", Role::Speaker);
    Session::Config config;
    config.servers = {m_event.demo().engine().addresses().webSocket};
    config.credentials = {ticket.value(), key};
    Session session(m_event.clock, m_event.random,
        [this] { return makeWebSocketConnection(m_event.clock, m_event.random); });
    StageSeat seat(m_event.clock, session, *link.event, key, config.credentials);
    session.start(config);
    seat.begin("Mei Okafor", ticket.value());
    seat.setMuted(false);
    QTRY_VERIFY(std::ranges::any_of(m_desk->state().stage,
        [](const StageMember &member) { return member.presence == Presence::Present && !member.muted; }));
    Listener listener;
    listener.join(link);
    LAB_NAMED(listener.log, row);
    QCOMPARE(listener.view().verdict.who, "Mei");
}

/// A voice, and after 4 s only zeros, for good.
void FaultlabStageTest::microphoneDies(const LabRow &row)
{
    const Link link = newEvent();
    const Samples file = readOpusFile(LiveEvent::demoVoices().first());
    Samples voice(file.begin(), file.begin() + 4 * 48000);
    voice.resize(60 * 48000);
    const QString path = m_dir.filePath("dies.opus");
    QVERIFY(writeVoice(path, voice));
    const auto person = speaker(path);
    const Instant begun = m_event.clock.now();
    Listener listener;
    listener.join(link);
    LAB_SHOWN(listener.log, "ok.live");
    (void)QTest::qWaitFor([&] { return m_event.clock.now() - begun >= seconds{4}; }, 5000);
    listener.log.mark();
    LAB_NAMED(listener.log, row, {"stage.quiet"});
}

void FaultlabStageTest::dropped(const LabRow &row)
{
    const Link link = newEvent();
    auto person = speaker();
    Listener listener;
    listener.join(link);
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    person.reset();
    LAB_NAMED(listener.log, row);
    QCOMPARE(listener.view().verdict.who, "Mei");
}

/// Every fifth packet never reaches the server, as on a bad uplink.
void FaultlabStageTest::choppy(const LabRow &row)
{
    const Link link = newEvent();
    const Samples voice = readOpusFile(LiveEvent::demoVoices().first());
    const MadeVoice person(m_event, m_id.constData(), "Mei Okafor",
        encodedFrames(500, [&](qint64 n) { return voice[size_t(n)]; }), {.leavesOutEvery = 5});
    QVERIFY(person.isOnAir());
    Listener listener;
    listener.join(link);
    LAB_NAMED(listener.log, row);
    QCOMPARE(listener.view().verdict.who, "Mei");
    QVERIFY(listener.hearsMore());
}

void FaultlabStageTest::narrowOpus(const LabRow &row)
{
    sounds(row, spoken(20), OPUS_BANDWIDTH_NARROWBAND);
}

void FaultlabStageTest::telephone(const LabRow &row)
{
    sounds(row, lowPassed(spoken(20), 3400));
}

void FaultlabStageTest::tooLoud(const LabRow &row)
{
    sounds(row, clipped(spoken(20), 12));
}

void FaultlabStageTest::howl(const LabRow &row)
{
    sounds(row, howling(spoken(20), 1300));
}

using T = FaultlabStageTest;
const std::vector<T::Fault> T::kFaults{
    {{"stage.empty", "live, and nobody was admitted"}, &T::empty},
    {{"stage.muted", "the desk mutes the only speaker"}, &T::mutedByDesk},
    {{"stage.muted", "the only speaker mutes themselves"}, &T::mutedThemselves},
    {{"stage.silent_mic", "digital silence from the start", seconds{3}, "3 s of digital silence"},
        &T::deadMicrophone},
    {{"stage.silent_mic", "a voice turns into digital silence", seconds{3}, "3 s of digital silence"},
        &T::microphoneDies},
    {{"stage.quiet", "an open microphone of which no packet comes", seconds{1}, "1 s without a packet"},
        &T::quiet},
    {{"stage.dropped", "the speaker's program ends", seconds{3}, "3 s without a sign of life"}, &T::dropped},
    {{"stage.uplink_choppy", "every fifth packet never reaches the server", seconds{2}, "2 s of packets"},
        &T::choppy},
    {{"stage.muffled", "narrow-band Opus", seconds{5}, "5 s of speech"}, &T::narrowOpus},
    {{"stage.muffled", "full-band Opus of a voice without anything above 3.4 kHz", seconds{5},
         "5 s of speech"},
        &T::telephone},
    {{"stage.clipping", "a voice 12 times too loud", seconds{3}, "3 s of speech"}, &T::tooLoud},
    {{"stage.howl", "a standing tone of 1.3 kHz", seconds{3}, "3 s of the tone"}, &T::howl},
};

void FaultlabStageTest::fault_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < kFaults.size(); ++i)
        QTest::newRow(kFaults[i].row.how) << int(i);
}

void FaultlabStageTest::fault()
{
    QFETCH(int, row);
    const Fault &fault = kFaults[size_t(row)];
    (this->*fault.inject)(fault.row);
}

QTEST_GUILESS_MAIN(FaultlabStageTest)
#include "faultlab_stage_test.moc"
