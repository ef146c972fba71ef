#include "audio/system_output.h"
#include "support/virtual_clock.h"

#include <QCoreApplication>
#include <QTest>

using namespace earshot;
using earshot::test::VirtualClock;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""h;

namespace {

const OutputDevice kEars{QStringLiteral("ears"), QStringLiteral("Ears of the house"), true};
const OutputDevice kSpare{QStringLiteral("spare"), QStringLiteral("Spare"), false};

/// What a test does with a device.
struct Device {
    QString id;
    bool takes = true;
    bool suspended = false;
    std::optional<Failure> failure;
    bool timedOut = false;
    bool canChangeBuffer = true;
    microseconds buffer{0};
};

class FakeSink final : public SoundSink
{
public:
    FakeSink(std::shared_ptr<Device> device, PullFunction pull, Clock &clock)
        : m_device(std::move(device))
        , m_pull(std::move(pull))
        , m_clock(clock)
        , m_timer(clock.makeTimer())
    {
        m_timer->start(10ms, [this] { ask(); });
    }

    QString deviceId() const override { return m_device->id; }
    QString deviceName() const override { return m_device->id; }
    const PullFigures &figures() const override { return m_meter.figures(); }
    std::optional<Failure> failure() const override { return m_device->failure; }
    bool isSuspended() const override { return m_device->suspended; }
    void timedOut() override { m_device->timedOut = true; }
    bool setBuffer(microseconds buffer) override
    {
        if (m_device->canChangeBuffer)
            m_device->buffer = buffer;
        return m_device->canChangeBuffer;
    }

private:
    void ask()
    {
        if (m_device->takes && !m_device->suspended && !m_device->failure) {
            const Instant now = m_clock.now();
            m_meter.begin(now, 50ms);
            std::vector<float> block(960);
            m_pull(block, now, 50ms);
            m_meter.took(480);
            m_meter.end(10ms);
        }
        m_timer->start(10ms, [this] { ask(); });
    }

    std::shared_ptr<Device> m_device;
    PullFunction m_pull;
    Clock &m_clock;
    std::unique_ptr<Timer> m_timer;
    PullMeter m_meter;
};

class FakeBackend final : public SoundBackend
{
public:
    explicit FakeBackend(Clock &clock)
        : m_clock(clock)
    { }

    std::vector<OutputDevice> outputs() const override { return devices; }
    bool isLooking() const override { return looking; }
    std::optional<Failure> trouble() const override { return why; }
    std::unique_ptr<SoundSink> open(const SinkWish &wish, PullFunction pull) override
    {
        ++opened;
        last = std::make_shared<Device>(willBe);
        last->id = wish.device.id;
        last->buffer = wish.buffer;
        return std::make_unique<FakeSink>(last, std::move(pull), m_clock);
    }
    void look() override { ++looks; }

    std::vector<OutputDevice> devices{kEars, kSpare};
    bool looking = false;
    std::optional<Failure> why;
    Device willBe; ///< as which the next one is opened
    std::shared_ptr<Device> last; ///< that was opened
    int opened = 0;
    int looks = 0;

private:
    Clock &m_clock;
};

/// An output on devices of the test's own.
struct Rig {
    explicit Rig(const OutputChoice &choice = {})
        : backend(new FakeBackend(clock))
        , output(choice, clock, std::unique_ptr<SoundBackend>(backend))
    { }
    void start()
    {
        output.start([this](std::span<float> out, Instant, microseconds) { frames += out.size() / 2; });
    }
    void pass(microseconds time) { clock.advance(time); }
    void tell()
    {
        emit backend->changed();
        QCoreApplication::processEvents();
    }

    VirtualClock clock;
    FakeBackend *backend;
    SystemOutput output;
    std::size_t frames = 0;
};

OutputChoice pinned(const QString &name)
{
    return {OutputChoice::Kind::Named, name};
}

} // namespace

class SystemOutputTest : public QObject
{
    Q_OBJECT
private slots:
    void defaultDevice_isPlayedOn_andCounted()
    {
        Rig rig;
        rig.start();
        QCOMPARE(rig.output.stats().phase, OutputPhase::Starting);
        rig.pass(10s);
        const OutputStats stats = rig.output.stats();
        QCOMPARE(stats.phase, OutputPhase::Playing);
        QCOMPARE(stats.deviceName, kEars.id);
        QVERIFY(!stats.nullDevice && !stats.failure && !stats.suspended && stats.lostDevice.isEmpty());
        QCOMPARE(stats.framesConsumed, quint64(480'000));
        QCOMPARE(stats.framesConsumed, quint64(rig.frames));
        QCOMPARE(rig.backend->opened, 1);
    }
    void devicesThatAreNotKnownYet_areWaitedFor_butNotLong()
    {
        Rig rig;
        rig.backend->looking = true;
        rig.backend->devices.clear();
        rig.start();
        rig.pass(500ms);
        QCOMPARE(rig.output.stats().phase, OutputPhase::Starting);
        rig.pass(1s);
        QVERIFY(rig.output.stats().nullDevice);
        rig.backend->looking = false;
        rig.backend->devices = {kEars};
        rig.tell();
        rig.pass(20ms);
        QVERIFY(!rig.output.stats().nullDevice);
    }
    void onStage_theDeviceBuffersLess_andIsNotOpenedAgain()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        const microseconds before = rig.backend->last->buffer;
        rig.output.setDelayMode(DelayMode::OnStage);
        QCOMPARE(rig.backend->opened, 1);
        QVERIFY(rig.backend->last->buffer < before);
        QCOMPARE(rig.output.stats().phase, OutputPhase::Playing);
        rig.output.setDelayMode(DelayMode::Audience);
        QCOMPARE(rig.backend->last->buffer, before);
    }
    void onStage_aDeviceThatCannotChange_isOpenedAgain()
    {
        Rig rig;
        rig.backend->willBe.canChangeBuffer = false;
        rig.start();
        rig.pass(1s);
        const microseconds before = rig.backend->last->buffer;
        rig.output.setDelayMode(DelayMode::OnStage);
        QCOMPARE(rig.backend->opened, 2);
        QVERIFY(rig.backend->last->buffer < before);
        rig.pass(1s);
        QCOMPARE(rig.output.stats().phase, OutputPhase::Playing);
        QCOMPARE(rig.output.stats().framesConsumed, quint64(rig.frames));
    }
    void onStage_aDeviceThatIsBeingOpenedAndCannotChange_isOpenedAnew()
    {
        Rig rig;
        rig.backend->willBe.canChangeBuffer = false;
        rig.start();
        const microseconds before = rig.backend->last->buffer;
        rig.output.setDelayMode(DelayMode::OnStage);
        rig.pass(1s);
        QCOMPARE(rig.backend->opened, 2);
        QVERIFY(rig.backend->last->buffer < before);
        QVERIFY(!rig.output.stats().nullDevice);
    }
    void newDefault_isPlayedOn()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->devices[0].isDefault = false;
        rig.backend->devices[1].isDefault = true;
        rig.tell();
        rig.pass(150ms);
        QCOMPARE(rig.output.stats().deviceName, kSpare.id);
        QVERIFY(!rig.output.stats().nullDevice);
        QVERIFY(rig.output.stats().lostDevice.isEmpty());
    }
    void noDefaultIsMarked_firstDevicePlays_andTheOneThatPlaysStays()
    {
        Rig rig;
        rig.backend->devices[0].isDefault = false;
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.output.stats().deviceName, kEars.id);
        QVERIFY(!rig.output.stats().nullDevice);
        std::ranges::reverse(rig.backend->devices);
        rig.tell();
        rig.pass(1s);
        QCOMPARE(rig.output.stats().deviceName, kEars.id);
        QCOMPARE(rig.backend->opened, 1);
    }
    void sinkThatIsClosedBeforeItAsks_timedOutOnlyIfItHadItsTime()
    {
        Rig rig;
        rig.backend->devices.clear();
        rig.backend->willBe.takes = false;
        rig.start();
        rig.pass(1s);
        rig.backend->devices = {kEars, kSpare};
        rig.tell();
        rig.pass(500ms);
        QCOMPARE(rig.backend->opened, 1);
        const auto first = rig.backend->last;
        rig.backend->devices[0].isDefault = false;
        rig.backend->devices[1].isDefault = true;
        rig.tell();
        rig.pass(500ms);
        QCOMPARE(rig.backend->opened, 2);
        const auto second = rig.backend->last;
        rig.pass(2s);
        QVERIFY(!first->timedOut);
        QVERIFY(second->timedOut);
    }
    void sinkThatTheSystemMoved_staysOpen()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->devices[0].isDefault = false;
        rig.backend->devices[1].isDefault = true;
        rig.backend->last->id = kSpare.id;
        rig.tell();
        rig.pass(2s);
        QCOMPARE(rig.backend->opened, 1);
        rig.backend->last->id = kEars.id; // by hand, in the system's mixer
        rig.tell();
        rig.pass(5s);
        QCOMPARE(rig.backend->opened, 1);
        QCOMPARE(rig.output.stats().deviceName, kEars.id);
    }
    void deviceThatGoes_isNamed_whileTheNextPlays_untilItIsBack()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->devices = {{kSpare.id, kSpare.name, true}};
        rig.backend->last->failure = Failure{Cause::DeviceFailed, {}};
        rig.tell();
        rig.pass(20ms);
        QCOMPARE(rig.output.stats().deviceName, kSpare.id);
        QCOMPARE(rig.output.stats().lostDevice, kEars.name);
        QVERIFY(!rig.output.stats().failure);
        rig.backend->devices.push_back({kEars.id, kEars.name, false});
        rig.tell();
        QVERIFY(rig.output.stats().lostDevice.isEmpty());
        QVERIFY(!rig.output.stats().lostDeviceAt);
    }
    void deviceThatGoes_isNamed_alsoWhereTheSystemMovedTheSoundBefore()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->last->id = kSpare.id;
        rig.tell();
        rig.backend->devices = {{kSpare.id, kSpare.name, true}};
        rig.tell();
        rig.pass(2s);
        QCOMPARE(rig.backend->opened, 1);
        QCOMPARE(rig.output.stats().lostDevice, kEars.name);
    }
    void lastDeviceThatGoes_isNotHeard_thoughItsSinkPlaysOn()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->devices.clear();
        rig.backend->last->id = QStringLiteral("auto_null");
        rig.tell();
        QVERIFY(rig.output.stats().nullDevice);
        QCOMPARE(rig.output.stats().failure->cause, Cause::DeviceMissing);
        QCOMPARE(rig.output.stats().lostDevice, kEars.name);
        rig.pass(30s);
        QCOMPARE(rig.backend->opened, 1);
        QVERIFY(std::abs(double(rig.frames) - 31 * 48000) < 4800);
        rig.backend->devices = {kEars};
        rig.tell();
        rig.pass(20ms);
        QVERIFY(!rig.output.stats().nullDevice && !rig.output.stats().failure);
        QCOMPARE(rig.output.stats().deviceName, kEars.id);
        QCOMPARE(rig.backend->opened, 2);
    }
    void serverThatEnds_losesNoDevice_andTimeGoesOn()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->devices.clear();
        rig.backend->why = Failure{Cause::DeviceMissing, QStringLiteral("no sound server is running")};
        rig.backend->last->failure = Failure{Cause::DeviceFailed, QStringLiteral("ended")};
        rig.tell();
        rig.pass(30s);
        QVERIFY(rig.output.stats().nullDevice);
        QCOMPARE(rig.output.stats().failure->cause, Cause::DeviceFailed);
        QVERIFY(std::abs(double(rig.frames) - 31 * 48000) < 4800);
        rig.backend->devices = {kSpare, kEars};
        rig.backend->why.reset();
        rig.tell();
        rig.pass(20ms);
        QVERIFY(!rig.output.stats().nullDevice && !rig.output.stats().failure);
        QVERIFY(rig.output.stats().lostDevice.isEmpty());
        QCOMPARE(rig.output.stats().framesConsumed, quint64(rig.frames));
    }
    void deviceThatTakesNothing_isOpenedAgainWithin750Ms()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->last->takes = false;
        rig.pass(770ms);
        QCOMPARE(rig.backend->opened, 2);
        QVERIFY(!rig.output.stats().nullDevice);
        rig.backend->last->takes = false;
        rig.backend->willBe.takes = false;
        rig.pass(750ms);
        QVERIFY(rig.output.stats().nullDevice);
        QCOMPARE(rig.output.stats().failure->cause, Cause::DeviceFailed);
        rig.pass(60s);
        QVERIFY2(rig.backend->opened < 40, "tried too often");
        QVERIFY(std::abs(double(rig.frames) - 62.5 * 48000) < 2 * 48000);
        rig.backend->willBe.takes = true;
        rig.pass(4s);
        QVERIFY(!rig.output.stats().nullDevice);
    }
    void deviceThatSleeps_isSaidSo_keptOpen_andGoesOn()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->last->suspended = true;
        rig.tell();
        rig.pass(200ms);
        QVERIFY(rig.output.stats().suspended && rig.output.stats().nullDevice);
        QCOMPARE(rig.output.stats().deviceName, kEars.id);
        QCOMPARE(rig.output.stats().failure->cause, Cause::DeviceFailed);
        rig.pass(30s);
        QVERIFY(std::abs(double(rig.frames) - 31.2 * 48000) < 9600);
        rig.backend->last->suspended = false;
        rig.tell();
        rig.pass(20ms);
        QVERIFY(!rig.output.stats().suspended && !rig.output.stats().nullDevice);
        QVERIFY(!rig.output.stats().failure);
        QCOMPARE(rig.backend->opened, 1);
        QCOMPARE(rig.output.stats().framesConsumed, quint64(rig.frames));
    }
    void deviceThatBlinks_isNoSleeper()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        rig.backend->last->suspended = true;
        rig.tell();
        rig.pass(100ms);
        rig.backend->last->suspended = false;
        rig.tell();
        rig.pass(1s);
        QVERIFY(!rig.output.stats().nullDevice);
        QCOMPARE(rig.backend->opened, 1);
    }
    void pinnedDeviceThatIsAway_isNamed_andPlayedOnWhenItComes()
    {
        Rig rig(pinned(QStringLiteral("Headset")));
        rig.start();
        rig.pass(1s);
        QCOMPARE(rig.output.stats().deviceName, kEars.id);
        QCOMPARE(rig.output.stats().lostDevice, QStringLiteral("Headset"));
        QVERIFY(!rig.output.stats().failure);
        rig.backend->devices.push_back({QStringLiteral("usb-7"), QStringLiteral("Headset"), false});
        rig.tell();
        rig.pass(150ms);
        QCOMPARE(rig.output.stats().deviceName, QStringLiteral("usb-7"));
        QVERIFY(rig.output.stats().lostDevice.isEmpty());
        rig.backend->devices.clear();
        rig.backend->last->failure = Failure{Cause::DeviceFailed, {}};
        rig.tell();
        rig.pass(100ms);
        QVERIFY(rig.output.stats().nullDevice);
        QCOMPARE(rig.output.stats().failure->cause, Cause::DeviceMissing);
        QVERIFY(rig.output.stats().failure->detail.contains(QLatin1String("Headset")));
    }
    void threadThatStoodStill_blamesNoDevice_andLooksAtOnce()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        const int looks = rig.backend->looks;
        rig.clock.stall(6s);
        QCOMPARE_GT(rig.backend->looks, looks);
        rig.pass(2s);
        QCOMPARE(rig.backend->opened, 1);
        QVERIFY(!rig.output.stats().failure);
    }
    void computerThatSlept_isLookedAtOnce_andASinkThatDidNotWakeIsReplaced()
    {
        Rig rig;
        rig.start();
        rig.pass(1s);
        const int looks = rig.backend->looks;
        rig.clock.sleep(2h);
        rig.backend->last->takes = false;
        rig.pass(260ms);
        QCOMPARE_GT(rig.backend->looks, looks);
        QCOMPARE(rig.backend->opened, 1);
        rig.pass(740ms);
        QCOMPARE(rig.backend->opened, 2);
        QVERIFY(!rig.output.stats().nullDevice);
    }
};

QTEST_GUILESS_MAIN(SystemOutputTest)
#include "system_output_test.moc"
