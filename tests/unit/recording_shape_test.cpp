#include "recordings/recording_shape.h"
#include "support/opus_recordings.h"

#include <QTest>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

namespace {

/// Loud in the second half of each minute's quarter.
float quarters(qint64 n)
{
    const float tone = float(std::sin(double(n) * 0.05));
    return n / 48'000 % 20 < 10 ? 0.05f * tone : 0.6f * tone;
}

std::vector<quint8> shapeOf(const QByteArray &file, int *steps = nullptr)
{
    RecordingShape shape(std::move(*OpusRecording::ofMemory(file)));
    int count = 1;
    while (shape.step())
        ++count;
    if (steps)
        *steps = count;
    return shape.shape();
}

} // namespace

class RecordingShapeTest : public QObject
{
    Q_OBJECT
private slots:
    void shortFile_isReadAsAWhole();
    void longFile_isSampled_andShowsTheSame();
    void waveform_isReduced();
    void oneFrame_hasAShape();
};

void RecordingShapeTest::shortFile_isReadAsAWhole()
{
    const std::vector<quint8> shape
        = shapeOf(opusFile({.packets = encodedFrames(1000, quarters), .repeat = 2}));
    QCOMPARE(shape.size(), std::size_t(399)); // 40 s less the pre-skip
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const std::size_t second = i / 10 % 20;
        if (i % 10 < 2 || i % 10 > 7)
            continue; // at a change
        if (second < 10)
            QVERIFY2(shape[i] < 25, qPrintable(QString::number(i)));
        else
            QVERIFY2(std::abs(int(shape[i]) - 153) < 15, qPrintable(QString::number(shape[i])));
    }
}

void RecordingShapeTest::longFile_isSampled_andShowsTheSame()
{
    // 80 min: a place each 4.7 s.
    const std::vector<quint8> shape
        = shapeOf(opusFile({.packets = encodedFrames(1000, quarters), .repeat = 240}));
    QCOMPARE(shape.size(), RecordingShape::kPoints);
    int right = 0;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const double width = 4800.0 / 1024;
        const double begin = std::fmod(double(i) * width, 20);
        const double end = begin + width;
        if ((begin > 0.2 && end < 9.8))
            right += shape[i] < 25;
        else if (begin > 10.2 && end < 19.8)
            right += std::abs(int(shape[i]) - 153) < 15;
        else
            ++right;
    }
    QCOMPARE(right, int(shape.size()));
}

void RecordingShapeTest::waveform_isReduced()
{
    Waveform waveform;
    for (int i = 0; i < 4096; ++i)
        waveform.pixels.push_back(i < 2048 ? Waveform::Pixel{-127, 10} : Waveform::Pixel{0, 0});
    const std::vector<quint8> shape = RecordingShape::of(waveform);
    QCOMPARE(shape.size(), RecordingShape::kPoints);
    QCOMPARE(shape.front(), quint8(255));
    QCOMPARE(shape.back(), quint8(0));
    QVERIFY(RecordingShape::of({}).empty());
}

void RecordingShapeTest::oneFrame_hasAShape()
{
    QCOMPARE(shapeOf(opusFile({.packets = encodedFrames(1, quarters)})).size(), std::size_t(1));
}

QTEST_APPLESS_MAIN(RecordingShapeTest)
#include "recording_shape_test.moc"
