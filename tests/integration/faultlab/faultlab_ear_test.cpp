#include "integration/faultlab/lab_scenes.h"
#include "integration/faultlab/lab_table.h"
#include "support/listen_process.h"
#include "support/made_voice.h"

using namespace earshot;
using namespace earshot::test;

/// Fault laboratory: this computer, its sound devices, its speed and its sleep. Most listeners are programs of
/// their own, since a process finds its sound server once and can be halted whole; what they print holds no
/// secret.
class FaultlabEarTest : public QObject
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
    void noSoundServer_isLeftInOrder();
    void cleanupTestCase() { writeRows("ear"); }

private:
    using Inject = void (FaultlabEarTest::*)(const LabRow &);
    struct Fault {
        LabRow row;
        Inject inject;
    };
    static const std::vector<Fault> kFaults;

    /// Ends in order, and printed no secret.
    void ends(ListenProcess &listener)
    {
        QVERIFY(listener.isRunning());
        QVERIFY2(listener.end().has_value(), "crashed or hung at its end");
        const QString secret = secretIn(listener.printed(), m_event.link().ticket);
        QVERIFY2(secret.isEmpty(), qPrintable("printed " + secret));
    }
    void listensWithout(const LabRow &row, const QStringList &arguments);
    /// A listener with a sound server of its own, to which something happens.
    void withSound(
        const LabRow &row, const std::function<bool(PulseServer &)> &happens, const QSet<QString> &also = {});

    void noSoundServer(const LabRow &row);
    void noSink(const LabRow &row);
    void unplugged(const LabRow &row);
    void soundServerDies(const LabRow &row);
    void soundServerHangs(const LabRow &row);
    void startsMuted(const LabRow &row) { listensWithout(row, {"--device", "null", "--mute"}); }
    void deviceSleeps(const LabRow &row);
    void muted(const LabRow &row);
    void volumeZero(const LabRow &row);
    void undecodable(const LabRow &row);
    void busy(const LabRow &row);
    void slept(const LabRow &row);

    LiveEvent m_event;
};

namespace {

QProcessEnvironment withoutSoundServer(const QTemporaryDir &empty)
{
    QProcessEnvironment variables;
    variables.insert("PULSE_SERVER", "unix:" + empty.filePath("nobody"));
    variables.insert("XDG_RUNTIME_DIR", empty.path());
    variables.insert("PULSE_RUNTIME_PATH", empty.path());
    return variables;
}

} // namespace

void FaultlabEarTest::listensWithout(const LabRow &row, const QStringList &arguments)
{
    ListenProcess listener;
    listener.start(m_event.link(), arguments);
    LAB_NAMED(listener.log, row);
    ends(listener);
}

void FaultlabEarTest::withSound(
    const LabRow &row, const std::function<bool(PulseServer &)> &happens, const QSet<QString> &also)
{
    const auto pulse = PulseServer::start();
    LAB_NEED_PULSE(row, pulse);
    QVERIFY((*pulse)->plugIn("spare"));
    ListenProcess listener;
    listener.start(m_event.link());
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    QVERIFY(happens(**pulse));
    LAB_NAMED(listener.log, row, also);
    (*pulse)->goOn();
    ends(listener);
}

void FaultlabEarTest::noSoundServer(const LabRow &row)
{
    const QTemporaryDir empty;
    ListenProcess listener;
    listener.start(m_event.link(), {}, withoutSoundServer(empty));
    LAB_NAMED(listener.log, row);
    ends(listener);
}

void FaultlabEarTest::noSink(const LabRow &row)
{
    withSound(row, [](PulseServer &pulse) { return pulse.unplug("spare") && pulse.unplug("ears"); },
        {"out.failed", "out.unplugged"});
}

void FaultlabEarTest::unplugged(const LabRow &row)
{
    withSound(row, [](PulseServer &pulse) { return pulse.unplug("ears"); });
}

void FaultlabEarTest::soundServerDies(const LabRow &row)
{
    // With the server go its devices: Qt may tell of either first.
    const auto dies = [](PulseServer &pulse) {
        pulse.stop();
        return true;
    };
    withSound(row, dies, {"out.none", "out.unplugged"});
}

void FaultlabEarTest::soundServerHangs(const LabRow &row)
{
    withSound(row, [](PulseServer &pulse) {
        pulse.halt();
        return true;
    });
}

void FaultlabEarTest::deviceSleeps(const LabRow &row)
{
    withSound(row, [](PulseServer &pulse) { return pulse.suspend("ears", true); });
}

void FaultlabEarTest::muted(const LabRow &row)
{
    Listener listener;
    listener.join(m_event.link());
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    listener.client.setMuted(true);
    LAB_NAMED(listener.log, row);
}

void FaultlabEarTest::volumeZero(const LabRow &row)
{
    Listener listener;
    listener.join(m_event.link());
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    listener.client.setVolume(0);
    LAB_NAMED(listener.log, row);
}

/// Packets that say they are loud, and that no decoder can make sound of: sound comes in, none goes out.
void FaultlabEarTest::undecodable(const LabRow &row)
{
    m_event.addEvent("garbled");
    const QByteArray tooManyFrames("\xff\xff\xff", 3); // RFC 6716 §3.4, R5: more than 120 ms
    const MadeVoice voice(m_event, "garbled", "Tom Sand", {tooManyFrames}, {});
    QVERIFY(voice.isOnAir());
    Listener listener;
    listener.join(m_event.linkTo("garbled"));
    LAB_NAMED(listener.log, row);
}

void FaultlabEarTest::busy(const LabRow &row)
{
    ListenProcess listener;
    listener.start(m_event.link(), {"--device", "null"});
    LAB_SHOWN(listener.log, "ok.live");
    listener.log.mark();
    for (int i = 0; i < 3; ++i) {
        listener.halt();
        QTest::qWait(400); // the fault itself: nothing runs for so long
        listener.goOn();
        QTest::qWait(50);
    }
    LAB_NAMED(listener.log, row);
    QTRY_COMPARE_WITH_TIMEOUT(listener.log.shown(), "ok.live", 10'000);
    ends(listener);
}

void FaultlabEarTest::slept(const LabRow &row)
{
    ListenProcess listener;
    listener.start(m_event.link(), {"--device", "null"});
    LAB_SHOWN(listener.log, "ok.live");
    listener.halt();
    QTest::qWait(6000); // the fault itself
    listener.log.mark();
    listener.goOn();
    LAB_NAMED(listener.log, row, {"you.busy", "you.stalled"});
    ends(listener);
}

using T = FaultlabEarTest;
const std::vector<T::Fault> T::kFaults{
    {{"out.none", "no sound server"}, &T::noSoundServer},
    {{"out.none", "both outputs are pulled out"}, &T::noSink},
    {{"out.unplugged", "the output in use is pulled out, another one is there"}, &T::unplugged},
    {{"out.failed", "the sound server ends"}, &T::soundServerDies},
    {{"out.failed", "the sound server hangs (SIGSTOP)"}, &T::soundServerHangs},
    {{"out.suspended", "the output is put to sleep"}, &T::deviceSleeps},
    {{"out.muted", "muted from the start"}, &T::startsMuted},
    {{"out.muted", "muted while one listens"}, &T::muted},
    {{"out.volume_zero", "volume 0"}, &T::volumeZero},
    {{"out.mismatch", "loud packets that cannot be decoded", seconds{3}, "3 s of packets"}, &T::undecodable},
    {{"you.busy", "three halts of 400 ms (SIGSTOP)", milliseconds{1350}, "the third halt"}, &T::busy},
    {{"you.resumed", "6 s of sleep (SIGSTOP)"}, &T::slept},
};

void FaultlabEarTest::fault_data()
{
    QTest::addColumn<int>("row");
    for (size_t i = 0; i < kFaults.size(); ++i)
        QTest::newRow(kFaults[i].row.how) << int(i);
}

void FaultlabEarTest::fault()
{
    QFETCH(int, row);
    const Fault &fault = kFaults[size_t(row)];
    (this->*fault.inject)(fault.row);
}

void FaultlabEarTest::noSoundServer_isLeftInOrder()
{
    const QTemporaryDir empty;
    ListenProcess listener;
    listener.start(m_event.link(), {"--for", "2s"}, withoutSoundServer(empty));
    QTRY_VERIFY_WITH_TIMEOUT(!listener.printed().isEmpty(), 5000);
    QTRY_VERIFY_WITH_TIMEOUT(!listener.isRunning(), 10'000);
    QVERIFY(listener.printed().contains("\"summary\""));
}

QTEST_GUILESS_MAIN(FaultlabEarTest)
#include "faultlab_ear_test.moc"
