#include "recordings/waveform.h"

#include <QTest>
#include <QtEndian>

#include <cmath>
#include <limits>

using namespace earshot;

class WaveformTest : public QObject
{
    Q_OBJECT
private slots:
    void meter_keepsTheExtremesOfEach100Ms();
    void meter_takesWhateverASampleIs();
    void file_isWhatAudiowaveformWrites();
    void file_comesBack();
    void read_saysWhatIsWrong_data();
    void read_saysWhatIsWrong();
};

void WaveformTest::meter_keepsTheExtremesOfEach100Ms()
{
    WaveformMeter meter;
    std::vector<float> samples(4800 * 2 + 100, 0.0f);
    samples[10] = 0.5f;
    samples[4799] = -1.0f;
    samples[4800] = 1.0f;
    samples[9650] = -0.25f;
    for (std::size_t i = 0; i < samples.size(); i += 77)
        meter.add(std::span(samples).subspan(i, std::min<std::size_t>(77, samples.size() - i)));
    const std::vector<Waveform::Pixel> expected = {{-127, 64}, {0, 127}, {-32, 0}};
    QCOMPARE(meter.waveform().pixels, expected);
}

void WaveformTest::meter_takesWhateverASampleIs()
{
    WaveformMeter meter;
    const std::vector<float> samples
        = {5, -5, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()};
    meter.add(samples);
    QCOMPARE(meter.waveform().pixels, (std::vector<Waveform::Pixel>{{-128, 127}}));
}

void WaveformTest::file_isWhatAudiowaveformWrites()
{
    const QByteArray bytes = writeWaveform({{{-1, 2}, {-128, 127}}});
    QCOMPARE(bytes.toHex(' '),
        QByteArray("02 00 00 00 01 00 00 00 80 bb 00 00 c0 12 00 00 02 00 00 00 01 00 00 00 ff 02 80 7f"));
}

void WaveformTest::file_comesBack()
{
    Waveform waveform;
    QCOMPARE(*readWaveform(writeWaveform(waveform)), waveform);
    for (int i = 0; i < 72'000; ++i)
        waveform.pixels.push_back({qint8(-(i % 128)), qint8(i * 7 % 128)});
    QCOMPARE(*readWaveform(writeWaveform(waveform)), waveform);
}

void WaveformTest::read_saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("what");
    const QByteArray good = writeWaveform({{{-1, 2}, {-3, 4}}});
    const auto with = [&good](int field, quint32 value) {
        QByteArray bytes = good;
        qToLittleEndian(value, bytes.data() + field * 4);
        return bytes;
    };
    const auto row = [](const char *name, const QByteArray &bytes, const char *what) {
        QTest::newRow(name) << bytes << QString::fromLatin1(what);
    };
    row("nothing", {}, "header");
    row("cut in the header", good.left(23), "header");
    row("cut in the pixels", good.left(27), "length");
    row("more than its pixels", good + "x", "length");
    row("another version", with(0, 1), "header");
    row("16 bit", with(1, 0), "header");
    row("stereo", with(5, 2), "header");
    row("another rate", with(2, 44'100), "resolution");
    row("finer", with(3, 480), "resolution");
    row("fewer pixels than it says", with(4, 3), "length");
    row("more than memory", with(4, 0xffffffff), "length");
    row("the sign bit", with(4, 0x80000001), "length");
}

void WaveformTest::read_saysWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, what);
    const auto read = readWaveform(bytes);
    QVERIFY(!read);
    QCOMPARE(read.failure(), (Failure{Cause::BadData, what}));
}

QTEST_APPLESS_MAIN(WaveformTest)
#include "waveform_test.moc"
