#include "integration/faultlab/speaking_scene.h"

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: the microphone of somebody on the stage. The rows are one evening: each begins where the one before
/// was mended.
class FaultlabMicrophoneTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fault_data();
    void fault();
    void aMicrophoneInUse_isNotMade();
    void cleanupTestCase();

private:
    std::vector<SpeakingFault> faults();
    void wearBluetooth();
    void takeBluetoothOff();
    void plugIn();
    void pullOut();
    void chooseAnew();
    void goOn();
    void talk();

    std::unique_ptr<SpeakingScene> m_scene = std::make_unique<SpeakingScene>();
    std::vector<SpeakingFault> m_faults;
};

void FaultlabMicrophoneTest::initTestCase()
{
    EARSHOT_NEED_NATS_SERVER();
    m_faults = faults();
    const auto started = m_scene->start();
    LAB_NEED_PULSE(m_faults.front().row, started);
    m_scene->keep("loud", clipped(m_scene->voice, 12));
    m_scene->keep("narrow", lowPassed(m_scene->voice, 3400));
    m_scene->keep("howl", howling(m_scene->voice, 1300));
    LAB_SHOWN(m_scene->person->log, "stage.empty");
    m_scene->comeUp();
    talk();
    LAB_SHOWN(m_scene->person->log, "ok.talking");
    LAB_SHOWN(m_scene->listener->log, "ok.live");
}

void FaultlabMicrophoneTest::cleanupTestCase()
{
    m_scene.reset();
    writeRows("microphone");
}

void FaultlabMicrophoneTest::wearBluetooth()
{
    QVERIFY(m_scene->change([](PulseServer &pulse) {
        return pulse.plugInMicrophone("headset", "device.bus=bluetooth bluetooth.protocol=headset_head_unit");
    }));
    QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.setDefaultMicrophone("headset"); }));
    m_scene->pressOn("headset");
}

void FaultlabMicrophoneTest::takeBluetoothOff()
{
    QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.setDefaultMicrophone("desk"); }));
    m_scene->pressOn("desk");
}

void FaultlabMicrophoneTest::plugIn()
{
    QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.plugInMicrophone("desk"); }));
    QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.setDefaultMicrophone("desk"); }));
    m_scene->hear("voice");
    m_scene->pressOn("desk");
}

void FaultlabMicrophoneTest::pullOut()
{
    QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.unplugMicrophone("desk"); }));
}

/// So that none was lost.
void FaultlabMicrophoneTest::chooseAnew()
{
    m_scene->talking().setChoice({.input = {InputChoice::Kind::Named, "nobody"}});
    m_scene->talking().setChoice({});
}

void FaultlabMicrophoneTest::goOn()
{
    m_scene->pulse->goOn();
    talk();
}

void FaultlabMicrophoneTest::talk()
{
    QTRY_VERIFY_WITH_TIMEOUT(!m_scene->talking().view().talk.blocked, 8000);
    m_scene->press();
}

std::vector<SpeakingFault> FaultlabMicrophoneTest::faults()
{
    const LabRow none{};
    const auto hear = [this](const char *sound) { return [this, sound] { m_scene->hear(sound); }; };
    const auto letGo = [this] {
        m_scene->hear("voice");
        m_scene->talking().undoGuard();
        if (!m_scene->talking().view().talk.open)
            talk();
    };
    return {
        {{"mic.silent", "the microphone gives digital silence", seconds{3}, "3 s of digital silence"},
            Side::Yours,
            {"stage.silent_mic", "the talking person's microphone turns to digital silence", seconds{3},
                "3 s of digital silence"},
            [this] { m_scene->hearNothing(); }, {}, hear("voice")},
        {{"mic.clipping", "a voice 12 times too loud", seconds{1}, "1 s of speech"}, Side::Yours,
            {"stage.clipping", "somebody without gain control talks 12 times too loud", seconds{3},
                "3 s of speech"},
            [this] {
                m_scene->talking().setChoice({.capture = {.noiseSuppression = false, .gainControl = false}});
                m_scene->hear("loud");
            },
            {}, {}},
        {{"mic.muffled", "a voice without anything above 3.4 kHz", seconds{4}, "4 s of speech"}, Side::Yours,
            {"stage.muffled", "somebody talks without anything above 3.4 kHz", seconds{5}, "5 s of speech"},
            hear("narrow"), {},
            [this] {
                m_scene->talking().setChoice({});
                m_scene->hear("voice");
            },
            "ok.talking", {"mic.clipping"}},
        {{"mic.howl", "a tone of 1.3 kHz stands in the microphone", seconds{1}, "1 s of the tone"},
            Side::Yours, none, hear("howl"), {}, letGo},
        {{"mic.bluetooth", "a headset in its telephone mode becomes the microphone"}, Side::Yours, none,
            [this] { wearBluetooth(); }, {}, [this] { takeBluetoothOff(); }, "ok.talking",
            {"talk.closed", "talk.ready"}},
        {{"mic.failed", "the sound server hangs (SIGSTOP)"}, Side::Yours,
            {"stage.muted", "the sound server of the only person who talks hangs"},
            [this] { m_scene->pulse->halt(); }, {}, [this] { goOn(); }, "ok.talking", {"talk.closed"}},
        {{"mic.unplugged", "the only microphone is pulled out"}, Side::Yours,
            {"stage.muted", "the only microphone of the only person who talks is pulled out"},
            [this] {
                QVERIFY(
                    m_scene->change([](PulseServer &pulse) { return pulse.unplugMicrophone("headset"); }));
                m_scene->person->log.mark();
                m_scene->listener->log.mark();
                pullOut();
            },
            {}, [this] { plugIn(); }},
        {{"mic.monitor", "only what records the outputs is left, and chosen"}, Side::Yours, none,
            [this] {
                pullOut();
                chooseAnew();
            },
            {}, {}, {}, {"mic.unplugged", "talk.closed"}},
        {{"mic.none", "there is nothing that records"}, Side::Yours, none,
            [this] { QVERIFY(m_scene->change([](PulseServer &pulse) { return pulse.unplug("ears"); })); }, {},
            [this] { plugIn(); }},
        {{"mic.denied", "the sound server does not let this program in"}, Side::Yours, none,
            [this] { QVERIFY(m_scene->pulse->startRefusing()); }, {},
            [this] {
                QVERIFY(m_scene->pulse->startAgain());
                plugIn();
            },
            "ok.talking", {"mic.none", "mic.failed", "mic.unplugged", "talk.closed"}},
    };
}

void FaultlabMicrophoneTest::fault_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < m_faults.size(); ++i)
        QTest::newRow(m_faults[i].row.how) << int(i);
}

void FaultlabMicrophoneTest::fault()
{
    QFETCH(int, row);
    runSpeakingFault(*m_scene, m_faults[size_t(row)]);
}

void FaultlabMicrophoneTest::aMicrophoneInUse_isNotMade()
{
    keepSkipped({"mic.busy", "another program has the sound card alone"},
        "needs a sound card; microphone_parts_test reads who holds one");
}

QTEST_GUILESS_MAIN(FaultlabMicrophoneTest)
#include "faultlab_microphone_test.moc"
