#include "audio/system_input.h"
#include "support/virtual_clock.h"

#include <QCoreApplication>
#include <QTest>

using namespace earshot;
using earshot::test::VirtualClock;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

const InputDevice kDesk{QStringLiteral("desk"), QStringLiteral("Desk microphone"), true};
const InputDevice kHeadset{QStringLiteral("headset"), QStringLiteral("Headset"), false, true};
const QString kMonitor = QStringLiteral("speakers.monitor");

/// What a test does with a microphone.
struct Device {
    QString id;
    bool gives = true;
    bool suspended = false;
    std::optional<Failure> failure;
    std::optional<Failure> obstacle;
    bool timedOut = false;
    quint64 gaps = 0;
};

class FakeSource final : public SoundSource
{
public:
    FakeSource(std::shared_ptr<Device> device, PushFunction push, Clock &clock)
        : m_device(std::move(device))
        , m_push(std::move(push))
        , m_clock(clock)
        , m_timer(clock.makeTimer())
    {
        m_timer->start(10ms, [this] { give(); });
    }

    QString deviceId() const override { return m_device->id; }
    QString deviceName() const override { return m_device->id.toUpper(); }
    const PushFigures &figures() const override
    {
        m_figures.gaps = m_device->gaps;
        return m_figures;
    }
    std::optional<Failure> failure() const override { return m_device->failure; }
    bool isSuspended() const override { return m_device->suspended; }
    std::optional<Failure> obstacle() const override { return m_device->obstacle; }
    void timedOut() override { m_device->timedOut = true; }

private:
    void give()
    {
        m_timer->start(10ms, [this] { give(); });
        if (!m_device->gives || m_device->suspended || m_device->failure)
            return;
        const std::vector<float> block(480);
        m_figures.lastPush = m_clock.now();
        m_figures.frames += block.size();
        m_figures.latency = 15ms;
        m_push(block, m_clock.now() - 15ms);
    }

    std::shared_ptr<Device> m_device;
    PushFunction m_push;
    Clock &m_clock;
    std::unique_ptr<Timer> m_timer;
    mutable PushFigures m_figures;
};

class FakeBackend final : public InputBackend
{
public:
    explicit FakeBackend(Clock &clock)
        : m_clock(clock)
    { }

    std::vector<InputDevice> inputs() const override { return devices; }
    bool hasMonitors() const override { return monitors; }
    bool isLooking() const override { return looking; }
    std::optional<Failure> trouble() const override { return why; }
    std::unique_ptr<SoundSource> open(const SourceWish &asked, PushFunction push) override
    {
        ++opened;
        wish = asked;
        last = std::make_shared<Device>(willBe);
        last->id = asked.isPinned || systemChooses.isEmpty() ? asked.device.id : systemChooses;
        if (last->id == kMonitor)
            last->gives = false; // nothing is handed on
        return std::make_unique<FakeSource>(last, std::move(push), m_clock);
    }
    void look() override { ++looks; }

    std::vector<InputDevice> devices{kDesk, kHeadset};
    bool monitors = false;
    bool looking = false;
    std::optional<Failure> why;
    Device willBe; ///< as which the next one is opened
    QString systemChooses; ///< where it may; empty: the default
    SourceWish wish; ///< the last
    std::shared_ptr<Device> last; ///< that was opened
    int opened = 0;
    int looks = 0;

private:
    Clock &m_clock;
};

/// An input on microphones of the test's own.
struct Rig {
    explicit Rig(const InputChoice &choice = {})
        : backend(new FakeBackend(clock))
        , input(choice, clock, std::unique_ptr<InputBackend>(backend))
    { }
    void start()
    {
        input.start([this](std::span<const float> mono, Instant captured) {
            frames += mono.size();
            lastCaptured = captured;
        });
    }
    void pass(microseconds time) { clock.advance(time); }
    void tell()
    {
        emit backend->changed();
        QCoreApplication::processEvents();
    }
    void remove(const InputDevice &device)
    {
        std::erase_if(backend->devices, [&](const InputDevice &there) { return there.id == device.id; });
    }
    void makeDefault(const InputDevice &device)
    {
        for (InputDevice &there : backend->devices)
            there.isDefault = there.id == device.id;
    }

    VirtualClock clock;
    FakeBackend *backend;
    SystemInput input;
    std::size_t frames = 0;
    Instant lastCaptured{};
};

InputChoice pinned(const QString &name)
{
    return {InputChoice::Kind::Named, name};
}

Failure busy()
{
    return {Cause::DeviceBusy, QStringLiteral("Device or resource busy")};
}

} // namespace

class SystemInputTest : public QObject
{
    Q_OBJECT
private slots:
    void defaultMicrophone_isOpened_andCounted()
    {
        Rig rig;
        QCOMPARE(rig.input.stats().phase, InputPhase::Closed);
        rig.start();
        QCOMPARE(rig.input.stats().phase, InputPhase::Opening);
        rig.pass(10s);
        const InputStats stats = rig.input.stats();
        QCOMPARE(stats.phase, InputPhase::Open);
        QCOMPARE(stats.deviceId, kDesk.id);
        QCOMPARE(stats.deviceName, QStringLiteral("DESK"));
        QCOMPARE(stats.latency, microseconds(15ms));
        QVERIFY(!stats.failure && !stats.suspended && !stats.isMonitor && !stats.isHandsFree);
        QVERIFY(stats.lostDevice.isEmpty());
        QCOMPARE(stats.frames, quint64(480'000));
        QCOMPARE(stats.frames, quint64(rig.frames));
        QCOMPARE(rig.lastCaptured, rig.clock.now() - 15ms);
        QCOMPARE(rig.backend->opened, 1);
        QVERIFY(!rig.backend->wish.isPinned);
        rig.input.stop();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Closed);
        QCOMPARE(rig.frames, std::size_t(480'000));
    }
    void whoCloses_andOpensAgain_getsSound()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.input.stop();
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
        QCOMPARE(rig.frames, std::size_t(96'000));
    }
    void microphonesThatAreNotKnownYet_areWaitedFor_butNotLong()
    {
        Rig rig;
        rig.backend->looking = true;
        rig.backend->devices.clear();
        rig.start();
        rig.pass(500ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Opening);
        rig.pass(1s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Failed);
        rig.backend->looking = false;
        rig.backend->devices = {kDesk};
        rig.tell();
        rig.pass(20ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
    }
    void noMicrophone_isNoMonitor()
    {
        Rig rig;
        rig.backend->devices.clear();
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().failure->cause, Cause::DeviceMissing);
        QVERIFY(!rig.input.stats().isMonitor);
        QCOMPARE(rig.backend->opened, 0);
    }
    void onlyMonitors_areNamed_andNotOpened()
    {
        Rig rig;
        rig.backend->devices.clear();
        rig.backend->monitors = true;
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Failed);
        QCOMPARE(rig.input.stats().failure->cause, Cause::DeviceMissing);
        QVERIFY(rig.input.stats().isMonitor);
        QCOMPARE(rig.backend->opened, 0);
    }
    void defaultThatIsAMonitor_isNotLeftToTheSystem()
    {
        Rig rig;
        rig.makeDefault({});
        rig.backend->monitors = true;
        rig.backend->systemChooses = kMonitor;
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().deviceId, kDesk.id);
        QVERIFY(rig.backend->wish.isPinned);
        QVERIFY(rig.frames > 0);
    }
    void systemThatPutsItOnAMonitor_isNotAskedAgain()
    {
        Rig rig;
        rig.backend->monitors = true;
        rig.backend->systemChooses = kMonitor;
        rig.start();
        rig.pass(400ms);
        QCOMPARE(rig.backend->opened, 2);
        QVERIFY(rig.backend->wish.isPinned);
        QCOMPARE(rig.input.stats().deviceId, kDesk.id);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
    }
    void movedToAMonitor_isTakenBack_movedToAMicrophone_stays()
    {
        Rig rig;
        rig.backend->monitors = true;
        rig.start();
        rig.pass(1s);
        rig.backend->last->id = kHeadset.id; // by hand
        rig.tell();
        rig.pass(2s);
        QCOMPARE(rig.backend->opened, 1);
        QCOMPARE(rig.input.stats().deviceId, kHeadset.id);
        QVERIFY(rig.input.stats().isHandsFree);
        rig.backend->last->id = kMonitor;
        rig.backend->last->gives = false;
        rig.tell();
        rig.pass(200ms);
        QCOMPARE(rig.input.stats().deviceId, kDesk.id);
        QVERIFY(rig.backend->wish.isPinned);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
    }
    void newDefault_isOpened_whereTheSystemDoesNotMove()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.makeDefault(kHeadset);
        rig.tell();
        rig.pass(150ms);
        QCOMPARE(rig.input.stats().deviceId, kHeadset.id);
        QVERIFY(rig.input.stats().isHandsFree);
        QVERIFY(rig.input.stats().lostDevice.isEmpty());
        QCOMPARE(rig.backend->opened, 2);
    }
    void newDefault_isLeftToTheSystem_whereItMoves()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.makeDefault(kHeadset);
        rig.backend->last->id = kHeadset.id;
        rig.tell();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().deviceId, kHeadset.id);
        QCOMPARE(rig.backend->opened, 1);
    }
    void microphoneThatIsUnplugged_isNamed_andTheNextOneIsOpen()
    {
        Rig rig;
        rig.start();
        rig.pass(20ms); // it need not have been open for long
        rig.backend->last->failure = Failure{Cause::DeviceFailed, QStringLiteral("gone")};
        rig.remove(kDesk);
        rig.makeDefault(kHeadset);
        const Instant at = rig.clock.now();
        rig.tell();
        rig.pass(50ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
        QCOMPARE(rig.input.stats().deviceId, kHeadset.id);
        QCOMPARE(rig.input.stats().lostDevice, kDesk.name);
        QCOMPARE(*rig.input.stats().lostDeviceAt, at);
        rig.backend->devices.push_back(kDesk);
        rig.tell();
        QVERIFY(rig.input.stats().lostDevice.isEmpty());
    }
    void lastMicrophoneThatGoes_isNamed_thoughAMonitorIsLeft()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->devices.clear();
        rig.backend->monitors = true;
        rig.backend->last->id = kMonitor; // the system moves it there
        rig.backend->last->gives = false;
        rig.tell();
        const InputStats stats = rig.input.stats();
        QCOMPARE(stats.phase, InputPhase::Failed);
        QCOMPARE(stats.failure->cause, Cause::DeviceMissing);
        QCOMPARE(stats.lostDevice, kDesk.name);
        QVERIFY(stats.isMonitor && stats.deviceName.isEmpty());
        rig.pass(5s);
        QCOMPARE(rig.backend->opened, 1);
    }
    void pinnedMicrophone_isNotMoved_andIsNamedWhileItIsAway()
    {
        Rig rig(pinned(kHeadset.name)); // by its name
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().deviceId, kHeadset.id);
        QVERIFY(rig.backend->wish.isPinned);
        rig.remove(kHeadset);
        rig.backend->last->failure = Failure{Cause::DeviceFailed, QStringLiteral("gone")};
        rig.tell();
        rig.pass(100ms);
        QCOMPARE(rig.input.stats().deviceId, kDesk.id);
        QCOMPARE(rig.input.stats().lostDevice, kHeadset.name);
        rig.backend->devices.push_back(kHeadset);
        rig.tell();
        rig.pass(150ms);
        QCOMPARE(rig.input.stats().deviceId, kHeadset.id);
        QVERIFY(rig.input.stats().lostDevice.isEmpty());
    }
    void microphoneThatIsBusy_isNamed_andTriedAgain()
    {
        Rig rig;
        rig.backend->willBe.failure = busy();
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Failed);
        QCOMPARE(rig.input.stats().failure->cause, Cause::DeviceBusy);
        rig.pass(10s);
        QCOMPARE_LE(rig.backend->opened, 12); // at leisure
        rig.backend->willBe.failure.reset();
        rig.pass(2500ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
        QVERIFY(!rig.input.stats().failure);
    }
    void microphoneThatSleepsBecauseSomebodyElseHasIt_isBusy()
    {
        Rig rig;
        rig.backend->willBe.suspended = true;
        rig.backend->willBe.obstacle = busy();
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Failed);
        QCOMPARE(rig.input.stats().failure->cause, Cause::DeviceBusy);
        rig.backend->last->suspended = false;
        rig.backend->last->obstacle.reset();
        rig.pass(100ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
    }
    void systemThatForbidsIt_isNamed()
    {
        Rig rig;
        rig.backend->devices.clear();
        rig.backend->why = Failure{Cause::DeviceDenied, QStringLiteral("no")};
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Failed);
        QCOMPARE(rig.input.stats().failure->cause, Cause::DeviceDenied);
    }
    void microphoneThatGivesNothing_isNamed_andOpenedAgain()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->last->gives = false;
        rig.backend->willBe.gives = false;
        rig.pass(750ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Failed);
        QCOMPARE(rig.input.stats().failure->cause, Cause::DeviceFailed);
        QVERIFY(rig.backend->looks > 0);
        rig.pass(2s); // in all its time
        const auto second = rig.backend->last;
        QVERIFY(second->timedOut || rig.backend->opened > 2);
        rig.backend->willBe.gives = true;
        rig.pass(4s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
    }
    void microphoneThatSleeps_isNamed_andGoesOnByItself_withoutBeingCountedTwice()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        const int opened = rig.backend->opened;
        rig.backend->last->suspended = true;
        rig.backend->last->gaps = 3;
        rig.tell();
        QCOMPARE(rig.input.stats().phase, InputPhase::Open); // for a blink
        rig.pass(200ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Failed);
        QVERIFY(rig.input.stats().suspended);
        QCOMPARE(rig.input.stats().deviceId, kDesk.id);
        rig.pass(30s);
        QVERIFY(rig.input.stats().suspended);
        QCOMPARE(rig.backend->opened, opened);
        rig.backend->last->suspended = false;
        rig.tell();
        rig.pass(20ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
        QVERIFY(!rig.input.stats().suspended && !rig.input.stats().failure);
        QCOMPARE(rig.input.stats().frames, quint64(rig.frames));
        QCOMPARE(rig.input.stats().gaps, quint64(3));
    }
    void serverThatEnds_isNoMicrophoneThatWent_andIsFoundAgain()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->last->failure = Failure{Cause::DeviceFailed, QStringLiteral("connection terminated")};
        rig.backend->devices.clear();
        rig.backend->why = Failure{Cause::DeviceMissing, QStringLiteral("no sound server is running")};
        rig.tell();
        rig.pass(3s);
        QCOMPARE(rig.input.stats().phase, InputPhase::Failed);
        QCOMPARE(rig.input.stats().failure->cause, Cause::DeviceFailed);
        QVERIFY(rig.input.stats().lostDevice.isEmpty() && !rig.input.stats().isMonitor);
        rig.backend->why.reset();
        rig.backend->devices = {kDesk};
        rig.tell();
        rig.pass(20ms);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
        QCOMPARE(rig.input.stats().frames, quint64(rig.frames));
    }
    void computerThatSlept_looksAgain_andBlamesNoMicrophone()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.clock.sleep(3600s);
        rig.clock.stall(800ms);
        rig.pass(300ms);
        QVERIFY(rig.backend->looks > 0);
        QCOMPARE(rig.input.stats().phase, InputPhase::Open);
        QCOMPARE(rig.backend->opened, 1);
    }
    void figures_areToldFourTimesASecond()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        int told = 0;
        connect(&rig.input, &AudioInput::statsChanged, this, [&](const InputStats &stats) {
            ++told;
            QCOMPARE(stats.phase, InputPhase::Open);
        });
        rig.pass(10s);
        QCOMPARE(told, 40);
    }
};

QTEST_GUILESS_MAIN(SystemInputTest)
#include "system_input_test.moc"
