#include "recordings/silence_skipper.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace earshot;

namespace {

/// Sound where `loud(block)`; else a noise of -66 dBFS.
struct Speech {
    std::vector<float> out;
    std::vector<qint64> positions;
    SilenceSkipper skipper;

    template<typename Loud>
    void play(int blocks, Loud loud)
    {
        SilenceSkipper::Block block;
        unsigned noise = 1;
        for (int b = 0; b < blocks; ++b) {
            block.frames = kBlockFrames;
            block.position = qint64(b) * kBlockFrames;
            for (int i = 0; i < kBlockFrames; ++i) {
                noise = noise * 1664525u + 1013904223u;
                const float hiss = (float(noise >> 8) / float(1 << 24) - 0.5f) * 0.001f;
                const float tone
                    = loud(b) ? 0.3f * float(std::sin(0.05 * double(b * kBlockFrames + i))) : 0.0f;
                block.samples[std::size_t(2 * i)] = block.samples[std::size_t(2 * i + 1)] = tone + hiss;
            }
            skipper.add(block);
            take();
        }
        skipper.finish();
        take();
    }
    void take()
    {
        while (const auto *block = skipper.next()) {
            positions.push_back(block->position);
            out.insert(out.end(), block->samples.begin(), block->samples.begin() + block->frames * kStereo);
        }
    }
};

} // namespace

class SilenceSkipperTest : public QObject
{
    Q_OBJECT
private slots:
    void longPause_isShortenedToHalfASecond();
    void shortPause_staysAsItIs();
    void beginningOfAWord_isNeverCut();
    void digitalSilence_isAPause();
    void joint_doesNotClick();
};

void SilenceSkipperTest::longPause_isShortenedToHalfASecond()
{
    Speech speech;
    speech.play(700, [](int b) { return b < 100 || b >= 600; }); // 1 s, 5 s of pause, 1 s
    QCOMPARE(int(speech.positions.size()), 250);
    QCOMPARE(speech.skipper.savedFrames(), qint64(450 * kBlockFrames));
    QVERIFY(std::ranges::is_sorted(speech.positions));
}

void SilenceSkipperTest::shortPause_staysAsItIs()
{
    Speech speech;
    speech.play(700, [](int b) { return b % 100 < 60; }); // pauses of 0.4 s
    QCOMPARE(int(speech.positions.size()), 700);
    QCOMPARE(speech.skipper.savedFrames(), qint64(0));
}

void SilenceSkipperTest::beginningOfAWord_isNeverCut()
{
    Speech speech;
    speech.play(700, [](int b) { return b < 100 || b >= 600; });
    const auto word = std::ranges::find(speech.positions, qint64(600 * kBlockFrames));
    QVERIFY(word != speech.positions.end());
    for (int before = 1; before <= 15; ++before)
        QCOMPARE(*(word - before), qint64((600 - before) * kBlockFrames));
}

void SilenceSkipperTest::digitalSilence_isAPause()
{
    SilenceSkipper skipper;
    SilenceSkipper::Block block;
    block.samples.fill(0);
    block.frames = kBlockFrames;
    int heard = 0;
    for (int i = 0; i < 1000; ++i) {
        skipper.add(block);
        while (skipper.next())
            ++heard;
    }
    QVERIFY(heard <= 50);
}

void SilenceSkipperTest::joint_doesNotClick()
{
    Speech speech;
    speech.play(700, [](int b) { return b < 100 || b >= 600; });
    float most = 0;
    for (std::size_t i = 2 * 48'000 + 2; i < 2 * 58'000; i += 2)
        most = std::max(most, std::abs(speech.out[i] - speech.out[i - 2]));
    QVERIFY2(most < 0.0025f, qPrintable(QString::number(double(most)))); // the hiss' own steps are 0.001
}

QTEST_APPLESS_MAIN(SilenceSkipperTest)
#include "silence_skipper_test.moc"
