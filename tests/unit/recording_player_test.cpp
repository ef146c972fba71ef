#include "recordings/recording_player.h"
#include "support/opus_recordings.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

namespace {

using Next = RecordingPlayer::Next;
constexpr Instant kNow{seconds{1000}};

/// Speaks for 2 s, is silent for 3 s, and so on.
float syllables(qint64 n)
{
    return n / 48'000 % 5 < 2 ? 0.3f * float(std::sin(double(n) * 0.03)) : 0.0f;
}

} // namespace

class RecordingPlayerTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void atOne_theFilesSoundIsPlayedBitByBit();
    void atTwo_itTakesHalfAsLong();
    void silence_isSkipped_andTheTimeCounted();
    void seek_isHeardAtOnce_fromTheRightPlace();
    void fill_staysAhead_andNoFurther();
    void ring_fullOfWhatIsOld_isNoEnd();
    void growingFile_waits_andGoesOn();
    void downloadedFile_movesWithoutAGap();
    void levelling_bringsUpAQuietVoice_andOffIsUntouched();

private:
    /// All until the end, as a device pulls it.
    std::vector<float> playAll();

    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<PlayedSound> m_sound;
    std::unique_ptr<RecordingPlayer> m_player;
};

void RecordingPlayerTest::initTestCase()
{
    m_path = m_folder.filePath("syllables.opus");
    QVERIFY(writeBytes(m_path, opusFile({.packets = encodedFrames(1000, syllables)}))); // 20 s
}

void RecordingPlayerTest::init()
{
    m_sound = std::make_unique<PlayedSound>();
    m_player = std::make_unique<RecordingPlayer>(*m_sound);
    m_player->setLevels(false);
    m_sound->setInPlace(true);
    m_sound->setPlaying(true);
}

std::vector<float> RecordingPlayerTest::playAll()
{
    std::vector<float> heard;
    std::array<float, kBlockFrames * kStereo> block;
    for (int i = 0; i < 20'000 && !m_sound->heard().isEnded; ++i) {
        m_player->fill();
        if (m_sound->pull(block, kNow))
            heard.insert(heard.end(), block.begin(), block.end());
    }
    return heard;
}

void RecordingPlayerTest::atOne_theFilesSoundIsPlayedBitByBit()
{
    QVERIFY(m_player->open(m_path, 0, 0, m_sound->goElsewhere()).ok());
    const std::vector<float> heard = playAll();
    auto file = OpusRecording::open(m_path);
    std::vector<float> piece(11'520);
    std::size_t at = 0;
    for (auto read = (*file)->read(piece); read.frames > 0; read = (*file)->read(piece)) {
        QVERIFY(at + std::size_t(read.frames) * 2 <= heard.size());
        QVERIFY(
            std::equal(piece.begin(), piece.begin() + read.frames * 2, heard.begin() + std::ptrdiff_t(at)));
        at += std::size_t(read.frames) * 2;
    }
    QVERIFY(heard.size() - at < std::size_t(kBlockFrames * kStereo));
    QCOMPARE(qint64(at / 2), qint64(1000 * 960 - 312));
}

void RecordingPlayerTest::atTwo_itTakesHalfAsLong()
{
    m_player->setSpeed(2);
    QVERIFY(m_player->open(m_path, 0, 0, m_sound->goElsewhere()).ok());
    const double seconds = double(playAll().size()) / 2 / 48'000;
    QVERIFY2(std::abs(seconds - 10) < 0.1, qPrintable(QString::number(seconds)));
}

void RecordingPlayerTest::silence_isSkipped_andTheTimeCounted()
{
    m_player->setSkipsSilence(true);
    QVERIFY(m_player->open(m_path, 0, 0, m_sound->goElsewhere()).ok());
    const double seconds = double(playAll().size()) / 2 / 48'000;
    const double saved = double(m_player->facts().savedFrames) / 48'000;
    QVERIFY2(std::abs(seconds - 10) < 0.3, qPrintable(QString::number(seconds))); // 4 × (2 s + 0.5 s)
    QVERIFY2(std::abs(seconds + saved - 20) < 0.05, qPrintable(QString::number(saved)));
}

void RecordingPlayerTest::seek_isHeardAtOnce_fromTheRightPlace()
{
    QVERIFY(m_player->open(m_path, 0, 0, m_sound->goElsewhere()).ok());
    std::array<float, kBlockFrames * kStereo> block;
    for (const qint64 to : {500'000, 10'000, 250'000}) {
        m_player->fill();
        QVERIFY(m_sound->pull(block, kNow));
        m_player->seek(to, m_sound->goElsewhere());
        m_player->fill();
        QVERIFY(m_sound->pull(block, kNow)); // fades out
        m_sound->pull(block, kNow);
        QCOMPARE(m_sound->heard().position, to);
    }
}

void RecordingPlayerTest::fill_staysAhead_andNoFurther()
{
    const std::uint32_t visit = m_sound->goElsewhere();
    QVERIFY(m_player->open(m_path, 0, 0, visit).ok());
    QCOMPARE(m_player->fill(), Next::Full);
    QCOMPARE(m_player->fill(), Next::Full);
    QCOMPARE(m_sound->pending(visit), 40);
}

void RecordingPlayerTest::ring_fullOfWhatIsOld_isNoEnd()
{
    QVERIFY(m_player->open(m_path, 0, 0, m_sound->goElsewhere()).ok());
    Next next = Next::Full;
    for (int i = 0; i < 6; ++i) {
        m_player->seek(i * 100'000, m_sound->goElsewhere());
        next = m_player->fill();
    }
    QCOMPARE(next, Next::More);
    std::array<float, kBlockFrames * kStereo> block;
    m_sound->pull(block, kNow);
    m_sound->pull(block, kNow);
    QCOMPARE(m_player->fill(), Next::Full);
    QVERIFY(m_sound->pull(block, kNow));
    QVERIFY(std::abs(m_sound->heard().position - 500'000) < 2000);
}

void RecordingPlayerTest::growingFile_waits_andGoesOn()
{
    const QByteArray whole = opusFile({.packets = encodedFrames(1000, syllables)});
    const QString path = m_folder.filePath("growing.opus");
    QVERIFY(writeBytes(path, whole.left(whole.size() / 4)));
    QVERIFY(m_player->open(path, whole.size(), 0, m_sound->goElsewhere()).ok());
    std::array<float, kBlockFrames * kStereo> block;
    int blocks = 0;
    Next next = Next::Full;
    for (int i = 0; i < 1500 && next != Next::Waiting; ++i) {
        next = m_player->fill();
        blocks += m_sound->pull(block, kNow);
    }
    while (m_sound->pull(block, kNow))
        ++blocks;
    QCOMPARE(next, Next::Waiting);
    QVERIFY(m_sound->heard().isStarved);
    QVERIFY(!m_sound->heard().isEnded);
    QVERIFY(writeBytes(path, whole));
    blocks += int(playAll().size()) / 2 / kBlockFrames;
    QVERIFY(m_sound->heard().isEnded);
    QVERIFY2(std::abs(blocks - 2000) <= 2, qPrintable(QString::number(blocks)));
    QVERIFY(m_player->facts().damage.empty());
}

void RecordingPlayerTest::downloadedFile_movesWithoutAGap()
{
    const QByteArray whole = opusFile({.packets = encodedFrames(1000, syllables)});
    const QString part = m_folder.filePath("x.opus.part");
    QVERIFY(writeBytes(part, whole.left(whole.size() / 2)));
    QVERIFY(m_player->open(part, whole.size(), 0, m_sound->goElsewhere()).ok());
    std::array<float, kBlockFrames * kStereo> block;
    int blocks = 0;
    for (int i = 0; i < 300; ++i) {
        m_player->fill();
        blocks += m_sound->pull(block, kNow);
    }
    const QString path = m_folder.filePath("x.opus");
    QVERIFY(writeBytes(path, whole));
    QVERIFY(QFile::remove(part));
    QVERIFY(m_player->replace(path, 0).ok());
    blocks += int(playAll().size()) / 2 / kBlockFrames;
    QVERIFY2(std::abs(blocks - 2000) <= 2, qPrintable(QString::number(blocks)));
}

void RecordingPlayerTest::levelling_bringsUpAQuietVoice_andOffIsUntouched()
{
    const QString path = m_folder.filePath("quiet.opus");
    QVERIFY(writeBytes(
        path, opusFile({.packets = encodedFrames(1500, [](qint64 n) { return syllables(n) / 8; })})));
    const auto loudestAtTheEnd = [&](bool levels) {
        init();
        m_player->setLevels(levels);
        [[maybe_unused]] const Outcome opening = m_player->open(path, 0, 0, m_sound->goElsewhere());
        const std::vector<float> heard = playAll();
        return *std::max_element(heard.end() - 2 * 48'000 * 6, heard.end());
    };
    const float off = loudestAtTheEnd(false);
    const float on = loudestAtTheEnd(true);
    QVERIFY2(on > off * 2, qPrintable(QStringLiteral("%1 %2").arg(double(on)).arg(double(off))));
}

QTEST_APPLESS_MAIN(RecordingPlayerTest)
#include "recording_player_test.moc"
