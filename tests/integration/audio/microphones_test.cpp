#include "audio/audio_input.h"
#include "audio/audio_output.h"
#include "audio/media_time.h"
#include "support/audio_thread.h"
#include "support/holdings.h"
#include "support/pulse_server.h"
#include "support/sound_match.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <mutex>

using namespace earshot;
using namespace earshot::test;
using std::chrono_literals::operator""ms;

namespace {

constexpr int kWithinMs = 1000; ///< the right microphone gives sound again

InputChoice pinnedTo(const char *source)
{
    return {InputChoice::Kind::Named, QString::fromLatin1(source)};
}

/// Longer than sound is on the way: 300 ms in samples.
constexpr std::size_t kOnTheWay = 14400;

/// A microphone and everything that came from it.
class Recording
{
public:
    Recording(AudioThread &thread, const InputChoice &choice)
        : m_thread(thread)
    {
        m_thread.run([&] {
            m_begun = m_clock.now();
            m_input = makeAudioInput(choice, m_clock);
            m_input->start([this](std::span<const float> mono, Instant captured) {
                const std::scoped_lock lock(m_mutex);
                m_pushes.push_back({m_samples.size(), mono.size(), captured, m_clock.now()});
                m_samples.insert(m_samples.end(), mono.begin(), mono.end());
            });
        });
    }
    ~Recording()
    {
        m_thread.run([&] {
            m_input->stop();
            m_input.reset();
        });
    }

    struct Push {
        std::size_t first = 0;
        std::size_t size = 0;
        Instant captured;
        Instant came;
    };
    InputStats stats()
    {
        InputStats stats;
        m_thread.run([&] { stats = m_input->stats(); });
        return stats;
    }
    std::vector<Push> pushes()
    {
        const std::scoped_lock lock(m_mutex);
        return m_pushes;
    }
    Samples samples(std::size_t from = 0)
    {
        const std::scoped_lock lock(m_mutex);
        return Samples(m_samples.begin() + std::ptrdiff_t(std::min(from, m_samples.size())), m_samples.end());
    }
    std::size_t size()
    {
        const std::scoped_lock lock(m_mutex);
        return m_samples.size();
    }
    /// From the wish to the first sound.
    microseconds timeToOpen() { return pushes().front().came - m_begun; }
    /// Open, on this microphone, and it has given something since `before`.
    bool records(const char *source, std::size_t before)
    {
        const InputStats now = stats();
        return now.phase == InputPhase::Open && now.deviceId == QLatin1String(source) && !now.failure
            && size() > before;
    }

private:
    AudioThread &m_thread;
    SystemClock m_clock;
    Instant m_begun{};
    std::mutex m_mutex;
    Samples m_samples;
    std::vector<Push> m_pushes;
    std::unique_ptr<AudioInput> m_input;
};

/// Says something into a sink.
class Mouth
{
public:
    Mouth(AudioThread &thread, const QString &sink, Samples words)
        : m_thread(thread)
        , m_words(std::move(words))
    {
        m_thread.run([&] {
            m_output = makeAudioOutput({OutputChoice::Kind::Named, sink, DelayMode::OnStage}, m_clock);
            m_output->start([this](std::span<float> out, Instant now, microseconds deviceBuffer) {
                const std::scoped_lock lock(m_mutex);
                m_turns.push_back({m_said, now + deviceBuffer, now});
                for (std::size_t i = 0; i + 1 < out.size(); i += 2, ++m_said)
                    out[i] = out[i + 1] = m_said < m_words.size() ? m_words[m_said] : 0.0f;
            });
        });
    }
    ~Mouth()
    {
        m_thread.run([&] {
            m_output->stop();
            m_output.reset();
        });
    }

    bool isDone()
    {
        const std::scoped_lock lock(m_mutex);
        return m_said > m_words.size();
    }
    /// When this sample of the words left the mouth, and when it was handed over for that.
    struct Said {
        Instant heard;
        Instant handedOver;
    };
    Said said(std::size_t sample)
    {
        const std::scoped_lock lock(m_mutex);
        auto next = std::ranges::upper_bound(m_turns, sample, {}, &Turn::first);
        const Turn &turn = *std::prev(next);
        const microseconds later = timeOfFrames(std::int64_t(sample - turn.first));
        return {turn.heard + later, turn.handedOver};
    }

private:
    struct Turn {
        std::size_t first = 0;
        Instant heard;
        Instant handedOver;
    };
    AudioThread &m_thread;
    SystemClock m_clock;
    std::mutex m_mutex;
    const Samples m_words;
    std::size_t m_said = 0;
    std::vector<Turn> m_turns;
    std::unique_ptr<AudioOutput> m_output;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

int numberFrom(const char *variable, int otherwise)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? number : otherwise;
}

} // namespace

class MicrophonesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        auto started = PulseServer::start();
        EARSHOT_NEED_SOUND_SERVER(started);
        m_server = std::move(*started);
    }
    void cleanupTestCase() { m_server.reset(); }

    void onlyMonitors_areNotOpened_untilAMicrophoneIsThere();
    void lists_leaveMonitorsOut_markHandsFree_andTellOfChanges();
    void whatIsSaid_comesIn_withTheTimeWhenItWasSaid();
    void threadThatStoodStill_losesNothingShort_andNothingOldComes();
    void monitorAsDefault_orByHand_givesNothing();
    void pinnedMicrophone_staysWhereverTheDefaultGoes_andIsNamedWhileItIsAway();
    void serverThatHangs_isNamed_andGivesSoundAgain();
    void whateverHappensToMicrophones_soundIsBackWithinASecond_withoutALeak();
    void qtsMicrophones_recordToo_andNoMonitors();

private:
    void isBack(Recording &recording, const char *source, const char *after, const QElapsedTimer &since);
    void microphoneIsUnplugged(Recording &recording);
    void defaultMoves(Recording &recording);
    void serverIsKilled(Recording &recording);
    void microphoneSleeps(Recording &recording, milliseconds time);

    std::unique_ptr<PulseServer> m_server;
    AudioThread m_thread;
    std::map<QByteArray, std::vector<double>> m_took; ///< ms
};

void MicrophonesTest::onlyMonitors_areNotOpened_untilAMicrophoneIsThere()
{
    Recording recording(m_thread, {});
    QTRY_COMPARE_WITH_TIMEOUT(recording.stats().phase, InputPhase::Failed, 2000);
    const InputStats stats = recording.stats();
    QCOMPARE(stats.failure->cause, Cause::DeviceMissing);
    QVERIFY(stats.isMonitor);
    QVERIFY(stats.deviceName.isEmpty());
    QCOMPARE(stats.frames, quint64(0));

    QVERIFY(m_server->plugInMicrophone(QStringLiteral("mic")));
    QTRY_VERIFY_WITH_TIMEOUT(recording.records("mic", 0), kWithinMs);
    QVERIFY(!recording.stats().isMonitor);
    // The system's own volume for it: 50 % of PulseAudio's cubic scale are -18 dB.
    QTRY_COMPARE_WITH_TIMEOUT(recording.stats().gainDb, std::optional(0.0), 1000);
    QVERIFY(m_server->setMicrophoneVolume(QStringLiteral("mic"), 50));
    QTRY_VERIFY_WITH_TIMEOUT(std::abs(recording.stats().gainDb.value_or(0) + 18.06) < 0.1, 1000);
    QVERIFY(m_server->setMicrophoneVolume(QStringLiteral("mic"), 100));
}

void MicrophonesTest::lists_leaveMonitorsOut_markHandsFree_andTellOfChanges()
{
    SystemClock clock;
    std::unique_ptr<InputDevices> devices;
    std::atomic<int> told = 0;
    m_thread.run([&] {
        devices = makeInputDevices(clock);
        QObject::connect(devices.get(), &InputDevices::changed, devices.get(), [&] { ++told; });
    });
    const auto listed = [&] {
        QStringList ids;
        m_thread.run([&] {
            for (const InputDevice &device : devices->list()) {
                ids << (device.isDefault ? device.id.toUpper() : device.id)
                        + (device.isHandsFree ? QStringLiteral(" (telephone)") : QString());
            }
        });
        ids.sort(Qt::CaseInsensitive);
        return ids;
    };
    QTRY_COMPARE(listed(), QStringList({"MIC"}));
    told = 0;
    QVERIFY(m_server->plugInMicrophone(QStringLiteral("headset"),
        QStringLiteral("device.bus=bluetooth bluetooth.protocol=handsfree_head_unit")));
    QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("mic")));
    QTRY_COMPARE_WITH_TIMEOUT(listed(), QStringList({"headset (telephone)", "MIC"}), 1000);
    QVERIFY(told > 0);
    {
        Recording recording(m_thread, pinnedTo("headset"));
        QTRY_VERIFY(recording.records("headset", 0));
        QVERIFY(recording.stats().isHandsFree);
    }
    QVERIFY(m_server->unplugMicrophone(QStringLiteral("headset")));
    QTRY_COMPARE_WITH_TIMEOUT(listed(), QStringList({"MIC"}), 1000);
    m_thread.run([&] { devices.reset(); });
}

void MicrophonesTest::whatIsSaid_comesIn_withTheTimeWhenItWasSaid()
{
    Recording recording(m_thread, {});
    QTRY_VERIFY(recording.records("mic", 0));
    const Samples words = spoken(2);
    Mouth mouth(m_thread, QStringLiteral("mic_mouth"), words);
    QTRY_VERIFY(mouth.isDone());
    const std::size_t done = recording.size();
    QTRY_VERIFY(recording.records("mic", done + kOnTheWay));

    const Samples samples = recording.samples();
    const SoundMatch match = matchSound(samples, words);
    QCOMPARE_GE(match.correlation, 0.98);
    QCOMPARE_GE(match.heardShare, 0.99);
    QCOMPARE(recording.stats().gaps, quint64(0));

    std::vector<double> latencies; // of a push's first sample, ms
    std::vector<double> whole; // from the hand-over to an output, ms
    std::vector<double> told; // as the input has it, ms
    std::vector<double> stampErrors; // ms
    std::vector<double> steps; // between the stamps of neighbours, beyond the samples between them, ms
    double longestPush = 0;
    const auto offset = std::int64_t(std::llround(match.offsetSeconds * kFramesPerSecond));
    const auto pushes = recording.pushes();
    for (std::size_t i = 1; i < pushes.size(); ++i) {
        const auto word = std::int64_t(pushes[i].first) - offset;
        if (word < kFramesPerSecond / 2 || word >= std::int64_t(words.size()))
            continue;
        const Mouth::Said said = mouth.said(std::size_t(word));
        latencies.push_back(toMs(pushes[i].came - said.heard));
        whole.push_back(toMs(pushes[i].came - said.handedOver));
        told.push_back(toMs(pushes[i].came - pushes[i].captured));
        stampErrors.push_back(toMs(pushes[i].captured - said.heard));
        steps.push_back(
            std::abs(toMs(pushes[i].captured - pushes[i - 1].captured) - double(pushes[i - 1].size) / 48));
        longestPush = std::max(longestPush, double(pushes[i].size) / 48);
    }
    QVERIFY(latencies.size() > 50);
    const auto [least, most] = std::ranges::minmax(stampErrors);
    qInfo("open after %.0f ms; correlation %.4f; pushes of up to %.1f ms", toMs(recording.timeToOpen()),
        match.correlation, longestPush);
    qInfo("mouth to hand-over: median %.1f ms, at most %.1f ms; told: %.1f ms", median(latencies),
        std::ranges::max(latencies), median(told));
    qInfo("hand-over to the mouth to hand-over from the microphone: median %.1f ms, at most %.1f ms",
        median(whole), std::ranges::max(whole));
    qInfo("stamps %.1f…%.1f ms off, their steps at most %.2f ms", least, most, std::ranges::max(steps));
    QCOMPARE_LE(longestPush, 20.1);
    QCOMPARE_LE(median(latencies), 60.0);
    QCOMPARE_LE(std::abs(median(stampErrors)), 20.0);
    QCOMPARE_LE(most - least, 20.0);
}

void MicrophonesTest::threadThatStoodStill_losesNothingShort_andNothingOldComes()
{
    Recording recording(m_thread, {});
    QTRY_VERIFY(recording.records("mic", 4800));
    std::size_t before = recording.size();
    m_thread.run([] { QThread::msleep(300); });
    QTRY_VERIFY(recording.records("mic", before + 2 * kOnTheWay));
    QCOMPARE(recording.stats().gaps, quint64(0));

    m_thread.run([] { QThread::msleep(900); });
    QTRY_COMPARE(recording.stats().gaps, quint64(1));
    before = recording.size();
    QTRY_VERIFY(recording.records("mic", before + kOnTheWay));
    const InputStats stats = recording.stats();
    QCOMPARE(stats.phase, InputPhase::Open);
    QCOMPARE(stats.gaps, quint64(1));
    Instant end{};
    for (const Recording::Push &push : recording.pushes()) {
        QCOMPARE_LE(toMs(push.came - push.captured), 510.0);
        QCOMPARE_GE(toMs(push.captured - end), -1.0); // time goes on, whatever is left out
        end = push.captured + timeOfFrames(std::int64_t(push.size));
    }
    QCOMPARE_LE(toMs(stats.latency), 40.0);
}

void MicrophonesTest::monitorAsDefault_orByHand_givesNothing()
{
    // What the computer plays is loud.
    Samples loud(48000 * 20);
    for (std::size_t i = 0; i < loud.size(); ++i)
        loud[i] = i / 48 % 2 == 0 ? 0.5f : -0.5f;
    Mouth computer(m_thread, QStringLiteral("ears"), loud);
    QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("ears.monitor")));
    Recording recording(m_thread, {});
    QTRY_VERIFY(recording.records("mic", 0));

    std::size_t before = recording.size();
    QVERIFY(!m_server->moveRecordings(QStringLiteral("mic"), QStringLiteral("ears.monitor")));
    QTRY_VERIFY(recording.records("mic", before + 4800));

    QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("mic")));
    Recording following(m_thread, {});
    QTRY_VERIFY(following.records("mic", 0));
    before = following.size();
    QVERIFY(m_server->moveRecordings(QStringLiteral("mic"), QStringLiteral("ears.monitor")));
    QTRY_VERIFY_WITH_TIMEOUT(following.records("mic", before + 24000), 3000);

    // Where there is no other, it is none.
    before = following.size();
    QVERIFY(m_server->unplugMicrophone(QStringLiteral("mic")));
    QTRY_VERIFY_WITH_TIMEOUT(following.stats().phase == InputPhase::Failed, kWithinMs);
    QTRY_VERIFY(following.stats().isMonitor);
    QCOMPARE(following.stats().failure->cause, Cause::DeviceMissing);
    QVERIFY(!following.stats().lostDevice.isEmpty());
    before = following.size();
    QVERIFY(!QTest::qWaitFor([&] { return following.size() > before; }, 500));
    QVERIFY(m_server->plugInMicrophone(QStringLiteral("mic")));
    QTRY_VERIFY_WITH_TIMEOUT(following.records("mic", before), kWithinMs);

    QCOMPARE_LE(loudnessDb(recording.samples()), -100.0);
    QCOMPARE_LE(loudnessDb(following.samples()), -100.0);
}

void MicrophonesTest::pinnedMicrophone_staysWhereverTheDefaultGoes_andIsNamedWhileItIsAway()
{
    QVERIFY(m_server->plugInMicrophone(QStringLiteral("pinned")));
    QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("pinned")));
    Recording recording(m_thread, pinnedTo("pinned"));
    QTRY_VERIFY(recording.records("pinned", 0));
    QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("mic")));
    std::size_t before = recording.size();
    QTRY_VERIFY(recording.records("pinned", before + kOnTheWay));
    QCOMPARE(recording.stats().deviceId, QStringLiteral("pinned"));
    const QString name = recording.stats().deviceName;

    before = recording.size();
    QVERIFY(m_server->unplugMicrophone(QStringLiteral("pinned")));
    QTRY_VERIFY_WITH_TIMEOUT(recording.records("mic", before), kWithinMs);
    QTRY_COMPARE_WITH_TIMEOUT(recording.stats().lostDevice, name, 1000);
    QVERIFY(recording.stats().lostDeviceAt);

    before = recording.size();
    QVERIFY(m_server->plugInMicrophone(QStringLiteral("pinned")));
    QTRY_VERIFY_WITH_TIMEOUT(recording.records("pinned", before), kWithinMs);
    QTRY_VERIFY_WITH_TIMEOUT(recording.stats().lostDevice.isEmpty(), 1000);
    QVERIFY(m_server->unplugMicrophone(QStringLiteral("pinned")));
}

void MicrophonesTest::serverThatHangs_isNamed_andGivesSoundAgain()
{
    Recording recording(m_thread, {});
    QTRY_VERIFY(recording.records("mic", 0));
    m_server->halt();
    QTRY_COMPARE_WITH_TIMEOUT(recording.stats().phase, InputPhase::Failed, 1000);
    QCOMPARE(recording.stats().failure->cause, Cause::DeviceFailed);
    const auto isNamedOtherwise = [&] {
        const InputStats stats = recording.stats();
        return !stats.failure || stats.failure->cause != Cause::DeviceFailed;
    };
    // Longer than it takes to give up the connection.
    QVERIFY(!QTest::qWaitFor(isNamedOtherwise, 2500));
    const std::size_t before = recording.size();
    m_server->goOn();
    QTRY_VERIFY_WITH_TIMEOUT(recording.records("mic", before), kWithinMs);
}

void MicrophonesTest::isBack(
    Recording &recording, const char *source, const char *after, const QElapsedTimer &since)
{
    const std::size_t before = recording.size();
    while (!recording.records(source, before) && since.elapsed() < 3 * kWithinMs)
        QTest::qWait(5);
    const qint64 took = since.elapsed();
    m_took[after].push_back(double(took));
    QVERIFY2(took <= kWithinMs, qPrintable(QStringLiteral("%1: %2 ms").arg(after).arg(took)));
}

void MicrophonesTest::microphoneIsUnplugged(Recording &recording)
{
    QElapsedTimer since;
    since.start();
    QVERIFY(m_server->unplugMicrophone(QStringLiteral("mic")));
    isBack(recording, "spare", "microphone unplugged", since);
    QTRY_VERIFY_WITH_TIMEOUT(!recording.stats().lostDevice.isEmpty(), 1000);
    QVERIFY(m_server->plugInMicrophone(QStringLiteral("mic")));
    QTRY_VERIFY_WITH_TIMEOUT(recording.stats().lostDevice.isEmpty(), 1000);
}

void MicrophonesTest::defaultMoves(Recording &recording)
{
    QElapsedTimer since;
    since.start();
    QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("mic")));
    isBack(recording, "mic", "default moved", since);
}

void MicrophonesTest::serverIsKilled(Recording &recording)
{
    m_server->kill();
    QTRY_COMPARE_WITH_TIMEOUT(recording.stats().phase, InputPhase::Failed, 1000);
    QVERIFY(m_server->startAgain());
    QVERIFY(m_server->plugInMicrophone(QStringLiteral("mic")));
    QElapsedTimer since; // the microphone is there again
    since.start();
    isBack(recording, "mic", "server killed and restarted", since);
    QVERIFY(m_server->plugInMicrophone(QStringLiteral("spare")));
    QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("mic")));
    QVERIFY(recording.stats().lostDevice.isEmpty());
}

void MicrophonesTest::microphoneSleeps(Recording &recording, milliseconds time)
{
    QVERIFY(m_server->suspendMicrophone(QStringLiteral("mic"), true));
    QTRY_VERIFY_WITH_TIMEOUT(
        recording.stats().suspended && recording.stats().phase == InputPhase::Failed, 1000);
    QVERIFY(!QTest::qWaitFor([&] { return !recording.stats().suspended; }, int(time.count())));
    QElapsedTimer since;
    since.start();
    QVERIFY(m_server->suspendMicrophone(QStringLiteral("mic"), false));
    isBack(recording, "mic", "microphone slept", since);
    QVERIFY(!recording.stats().suspended);
}

void MicrophonesTest::whateverHappensToMicrophones_soundIsBackWithinASecond_withoutALeak()
{
    QVERIFY(m_server->plugInMicrophone(QStringLiteral("spare")));
    QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("mic")));
    const int cycles = numberFrom("EARSHOT_DEVICE_CYCLES", 2);
    Recording recording(m_thread, {});
    QTRY_VERIFY(recording.records("mic", 0));
    std::optional<Holdings> before;
    for (int i = 0; i < cycles && !QTest::currentTestFailed(); ++i) {
        microphoneIsUnplugged(recording);
        defaultMoves(recording);
        serverIsKilled(recording);
        microphoneSleeps(recording, i == 0 ? 1600ms : 100ms); // longer than it has to give its first sound
        if (i == cycles / 5) // what is made once is made
            before = Holdings();
    }
    if (QTest::currentTestFailed())
        return;
    const Holdings after;
    for (auto &[what, times] : m_took) {
        qInfo("%-28s %zu times: median %.0f ms, at most %.0f ms", what.constData(), times.size(),
            median(times), std::ranges::max(times));
    }
    const double recorded = double(recording.size()) * sizeof(float) / 1048576;
    qInfo("threads %lld -> %lld, files %lld -> %lld, memory %.1f -> %.1f MiB, recorded %.1f MiB",
        (long long)before->threads, (long long)after.threads, (long long)before->files,
        (long long)after.files, before->mebibytes, after.mebibytes, recorded);
    QCOMPARE(after.threads, before->threads);
    QCOMPARE(after.files, before->files);
    QCOMPARE_LE(after.mebibytes, before->mebibytes + 4 + 2 * recorded);
}

void MicrophonesTest::qtsMicrophones_recordToo_andNoMonitors()
{
    qputenv("EARSHOT_SOUND", "qt");
    {
        QVERIFY(m_server->setDefaultMicrophone(QStringLiteral("mic")));
        Recording recording(m_thread, {});
        QTRY_VERIFY_WITH_TIMEOUT(recording.records("mic", 0), 3000);
        QCOMPARE(recording.stats().isMonitor, false);
        SystemClock clock;
        std::vector<InputDevice> inputs;
        m_thread.run([&] { inputs = makeInputDevices(clock)->list(); });
        QStringList ids;
        for (const InputDevice &input : inputs)
            ids << input.id;
        ids.sort();
        QCOMPARE(ids, QStringList({"mic", "spare"}));

        qunsetenv("EARSHOT_SOUND"); // the mouth is not Qt's
        const Samples words = spoken(2);
        Mouth mouth(m_thread, QStringLiteral("mic_mouth"), words);
        QTRY_VERIFY(mouth.isDone());
        const std::size_t done = recording.size();
        QTRY_VERIFY(recording.size() > done + kOnTheWay);
        const SoundMatch match = matchSound(recording.samples(), words);
        qInfo("correlation %.4f, latency told %.1f ms", match.correlation, toMs(recording.stats().latency));
        QCOMPARE_GE(match.correlation, 0.95);
    }
}

QTEST_GUILESS_MAIN(MicrophonesTest)
#include "microphones_test.moc"
