#include "audio/bandwidth_meter.h"
#include "audio/clipping_meter.h"
#include "audio/howl_detector.h"
#include "audio/opus_stream_decoder.h"
#include "support/made_sounds.h"
#include "support/opus_file.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace earshot;
using namespace earshot::test;

namespace {

const QString kDemo = QStringLiteral(EARSHOT_DEMO_FOLDER);

Samples made(double seconds, const std::function<double(double t)> &sound)
{
    Samples samples;
    for (int n = 0; n < int(seconds * 48000); ++n)
        samples.push_back(float(sound(n / 48000.0)));
    return samples;
}

double sine(double hz, double t)
{
    return std::sin(2 * M_PI * hz * t);
}

/// "ana" or "jonas", decoded once.
const Samples &demoVoice(const QString &name)
{
    static QHash<QString, Samples> voices;
    Samples &voice = voices[name];
    if (voice.empty())
        voice = readOpusFile(kDemo + '/' + name + ".opus");
    return voice;
}

/// As a listener gets it.
Samples throughOpus(const Samples &voice)
{
    OpusStreamDecoder decoder;
    std::vector<float> stereo(std::size_t(StreamDecoder::kMaxFrames) * 2);
    Samples heard;
    for (const QByteArray &packet :
        encodedFrames(int(voice.size() / 960), [&](qint64 n) { return voice[std::size_t(n)]; })) {
        const auto *data = reinterpret_cast<const std::uint8_t *>(packet.constData());
        const int frames = decoder.decode({data, std::size_t(packet.size())}, stereo);
        for (int i = 0; i < frames; ++i)
            heard.push_back(stereo[std::size_t(2 * i)]);
    }
    return heard;
}

/// Calls `each` with every block of 10 ms in stereo.
void inBlocks(const Samples &mono, const std::function<void(std::span<const float>)> &each)
{
    std::array<float, kBlockFrames * kStereo> block{};
    for (std::size_t n = 0; n + kBlockFrames <= mono.size(); n += kBlockFrames) {
        for (std::size_t i = 0; i < kBlockFrames; ++i)
            block[2 * i] = block[2 * i + 1] = mono[n + i];
        each(block);
    }
}

/// What the meters say while a sound plays.
struct Examined {
    explicit Examined(const Samples &mono)
    {
        auto spectrum = std::make_unique<Spectrum>();
        auto power = std::make_unique<Spectrum::Power>();
        int blocks = 0;
        inBlocks(mono, [&](auto block) {
            ++blocks;
            clipping.addBlock(block);
            mostClipped = std::max(mostClipped, clipping.share());
            if (!spectrum->add(block, *power))
                return;
            bandwidth.add(*power);
            howl.add(*power);
            widest = std::max(widest, bandwidth.hz());
            if (bandwidth.hz() > 0)
                narrowest = std::min(narrowest, bandwidth.hz());
            if (howl.hz() > 0 && howlHz == 0) {
                howlHz = howl.hz();
                howlAt = blocks * 0.01;
            }
        });
    }
    BandwidthMeter bandwidth;
    ClippingMeter clipping;
    HowlDetector howl;
    double mostClipped = 0;
    int widest = 0;
    int narrowest = 100'000;
    int howlHz = 0; ///< the first
    double howlAt = 0;
};

} // namespace

class SoundQualityTest : public QObject
{
    Q_OBJECT
private slots:
    void spectrum_hasThePowerOfATone_atItsFrequency()
    {
        Spectrum spectrum;
        Spectrum::Power power{};
        bool isNew = false;
        inBlocks(made(0.08, [](double t) { return 0.5 * sine(1000, t); }),
            [&](auto block) { isNew = spectrum.add(block, power); });
        QVERIFY(isNew);
        const int peak = int(std::max_element(power.begin(), power.end()) - power.begin());
        QVERIFY(std::abs(peak * Spectrum::kBinHz - 1000) <= Spectrum::kBinHz);
        double total = 0;
        for (const float p : power)
            total += double(p);
        QVERIFY2(std::abs(total - 0.125) < 0.002, qPrintable(QString::number(total)));
        double elsewhere = 0;
        for (int bin = 0; bin < Spectrum::kBins; ++bin)
            elsewhere += std::abs(bin - peak) > 3 ? double(power[std::size_t(bin)]) : 0;
        QCOMPARE_LT(elsewhere, 1e-5);
    }
    void bandwidth_isThatOfTheSource_notOfTheCodec_data()
    {
        QTest::addColumn<QString>("voice");
        QTest::addColumn<int>("cutoff");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        for (const char *voice : {"ana", "jonas"}) {
            QTest::addRow("%s as recorded", voice) << QString(voice) << 0 << 8500 << 20'000;
            QTest::addRow("%s by telephone", voice) << QString(voice) << 3400 << 3000 << 4500;
            QTest::addRow("%s by wide-band headset", voice) << QString(voice) << 7000 << 6000 << 8000;
        }
    }
    void bandwidth_isThatOfTheSource_notOfTheCodec()
    {
        QFETCH(QString, voice);
        QFETCH(int, cutoff);
        QFETCH(int, least);
        QFETCH(int, most);
        Samples samples = demoVoice(voice);
        QVERIFY(samples.size() > 20 * 48000);
        samples.resize(10 * 48000);
        if (cutoff > 0)
            samples = lowPassed(samples, cutoff);
        const Examined examined(throughOpus(samples));
        qInfo("%d … %d Hz", examined.narrowest, examined.widest);
        QVERIFY(examined.widest > 0);
        QVERIFY(examined.narrowest >= least);
        QVERIFY(examined.widest <= most);
    }
    void bandwidth_isUnknown_withoutSpeech()
    {
        QCOMPARE(Examined(Samples(48000 * 5)).widest, 0);
        QCOMPARE(Examined(made(1.0, [](double t) { return sine(200, t); })).widest, 0); // too short
    }
    void clipping_isCounted_asTheShareOfBlocks()
    {
        const Samples voice = spoken(10);
        const double clean = Examined(throughOpus(voice)).mostClipped;
        const double much = Examined(throughOpus(clipped(voice, 30))).mostClipped;
        qInfo("clean %.2f, clipped %.2f", clean, much);
        QCOMPARE_LT(clean, 0.01);
        QCOMPARE_GT(much, 0.3);
        // Of 3 s, every other block of 20 ms.
        QCOMPARE(
            Examined(made(4, [](double t) { return int(t * 50 + 1e-6) % 2 ? 1.0 : 0.1; })).clipping.share(),
            0.5);
        // A loud sine touches full scale and is not clipped; two samples are no run.
        QCOMPARE(Examined(made(4, [](double t) { return 0.989 * sine(100, t); })).mostClipped, 0.0);
        QCOMPARE(
            Examined(made(4, [](double t) { return std::abs(sine(12'000, t + 1e-5)) > 0.5 ? 1.0 : -1.0; }))
                    .mostClipped
                > 0,
            true);
        int n = 0;
        QCOMPARE(Examined(made(4, [&](double) { return n++ % 4 < 2 ? 1.0 : -1.0; })).mostClipped, 0.0);
    }
    void howl_isFound_withinTwoSeconds_data()
    {
        QTest::addColumn<double>("hz");
        QTest::addColumn<double>("loud");
        for (const double hz : {310.0, 870.0, 2450.0, 5200.0}) {
            QTest::addRow("%.0f Hz over a voice", hz) << hz << 0.25;
            QTest::addRow("%.0f Hz, loud", hz) << hz << 0.7;
        }
    }
    void howl_isFound_withinTwoSeconds()
    {
        QFETCH(double, hz);
        QFETCH(double, loud);
        Samples voice = demoVoice("ana");
        voice.resize(7 * 48000);
        for (std::size_t n = 0; n < voice.size(); ++n) {
            const double t = double(n) / 48000;
            const double growing = t < 3 ? 0 : loud * std::min(1.0, std::exp((t - 4) * 8));
            voice[n] = std::clamp(float(double(voice[n]) + growing * sine(hz, t)), -1.0f, 1.0f);
        }
        const Examined examined(throughOpus(voice));
        qInfo("%d Hz at %.1f s", examined.howlHz, examined.howlAt);
        QVERIFY(std::abs(examined.howlHz - hz) < 0.02 * hz);
        QCOMPARE_GT(examined.howlAt, 3.8);
        QCOMPARE_LT(examined.howlAt, 6.0);
        QVERIFY(examined.howl.hz() > 0); // it still howls
    }
    void howlOfTheLaboratory_isFound()
    {
        const Examined examined(throughOpus(howling(spoken(10), 1900)));
        qInfo("%d Hz at %.1f s", examined.howlHz, examined.howlAt);
        QVERIFY(std::abs(examined.howlHz - 1900) < 40);
        QCOMPARE_LT(examined.howlAt, 3.0);
    }
    void howl_thatEnds_isGone()
    {
        const Examined examined(made(6, [](double t) { return t < 3 ? 0.3 * sine(900, t) : 0.0; }));
        QCOMPARE(examined.howlHz, 900);
        QCOMPARE(examined.howl.hz(), 0);
    }
    void otherSounds_areNoHowl_data()
    {
        QTest::addColumn<Samples>("sound");
        QTest::newRow("Ana") << throughOpus(demoVoice("ana"));
        QTest::newRow("Jonas") << throughOpus(demoVoice("jonas"));
        QTest::newRow("espeak") << spoken(20);
        QTest::newRow("a sung note with vibrato") << made(6, [](double t) {
            const double phase = 2 * M_PI * 440 * t + 440 * 0.03 / 5.5 * std::sin(2 * M_PI * 5.5 * t);
            return 0.3 * (std::sin(phase) + 0.4 * std::sin(2 * phase) + 0.2 * std::sin(3 * phase));
        });
        QTest::newRow("a sung note held evenly") << made(6, [](double t) {
            double sum = 0;
            for (int k = 1; k < 12; ++k)
                sum += 0.3 / k * sine(220 * k, t);
            return 0.5 * sum;
        });
        QTest::newRow("a soprano, nearly pure, with vibrato") << made(6, [](double t) {
            return 0.3 * std::sin(2 * M_PI * 900 * t + 900 * 0.03 / 6 * std::sin(2 * M_PI * 6 * t));
        });
        QTest::newRow("an organ chord") << made(6, [](double t) {
            return 0.15 * (sine(262, t) + sine(330, t) + sine(392, t) + 0.5 * sine(523, t));
        });
        QTest::newRow("bells") << made(8, [](double t) {
            const double since = std::fmod(t, 2.0);
            return 0.4 * std::exp(-1.5 * since) * (sine(700, t) + 0.3 * sine(1891, t));
        });
        QTest::newRow("a melody of pure tones") << made(8, [](double t) {
            constexpr double kNotes[] = {523, 587, 659, 698, 784, 880};
            return 0.3 * sine(kNotes[int(t * 2) % 6], t);
        });
        quint32 state = 1;
        QTest::newRow("applause") << made(6, [&](double) {
            state = state * 1664525 + 1013904223;
            return 0.3 * double(qint32(state)) / 2147483648.0;
        });
        QTest::newRow("mains hum") << made(
            6, [](double t) { return 0.05 * (sine(50, t) + 0.5 * sine(100, t) + 0.3 * sine(150, t)); });
    }
    void otherSounds_areNoHowl()
    {
        QFETCH(Samples, sound);
        const Examined examined(sound);
        QVERIFY2(examined.howlHz == 0,
            qPrintable(QStringLiteral("%1 Hz at %2 s").arg(examined.howlHz).arg(examined.howlAt)));
    }
};

QTEST_APPLESS_MAIN(SoundQualityTest)
#include "sound_quality_test.moc"
