#include "client/talking.h"
#include "integration/faultlab/lab_scenes.h"
#include "integration/faultlab/lab_table.h"
#include "support/made_sounds.h"

#include <QFile>

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: the speaking side. One person on the stage with a whole Earshot and a microphone of a real
/// sound server, one who listens; each fault is told to both. The rows are one evening: each begins with the
/// person talking and heard.
class FaultlabSpeakingTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fault_data();
    void fault();
    void cleanupTestCase();

private:
    using Step = void (FaultlabSpeakingTest::*)();
    enum class Before { Nothing, Talking };
    struct Fault {
        LabRow row; ///< what the person on the stage is told
        Side side;
        LabRow heard; ///< what the listener is told; no id: not asked
        Step make;
        Step look = nullptr; ///< at what else must hold
        QSet<QString> also{}; ///< told on the way
        Before before = Before::Talking;
    };
    static const std::vector<Fault> kFaults;

    Talking &talking() { return m_person->client.talking(); }
    EventDesk &desk() { return m_event.desk(); }
    const Verdict &told() const { return m_person->view().verdict; }
    bool isOnStage() { return desk().state().member(*talking().view().seat.ownKey) != nullptr; }
    /// This is what the microphone hears from now on, again and again.
    void hears(const QString &sound);
    void keepSound(const QString &name, const Samples &sound);
    void press();
    void talks();

    void comesUp();
    void presses() { press(); }
    void isCounted();
    void isMuted();
    void readsWhoMuted();
    void isUnmuted();
    void returnPathIsCut();
    void returnPathStaysDead() { }
    void readsWhyClosed();
    void goesSilent() { m_mouth.kill(); }
    void isTooLoud() { hears("loud"); }
    void isNarrow() { hears("narrow"); }
    void howls() { hears("howl"); }
    void wearsBluetooth();
    void onePulledOut();
    void readsTheDevice();
    void allPulledOut();
    void onlyMonitors();
    void noSource();
    void lineEnds();
    void isRemoved();
    void isHeardByNobody();

    std::unique_ptr<PulseServer> m_pulse;
    QTemporaryDir m_dir;
    LiveEvent m_event{QStringList{}};
    std::unique_ptr<FaultProxy> m_proxy;
    QProcess m_mouth;
    QString m_heard;
    std::unique_ptr<Listener> m_person;
    std::unique_ptr<Listener> m_listener;
    Instant m_made{};
};

void FaultlabSpeakingTest::initTestCase()
{
    EARSHOT_NEED_NATS_SERVER();
    auto pulse = PulseServer::start();
    LAB_NEED_PULSE(kFaults.front().row, pulse);
    m_pulse = std::move(*pulse);
    QVERIFY(m_pulse->plugInMicrophone("desk"));
    QVERIFY(m_pulse->setDefaultMicrophone("desk"));
    QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    const Samples voice = spoken(20);
    keepSound("voice", voice);
    keepSound("loud", clipped(voice, 12));
    keepSound("narrow", lowPassed(voice, 3400));
    keepSound("howl", howling(voice, 1300));
    m_proxy = std::make_unique<FaultProxy>(quint16(m_event.link().port));
    m_listener = std::make_unique<Listener>();
    m_listener->join(m_event.link());
    LAB_SHOWN(m_listener->log, "stage.empty");
    m_person = std::make_unique<Listener>(
        Client::Options{.sound = {.output = {OutputChoice::Kind::Null, {}}}, .dataFolder = m_dir.path()});
}

void FaultlabSpeakingTest::cleanupTestCase()
{
    m_mouth.kill();
    m_mouth.waitForFinished();
    m_person.reset();
    m_listener.reset();
    writeRows("speaking");
}

void FaultlabSpeakingTest::keepSound(const QString &name, const Samples &sound)
{
    QFile file(m_dir.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int times = 0; times < 3; ++times)
        file.write(reinterpret_cast<const char *>(sound.data()), qint64(sound.size() * sizeof(float)));
}

void FaultlabSpeakingTest::hears(const QString &sound)
{
    m_mouth.kill();
    m_mouth.waitForFinished();
    m_heard = sound;
    m_mouth.start("pacat",
        {"--playback", "--device=desk_mouth", "--raw", "--rate=48000", "--channels=1", "--format=float32le",
            "--latency-msec=50", m_dir.filePath(sound)});
}

void FaultlabSpeakingTest::press()
{
    talking().release(TalkSource::Button);
    talking().press(TalkSource::Button);
}

void FaultlabSpeakingTest::talks()
{
    if (m_heard != "voice" || m_mouth.state() == QProcess::NotRunning)
        hears("voice");
    QTRY_VERIFY_WITH_TIMEOUT(!talking().view().talk.blocked, 5000);
    if (!talking().view().talk.open)
        press();
    QTRY_COMPARE_WITH_TIMEOUT(m_person->log.shown(), "ok.talking", 8000);
    QTRY_COMPARE_WITH_TIMEOUT(m_listener->log.shown(), "ok.live", 5000);
}

// ---- the stage

void FaultlabSpeakingTest::comesUp()
{
    hears("voice");
    Link link = m_event.linkThrough(m_proxy->port());
    link.invitation = desk().makeInvitation(Role::Speaker).value();
    m_person->join(link);
    QTRY_COMPARE_WITH_TIMEOUT(talking().view().seat.phase, SeatPhase::Invited, 8000);
    m_person->log.mark();
    m_listener->log.mark();
    talking().acceptStage("Mei Okafor");
}

void FaultlabSpeakingTest::isCounted()
{
    QTRY_VERIFY_WITH_TIMEOUT(told().heardBy.has_value() && told().heardBy->value == 1, 8000);
    QCOMPARE(told().listeners, std::optional<qint64>(1));
    QVERIFY(told().roundTrip && *told().roundTrip < milliseconds{500});
    qInfo("own voice back after %lld ms", static_cast<long long>(told().roundTrip->count()));
}

void FaultlabSpeakingTest::isMuted()
{
    QVERIFY(desk().setMuted(*talking().view().seat.ownKey, true, "An echo.", "Ana Ruiz").ok());
}

void FaultlabSpeakingTest::readsWhoMuted()
{
    QCOMPARE(told().who, "Ana");
    QCOMPARE(told().quote, "An echo.");
    QVERIFY(!talking().view().talk.open);
    press();
    QVERIFY(!talking().view().talk.open);
}

void FaultlabSpeakingTest::isUnmuted()
{
    QVERIFY(desk().setMuted(*talking().view().seat.ownKey, false).ok());
}

// ---- the way to the server and back

void FaultlabSpeakingTest::returnPathIsCut()
{
    m_proxy->set(FaultProxy::Way::ToServer, {.stalled = true});
}

void FaultlabSpeakingTest::readsWhyClosed()
{
    QCOMPARE(told().talkEnd, TalkEnd::ReturnPathDead);
    m_proxy->resume();
}

void FaultlabSpeakingTest::lineEnds()
{
    m_proxy->refuse();
    m_proxy->reset();
}

// ---- the microphone

void FaultlabSpeakingTest::wearsBluetooth()
{
    QVERIFY(m_pulse->plugInMicrophone("headset", "device.bus=bluetooth bluetooth.protocol=headset_head_unit"));
    QVERIFY(m_pulse->setDefaultMicrophone("headset"));
}

void FaultlabSpeakingTest::onePulledOut()
{
    QVERIFY(m_pulse->plugInMicrophone("spare"));
    m_person->log.mark();
    m_listener->log.mark();
    QVERIFY(m_pulse->unplugMicrophone("desk"));
}

void FaultlabSpeakingTest::readsTheDevice()
{
    QCOMPARE(told().talkEnd, TalkEnd::DeviceLost);
    QVERIFY(!talking().view().talk.open);
}

void FaultlabSpeakingTest::allPulledOut()
{
    QVERIFY(m_pulse->unplugMicrophone("spare"));
}

/// The microphone is chosen anew, so that none was lost.
void FaultlabSpeakingTest::onlyMonitors()
{
    talking().setChoice({.input = {InputChoice::Kind::Named, "nobody"}});
    talking().setChoice({});
}

void FaultlabSpeakingTest::noSource()
{
    QVERIFY(m_pulse->unplug("ears"));
}

// ---- the end

void FaultlabSpeakingTest::isRemoved()
{
    m_made = m_event.clock.now();
    QVERIFY(desk().remove(*talking().view().seat.ownKey, "Time is up.", "Ana Ruiz").ok());
}

void FaultlabSpeakingTest::isHeardByNobody()
{
    QCOMPARE(told().who, "Ana");
    QCOMPARE(told().quote, "Time is up.");
    QTRY_VERIFY(m_listener->view().stage.empty());
    const milliseconds gone = std::chrono::duration_cast<milliseconds>(m_event.clock.now() - m_made);
    QVERIFY2(gone < inTime(seconds{1}), qPrintable(QString::number(gone.count())));
    QVERIFY(!talking().view().talk.open);
    QVERIFY(!m_listener->hearsMore(milliseconds{500}));
}

using T = FaultlabSpeakingTest;
const std::vector<T::Fault> T::kFaults{
    {{"talk.ready", "comes up, and has not pressed yet"}, Side::Nobody, {"stage.muted", "the same, listening"},
        &T::comesUp, nullptr, {"stage.empty"}, Before::Nothing},
    {{"ok.talking", "presses to talk"}, Side::Nobody, {"ok.live", "the same, listening"}, &T::presses,
        &T::isCounted, {}, Before::Nothing},
    {{"talk.muted", "the desk mutes the person, with its reason"}, Side::Event,
        {"stage.muted", "the same, listening"}, &T::isMuted, &T::readsWhoMuted},
    {{"talk.ready", "the desk unmutes the person"}, Side::Nobody, {}, &T::isUnmuted, nullptr, {},
        Before::Nothing},
    {{"talk.unconfirmed", "what is said never reaches the server (stalled)", seconds{2},
         "2 s without the own voice"},
        Side::Yours, {"stage.dropped", "the same, listening", seconds{3}, "3 s without a sign of life"},
        &T::returnPathIsCut},
    {{"mic.silent", "the microphone gives digital silence", seconds{3}, "3 s of digital silence"}, Side::Yours,
        {"stage.silent_mic", "the same, listening", seconds{3}, "3 s of digital silence"}, &T::goesSilent},
    {{"mic.clipping", "a voice 12 times too loud", seconds{3}, "3 s of speech"}, Side::Yours, {},
        &T::isTooLoud},
    {{"mic.muffled", "a voice without anything above 3.4 kHz", seconds{5}, "5 s of speech"}, Side::Yours, {},
        &T::isNarrow},
    {{"mic.howl", "a tone of 1.3 kHz stands in the microphone", seconds{1}, "1 s of the tone"}, Side::Yours, {},
        &T::howls},
    {{"talk.closed", "the microphone is pulled out, another one is there"}, Side::Yours,
        {"stage.muted", "the same, listening"}, &T::onePulledOut, &T::readsTheDevice},
    {{"mic.unplugged", "the only microphone is pulled out"}, Side::Yours, {}, &T::allPulledOut},
    {{"mic.monitor", "only what records the outputs is left"}, Side::Yours, {}, &T::onlyMonitors, nullptr, {},
        Before::Nothing},
    {{"mic.none", "there is nothing that records"}, Side::Yours, {}, &T::noSource, nullptr, {},
        Before::Nothing},
    {{"host.removed", "the desk takes the person off the stage, with its reason"}, Side::Event,
        {"stage.empty", "the same, listening"}, &T::isRemoved, &T::isHeardByNobody},
};

void FaultlabSpeakingTest::fault_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < kFaults.size(); ++i)
        QTest::newRow(kFaults[i].row.how) << int(i);
}

void FaultlabSpeakingTest::fault()
{
    QFETCH(int, row);
    const Fault &fault = kFaults[size_t(row)];
    if (fault.before == Before::Talking)
        talks();
    if (QTest::currentTestFailed())
        return;
    m_person->log.mark();
    m_listener->log.mark();
    (this->*fault.make)();
    if (QTest::currentTestFailed())
        return;
    LAB_NAMED(m_person->log, fault.row, fault.also);
    QCOMPARE(told().side, fault.side);
    if (fault.heard.id)
        LAB_NAMED(m_listener->log, fault.heard, {"stage.quiet", "stage.howl"});
    if (fault.look)
        (this->*fault.look)();
    qInfo("%s | %s", qPrintable(m_person->log.history()), qPrintable(m_listener->log.history()));
}

QTEST_GUILESS_MAIN(FaultlabSpeakingTest)
#include "faultlab_speaking_test.moc"
