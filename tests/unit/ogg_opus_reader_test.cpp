#include "recordings/ogg_opus_reader.h"
#include "support/opus_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

class OggOpusReaderTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void read_givesEveryPacketAsItWasWritten();
    void read_readsFromADisk_andSaysWhatItCannotOpen();
    void read_saysWhatIsDamaged_data();
    void read_saysWhatIsDamaged();
    void read_refusesOrReads_whateverIsCutOff();
    void read_neverAcceptsAFlippedByte();

private:
    std::vector<QByteArray> m_packets;
    QByteArray m_file;
};

void OggOpusReaderTest::initTestCase()
{
    m_packets = encodedFrames(120, [](qint64 n) { return 0.5f * float(std::sin(double(n) * 0.05)); });
    m_file = oggOpusFile(m_packets, 312, 500);
}

void OggOpusReaderTest::read_givesEveryPacketAsItWasWritten()
{
    const Result<OggOpusFile> read = parseOggOpus(m_file);
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.failure().detail));
    QCOMPARE(*read, (OggOpusFile{1, 312, 120 * 960 - 312 - 500, m_packets}));
}

void OggOpusReaderTest::read_readsFromADisk_andSaysWhatItCannotOpen()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("voice.opus"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(m_file);
    file.close();
    QCOMPARE(readOggOpus(file.fileName())->packets.size(), m_packets.size());
    QCOMPARE(readOggOpus(folder.filePath("nothing.opus")).failure().cause, Cause::FileUnreadable);
    QCOMPARE(readOggOpus(folder.path()).failure().cause, Cause::FileUnreadable);
}

void OggOpusReaderTest::read_saysWhatIsDamaged_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, const QByteArray &file, const char *what) {
        QTest::newRow(name) << file << QString::fromLatin1(what);
    };
    const std::vector<QByteArray> packets = encodedFrames(120, [](qint64 n) { return float(n % 100) / 200; });
    const QByteArray whole = oggOpusFile(packets, 312);
    row("nothing", {}, "header");
    row("text", QByteArray("not a sound file\n").repeated(1000), "page");
    row("zeros", QByteArray(100'000, '\0'), "page");
    row("header only", whole.left(whole.indexOf("OggS", 4)), "header");
    row("cut in the middle of a page", whole.left(whole.size() - 10), "cut off");
    row("a second stream behind it", whole + whole, "page");
    row("rubbish behind it", whole + "OggS", "cut off");
    row("all is pre-skip", oggOpusFile({packets[0]}, 2000), "length");
    row("an empty packet", oggOpusFile({packets[0], QByteArray()}, 0), "packet");
    row("a packet that is no Opus", oggOpusFile({packets[0], QByteArray("\x03", 1)}, 0), "packet");
    row("a huge packet", oggOpusFile({packets[0], QByteArray(70'000, '\x78')}, 0), "packet");
    QByteArray gap = whole;
    const qsizetype third = gap.indexOf("OggS", gap.indexOf("OggS", 4) + 4);
    gap.remove(third, gap.indexOf("OggS", third + 4) - third);
    row("a page is missing", gap, "gap");
}

void OggOpusReaderTest::read_saysWhatIsDamaged()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, what);
    const Result<OggOpusFile> read = parseOggOpus(file);
    QVERIFY(!read);
    QCOMPARE(read.failure(), (Failure{Cause::BadData, what}));
}

void OggOpusReaderTest::read_refusesOrReads_whateverIsCutOff()
{
    for (qsizetype length = 0; length < m_file.size(); length += 7) {
        const Result<OggOpusFile> read = parseOggOpus(m_file.left(length));
        // Cut between two pages, what is there is whole.
        if (read)
            QVERIFY(std::equal(read->packets.begin(), read->packets.end(), m_packets.begin()));
    }
}

void OggOpusReaderTest::read_neverAcceptsAFlippedByte()
{
    for (qsizetype i = 0; i < m_file.size(); i += 11) {
        QByteArray flipped = m_file;
        flipped[i] = char(flipped[i] ^ 0x40);
        QVERIFY2(!parseOggOpus(flipped), qPrintable(QString::number(i)));
    }
}

QTEST_APPLESS_MAIN(OggOpusReaderTest)
#include "ogg_opus_reader_test.moc"
