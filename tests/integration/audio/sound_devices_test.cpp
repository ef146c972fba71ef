#include "audio/audio_output.h"
#include "audio/output_devices.h"
#include "support/audio_thread.h"
#include "support/holdings.h"
#include "support/monitor.h"
#include "support/numbered_tone.h"
#include "support/pulse_server.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <cmath>

using namespace earshot;
using namespace earshot::test;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

constexpr milliseconds kWithin = 1000ms; ///< sound on the right device

constexpr qint64 kWhole = qint64(NumberedTone::kParts) * NumberedTone::kPartFrames; ///< then it begins anew

/// An event whose sound says at which time of it one is, played on the system's devices.
class Listener
{
public:
    Listener(AudioThread &thread, const OutputChoice &choice)
        : m_thread(thread)
    {
        m_thread.run([&] {
            m_output = makeAudioOutput(choice, m_clock);
            m_begin = m_clock.now();
            m_output->start([this](std::span<float> out, Instant, microseconds) {
                for (std::size_t i = 0; i + 1 < out.size(); i += 2)
                    out[i] = out[i + 1] = NumberedTone::sample(m_position++ % kWhole);
            });
        });
    }
    ~Listener()
    {
        m_thread.run([&] {
            m_output->stop();
            m_output.reset();
        });
    }

    OutputStats stats()
    {
        OutputStats stats;
        m_thread.run([&] { stats = m_output->stats(); });
        return stats;
    }
    /// Seconds by which the event was heard late at the end of `heard`, which is just now; what lies before `from` does
    /// not count.
    std::optional<double> lateness(const Samples &heard, std::size_t from) const
    {
        from = std::max(from, heard.size() - std::min<std::size_t>(heard.size(), 48000 / 4));
        const auto parts = NumberedTone::read({heard.data() + from, heard.size() - from});
        if (parts.empty())
            return std::nullopt;
        const double since = toMs(m_clock.now() - m_begin) / 1000;
        const double at = double(parts.back().part) / NumberedTone::kPartsPerSecond;
        return std::remainder(since - at, double(kWhole) / NumberedTone::kRate);
    }

private:
    AudioThread &m_thread;
    SystemClock m_clock;
    std::unique_ptr<AudioOutput> m_output;
    Instant m_begin{};
    qint64 m_position = 0;
};

OutputChoice pinnedTo(const char *sink)
{
    return {OutputChoice::Kind::Named, QString::fromLatin1(sink)};
}

int numberFrom(const char *variable, int otherwise)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? number : otherwise;
}

} // namespace

class SoundDevicesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        auto started = PulseServer::start();
        EARSHOT_NEED_SOUND_SERVER(started);
        m_server = std::move(*started);
        QVERIFY(m_server->plugIn(QStringLiteral("spare")));
    }
    void cleanupTestCase() { m_server.reset(); }

    void lists_areOfOutputsOnly_andTellOfChanges();
    void formatOfItsOwn_isPlayedWholeAndAtTheRightPitch();
    void pinnedDeviceThatIsAway_isNamed_andTheDefaultPlaysUntilItIsBack();
    void lastDeviceThatGoes_isNotHeard_thoughTheServerKeepsTheStream();
    void deviceThatHangs_isNamed_andPlaysAgain();
    void whateverHappensToDevices_soundIsBackWithinASecond_withoutALeak();
    void qtsDevices_playToo();

private:
    void hears(Listener &listener, Monitor &monitor, const char *after, const QElapsedTimer &since);
    void soundServerIsKilled(Listener &listener);
    void sinkIsRemoved(Listener &listener);
    void defaultMoves(Listener &listener);
    void sinkSleeps(Listener &listener, seconds time);

    std::unique_ptr<PulseServer> m_server;
    AudioThread m_thread;
    std::map<QByteArray, std::vector<double>> m_took; ///< ms
    double m_latest = 0; ///< s
};

void SoundDevicesTest::lists_areOfOutputsOnly_andTellOfChanges()
{
    SystemClock clock;
    std::unique_ptr<OutputDevices> devices;
    std::atomic<int> told = 0;
    m_thread.run([&] {
        devices = makeOutputDevices(clock);
        QObject::connect(devices.get(), &OutputDevices::changed, devices.get(), [&] { ++told; });
    });
    const auto listed = [&] {
        QStringList ids;
        m_thread.run([&] {
            for (const OutputDevice &device : devices->list())
                ids << (device.isDefault ? device.id.toUpper() : device.id);
        });
        ids.sort(Qt::CaseInsensitive);
        return ids;
    };
    QTRY_COMPARE(listed(), QStringList({"EARS", "spare"}));
    QVERIFY(m_server->plugIn(QStringLiteral("third")));
    QTRY_COMPARE_WITH_TIMEOUT(listed(), QStringList({"EARS", "spare", "third"}), 1000);
    told = 0;
    QVERIFY(m_server->setDefault(QStringLiteral("third")));
    QTRY_COMPARE_WITH_TIMEOUT(listed(), QStringList({"ears", "spare", "THIRD"}), 1000);
    QVERIFY(told > 0);
    QVERIFY(m_server->unplug(QStringLiteral("third")));
    QVERIFY(m_server->setDefault(QStringLiteral("ears")));
    QTRY_COMPARE_WITH_TIMEOUT(listed(), QStringList({"EARS", "spare"}), 1000);
    m_thread.run([&] { devices.reset(); });
}

void SoundDevicesTest::formatOfItsOwn_isPlayedWholeAndAtTheRightPitch()
{
    QVERIFY(m_server->plugIn(QStringLiteral("odd"), {"rate=44100", "channels=1", "format=s16le"}));
    Monitor monitor(QStringLiteral("odd"));
    Listener listener(m_thread, pinnedTo("odd"));
    QVERIFY(monitor.waitForSound(2000ms));
    QTest::qWait(1500);
    const ToneAccount account(NumberedTone::read(monitor.heard()));
    QCOMPARE_GE(account.last - account.first, 20);
    QVERIFY(account.missing.empty());
    QVERIFY(account.twice.empty());
    QCOMPARE_LE(account.longestGap, 0.02);
    QVERIFY(m_server->unplug(QStringLiteral("odd")));
}

void SoundDevicesTest::pinnedDeviceThatIsAway_isNamed_andTheDefaultPlaysUntilItIsBack()
{
    Listener listener(m_thread, pinnedTo("headset"));
    QTRY_VERIFY(listener.stats().phase == OutputPhase::Playing && !listener.stats().nullDevice);
    QCOMPARE(listener.stats().lostDevice, QStringLiteral("headset"));
    QVERIFY(!listener.stats().failure);
    Monitor ears(QStringLiteral("ears"));
    QVERIFY(ears.waitForSound(kWithin));

    QVERIFY(m_server->plugIn(QStringLiteral("headset")));
    Monitor headset(QStringLiteral("headset"));
    QVERIFY(headset.waitForSound(kWithin));
    QTRY_VERIFY_WITH_TIMEOUT(listener.stats().lostDevice.isEmpty(), 1000);
    const QString name = listener.stats().deviceName;

    QVERIFY(m_server->unplug(QStringLiteral("headset")));
    const auto took = ears.waitForSound(kWithin);
    QVERIFY(took);
    QTRY_COMPARE_WITH_TIMEOUT(listener.stats().lostDevice, name, 1000);
    QVERIFY(listener.stats().lostDeviceAt);
}

void SoundDevicesTest::lastDeviceThatGoes_isNotHeard_thoughTheServerKeepsTheStream()
{
    QVERIFY(m_server->setPlaceHolder(true));
    Listener listener(m_thread, {});
    {
        Monitor ears(QStringLiteral("ears"));
        QVERIFY(ears.waitForSound(2000ms));
    }
    const QString name = listener.stats().deviceName;
    QVERIFY(m_server->unplug(QStringLiteral("spare")));
    QVERIFY(m_server->unplug(QStringLiteral("ears")));
    QTRY_VERIFY_WITH_TIMEOUT(listener.stats().nullDevice, 1000);
    const quint64 consumed = listener.stats().framesConsumed;
    QTest::qWait(1000);
    const OutputStats stats = listener.stats();
    QVERIFY(stats.nullDevice && stats.deviceName.isEmpty());
    QVERIFY(stats.failure && stats.failure->cause == Cause::DeviceMissing);
    QCOMPARE(stats.lostDevice, name);
    QCOMPARE_GE(stats.framesConsumed, consumed + 40'000);

    QVERIFY(m_server->plugIn(QStringLiteral("ears")));
    Monitor ears(QStringLiteral("ears"));
    QVERIFY(ears.waitForSound(kWithin));
    QTRY_VERIFY_WITH_TIMEOUT(!listener.stats().nullDevice && listener.stats().lostDevice.isEmpty(), 1000);
    QVERIFY(m_server->setDefault(QStringLiteral("ears")));
    QVERIFY(m_server->plugIn(QStringLiteral("spare")));
    QVERIFY(m_server->setPlaceHolder(false));
}

void SoundDevicesTest::deviceThatHangs_isNamed_andPlaysAgain()
{
    Listener listener(m_thread, {});
    Monitor monitor(QStringLiteral("ears"));
    QVERIFY(monitor.waitForSound(2000ms));
    m_server->halt();
    QTRY_VERIFY_WITH_TIMEOUT(listener.stats().failure, 1000);
    QCOMPARE(listener.stats().failure->cause, Cause::DeviceFailed);
    const quint64 consumed = listener.stats().framesConsumed;
    QTest::qWait(3000); // longer than it takes to give up the connection
    QCOMPARE_GE(listener.stats().framesConsumed, consumed + 120'000);
    QCOMPARE(listener.stats().failure->cause, Cause::DeviceFailed);
    QElapsedTimer since;
    since.start();
    m_server->goOn();
    hears(listener, monitor, "server hung", since);
}

/// Sound within a second, at the time of the event that it is now.
void SoundDevicesTest::hears(
    Listener &listener, Monitor &monitor, const char *after, const QElapsedTimer &since)
{
    const std::size_t from = monitor.heard().size();
    QVERIFY2(monitor.waitForSound(3 * kWithin), after);
    const qint64 took = since.elapsed();
    m_took[after].push_back(double(took));
    QVERIFY2(took <= kWithin.count(), qPrintable(QStringLiteral("%1: %2 ms").arg(after).arg(took)));
    // A sound server may have a block of old sound left that was mixed already.
    std::optional<double> late;
    const auto isTimely = [&] {
        late = listener.lateness(monitor.heard(), from);
        return late && *late > -0.15 && *late < 0.5;
    };
    while (!isTimely() && since.elapsed() < kWithin.count())
        QTest::qWait(20);
    QVERIFY2(isTimely(), qPrintable(QStringLiteral("%1: %2 s late").arg(after).arg(late.value_or(-1))));
    m_latest = std::max(m_latest, *late);
    QTRY_VERIFY_WITH_TIMEOUT(!listener.stats().nullDevice && !listener.stats().failure, 1000);
}

void SoundDevicesTest::sinkIsRemoved(Listener &listener)
{
    Monitor spare(QStringLiteral("spare"));
    QElapsedTimer since;
    since.start();
    QVERIFY(m_server->unplug(QStringLiteral("ears")));
    hears(listener, spare, "sink removed", since);
    QTRY_VERIFY_WITH_TIMEOUT(!listener.stats().lostDevice.isEmpty(), 1000);
    QVERIFY(m_server->plugIn(QStringLiteral("ears")));
    QTRY_VERIFY_WITH_TIMEOUT(listener.stats().lostDevice.isEmpty(), 1000);
}

void SoundDevicesTest::defaultMoves(Listener &listener)
{
    Monitor ears(QStringLiteral("ears"));
    QElapsedTimer since;
    since.start();
    QVERIFY(m_server->setDefault(QStringLiteral("ears")));
    hears(listener, ears, "default moved", since);
}

void SoundDevicesTest::soundServerIsKilled(Listener &listener)
{
    m_server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(listener.stats().nullDevice, 1000);
    QVERIFY(listener.stats().failure);
    QVERIFY(m_server->startAgain());
    QElapsedTimer since; // the server has just answered for the first time
    since.start();
    Monitor ears(QStringLiteral("ears"));
    hears(listener, ears, "server killed and restarted", since);
    QVERIFY(listener.stats().lostDevice.isEmpty());
    QVERIFY(m_server->plugIn(QStringLiteral("spare")));
}

void SoundDevicesTest::sinkSleeps(Listener &listener, seconds time)
{
    Monitor ears(QStringLiteral("ears"));
    QVERIFY(m_server->suspend(QStringLiteral("ears"), true));
    QTRY_VERIFY_WITH_TIMEOUT(listener.stats().nullDevice && listener.stats().suspended, 1000);
    QTest::qWait(int(milliseconds{time}.count()));
    QVERIFY(listener.stats().failure);
    QVERIFY(listener.stats().suspended);
    QElapsedTimer since;
    since.start();
    QVERIFY(m_server->suspend(QStringLiteral("ears"), false));
    hears(listener, ears, "sink slept", since);
    QVERIFY(!listener.stats().suspended);
}

void SoundDevicesTest::whateverHappensToDevices_soundIsBackWithinASecond_withoutALeak()
{
    const int cycles = numberFrom("EARSHOT_DEVICE_CYCLES", 2);
    const seconds sleep{numberFrom("EARSHOT_SUSPENDED_SECONDS", 1)};
    Listener listener(m_thread, {});
    QTRY_VERIFY(!listener.stats().nullDevice && listener.stats().phase == OutputPhase::Playing);
    std::optional<Holdings> before;
    for (int i = 0; i < cycles && !QTest::currentTestFailed(); ++i) {
        sinkIsRemoved(listener);
        defaultMoves(listener);
        soundServerIsKilled(listener);
        sinkSleeps(listener, sleep);
        if (i == cycles / 5) // what is made once is made
            before = Holdings();
    }
    if (QTest::currentTestFailed())
        return;
    const Holdings after;
    for (auto &[what, times] : m_took) {
        std::ranges::sort(times);
        qInfo("%-28s %zu times: median %.0f ms, at most %.0f ms", what.constData(), times.size(),
            times[times.size() / 2], times.back());
    }
    qInfo("heard at most %.2f s after its time; threads %lld -> %lld, files %lld -> %lld, memory %.1f -> "
          "%.1f MiB",
        m_latest, (long long)before->threads, (long long)after.threads, (long long)before->files,
        (long long)after.files, before->mebibytes, after.mebibytes);
    QCOMPARE(after.threads, before->threads);
    QCOMPARE(after.files, before->files);
    QCOMPARE_LE(after.mebibytes, before->mebibytes + 4);
}

void SoundDevicesTest::qtsDevices_playToo()
{
    qputenv("EARSHOT_SOUND", "qt");
    Monitor ears(QStringLiteral("ears"));
    Monitor spare(QStringLiteral("spare"));
    {
        Listener listener(m_thread, {});
        QVERIFY(ears.waitForSound(2000ms));
        QVERIFY(m_server->setDefault(QStringLiteral("spare")));
        QVERIFY(spare.waitForSound(2000ms));
        QVERIFY(!listener.stats().nullDevice && !listener.stats().failure);
        QVERIFY(m_server->setDefault(QStringLiteral("ears")));
    }
    qunsetenv("EARSHOT_SOUND");
}

QTEST_GUILESS_MAIN(SoundDevicesTest)
#include "sound_devices_test.moc"
