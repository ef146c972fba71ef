#include "recordings/played_sound.h"
#include "support/counted_memory.h"

#include <QTest>

#include <thread>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr Instant kNow{seconds{1000}};

/// Every sample of a block is `value`.
bool put(PlayedSound &sound, qint64 position, std::uint32_t visit, float value, double speed = 1,
    int frames = kBlockFrames, bool isLast = false)
{
    PlayedSound::Block *block = sound.place();
    if (!block)
        return false;
    block->samples.fill(value);
    block->frames = frames;
    block->position = position;
    block->speed = speed;
    block->visit = visit;
    block->isLast = isLast;
    sound.commit();
    return true;
}

using Out = std::array<float, kBlockFrames * kStereo>;

} // namespace

class PlayedSoundTest : public QObject
{
    Q_OBJECT
private slots:
    void pull_isSilent_whereNothingIsOpen();
    void pull_givesBlocksBitByBit();
    void seek_fadesOutWithinABlock_andDropsTheRest();
    void pause_keepsThePlace();
    void position_isWhatTheEarHears();
    void position_isUnknown_untilTheNewPlaceIsThere();
    void end_isToldOnceAllWasPlayed();
    void starving_fadesOutAndIsTold();
    void fade_goesDownEvenly();
    void pull_allocatesNothing();
    void twoThreads_loseNothing();
};

void PlayedSoundTest::pull_isSilent_whereNothingIsOpen()
{
    PlayedSound sound;
    Out out;
    put(sound, 0, sound.goElsewhere(), 0.5f);
    sound.setPlaying(true);
    QVERIFY(!sound.isInPlace());
    QVERIFY(!sound.pull(out, kNow));
}

void PlayedSoundTest::pull_givesBlocksBitByBit()
{
    PlayedSound sound;
    const std::uint32_t visit = sound.goElsewhere();
    sound.setInPlace(true);
    sound.setPlaying(true);
    for (int i = 0; i < 5; ++i)
        put(sound, i * 480, visit, 0.1f * float(i + 1));
    QCOMPARE(sound.pending(visit), 5);
    Out out;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(sound.pull(out, kNow));
        QVERIFY(std::ranges::all_of(out, [&](float s) { return s == 0.1f * float(i + 1); }));
    }
    QCOMPARE(sound.pending(visit), 0);
}

void PlayedSoundTest::seek_fadesOutWithinABlock_andDropsTheRest()
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    const std::uint32_t first = sound.goElsewhere();
    for (int i = 0; i < 40; ++i)
        put(sound, i * 480, first, 0.5f);
    Out out;
    QVERIFY(sound.pull(out, kNow));
    const std::uint32_t second = sound.goElsewhere();
    put(sound, 480'000, second, -0.25f);
    put(sound, 480'480, second, -0.25f);
    QVERIFY(sound.pull(out, kNow));
    QVERIFY(out[0] > 0.49f && out[0] <= 0.5f);
    for (std::size_t i = 2; i < out.size(); i += 2)
        QVERIFY(out[i] < out[i - 2]); // no step that could be heard
    QVERIFY(out.back() < 0.002f);
    QVERIFY(sound.pull(out, kNow));
    QVERIFY(out[0] < 0 && out[0] > -0.01f);
    QCOMPARE(out.back(), -0.25f);
    QCOMPARE(sound.heard().position, qint64(480'000));
    QVERIFY(sound.pull(out, kNow));
    QCOMPARE(out[0], -0.25f);
}

void PlayedSoundTest::pause_keepsThePlace()
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    const std::uint32_t visit = sound.goElsewhere();
    for (int i = 0; i < 10; ++i)
        put(sound, i * 480, visit, 0.5f);
    Out out;
    sound.pull(out, kNow);
    sound.setPlaying(false);
    QVERIFY(sound.pull(out, kNow + milliseconds{10}));
    QVERIFY(out.back() < 0.002f);
    for (int i = 0; i < 5; ++i)
        QVERIFY(!sound.pull(out, kNow + milliseconds{20 + i * 10}));
    QCOMPARE(PlayedSound::positionAt(sound.heard(), kNow + seconds{5}), qint64(960));
    sound.setPlaying(true);
    QVERIFY(sound.pull(out, kNow + seconds{6}));
    QCOMPARE(sound.heard().position, qint64(960));
    QVERIFY(out[0] < 0.01f);
    QCOMPARE(out.back(), 0.5f);
}

void PlayedSoundTest::position_isWhatTheEarHears()
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    const std::uint32_t visit = sound.goElsewhere();
    for (int i = 0; i < 30; ++i)
        put(sound, 96'000 + i * 960, visit, 0.5f, 2);
    Out out;
    Instant now = kNow;
    constexpr milliseconds device{120};
    for (int i = 0; i < 20; ++i, now += milliseconds{10})
        sound.pull(out, now + device);
    // The 20th block is heard 120 ms after it was handed over, 190 ms after the first.
    QCOMPARE(
        PlayedSound::positionAt(sound.heard(), kNow + milliseconds{190} + device), qint64(96'000 + 19 * 960));
    QCOMPARE(
        PlayedSound::positionAt(sound.heard(), kNow + milliseconds{100} + device), qint64(96'000 + 10 * 960));
    QCOMPARE(PlayedSound::positionAt(sound.heard(), kNow + milliseconds{10}),
        qint64(96'000)); // nothing is heard yet
}

void PlayedSoundTest::position_isUnknown_untilTheNewPlaceIsThere()
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    const std::uint32_t first = sound.goElsewhere();
    put(sound, 0, first, 0.5f);
    Out out;
    sound.pull(out, kNow);
    const std::uint32_t second = sound.goElsewhere();
    sound.pull(out, kNow);
    QVERIFY(sound.heard().visit != second);
    put(sound, 4800, second, 0.5f);
    sound.pull(out, kNow);
    QCOMPARE(sound.heard().visit, second);
    QCOMPARE(sound.heard().from, qint64(4800));
}

void PlayedSoundTest::end_isToldOnceAllWasPlayed()
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    const std::uint32_t visit = sound.goElsewhere();
    put(sound, 0, visit, 0.5f);
    put(sound, 480, visit, 0.5f, 1, 100);
    put(sound, 580, visit, 0, 1, 0, true);
    Out out;
    QVERIFY(sound.pull(out, kNow));
    QVERIFY(!sound.heard().isEnded);
    QVERIFY(sound.pull(out, kNow));
    QVERIFY(sound.heard().isEnded);
    QVERIFY(!sound.heard().isStarved);
    QCOMPARE(out[199], 0.5f);
    QCOMPARE(out[200], 0.0f);
    QVERIFY(!sound.pull(out, kNow));
    QCOMPARE(PlayedSound::positionAt(sound.heard(), kNow + seconds{1}), qint64(580));
}

void PlayedSoundTest::starving_fadesOutAndIsTold()
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    const std::uint32_t visit = sound.goElsewhere();
    put(sound, 0, visit, 0.5f);
    put(sound, 480, visit, 0.5f, 1, 300);
    Out out;
    sound.pull(out, kNow);
    QVERIFY(sound.pull(out, kNow));
    QVERIFY(sound.heard().isStarved);
    QVERIFY(std::abs(out[598]) < 0.01f);
    QCOMPARE(out[600], 0.0f);
    QVERIFY(!sound.pull(out, kNow));
    put(sound, 780, visit, 0.5f);
    QVERIFY(sound.pull(out, kNow));
    QVERIFY(!sound.heard().isStarved);
    QVERIFY(out[0] < 0.01f);
}

void PlayedSoundTest::fade_goesDownEvenly()
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    const std::uint32_t visit = sound.goElsewhere();
    sound.setFade(seconds{1});
    Out out;
    float before = 0.5f;
    for (int i = 0; i < 100; ++i) {
        put(sound, i * 480, visit, 0.5f);
        sound.pull(out, kNow);
        QVERIFY(out.back() < before);
        before = out.back();
        if (i == 49)
            QVERIFY(std::abs(before - 0.25f) < 0.01f);
    }
    QVERIFY(before < 0.001f);
    sound.setFade(std::nullopt);
    put(sound, 0, visit, 0.5f);
    put(sound, 0, visit, 0.5f);
    sound.pull(out, kNow);
    sound.pull(out, kNow);
    QCOMPARE(out.back(), 0.5f);
}

void PlayedSoundTest::pull_allocatesNothing()
{
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    std::uint32_t visit = sound.goElsewhere();
    Out out;
    Allocations::count(true);
    for (int i = 0; i < 300; ++i) {
        if (i % 50 == 49)
            visit = sound.goElsewhere();
        put(sound, i * 480, visit, 0.5f);
        sound.pull(out, kNow);
    }
    Allocations::count(false);
    QCOMPARE(Allocations::counted(), 0);
}

/// Blocks are numbered by their position; one thread puts, the other pulls, a third place is gone to now and then.
void PlayedSoundTest::twoThreads_loseNothing()
{
    constexpr int kAll = 20'000;
    PlayedSound sound;
    sound.setInPlace(true);
    sound.setPlaying(true);
    const std::uint32_t visit = sound.goElsewhere();
    std::thread decoder([&] {
        for (int i = 0; i < kAll;) {
            if (put(sound, i * 480, visit, float(i)))
                ++i;
            else
                std::this_thread::yield();
        }
    });
    Out out;
    int next = 0;
    while (next < kAll) {
        if (!sound.pull(out, kNow)) {
            std::this_thread::yield();
            continue;
        }
        // The middle is not touched by what rises from silence.
        if (out[480] != float(next))
            break;
        ++next;
    }
    decoder.join();
    QCOMPARE(next, kAll);
}

QTEST_APPLESS_MAIN(PlayedSoundTest)
#include "played_sound_test.moc"
