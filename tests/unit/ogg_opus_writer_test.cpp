#include "recordings/filling_packets.h"
#include "recordings/ogg_opus_finish.h"
#include "recordings/ogg_opus_reader.h"
#include "recordings/ogg_opus_writer.h"
#include "support/opus_file.h"
#include "support/opus_playback.h"
#include "support/other_programs.h"
#include "support/small_disk.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace earshot;
using namespace earshot::test;

class OggOpusWriterTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void write_makesAFileThatOthersPlay();
    void write_handsOutEachSecond();
    void write_leavesAPlayableFile_whereverItIsCut();
    void write_goesOn_whenThereIsRoomAgain();
    void write_saysWhichFile_andGoesOn_whenTheFolderIsThere();
    void moveTo_keepsWriting();
    void finish_setsEndAndTags_andTellsTheDigest();
    void finish_takesTagsOfSeveralPages();
    void finish_refusesWhatIsDamaged();
    void silence_andLostFrames_haveTheLengthAsked();

private:
    QByteArray fileOf(int packets, int onAPage = 50) const;
    static QByteArray bytesOf(const QString &path);

    std::vector<QByteArray> m_packets;
};

namespace {

std::span<const std::uint8_t> spanOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())};
}

/// The ends of the pages in `file`, and the samples that are decoded up to there.
std::vector<std::pair<qsizetype, qint64>> pagesOf(const QByteArray &file)
{
    std::vector<std::pair<qsizetype, qint64>> pages;
    for (qsizetype at = 0; at < file.size();) {
        const int segments = quint8(file[at + 26]);
        qsizetype size = 27 + segments;
        for (int i = 0; i < segments; ++i)
            size += quint8(file[at + 27 + i]);
        at += size;
        pages.emplace_back(at, qFromLittleEndian<qint64>(file.constData() + at - size + 6));
    }
    return pages;
}

} // namespace

void OggOpusWriterTest::initTestCase()
{
    m_packets = encodedFrames(2000, [](qint64 n) { return 0.4f * float(std::sin(double(n) * 0.03)); });
}

QByteArray OggOpusWriterTest::bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray OggOpusWriterTest::fileOf(int packets, int onAPage) const
{
    const QTemporaryDir folder;
    OggOpusWriter writer(folder.filePath("a.opus"), {1, 312, 99}, {{"TITLE", "Evening"}});
    for (int i = 0; i < packets; ++i) {
        writer.add(spanOf(m_packets[std::size_t(i)]), 960);
        if (i % onAPage == onAPage - 1)
            writer.endPage();
    }
    writer.endPage();
    return writer.write() ? bytesOf(writer.path()) : QByteArray();
}

void OggOpusWriterTest::write_makesAFileThatOthersPlay()
{
    const QTemporaryDir folder;
    OggOpusWriter writer(folder.filePath("a.opus"), {1, 312, 99}, {{"TITLE", "Ein Abend für alle"}});
    for (int i = 0; i < 130; ++i)
        writer.add(spanOf(m_packets[std::size_t(i)]), 960);
    writer.endPage();
    QVERIFY(writer.write());
    QCOMPARE(writer.samplesOnDisk(), 130 * 960);
    QCOMPARE(writer.bytesOnDisk(), QFileInfo(writer.path()).size());
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFileInfo(writer.path()).permissions(), owner);

    const auto read = readOggOpus(writer.path());
    QVERIFY(read);
    QCOMPARE(read->packets, std::vector(m_packets.begin(), m_packets.begin() + 130));
    QCOMPARE(read->samples, 130 * 960 - 312);
    auto played = OpusPlayback::ofFile(writer.path());
    QVERIFY(played.isOpen());
    QCOMPARE(played.tag("TITLE"), QByteArray("Ein Abend für alle"));
    QCOMPARE(played.rest(1'000'000).size(), std::size_t(130 * 960 - 312));
}

void OggOpusWriterTest::write_handsOutEachSecond()
{
    const QTemporaryDir folder;
    OggOpusWriter writer(folder.filePath("a.opus"), {1, 312, 99}, {});
    for (int i = 0; i < 175; ++i) {
        writer.add(spanOf(m_packets[std::size_t(i)]), 960);
        QVERIFY(writer.write());
        QCOMPARE(writer.samplesOnDisk(), (i + 1) / 50 * 48'000);
    }
    qint64 before = 0;
    for (const auto &[end, granule] : pagesOf(bytesOf(writer.path()))) {
        QVERIFY(granule - before <= 48'000);
        before = granule;
    }
}

void OggOpusWriterTest::write_leavesAPlayableFile_whereverItIsCut()
{
    const auto check = [](const QByteArray &file, qsizetype length) {
        const QByteArray cut = file.left(length);
        qint64 whole = -1;
        int pages = 0;
        for (const auto &[end, granule] : pagesOf(file)) {
            if (end > length)
                break;
            whole = granule;
            ++pages;
        }
        // Two pages of headers: before the first sound, nothing can be played.
        if (pages <= 2)
            return true;
        auto played = OpusPlayback::ofBytes(cut);
        return played.isOpen() && qint64(played.rest(10'000'000).size()) == whole - 312;
    };
    const QByteArray small = fileOf(12, 3);
    QCOMPARE(pagesOf(small).size(), std::size_t(2 + 4));
    for (qsizetype length = 0; length <= small.size(); ++length)
        QVERIFY2(check(small, length), qPrintable(QString::number(length)));
    const QByteArray large = fileOf(270);
    std::mt19937 random(4);
    for (int i = 0; i < 500; ++i) {
        const auto length = qsizetype(random() % std::size_t(large.size()));
        QVERIFY2(check(large, length), qPrintable(QString::number(length)));
    }
    // And for our own reader: what ends with a whole page is whole.
    for (const auto &[end, granule] : pagesOf(large)) {
        if (const auto read = parseOggOpus(large.left(end)); granule > 312)
            QCOMPARE(read->samples, granule - 312);
    }
}

void OggOpusWriterTest::write_goesOn_whenThereIsRoomAgain()
{
    const QTemporaryDir folder;
    const QByteArray undisturbed = fileOf(500);
    OggOpusWriter writer(folder.filePath("a.opus"), {1, 312, 99}, {{"TITLE", "Evening"}});
    int refused = 0;
    for (int i = 0; i < 500; ++i) {
        writer.add(spanOf(m_packets[std::size_t(i)]), 960);
        const SmallDisk disk(rlim_t(i < 250 ? undisturbed.size() / 4 : undisturbed.size() * 2));
        const Outcome outcome = writer.write();
        if (outcome)
            continue;
        ++refused;
        QCOMPARE(outcome.failure().cause, Cause::FileUnwritable);
        QVERIFY(outcome.failure().detail.contains("a.opus"));
        QVERIFY(writer.waitingBytes() > 0);
        // No half of a page stays.
        const QByteArray there = bytesOf(writer.path());
        QCOMPARE(there.size(), writer.bytesOnDisk());
        QVERIFY(undisturbed.startsWith(there));
        QVERIFY(parseOggOpus(there));
    }
    QVERIFY(refused > 10);
    writer.endPage();
    QVERIFY(writer.write());
    QCOMPARE(bytesOf(writer.path()), undisturbed);
}

void OggOpusWriterTest::write_saysWhichFile_andGoesOn_whenTheFolderIsThere()
{
    const QTemporaryDir folder;
    OggOpusWriter writer(folder.filePath("not/there/a.opus"), {1, 312, 99}, {{"TITLE", "Evening"}});
    for (int i = 0; i < 60; ++i)
        writer.add(spanOf(m_packets[std::size_t(i)]), 960);
    const Outcome outcome = writer.write();
    QVERIFY(!outcome);
    QCOMPARE(outcome.failure().cause, Cause::FileUnwritable);
    QVERIFY(outcome.failure().detail.contains("not/there/a.opus"));
    QVERIFY(QDir(folder.path()).mkpath("not/there"));
    writer.endPage();
    QVERIFY(writer.write());
    QCOMPARE(bytesOf(writer.path()), fileOf(60));
}

void OggOpusWriterTest::moveTo_keepsWriting()
{
    const QTemporaryDir folder;
    OggOpusWriter writer(folder.filePath("a.opus.new"), {1, 312, 99}, {{"TITLE", "Evening"}});
    QFile former(folder.filePath("a.opus"));
    QVERIFY(former.open(QIODevice::WriteOnly) && former.write("former") == 6);
    former.close();
    for (int i = 0; i < 200; ++i) {
        writer.add(spanOf(m_packets[std::size_t(i)]), 960);
        QVERIFY(writer.write());
        if (i == 120)
            QVERIFY(writer.moveTo(folder.filePath("a.opus")));
    }
    writer.endPage();
    QVERIFY(writer.write());
    QVERIFY(!QFile::exists(folder.filePath("a.opus.new")));
    QCOMPARE(bytesOf(folder.filePath("a.opus")), fileOf(200));
}

void OggOpusWriterTest::finish_setsEndAndTags_andTellsTheDigest()
{
    const QTemporaryDir folder;
    OggOpusWriter writer(folder.filePath("a.opus"), {1, 312, 99}, {});
    for (int i = 0; i < 160; ++i)
        writer.add(spanOf(m_packets[std::size_t(i)]), 960);
    writer.endPage();
    QVERIFY(writer.write());
    const qint64 samples = 160 * 960 - 312 - 700;
    const auto file = finishOggOpus(
        writer.path(), folder.filePath("b.opus"), {{"TITLE", "Evening"}, {"GAP001", "none"}}, samples);
    QVERIFY2(file, file ? "" : qPrintable(file.failure().detail));
    const QByteArray bytes = bytesOf(folder.filePath("b.opus"));
    QCOMPARE(*file,
        (RecordingFile{"b.opus", bytes.size(), QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)}));
    const auto read = parseOggOpus(bytes);
    QVERIFY(read);
    QCOMPARE(read->samples, samples);
    QCOMPARE(read->packets, std::vector(m_packets.begin(), m_packets.begin() + 160));
    auto played = OpusPlayback::ofBytes(bytes);
    QCOMPARE(played.length(), samples);
    QCOMPARE(played.tag("GAP001"), QByteArray("none"));
    // In place of itself.
    QVERIFY(finishOggOpus(writer.path(), writer.path(), {{"TITLE", "Evening"}, {"GAP001", "none"}}, samples));
    QCOMPARE(bytesOf(writer.path()), bytes);
    EARSHOT_NEED_PROGRAMS("opusinfo");
    QCOMPARE(complaintsOf("opusinfo", {writer.path()}), QString());
}

void OggOpusWriterTest::finish_takesTagsOfSeveralPages()
{
    const QTemporaryDir folder;
    std::vector<OpusTag> tags;
    for (int i = 0; i < 900; ++i)
        tags.push_back({"CHAPTER" + QByteArray::number(i), QString(150, u'x')});
    OggOpusWriter writer(folder.filePath("a.opus"), {1, 312, 99}, tags);
    for (int i = 0; i < 60; ++i)
        writer.add(spanOf(m_packets[std::size_t(i)]), 960);
    writer.endPage();
    QVERIFY(writer.write());
    QVERIFY(OpusPlayback::ofFile(writer.path()).isOpen());
    const auto path = folder.filePath("b.opus");
    QVERIFY(finishOggOpus(writer.path(), path, tags, 50'000));
    QCOMPARE(OpusPlayback::ofFile(path).tag("CHAPTER899"), QByteArray(150, 'x'));
    QVERIFY(finishOggOpus(path, path, {{"TITLE", "short"}}, 40'000)); // no further than its last page allows
    auto played = OpusPlayback::ofFile(path);
    QCOMPARE(played.tag("TITLE"), QByteArray("short"));
    QVERIFY(readOggOpus(path));
    QCOMPARE(readOggOpus(path)->packets, std::vector(m_packets.begin(), m_packets.begin() + 60));
}

void OggOpusWriterTest::finish_refusesWhatIsDamaged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.opus");
    const QByteArray whole = fileOf(120);
    QByteArray flipped = whole;
    flipped[whole.size() / 2] = char(flipped[whole.size() / 2] ^ 1);
    for (const QByteArray &bytes :
        {QByteArray(), QByteArray("OggS"), flipped, whole.left(whole.size() - 5)}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto made = finishOggOpus(path, folder.filePath("b.opus"), {}, 1000);
        QVERIFY(!made);
        QCOMPARE(made.failure().cause, Cause::FileDamaged);
        QVERIFY(!QFile::exists(folder.filePath("b.opus")));
    }
    QCOMPARE(finishOggOpus(folder.filePath("none"), path, {}, 1).failure().cause, Cause::FileUnreadable);
}

void OggOpusWriterTest::silence_andLostFrames_haveTheLengthAsked()
{
    int error = 0;
    OpusDecoder *decoder = opus_decoder_create(48'000, 1, &error);
    std::vector<float> sound(5760);
    const auto decode = [&](const FillingPacket &packet) {
        const auto *bytes = reinterpret_cast<const unsigned char *>(packet.bytes.constData());
        return opus_decode_float(decoder, bytes, opus_int32(packet.bytes.size()), sound.data(), 5760, 0);
    };
    for (const qint64 length : {0, 120, 240, 360, 1080, 5760, 6000, 48'000, 123'480}) {
        qint64 silent = 0;
        for (const FillingPacket &packet : silentPackets(length)) {
            QCOMPARE(decode(packet), packet.samples);
            QVERIFY(std::all_of(
                sound.begin(), sound.begin() + packet.samples, [](float x) { return std::abs(x) < 1e-9f; }));
            QVERIFY(isSilentPacket(spanOf(packet.bytes)));
            silent += packet.samples;
        }
        QCOMPARE(silent, length);
        qint64 lost = 0;
        for (const FillingPacket &packet : concealedPackets(length, spanOf(m_packets[7]))) {
            QCOMPARE(decode(packet), packet.samples);
            QVERIFY(!isSilentPacket(spanOf(packet.bytes)));
            lost += packet.samples;
        }
        QCOMPARE(lost, length);
        opus_decoder_ctl(decoder, OPUS_RESET_STATE);
    }
    QVERIFY(!isSilentPacket(spanOf(m_packets[7])));
    opus_decoder_destroy(decoder);
}

QTEST_APPLESS_MAIN(OggOpusWriterTest)
#include "ogg_opus_writer_test.moc"
