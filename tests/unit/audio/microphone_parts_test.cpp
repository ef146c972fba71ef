#include "audio/alsa_owner.h"
#include "audio/capture_stamps.h"
#include "audio/input_kind.h"
#include "audio/push_device.h"
#include "support/virtual_clock.h"

#ifdef EARSHOT_HAS_PULSE
#include "audio/pulse_error.h"
#endif

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numbers>

using namespace earshot;
using earshot::test::VirtualClock;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""us;

namespace {

/// Samples of a tone at half of full scale, in the left channel where there are two.
template<typename Sample>
QByteArray tone(double hertz, int rate, int channels, double seconds, double scale, double zero)
{
    QByteArray bytes;
    for (int i = 0; i < int(seconds * rate); ++i) {
        for (int c = 0; c < channels; ++c) {
            const double x = c == 0 ? 0.5 * std::sin(2 * std::numbers::pi * hertz * i / rate) : 0;
            const auto sample = Sample(std::is_floating_point_v<Sample> ? x : std::round(x * scale + zero));
            bytes.append(reinterpret_cast<const char *>(&sample), sizeof sample);
        }
    }
    return bytes;
}

QAudioFormat formatOf(int rate, int channels, QAudioFormat::SampleFormat sample)
{
    QAudioFormat format;
    format.setSampleRate(rate);
    format.setChannelCount(channels);
    format.setSampleFormat(sample);
    return format;
}

/// Strength of one frequency in 48 kHz sound, as its amplitude.
double amplitudeAt(double hertz, const std::vector<float> &samples)
{
    double cosines = 0;
    double sines = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double phase = 2 * std::numbers::pi * hertz * double(i) / 48000;
        cosines += double(samples[i]) * std::cos(phase);
        sines += double(samples[i]) * std::sin(phase);
    }
    return 2 * std::hypot(cosines, sines) / double(samples.size());
}

} // namespace

class MicrophonePartsTest : public QObject
{
    Q_OBJECT
private slots:
    void monitors_areToldByWhatTheServerSays_orByName_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("deviceClass");
        QTest::addColumn<bool>("is");
        QTest::newRow("class") << "alsa_output.pci.2"
                               << "Speakers"
                               << "monitor" << true;
        QTest::newRow("id") << "alsa_output.pci.analog-stereo.monitor"
                            << "Speakers"
                            << "" << true;
        QTest::newRow("name") << "7"
                              << "Monitor of Built-in Audio"
                              << "" << true;
        QTest::newRow("Windows") << "{0.0.1}"
                                 << "Stereo Mix (Realtek(R) Audio)"
                                 << "" << true;
        QTest::newRow("German Windows") << "{0.0.1}"
                                        << "Stereomix (Realtek(R) Audio)"
                                        << "" << true;
        QTest::newRow("microphone") << "alsa_input.usb-Blue_Yeti"
                                    << "Blue Yeti"
                                    << "sound" << false;
        QTest::newRow("with a screen") << "alsa_input.usb-LG"
                                       << "LG Monitor Webcam"
                                       << "sound" << false;
        QTest::newRow("virtual") << "virtual_mic"
                                 << "Remapped Monitor of Desk"
                                 << "filter" << false;
    }
    void monitors_areToldByWhatTheServerSays_orByName()
    {
        QFETCH(QString, id);
        QFETCH(QString, name);
        QFETCH(QString, deviceClass);
        QTEST(isMonitor({.id = id, .name = name, .deviceClass = deviceClass}), "is");
    }
    void handsFree_isBluetoothInItsTelephoneMode_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("bus");
        QTest::addColumn<QString>("api");
        QTest::addColumn<QString>("profile");
        QTest::addColumn<bool>("is");
        QTest::newRow("PulseAudio HSP") << "bluez_source.00_11.headset_head_unit"
                                        << "WH"
                                        << "bluetooth"
                                        << "bluez"
                                        << "headset_head_unit" << true;
        QTest::newRow("PulseAudio HFP") << "bluez_source.00_11.handsfree_head_unit"
                                        << "WH"
                                        << "bluetooth"
                                        << "bluez"
                                        << "handsfree_head_unit" << true;
        QTest::newRow("PulseAudio, phone as player") << "bluez_source.00_11.a2dp_source"
                                                     << "Phone"
                                                     << "bluetooth"
                                                     << "bluez"
                                                     << "a2dp_source" << false;
        QTest::newRow("PipeWire HFP") << "bluez_input.00_11.0"
                                      << "WH"
                                      << "bluetooth"
                                      << "bluez5"
                                      << "headset-head-unit-msbc" << true;
        QTest::newRow("PipeWire that switches") << "bluez_input.00:11"
                                                << "WH"
                                                << ""
                                                << ""
                                                << "" << true;
        QTest::newRow("PipeWire LE Audio") << "bluez_input.00_11.0"
                                           << "Buds"
                                           << "bluetooth"
                                           << "bluez5"
                                           << "bap-duplex" << false;
        QTest::newRow("by id") << "bluez_source.00_11.handsfree_head_unit"
                               << "WH"
                               << ""
                               << ""
                               << "" << true;
        QTest::newRow("Windows") << "{0.0.1}"
                                 << "Headset (WH-1000XM3 Hands-Free AG Audio)"
                                 << ""
                                 << ""
                                 << "" << true;
        QTest::newRow("headset with a cable") << "alsa_input.usb-Jabra"
                                              << "Jabra Headset"
                                              << "usb"
                                              << "alsa"
                                              << "" << false;
    }
    void handsFree_isBluetoothInItsTelephoneMode()
    {
        QFETCH(QString, id);
        QFETCH(QString, name);
        QFETCH(QString, bus);
        QFETCH(QString, api);
        QFETCH(QString, profile);
        QTEST(isHandsFree(
                  {.id = id, .name = name, .deviceClass = {}, .bus = bus, .api = api, .profile = profile}),
            "is");
    }
#ifdef EARSHOT_HAS_PULSE
    void errorsOfPulseAudio_areToldApart_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<Cause>("cause");
        QTest::newRow("ended") << 0 << Cause::DeviceFailed;
        QTest::newRow("access denied") << 1 << Cause::DeviceDenied;
        QTest::newRow("no such entity") << 5 << Cause::DeviceMissing;
        QTest::newRow("connection terminated") << 11 << Cause::DeviceFailed;
        QTest::newRow("killed") << 12 << Cause::DeviceFailed;
        QTest::newRow("busy") << 26 << Cause::DeviceBusy;
        QTest::newRow("unknown") << 9999 << Cause::DeviceFailed;
    }
    void errorsOfPulseAudio_areToldApart()
    {
        QFETCH(int, error);
        QTEST(failureOfPulse(error).cause, "cause");
        QVERIFY(!failureOfPulse(error).detail.isEmpty());
    }
#endif
    void whoHoldsASoundCardAlone_isFound()
    {
        const QTemporaryDir proc;
        const auto write = [&](const QString &path, const QByteArray &text) {
            const QString whole = proc.filePath(path);
            QDir().mkpath(QFileInfo(whole).path());
            QFile file(whole);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        const QString folder = QStringLiteral("asound/card1/pcm0c/");
        QVERIFY(!ownerOfCapture(1, 0, proc.path()));
        write(folder + QLatin1String("sub0/status"), "closed\n");
        QVERIFY(!ownerOfCapture(1, 0, proc.path()));
        write(folder + QLatin1String("sub0/status"), "state: RUNNING\nowner_pid   : 4711\ntrigger_time: 1\n");
        QCOMPARE(ownerOfCapture(1, 0, proc.path()), QStringLiteral("process 4711"));
        write(QStringLiteral("4711/comm"), "arecord\n");
        QCOMPARE(ownerOfCapture(1, 0, proc.path()), QStringLiteral("arecord"));
        QVERIFY(!ownerOfCapture(1, 1, proc.path()));
        // A card that can be opened once more is not held alone.
        write(folder + QLatin1String("sub1/status"), "closed\n");
        QVERIFY(!ownerOfCapture(1, 0, proc.path()));
        write(folder + QLatin1String("sub1/status"), QByteArray(1 << 20, 'x'));
        QVERIFY(!ownerOfCapture(1, 0, proc.path()));
    }
    void stamps_followTheSamples_notTheJitter()
    {
        CaptureStamps stamps;
        const Instant begin{10'000'000us};
        Instant before{};
        for (int i = 0; i < 6000; ++i) { // a minute
            const Instant truth = begin + i * 10ms;
            const Instant stamp = stamps.next(truth + microseconds{(i * 3167) % 8001 - 4000}, 480);
            if (i > 500)
                QCOMPARE_LE(std::chrono::abs(stamp - truth), microseconds(1500us));
            if (i > 0)
                QCOMPARE_LE(std::chrono::abs(stamp - before - 10ms), microseconds(300us));
            before = stamp;
        }
    }
    void stamps_followAClockThatIsOff()
    {
        CaptureStamps stamps;
        const Instant begin{10'000'000us};
        for (int i = 0; i < 60'000; ++i) { // ten minutes, in which 300 ms add up
            const Instant truth = begin + microseconds{i * 10'005};
            QCOMPARE_LE(std::chrono::abs(stamps.next(truth, 480) - truth), microseconds(200us));
        }
    }
    void stamps_loseNoMicrosecondToRounding()
    {
        CaptureStamps stamps;
        Instant told{10'000'000us};
        const Instant begin = stamps.next(told, 0);
        Instant last{};
        for (int i = 0; i < 480'000; i += 7)
            last = stamps.next(begin + timeOfFrames(i), 7);
        QCOMPARE_LE(std::chrono::abs(last - begin - timeOfFrames(479'997)), microseconds(50us));
    }
    void stamps_jumpWhereSoundIsMissing()
    {
        CaptureStamps stamps;
        const Instant begin{10'000'000us};
        stamps.next(begin, 480);
        QCOMPARE(stamps.next(begin + 200ms, 480), begin + 200ms);
    }
    void anyFormat_becomesMonoAt48kHz_data()
    {
        QTest::addColumn<QAudioFormat>("format");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<double>("amplitude");
        const auto row = [](const char *name, int rate, int channels, QAudioFormat::SampleFormat sample,
                             const QByteArray &bytes) {
            QTest::newRow(name) << formatOf(rate, channels, sample) << bytes << 0.5 / channels;
        };
        row("48 kHz mono float", 48000, 1, QAudioFormat::Float, tone<float>(1000, 48000, 1, 0.5, 1, 0));
        row("48 kHz stereo float", 48000, 2, QAudioFormat::Float, tone<float>(1000, 48000, 2, 0.5, 1, 0));
        row("44.1 kHz mono 16 bit", 44100, 1, QAudioFormat::Int16,
            tone<std::int16_t>(1000, 44100, 1, 0.5, 32767, 0));
        row("16 kHz mono 16 bit", 16000, 1, QAudioFormat::Int16,
            tone<std::int16_t>(1000, 16000, 1, 0.5, 32767, 0));
        row("96 kHz, 4 channels, 32 bit", 96000, 4, QAudioFormat::Int32,
            tone<std::int32_t>(1000, 96000, 4, 0.5, 2147483647.0, 0));
        row("8 kHz mono 8 bit", 8000, 1, QAudioFormat::UInt8,
            tone<std::uint8_t>(1000, 8000, 1, 0.5, 127, 128));
    }
    void anyFormat_becomesMonoAt48kHz()
    {
        QFETCH(QAudioFormat, format);
        QFETCH(QByteArray, bytes);
        QFETCH(double, amplitude);
        VirtualClock clock;
        std::vector<float> got;
        Instant end{};
        PushDevice device(
            format,
            [&](std::span<const float> mono, Instant captured) {
                got.insert(got.end(), mono.begin(), mono.end());
                if (end != Instant{})
                    QCOMPARE_LE(std::chrono::abs(captured - end), microseconds(1500us));
                end = captured + timeOfFrames(std::int64_t(mono.size()));
            },
            clock);
        const qsizetype chunk = format.bytesForDuration(50'000); // as Qt hands it over
        for (qsizetype at = 0; at < bytes.size(); at += chunk) {
            clock.advance(50ms);
            const QByteArray part = bytes.mid(at, chunk);
            QCOMPARE(device.write(part), part.size());
        }
        QCOMPARE(device.figures().frames, quint64(got.size()));
        QVERIFY(std::abs(int(got.size()) - 24000) < 300);
        const std::vector<float> steady(got.begin() + 4800, got.begin() + 19200); // whole periods
        const double at1000 = amplitudeAt(1000, steady);
        QVERIFY2(std::abs(at1000 - amplitude) < 0.02 * amplitude, qPrintable(QString::number(at1000)));
        QCOMPARE(device.figures().latency, microseconds(60ms));
    }
};

QTEST_GUILESS_MAIN(MicrophonePartsTest)
#include "microphone_parts_test.moc"
