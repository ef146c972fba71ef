#include "audio/device_format.h"
#include "audio/null_output.h"
#include "audio/pull_device.h"
#include "audio/tee_output.h"
#include "support/virtual_clock.h"

#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <cmath>

using namespace earshot;
using earshot::test::VirtualClock;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""h;

namespace {

struct Wav {
    bool valid = false;
    std::vector<qint16> samples;
};

Wav readWav(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    const auto number32 = [&bytes](int at) { return qFromLittleEndian<quint32>(bytes.constData() + at); };
    const auto number16 = [&bytes](int at) { return qFromLittleEndian<quint16>(bytes.constData() + at); };
    if (bytes.size() < 44 || bytes.left(4) != "RIFF" || bytes.mid(8, 8) != "WAVEfmt "
        || bytes.mid(36, 4) != "data")
        return {};
    Wav wav;
    wav.valid = number32(4) + 8 == quint32(bytes.size()) && number32(40) + 44 == quint32(bytes.size())
        && number32(16) == 16 && number16(20) == 1 && number16(22) == 2 && number32(24) == 48000
        && number32(28) == 192000 && number16(32) == 4 && number16(34) == 16;
    for (int at = 44; at + 1 < bytes.size(); at += 2)
        wav.samples.push_back(qFromLittleEndian<qint16>(bytes.constData() + at));
    return wav;
}

QAudioFormat format(int rate, int channels, QAudioFormat::SampleFormat sample)
{
    QAudioFormat f;
    f.setSampleRate(rate);
    f.setChannelCount(channels);
    f.setSampleFormat(sample);
    return f;
}

/// Counts what it is asked for.
struct Ear {
    std::vector<microseconds> bursts; ///< audio pulled at one instant
    Instant last{};
    std::int64_t frames = 0;

    PullFunction pull()
    {
        return [this](std::span<float> out, Instant now, microseconds) {
            const microseconds length{std::int64_t(out.size()) / 2 * 1'000'000 / 48000};
            if (bursts.empty() || now != last)
                bursts.push_back(0ms);
            bursts.back() += length;
            last = now;
            frames += std::int64_t(out.size()) / 2;
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = i % 2 ? -0.25f : 0.5f;
        };
    }
};

/// Says nothing of time passing between two looks: a thread that was kept from running.
class StandingClock final : public Clock
{
public:
    Instant now() const override { return m_base.now() + m_jump; }
    WallTime wall() const override { return m_base.wall(); }
    std::unique_ptr<Timer> makeTimer() override { return m_base.makeTimer(); }

    VirtualClock m_base;
    microseconds m_jump{0};
};

} // namespace

class OutputTest : public QObject
{
    Q_OBJECT
private slots:
    void nullOutput_consumesInRealTime_withoutDrift()
    {
        VirtualClock clock;
        NullOutput output(clock);
        Ear ear;
        output.start(ear.pull());
        clock.advance(2h);
        QVERIFY(std::abs(double(ear.frames) - 2 * 3600 * 48000.0) <= 960);
        for (const microseconds burst : ear.bursts)
            QCOMPARE(burst, 20ms);
        const OutputStats stats = output.stats();
        QVERIFY(stats.nullDevice);
        QCOMPARE(stats.phase, OutputPhase::Playing);
        QCOMPARE(stats.framesConsumed, quint64(ear.frames));
        QVERIFY(!stats.failure);
        output.stop();
        const auto frames = ear.frames;
        clock.advance(1s);
        QCOMPARE(ear.frames, frames);
        QCOMPARE(output.stats().phase, OutputPhase::Stopped);
    }
    void nullOutput_catchesUp_withNoMoreThan200Ms()
    {
        StandingClock clock;
        NullOutput output(clock);
        Ear ear;
        output.start(ear.pull());
        clock.m_base.advance(1s);
        const auto before = ear.bursts.size();
        clock.m_jump = 150ms;
        clock.m_base.advance(20ms);
        QCOMPARE_GE(ear.bursts.at(before), 140ms);
        QCOMPARE_LE(ear.bursts.at(before), 180ms);
        QCOMPARE(output.stats().latePulls, 0ull);
        clock.m_jump = 5s;
        clock.m_base.advance(1s);
        QCOMPARE(output.stats().latePulls, 1ull);
        for (const microseconds burst : ear.bursts)
            QCOMPARE_LE(burst, 220ms);
    }
    void nullOutput_tellsItsFigures_fourTimesASecond()
    {
        VirtualClock clock;
        NullOutput output(clock);
        int told = 0;
        connect(&output, &AudioOutput::statsChanged, &output, [&told] { ++told; });
        Ear ear;
        output.start(ear.pull());
        clock.advance(10s);
        QVERIFY(told >= 35 && told <= 45);
    }
    void wav_isValidAfterEachWrite()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("heard.wav"));
        auto writer = WavWriter::create(path);
        QVERIFY(writer.ok());
        QVERIFY(readWav(path).valid);
        const std::vector<float> part{0.5f, -0.5f, 1.0f, -1.0f, 2.0f, -2.0f};
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(writer->write(part).ok());
            const Wav wav = readWav(path);
            QVERIFY(wav.valid);
            QCOMPARE(wav.samples.size(), std::size_t(i * 6));
            const std::vector<qint16> expected{16384, -16384, 32767, -32767, 32767, -32767};
            QVERIFY(std::equal(expected.begin(), expected.end(), wav.samples.end() - 6));
        }
    }
    void wav_namesTheFileThatCannotBeWritten()
    {
        const auto writer = WavWriter::create(QStringLiteral("/nowhere/heard.wav"));
        QVERIFY(!writer.ok());
        QCOMPARE(writer.failure().cause, Cause::FileUnwritable);
        QVERIFY(writer.failure().detail.contains(QLatin1String("/nowhere/heard.wav")));
        if (QFile::exists(QStringLiteral("/dev/full"))) {
            const auto full = WavWriter::create(QStringLiteral("/dev/full"));
            QVERIFY(!full.ok());
            QCOMPARE(full.failure().cause, Cause::FileUnwritable);
        }
    }
    void tee_writesWhatTheDeviceGot()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("heard.wav"));
        VirtualClock clock;
        Ear ear;
        auto tee = TeeOutput::create(std::make_unique<NullOutput>(clock), path, clock);
        QVERIFY(tee.ok());
        (*tee)->start(ear.pull());
        clock.advance(3s);
        QVERIFY(readWav(path).valid);
        QCOMPARE_GE(readWav(path).samples.size(), std::size_t(2.7 * 96000));
        (*tee)->stop();
        const Wav wav = readWav(path);
        QVERIFY(wav.valid);
        QCOMPARE(wav.samples.size(), std::size_t(ear.frames * 2));
        for (std::size_t i = 0; i < wav.samples.size(); ++i)
            QCOMPARE(wav.samples[i], qint16(i % 2 ? -8192 : 16384));
        QVERIFY((*tee)->stats().nullDevice);
    }
    void pullDevice_alwaysGivesAllThatIsAsked_inTheDevicesFormat_data()
    {
        QTest::addColumn<int>("rate");
        QTest::addColumn<int>("channels");
        QTest::addColumn<QAudioFormat::SampleFormat>("sample");
        QTest::newRow("48k stereo float") << 48000 << 2 << QAudioFormat::Float;
        QTest::newRow("48k stereo int16") << 48000 << 2 << QAudioFormat::Int16;
        QTest::newRow("44.1k stereo int16") << 44100 << 2 << QAudioFormat::Int16;
        QTest::newRow("16k mono int16") << 16000 << 1 << QAudioFormat::Int16;
        QTest::newRow("96k 6 channels int32") << 96000 << 6 << QAudioFormat::Int32;
        QTest::newRow("8k mono uint8") << 8000 << 1 << QAudioFormat::UInt8;
    }
    void pullDevice_alwaysGivesAllThatIsAsked_inTheDevicesFormat()
    {
        QFETCH(int, rate);
        QFETCH(int, channels);
        QFETCH(QAudioFormat::SampleFormat, sample);
        VirtualClock clock;
        Ear ear;
        const QAudioFormat f = format(rate, channels, sample);
        PullDevice device(
            f, ear.pull(), [] { return 40ms; }, clock);
        QCOMPARE_GT(device.bytesAvailable(), 0);
        for (int i = 0; i < 50; ++i) {
            QByteArray bytes(f.bytesForDuration(20'000), 'x');
            QCOMPARE(device.read(bytes.data(), bytes.size()), qint64(bytes.size()));
            clock.advance(20ms);
            if (i < 5)
                continue; // the resampler's beginning
            const float first = f.normalizedSampleValue(bytes.constData());
            QVERIFY2(std::abs(first - (channels == 1 ? 0.125f : 0.5f)) < 0.02f,
                qPrintable(QString::number(first)));
            if (channels > 1) {
                const float second = f.normalizedSampleValue(bytes.constData() + f.bytesPerSample());
                QVERIFY(std::abs(second + 0.25f) < 0.02f);
            }
        }
        QVERIFY(std::abs(double(ear.frames) - 48000) <= 960);
        QCOMPARE(device.figures().framesConsumed, quint64(ear.frames));
        QCOMPARE(device.figures().latePulls, 0ull);
        clock.advance(200ms);
        QByteArray bytes(f.bytesForDuration(20'000), 'x');
        device.read(bytes.data(), bytes.size());
        QCOMPARE(device.figures().latePulls, 1ull);
        QCOMPARE(device.figures().lastLatePull, clock.now());
    }
};

QTEST_GUILESS_MAIN(OutputTest)
#include "output_test.moc"
