#include "support/listen_process.h"
#include "support/live_event.h"
#include "support/pulse_server.h"

using namespace earshot;
using namespace earshot::test;

/// Faults of this computer: its sound devices and its speed. Each listener is a program of its own, since a
/// process finds its sound server once.
class FaultsEarTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        EARSHOT_NEED_NATS_SERVER();
        QVERIFY2(m_event.start(), qPrintable(m_event.failure()));
    }

    void noSoundServer_isNamed_andTheEventGoesOn();
    void busyComputer();
    void muted();
    void soundServerThatDies();
    void soundServerThatHangs();

    void cleanupTestCase() { printNamings(); }

private:
    LiveEvent m_event;
};

namespace {

constexpr milliseconds kNamedWithin{3000};
/// A program of its own takes a moment to start.
constexpr milliseconds kStartedWithin{5000};

QProcessEnvironment withoutSoundServer(const QTemporaryDir &empty)
{
    QProcessEnvironment variables;
    variables.insert("PULSE_SERVER", "unix:" + empty.filePath("nobody"));
    variables.insert("XDG_RUNTIME_DIR", empty.path());
    variables.insert("PULSE_RUNTIME_PATH", empty.path());
    return variables;
}

/// A desk without the program skips the test, CI fails.
#define NEED_PULSE_SERVER(started)                                                                           \
    do {                                                                                                     \
        if (!started && started.failure().cause == Cause::ProgramMissing                                     \
            && qEnvironmentVariable("CI") != QLatin1String("true"))                                          \
            QSKIP(qPrintable(started.failure().detail + " is not installed"));                               \
        QVERIFY2(started.ok(), qPrintable(started ? QString() : started.failure().detail));                  \
    } while (false)

} // namespace

void FaultsEarTest::noSoundServer_isNamed_andTheEventGoesOn()
{
    const QTemporaryDir empty;
    ListenProcess listener;
    listener.start(m_event.link(), {}, withoutSoundServer(empty));
    VERIFY_NAMED(listener.log, "out.none", inTime(kStartedWithin));
    QVERIFY(listener.isRunning());
    QVERIFY2(listener.end().has_value(), "crashed or hung at its end");
}

void FaultsEarTest::busyComputer()
{
    ListenProcess listener;
    listener.start(m_event.link(), {"--device", "null"});
    VERIFY_NAMED(listener.log, "ok.live", inTime(kStartedWithin));
    listener.log.mark();
    for (int i = 0; i < 3; ++i) {
        listener.halt();
        QTest::qWait(400); // the fault itself: nothing runs for so long
        listener.goOn();
        QTest::qWait(50);
    }
    VERIFY_NAMED(listener.log, "you.busy", inTime(kNamedWithin));
    QTRY_COMPARE_WITH_TIMEOUT(listener.log.shown(), "ok.live", 10'000);
    QCOMPARE(listener.end(), std::optional(0));
}

void FaultsEarTest::muted()
{
    ListenProcess listener;
    listener.start(m_event.link(), {"--device", "null", "--mute"});
    VERIFY_NAMED(listener.log, "out.muted", inTime(kStartedWithin));
    QVERIFY(listener.end().has_value());
}

void FaultsEarTest::soundServerThatDies()
{
    const auto pulse = PulseServer::start();
    NEED_PULSE_SERVER(pulse);
    ListenProcess listener;
    listener.start(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(kStartedWithin));
    listener.log.mark();
    (*pulse)->stop();
    // With the server go its devices: Qt may tell of either first.
    VERIFY_NAMED(listener.log, "out.failed", inTime(kNamedWithin), {"out.none"});
    QVERIFY(listener.isRunning());
    QVERIFY(listener.end().has_value());
}

void FaultsEarTest::soundServerThatHangs()
{
    const auto pulse = PulseServer::start();
    NEED_PULSE_SERVER(pulse);
    ListenProcess listener;
    listener.start(m_event.link());
    VERIFY_NAMED(listener.log, "ok.live", inTime(kStartedWithin));
    listener.log.mark();
    (*pulse)->halt();
    VERIFY_NAMED(listener.log, "out.failed", inTime(kNamedWithin));
    (*pulse)->goOn();
    QVERIFY(listener.isRunning());
    QVERIFY(listener.end().has_value());
}

QTEST_GUILESS_MAIN(FaultsEarTest)
#include "faults_ear_test.moc"
