#include "recordings/tempo_stretch.h"

#include <QTest>

#include <cmath>

using namespace earshot;

namespace {

std::vector<float> tone(qint64 begin, int frames)
{
    std::vector<float> stereo;
    for (qint64 n = begin; n < begin + frames; ++n) {
        const float sample = 0.5f * float(std::sin(6.283185307 * 220 * double(n) / 48000));
        stereo.push_back(sample);
        stereo.push_back(sample);
    }
    return stereo;
}

/// By its crossings of zero, in the middle of what was heard.
double pitchOf(const std::vector<float> &stereo)
{
    int crossings = 0;
    const std::size_t begin = stereo.size() / 4 / 2 * 2;
    const std::size_t end = stereo.size() * 3 / 4 / 2 * 2;
    for (std::size_t i = begin + 2; i < end; i += 2)
        crossings += stereo[i - 2] < 0 && stereo[i] >= 0;
    return crossings * 48000.0 * 2 / double(end - begin);
}

} // namespace

class TempoStretchTest : public QObject
{
    Q_OBJECT
private slots:
    void atOne_allGoesThroughBitByBit();
    void pitchStays_atEverySpeed_data();
    void pitchStays_atEverySpeed();
    void positions_followTheSpeed();
    void positions_followAJump();
    void speedMayChange_withoutLosingItsPlace();
};

void TempoStretchTest::atOne_allGoesThroughBitByBit()
{
    TempoStretch stretch;
    std::vector<float> put;
    std::vector<float> heard;
    std::array<float, 960> block;
    for (int i = 0; i < 100; ++i) {
        const auto piece = tone(i * 313, 313);
        put.insert(put.end(), piece.begin(), piece.end());
        stretch.put(piece, i * 313);
        while (stretch.frames() >= 480) {
            QCOMPARE(stretch.take(block).position, qint64(heard.size() / 2));
            heard.insert(heard.end(), block.begin(), block.end());
        }
    }
    QVERIFY(!heard.empty() && std::equal(heard.begin(), heard.end(), put.begin()));
}

void TempoStretchTest::pitchStays_atEverySpeed_data()
{
    QTest::addColumn<double>("speed");
    for (const double speed : {0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0})
        QTest::addRow("%g", speed) << speed;
}

void TempoStretchTest::pitchStays_atEverySpeed()
{
    QFETCH(double, speed);
    TempoStretch stretch;
    stretch.setSpeed(speed);
    std::vector<float> heard;
    for (int i = 0; i < 1000; ++i)
        stretch.put(tone(i * 480, 480), i * 480);
    stretch.finish();
    heard.resize(std::size_t(stretch.frames()) * 2);
    stretch.take(heard);
    const double seconds = double(heard.size()) / 2 / 48000;
    QVERIFY2(std::abs(seconds - 10 / speed) < 0.1, qPrintable(QString::number(seconds)));
    QVERIFY2(std::abs(pitchOf(heard) - 220) < 3, qPrintable(QString::number(pitchOf(heard))));
}

void TempoStretchTest::positions_followTheSpeed()
{
    TempoStretch stretch;
    stretch.setSpeed(2);
    std::array<float, 960> block;
    qint64 last = 0;
    qint64 taken = 0;
    for (int i = 0; i < 500; ++i) {
        stretch.put(tone(i * 480, 480), 10'000 + i * 480);
        while (stretch.frames() >= 480) {
            const TempoStretch::Place place = stretch.take(block);
            QCOMPARE(place.speed, 2.0);
            QVERIFY(std::abs(place.position - (10'000 + taken * 2)) < 100);
            last = place.position;
            taken += 480;
        }
    }
    QVERIFY(last > 10'000 + 500 * 480 - 15'000);
}

void TempoStretchTest::positions_followAJump()
{
    TempoStretch stretch;
    stretch.setSpeed(1.5);
    for (int i = 0; i < 100; ++i)
        stretch.put(tone(i * 480, 480), i * 480);
    for (int i = 0; i < 100; ++i)
        stretch.put(tone(i * 480, 480), 1'000'000 + i * 480);
    stretch.finish();
    std::array<float, 960> block;
    qint64 last = 0;
    int before = 0;
    while (stretch.frames() >= 480) {
        last = stretch.take(block).position;
        before += last < 500'000;
    }
    QVERIFY(std::abs(before - 67) <= 2);
    QVERIFY(std::abs(last - (1'000'000 + 48'000)) < 1500);
}

void TempoStretchTest::speedMayChange_withoutLosingItsPlace()
{
    TempoStretch stretch;
    std::array<float, 960> block;
    qint64 position = 0;
    qint64 before = 0;
    for (int i = 0; i < 1000; ++i) {
        const double speeds[] = {1, 1.5, 2, 1, 0.5};
        stretch.setSpeed(speeds[i / 200]);
        stretch.put(tone(i * 480, 480), i * 480);
        while (stretch.frames() >= 480) {
            position = stretch.take(block).position;
            QVERIFY2(
                position >= before - 100 && position < before + 3000, qPrintable(QString::number(position)));
            before = position;
        }
    }
    QVERIFY(position > 1000 * 480 - 10'000);
}

QTEST_APPLESS_MAIN(TempoStretchTest)
#include "tempo_stretch_test.moc"
