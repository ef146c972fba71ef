#include "audio/audio_output.h"
#include "audio/playback.h"
#include "support/audio_thread.h"
#include "support/pulse_server.h"
#include "support/sound_match.h"

#include <QCoreApplication>
#include <QTest>

using namespace earshot;
using namespace earshot::test;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

namespace {

/// A speaker's packets into Playback as they would arrive, and Playback into the system's sound device: all
/// that lies between the network and the ear.
class Listener
{
public:
    Listener(AudioThread &thread, const OutputChoice &choice)
        : playback(DelayMode::Audience)
        , m_thread(thread)
    {
        m_thread.run([&] {
            m_output = makeAudioOutput(choice, clock);
            m_output->start([this](std::span<float> out, Instant now, microseconds deviceBuffer) {
                playback.pull(out, now, deviceBuffer);
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

    /// Pushes each packet when its time has come; returns when all are.
    void hear(const Samples &source, int framesPerPacket)
    {
        const Instant begin = clock.now();
        for (EncodedPacket &packet : encode(source, framesPerPacket, begin)) {
            const auto early = packet.arrival - clock.now();
            if (early > 0ms)
                QTest::qWait(int(std::chrono::ceil<milliseconds>(early).count()));
            packet.arrival = clock.now();
            QVERIFY(playback.push(packet));
        }
    }

    OutputStats outputStats()
    {
        OutputStats stats;
        m_thread.run([&] { stats = m_output->stats(); });
        return stats;
    }

    SystemClock clock;
    Playback playback;

private:
    AudioThread &m_thread;
    std::unique_ptr<AudioOutput> m_output;
};

} // namespace

class SoundTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        auto started = PulseServer::start();
        EARSHOT_NEED_SOUND_SERVER(started);
        m_server = std::move(*started);
    }
    void cleanup()
    {
        if (m_server)
            m_server->stopRecording();
    }
    void cleanupTestCase() { m_server.reset(); }

    void soundServerThatComesLater_isFound()
    {
        m_server->stop();
        Listener listener(m_thread, {});
        QTRY_VERIFY(listener.outputStats().framesConsumed > 9600);
        const OutputStats stats = listener.outputStats();
        QVERIFY(stats.nullDevice);
        QVERIFY(stats.failure.has_value());
        QCOMPARE(stats.failure->cause, Cause::DeviceMissing);
        QVERIFY(m_server->startAgain());
        QTRY_VERIFY_WITH_TIMEOUT(!listener.outputStats().nullDevice, 5000);
        QTRY_COMPARE(listener.outputStats().phase, OutputPhase::Playing);
        QVERIFY(!listener.outputStats().failure);
    }

    void speech_isHeardWholeAndWithoutGaps_for30Seconds()
    {
        const Samples source = spoken(30);
        QVERIFY(m_server->record());
        Listener listener(m_thread, {});
        listener.hear(source, 3);
        QTest::qWait(500); // what is still in the buffers
        const OutputStats output = listener.outputStats();
        const auto match = matchSound(m_server->recorded(), source);
        const auto stats = listener.playback.stats();
        qInfo("correlation %.4f over %.1f s, longest gap %.0f ms, heard %.2f %%, begins at %.2f s; concealed "
              "%.0f ms, "
              "stretched %.0f ms, late pulls %llu, device buffer %.0f ms",
            match.correlation, match.overlapSeconds, match.longestGapMs, 100 * match.heardShare,
            match.offsetSeconds, toMs(stats.speakers.at(0).concealed), toMs(stats.speakers.at(0).stretched),
            output.latePulls, toMs(output.deviceBuffer));
        QVERIFY(!output.nullDevice);
        QCOMPARE(output.phase, OutputPhase::Playing);
        QVERIFY(!output.deviceName.isEmpty());
        QCOMPARE_GE(match.overlapSeconds, 29.0);
        QCOMPARE_GE(match.correlation, 0.9);
        QCOMPARE_LE(match.longestGapMs, 40.0);
        QCOMPARE_GE(match.heardShare, 0.995);
    }

    void mutedPlayback_isRecordedAsSilence()
    {
        const Samples source = speechLike(5, 2);
        QVERIFY(m_server->record());
        Listener listener(m_thread, {});
        listener.playback.setMuted(true);
        listener.hear(source, 1);
        const Samples recorded = m_server->recorded();
        QCOMPARE_GE(recorded.size(), std::size_t(4 * 48000));
        QCOMPARE_LE(loudnessDb(recorded), -80.0);
        QCOMPARE(matchSound(recorded, source).correlation, 0.0);
    }

    void deviceThatGoesAndComesBack_isPlayedOnAgain()
    {
        Listener listener(m_thread, {});
        QTRY_COMPARE_WITH_TIMEOUT(listener.outputStats().phase, OutputPhase::Playing, 5000);
        QVERIFY(!listener.outputStats().nullDevice);
        m_server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(listener.outputStats().failure.has_value(), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(listener.outputStats().nullDevice, 10'000);
        const quint64 consumed = listener.outputStats().framesConsumed;
        QTRY_VERIFY_WITH_TIMEOUT(listener.outputStats().framesConsumed > consumed + 24'000, 5000);
        QVERIFY(m_server->startAgain());
        QTRY_VERIFY_WITH_TIMEOUT(
            !listener.outputStats().nullDevice && !listener.outputStats().failure, 20'000);

        const Samples source = speechLike(6, 3);
        QVERIFY(m_server->record());
        listener.hear(source, 1);
        QTest::qWait(500);
        QCOMPARE_GE(matchSound(m_server->recorded(), source).correlation, 0.9);
    }

    void deviceThatIsPulledOut_isNamed_untilItIsBack_whileAnotherPlays()
    {
        QVERIFY(m_server->plugIn(QStringLiteral("headset")));
        OutputChoice choice;
        choice.kind = OutputChoice::Kind::Named;
        choice.name = QStringLiteral("headset");
        Listener listener(m_thread, choice);
        QTRY_COMPARE_WITH_TIMEOUT(listener.outputStats().phase, OutputPhase::Playing, 5000);
        QTRY_VERIFY_WITH_TIMEOUT(!listener.outputStats().nullDevice, 5000);
        QVERIFY(listener.outputStats().lostDevice.isEmpty());
        const QString name = listener.outputStats().deviceName;
        QVERIFY(m_server->unplug(QStringLiteral("headset")));
        QTRY_COMPARE_WITH_TIMEOUT(listener.outputStats().lostDevice, name, 10'000);
        QVERIFY(listener.outputStats().lostDeviceAt);
        QVERIFY(m_server->plugIn(QStringLiteral("headset")));
        QTRY_VERIFY_WITH_TIMEOUT(
            listener.outputStats().lostDevice.isEmpty() && !listener.outputStats().nullDevice, 20'000);
        QVERIFY(!listener.outputStats().lostDeviceAt);
        QVERIFY(m_server->unplug(QStringLiteral("headset")));
    }

    void withoutAnyDevice_thePinnedOneIsNamed_andTheNullDeviceConsumes()
    {
        QVERIFY(m_server->unplug(QStringLiteral("ears")));
        Listener listener(m_thread, {OutputChoice::Kind::Named, QStringLiteral("no such device")});
        QTRY_VERIFY(listener.outputStats().framesConsumed > 9600);
        const OutputStats stats = listener.outputStats();
        QVERIFY(stats.nullDevice);
        QVERIFY(stats.failure.has_value());
        QCOMPARE(stats.failure->cause, Cause::DeviceMissing);
        QVERIFY(stats.failure->detail.contains(QLatin1String("no such device")));
        QVERIFY(m_server->plugIn(QStringLiteral("ears")));
    }

private:
    std::unique_ptr<PulseServer> m_server;
    AudioThread m_thread;
};

QTEST_GUILESS_MAIN(SoundTest)
#include "sound_test.moc"
