#include "client/microphone_side.h"
#include "client/sound_side.h"

#include <QSignalSpy>
#include <QtTest>

#include <cmath>
#include <random>

using namespace earshot;

namespace {

/// A microphone that hears a murmur: noise that comes and goes twice a second.
class MurmurInput final : public AudioInput
{
public:
    explicit MurmurInput(Clock &clock)
        : m_clock(clock)
        , m_timer(clock.makeTimer())
    { }
    void start(PushFunction push) override
    {
        m_push = std::move(push);
        m_begun = m_clock.now();
        m_stats.phase = InputPhase::Open;
        m_stats.deviceId = QStringLiteral("murmur");
        emit statsChanged(m_stats);
        say();
    }
    void stop() override { m_timer->stop(); }
    InputStats stats() const override { return m_stats; }

private:
    void say()
    {
        std::array<float, 480> block{};
        while (m_begun + m_blocks * microseconds{10'000} <= m_clock.now()) {
            for (float &sample : block) {
                const double swell = 0.5 + 0.5 * std::sin(double(m_samples++) * 2 * 3.14159 * 2 / 48000);
                m_low += 0.2 * (m_noise(m_random) - m_low);
                sample = float(0.3 * swell * m_low);
            }
            m_push(block, m_begun + m_blocks * microseconds{10'000});
            ++m_blocks;
        }
        m_timer->start(milliseconds{10}, [this] { say(); });
    }

    Clock &m_clock;
    std::unique_ptr<Timer> m_timer;
    PushFunction m_push;
    InputStats m_stats;
    Instant m_begun{};
    int m_blocks = 0;
    qint64 m_samples = 0;
    double m_low = 0;
    std::mt19937 m_random{1};
    std::normal_distribution<double> m_noise;
};

struct Scene {
    Scene()
    {
        sound.setEventOpen(true);
        CaptureSettings settings;
        settings.noiseSuppression = settings.gainControl = settings.echoCancellation = false;
        microphone.setSettings(settings);
    }
    void take()
    {
        VoiceFrame frame;
        while (queue.pop(frame))
            frames.push_back(frame);
    }

    SystemClock clock;
    Playback playback{DelayMode::OnStage};
    SoundSide sound{clock, playback, SoundChoice{{OutputChoice::Kind::Null, {}}}, {}, {}};
    VoiceQueue queue;
    std::atomic<int> wakes{0};
    std::atomic<int> made{0};
    std::atomic<int> destroyed{0};
    std::vector<VoiceFrame> frames;
    MicrophoneSide microphone{clock, sound, playback, queue, [this] { ++wakes; },
        {[this](const InputChoice &, Clock &c) {
             ++made;
             auto input = std::make_unique<MurmurInput>(c);
             QObject::connect(
                 input.get(), &QObject::destroyed, input.get(), [this] { ++destroyed; },
                 Qt::DirectConnection);
             return input;
         },
            {}}};
};

} // namespace

class MicrophoneSideTest : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatIsSaidWhileTheGateIsOpenLeaves()
    {
        Scene scene;
        QSignalSpy spy(&scene.microphone, &VoiceSource::inputChanged);
        scene.microphone.open({});
        QTRY_VERIFY(spy.count() > 0);
        QCOMPARE(spy.last().at(0).value<InputStats>().phase, InputPhase::Open);
        QTRY_VERIFY(scene.microphone.stats().levelDb > -60); // it is measured before one talks
        QCOMPARE(scene.wakes.load(), 0);

        const Instant pressed = scene.clock.now();
        scene.microphone.setOpenUntil(pressed + milliseconds{300}, pressed);
        QTRY_VERIFY((scene.take(), scene.frames.size()) >= 5);
        QVERIFY(scene.wakes.load() >= 5);
        QVERIFY(scene.frames.front().captured >= pressed - milliseconds{100}); // pre-roll
        QTRY_VERIFY(!scene.microphone.stats().open); // nobody renews it
        scene.take();
        const VoiceFrame &last = scene.frames.back();
        QVERIFY(last.captured < pressed + milliseconds{300 + 100 + 20});

        scene.microphone.setOpenUntil(scene.clock.now() + seconds{10});
        QTRY_VERIFY(scene.microphone.stats().open);
        scene.microphone.close();
        QTRY_COMPARE(scene.destroyed.load(), 1);
        scene.take();
        const std::size_t count = scene.frames.size();
        scene.microphone.open({}); // a closed microphone is not on the air when it opens again
        QTRY_COMPARE(scene.made.load(), 2);
        QTRY_VERIFY(spy.count() > 1);
        const double level = scene.microphone.stats().levelDb;
        QTRY_VERIFY(scene.microphone.stats().levelDb != level);
        scene.take();
        QCOMPARE(scene.frames.size(), count);
    }

    void whatComesBackIsCompared()
    {
        Scene scene;
        scene.microphone.open({});
        scene.microphone.match(true);
        std::optional<double> alike;
        const auto bringBack = [&] {
            scene.microphone.setOpenUntil(scene.clock.now() + milliseconds{300});
            scene.take();
            for (const VoiceFrame &frame : scene.frames)
                scene.microphone.returned(
                    QByteArray(reinterpret_cast<const char *>(frame.bytes.data()), frame.size),
                    frame.position);
            scene.frames.clear();
            alike = scene.microphone.correlation();
            return alike.has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(bringBack(), 8000);
        QVERIFY2(*alike > 0.9, qPrintable(QString::number(*alike)));
    }

    void theRoomsEchoIsAsked_andWithoutOneItSaysSo()
    {
        Scene scene;
        QSignalSpy spy(&scene.microphone, &VoiceSource::echoMeasured);
        scene.microphone.open({});
        scene.microphone.measureEcho();
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, 6000);
        const auto echo = spy.first().at(0).value<RoomEcho>();
        QVERIFY(echo.isMeasured);
        QVERIFY2(echo.db < -20, qPrintable(QString::number(echo.db)));
        QVERIFY(!echo.hasOutput); // the null device
        QVERIFY2(std::abs(echo.playedDb + 23) < 1.5, qPrintable(QString::number(echo.playedDb)));
        QVERIFY2(echo.heardDb > -60, qPrintable(QString::number(echo.heardDb)));
    }

    void aSweepThatIsNotPlayedIsTold()
    {
        Scene scene;
        QSignalSpy spy(&scene.microphone, &VoiceSource::echoMeasured);
        scene.playback.setMuted(true);
        QTest::qWait(100); // it fades
        scene.microphone.open({});
        scene.microphone.measureEcho();
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, 6000);
        const auto echo = spy.first().at(0).value<RoomEcho>();
        QVERIFY(echo.isMeasured);
        QVERIFY2(echo.playedDb < -90, qPrintable(QString::number(echo.playedDb)));
    }

    /// One that was dropped tells nothing, also where the next is asked for at once; and its sound ends.
    void whatWasDroppedIsNotTheNextOnesAnswer()
    {
        Scene scene;
        QSignalSpy opened(&scene.microphone, &VoiceSource::inputChanged);
        QSignalSpy spy(&scene.microphone, &VoiceSource::echoMeasured);
        scene.microphone.open({});
        QTRY_VERIFY(opened.count() > 0);
        const auto level = [&] { return scene.playback.stats().output.levelDb; };
        scene.microphone.measureEcho();
        QTRY_VERIFY(level() > -40);
        scene.microphone.dropEcho();
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(level() < -100);
        QVERIFY2(since.elapsed() < 350, qPrintable(QString::number(since.elapsed())));
        QTest::qWait(3000 - 400); // the first would have told some 400 ms from now
        scene.microphone.measureEcho();
        QTest::qWait(1500);
        QCOMPARE(spy.count(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, 3000);
        QVERIFY(spy.first().at(0).value<RoomEcho>().isMeasured);
    }

    void itEndsInTheMidstOfATalk()
    {
        for (int i = 0; i < 20; ++i) {
            Scene scene;
            scene.microphone.open({});
            scene.microphone.setOpenUntil(scene.clock.now() + seconds{10});
            if (i % 2)
                QTRY_VERIFY(scene.made.load() == 1);
        }
    }
};

QTEST_GUILESS_MAIN(MicrophoneSideTest)
#include "microphone_side_test.moc"
