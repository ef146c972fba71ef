#include "recordings/opus_duration.h"
#include "recordings/opus_recording.h"
#include "support/opus_recordings.h"
#include "support/other_programs.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace earshot;
using namespace earshot::test;

namespace {

/// A tone whose pitch rises, so that each place sounds different.
float rising(qint64 n)
{
    const double t = double(n) / 48000;
    return 0.5f * float(std::sin(6.283185 * (200 * t + 20 * t * t)));
}

/// All from where it stands, left channel only.
std::vector<float> readAll(OpusRecording &recording)
{
    std::vector<float> all;
    std::vector<float> piece(11520);
    for (auto read = recording.read(piece); read.frames > 0; read = recording.read(piece)) {
        for (int i = 0; i < read.frames; ++i)
            all.push_back(piece[std::size_t(i) * 2]);
    }
    return all;
}

std::unique_ptr<OpusRecording> opened(const QByteArray &bytes)
{
    auto recording = OpusRecording::ofMemory(bytes);
    return recording ? std::move(*recording) : nullptr;
}

/// After a seek it is the same sound as in one go, but for such an error.
bool isThePlace(OpusRecording &recording, qint64 to, const std::vector<float> &all, double mostError = 0.01)
{
    recording.seek(to);
    std::vector<float> piece(2000);
    const auto read = recording.read(piece);
    double error = 0;
    double power = 0;
    for (int i = 0; i < read.frames; ++i) {
        const double wanted = double(all[std::size_t(to + i)]);
        error += std::pow(double(piece[std::size_t(2 * i)]) - wanted, 2);
        power += wanted * wanted;
    }
    return read.position == to && read.frames > 0 && recording.position() == to + read.frames
        && error <= power * mostError;
}

// Files of other encoders: a WAV file in which each channel has a tone of its own, another in the second half.

constexpr int kForeignSeconds = 5;
constexpr double kToneLevel = 0.25;
constexpr int kToneFrames = 48'000 / 10; ///< whole periods of every tone

/// In the middle of one of the codec's bands, whose level it keeps.
double toneHz(int channel, bool isSecondHalf)
{
    return 500 + 200 * (isSecondHalf ? channel + 1 : channel);
}

/// Low-frequency effects: those of a channel that encoders cut above 120 Hz.
bool isLowOnly(int channel, int channels)
{
    return channels == 6 && channel == 3;
}

/// 16 bits at 48 kHz; channels in the order of WAV: left, right, centre, low, back left, back right.
QByteArray wavOfTones(int channels)
{
    const int frames = kForeignSeconds * 48'000;
    const quint32 bytes = quint32(frames * channels * 2);
    QByteArray wav("RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0", 22);
    qToLittleEndian(bytes + 36, wav.data() + 4);
    const auto add = [&wav](auto value) {
        char little[sizeof value];
        qToLittleEndian(value, little);
        wav.append(little, sizeof value);
    };
    add(quint16(channels));
    add(quint32(48'000));
    add(quint32(48'000 * channels * 2));
    add(quint16(channels * 2));
    add(quint16(16));
    wav += "data";
    add(bytes);
    for (int i = 0; i < frames; ++i) {
        for (int channel = 0; channel < channels; ++channel) {
            const double hz = toneHz(channel, i >= frames / 2);
            const double level = isLowOnly(channel, channels) ? 0 : kToneLevel;
            add(qint16(32767 * level * std::sin(6.283185307 * hz * i / 48'000)));
        }
    }
    return wav;
}

/// How loud a channel is on the left (0) and right (1) of what is heard: of more than two, each gives its share to the whole.
double shareOf(int channel, int channels, int side)
{
    static constexpr double kSurround[6][2]
        = {{0.529, 0}, {0, 0.529}, {0.374, 0.374}, {0.374, 0.374}, {0.458, 0.265}, {0.265, 0.458}};
    return channels == 6 ? kSurround[channel][side] : channels == 1 || channel == side ? 1 : 0;
}

/// How loud a tone is on the left (0) or right (1) of what comes some time after a seek.
double levelOf(OpusRecording &recording, qint64 seekTo, double hz, int side)
{
    recording.seek(seekTo);
    std::vector<float> stereo;
    std::vector<float> piece(kToneFrames);
    while (stereo.size() < kToneFrames * 2 * 4) {
        const auto read = recording.read(piece);
        if (read.frames == 0)
            return -1;
        stereo.insert(stereo.end(), piece.begin(), piece.begin() + read.frames * 2);
    }
    stereo.erase(stereo.begin(), stereo.end() - kToneFrames * 2);
    double sine = 0;
    double cosine = 0;
    for (int i = 0; i < kToneFrames; ++i) {
        const double sample = double(stereo[std::size_t(i * 2 + side)]);
        sine += sample * std::sin(6.283185307 * hz * i / 48'000);
        cosine += sample * std::cos(6.283185307 * hz * i / 48'000);
    }
    return 2 * std::hypot(sine, cosine) / kToneFrames;
}

} // namespace

class OpusRecordingTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void open_saysWhatItCannotOpen();
    void read_givesAllOfTheSound();
    void open_knowsLengthTagsAndEnd();
    void seek_isExactToTheSample();
    void chain_isOneRecording();
    void cutFile_playsUpToItsLastPage();
    void fileCutFromALiveStream_hasItsOwnLengthAndPlaces();
    void damagedFile_playsAsFarAsItGoes_data();
    void damagedFile_playsAsFarAsItGoes();
    void damage_isToldOnce();
    void anyFlippedByte_isSurvived();
    void growingFile_playsWhatIsThere();
    void fileOfAnotherEncoder_isPlayedAsItIs_data();
    void fileOfAnotherEncoder_isPlayedAsItIs();

private:
    std::vector<QByteArray> m_packets;
    QByteArray m_file;
    QTemporaryDir m_folder;
};

void OpusRecordingTest::initTestCase()
{
    m_packets = encodedFrames(500, rising); // 10 s
    m_file = opusFile(
        {.packets = m_packets, .comments = {"TITLE=Ten seconds", "CHAPTER001=00:00:05.000"}, .endTrim = 100});
}

void OpusRecordingTest::open_saysWhatItCannotOpen()
{
    QCOMPARE(OpusRecording::open(m_folder.filePath("nothing")).failure().cause, Cause::FileUnreadable);
    QCOMPARE(OpusRecording::open(m_folder.path()).failure().cause, Cause::FileUnreadable);
    for (const QByteArray &bytes : {QByteArray(), QByteArray("text"), QByteArray(100'000, '\0'),
             m_file.left(40), m_file.left(100), QByteArray("OggS").repeated(1000)})
        QCOMPARE(OpusRecording::ofMemory(bytes).failure().cause, Cause::BadData);
}

void OpusRecordingTest::open_knowsLengthTagsAndEnd()
{
    const auto recording = opened(m_file);
    QVERIFY(recording);
    QCOMPARE(recording->available(), qint64(500 * 960 - 312 - 100));
    QCOMPARE(recording->length(), recording->available());
    QCOMPARE(recording->tags().title, QStringLiteral("Ten seconds"));
    QCOMPARE(recording->tags().chapters.size(), std::size_t(1));
    QVERIFY(!recording->isCut());
    QVERIFY(!recording->isGrowing());
    QVERIFY(recording->damage().empty());
}

void OpusRecordingTest::read_givesAllOfTheSound()
{
    const auto recording = opened(m_file);
    const std::vector<float> heard = readAll(*recording);
    QCOMPARE(qint64(heard.size()), recording->available());
    double error = 0;
    double power = 0;
    for (std::size_t i = 48000; i < heard.size(); ++i) {
        const double said = double(rising(qint64(i)));
        error += (double(heard[i]) - said) * (double(heard[i]) - said);
        power += said * said;
    }
    QVERIFY2(error < power * 0.05, qPrintable(QString::number(error / power)));
}

void OpusRecordingTest::seek_isExactToTheSample()
{
    const auto recording = opened(m_file);
    const std::vector<float> all = readAll(*recording);
    for (const qint64 to : {0, 1, 47'999, 48'000, 123'457, 300'001, 5, 479'000}) {
        QVERIFY2(isThePlace(*recording, to, all), qPrintable(QString::number(to)));
    }
    recording->seek(-5);
    QCOMPARE(recording->position(), 0);
    recording->seek(qint64(1) << 60);
    QCOMPARE(recording->position(), recording->available());
    std::vector<float> nothing(100);
    QCOMPARE(recording->read(nothing).frames, 0);
}

void OpusRecordingTest::chain_isOneRecording()
{
    const auto second = opusFile({.packets = encodedFrames(100, rising), .serial = 8});
    const auto recording = opened(m_file + second);
    QVERIFY(recording);
    QCOMPARE(recording->available(), qint64(500 * 960 - 412 + 100 * 960 - 312));
    QCOMPARE(qint64(readAll(*recording).size()), recording->available());
    recording->seek(500 * 960);
    QCOMPARE(recording->position(), qint64(500 * 960));
    QCOMPARE(qint64(readAll(*recording).size()), recording->available() - 500 * 960);
}

/// As a radio's listener saves it: the headers, then pages from the middle on, with their granule positions and numbers.
void OpusRecordingTest::fileCutFromALiveStream_hasItsOwnLengthAndPlaces()
{
    const std::vector<qsizetype> pages = pagesOf(m_file);
    const std::size_t first = pages.size() / 2;
    const qint64 before = granuleOf(m_file, pages[first - 1]);
    const QByteArray cut = m_file.left(pages[2]) + m_file.mid(pages[first]);
    const qint64 frames = 500 * 960 - 100 - before - 312;
    QVERIFY(before > 3 * 48'000 && frames > 3 * 48'000);
    const QString path = m_folder.filePath("cut.opus");
    QVERIFY(writeBytes(path, cut));
    QCOMPARE(opusDuration(path), milliseconds{frames / 48});
    QVERIFY(writeBytes(m_folder.filePath("whole.opus"), m_file));
    QCOMPARE(opusDuration(m_folder.filePath("whole.opus")), milliseconds{(500 * 960 - 312 - 100) / 48});

    const auto recording = opened(cut);
    QVERIFY(recording);
    QCOMPARE(recording->length(), frames);
    const auto soundsAsAt = [&](qint64 place) {
        recording->seek(place);
        std::vector<float> heard(4800);
        const OpusRecording::Piece piece = recording->read(heard);
        double error = 0;
        double power = 0;
        for (int i = 0; i < piece.frames; ++i) {
            const auto said = double(rising(before + piece.position + i));
            error += std::pow(double(heard[std::size_t(i) * 2]) - said, 2);
            power += said * said;
        }
        return piece.frames > 0 && piece.position == place && error < power * 0.05;
    };
    for (const qint64 place : {frames / 2, frames - 48'000, qint64(96'000), qint64(48'001)})
        QVERIFY2(soundsAsAt(place), qPrintable(QString::number(place)));
}

void OpusRecordingTest::cutFile_playsUpToItsLastPage()
{
    const std::vector<qsizetype> pages = pagesOf(m_file);
    for (qsizetype length = pages[2]; length < m_file.size(); length += 997) {
        const auto recording = opened(m_file.left(length));
        if (length < pages[3])
            continue; // no sound in it yet: it may refuse
        QVERIFY2(recording, qPrintable(QString::number(length)));
        const auto cut = std::ranges::upper_bound(pages, length) - 1; // the page that is not whole
        const qint64 whole = granuleOf(m_file, *(cut - 1)) - 312;
        const qint64 heard = qint64(readAll(*recording).size());
        QVERIFY2(
            heard == whole, qPrintable(QStringLiteral("%1: %2 of %3").arg(length).arg(heard).arg(whole)));
        QVERIFY(recording->isCut());
    }
}

void OpusRecordingTest::damagedFile_playsAsFarAsItGoes_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<double>("least"); ///< seconds of sound
    QTest::addColumn<bool>("isTold");
    const std::vector<qsizetype> pages = pagesOf(m_file);
    const auto row = [](const char *name, const QByteArray &file, double least, bool isTold) {
        QTest::newRow(name) << file << least << isTold;
    };
    row("whole", m_file, 9.9, false);
    QByteArray file = m_file;
    row("a page is missing", file.remove(pages[5], pages[6] - pages[5]), 8.9, true);
    file = m_file;
    file[pages[5] + 400] = char(file[pages[5] + 400] ^ 0xff);
    row("a page is damaged", file, 8.9, true);
    file = m_file;
    row("a page is zeros", file.replace(pages[5], pages[6] - pages[5], QByteArray(pages[6] - pages[5], '\0')),
        8.9, true);
    file = m_file;
    row("rubbish between two pages", file.insert(pages[5], QByteArray(5000, 'x')), 9.9, false);
    row("rubbish behind it", m_file + QByteArray(5000, 'x'), 9.9, false);
    row("a lot of rubbish behind it", m_file + QByteArray(300'000, 'x'), 9.9, false);
    row("rubbish before it", QByteArray(500, 'x') + m_file, 9.9, false);
    row("no end", opusFile({.packets = m_packets, .hasEnd = false}), 9.9, false);
    row("the same twice, by one serial", m_file + m_file, 9.9, false);
    row("a chain whose second is cut in its header",
        m_file + opusFile({.packets = m_packets, .serial = 8}).left(60), 9.9, false);
    file = m_file;
    const QByteArray tail = file.mid(pages[8]);
    row("the last pages come first", file.left(pages[2]) + tail + file.mid(pages[2], pages[8] - pages[2]),
        0.9, false);
    std::vector<QByteArray> odd = m_packets;
    odd[200] = QByteArray("\x03", 1);
    odd[300] = QByteArray(70'000, '\x78');
    odd[400] = QByteArray();
    row("packets that are no Opus", opusFile({.packets = odd}), 8.0, false);
}

void OpusRecordingTest::damagedFile_playsAsFarAsItGoes()
{
    QFETCH(QByteArray, file);
    QFETCH(double, least);
    QFETCH(bool, isTold);
    const auto recording = opened(file);
    QVERIFY(recording);
    const double heard = double(readAll(*recording).size()) / 48000;
    QVERIFY2(heard >= least && heard < 21, qPrintable(QString::number(heard)));
    if (isTold)
        QCOMPARE(recording->damage().size(), std::size_t(1));
    for (const qint64 to :
        {qint64(0), qint64(100'000), qint64(200'000), qint64(400'000), recording->available()}) {
        recording->seek(to);
        readAll(*recording);
    }
}

void OpusRecordingTest::damage_isToldOnce()
{
    const std::vector<qsizetype> pages = pagesOf(m_file);
    QByteArray file = m_file;
    file[pages[5] + 400] = char(file[pages[5] + 400] ^ 0xff);
    file[pages[8] + 400] = char(file[pages[8] + 400] ^ 0xff);
    const auto recording = opened(file);
    for (int i = 0; i < 3; ++i) {
        readAll(*recording);
        QCOMPARE(recording->damage().size(), std::size_t(2));
        recording->seek(0);
    }
    for (std::size_t i = 0; i < 2; ++i)
        QCOMPARE(recording->damage()[i], granuleOf(m_file, pages[i == 0 ? 4 : 7]) - 312);
}

/// EARSHOT_EVERY_BYTE=1 for each of them.
void OpusRecordingTest::anyFlippedByte_isSurvived()
{
    const qsizetype step = qEnvironmentVariableIntValue("EARSHOT_EVERY_BYTE") > 0 ? 1 : 53;
    const QByteArray file = opusFile({.packets = std::vector(m_packets.begin(), m_packets.begin() + 120)});
    for (qsizetype i = 0; i < file.size(); i += i < 400 ? std::min<qsizetype>(step, 7) : step) {
        QByteArray flipped = file;
        flipped[i] = char(flipped[i] ^ 0x41);
        if (const auto recording = opened(flipped)) {
            readAll(*recording);
            recording->seek(48'000);
            readAll(*recording);
        }
    }
}

void OpusRecordingTest::growingFile_playsWhatIsThere()
{
    const QByteArray whole = opusFile({.packets = m_packets, .repeat = 6}); // 60 s
    const QString path = m_folder.filePath("growing.opus");
    QVERIFY(writeBytes(path, whole.left(20)));
    QVERIFY(!OpusRecording::open(path, whole.size()));
    QVERIFY(writeBytes(path, whole.left(whole.size() / 3)));
    auto opening = OpusRecording::open(path, whole.size());
    QVERIFY(opening.ok());
    OpusRecording &recording = **opening;
    QVERIFY(recording.isGrowing());
    QVERIFY(!recording.isCut());
    QVERIFY(recording.available() > 18 * 48'000 && recording.available() < 21 * 48'000);
    QVERIFY(std::abs(recording.length() - 60 * 48'000) < 3 * 48'000);
    const qint64 there = recording.available();
    QCOMPARE(qint64(readAll(recording).size()), there);
    QVERIFY(!recording.grow());

    QVERIFY(writeBytes(path, whole.left(whole.size() * 2 / 3)));
    QVERIFY(recording.grow());
    QCOMPARE(recording.position(), there);
    QCOMPARE(qint64(readAll(recording).size()), recording.available() - there);
    QVERIFY(recording.isGrowing());

    QVERIFY(writeBytes(path, whole));
    QVERIFY(recording.grow());
    QVERIFY(!recording.isGrowing());
    QVERIFY(!recording.isCut());
    readAll(recording);
    QCOMPARE(recording.position(), qint64(6 * 500 * 960 - 312));
    QVERIFY(recording.damage().empty());
}

void OpusRecordingTest::fileOfAnotherEncoder_isPlayedAsItIs_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("channels");
    const QString opusenc = QStringLiteral("opusenc");
    const QString ffmpeg = QStringLiteral("ffmpeg");
    for (const int channels : {1, 2, 6}) {
        QTest::addRow("opusenc %d", channels) << opusenc << QStringList{"--quiet", "IN", "OUT"} << channels;
        QTest::addRow("ffmpeg %d", channels)
            << ffmpeg << QStringList{"-v", "error", "-i", "IN", "-c:a", "libopus", "OUT"} << channels;
    }
    QTest::newRow("opusenc 60 ms") << opusenc << QStringList{"--quiet", "--framesize", "60", "IN", "OUT"}
                                   << 2;
    QTest::newRow("ffmpeg 2.5 ms") << ffmpeg
                                   << QStringList{"-v", "error", "-i", "IN", "-c:a", "libopus",
                                          "-application", "lowdelay", "-frame_duration", "2.5", "OUT"}
                                   << 2;
}

void OpusRecordingTest::fileOfAnotherEncoder_isPlayedAsItIs()
{
    QFETCH(QString, program);
    QFETCH(QStringList, options);
    QFETCH(int, channels);
    EARSHOT_NEED_PROGRAMS(program);
    const QTemporaryDir folder;
    const QString wav = folder.filePath("tones.wav");
    const QString path = folder.filePath("tones.opus");
    QVERIFY(writeBytes(wav, wavOfTones(channels)));
    options.replaceInStrings(QStringLiteral("IN"), wav).replaceInStrings(QStringLiteral("OUT"), path);
    QProcess encoder;
    encoder.start(program, options);
    QVERIFY2(encoder.waitForFinished(30'000) && encoder.exitCode() == 0,
        encoder.readAllStandardError().constData());

    const auto opening = OpusRecording::open(path);
    QVERIFY(opening.ok());
    OpusRecording &recording = **opening;
    const qint64 frames = kForeignSeconds * 48'000;
    QCOMPARE(recording.length(), frames);
    const std::vector<float> all = readAll(recording);
    QCOMPARE(qint64(all.size()), frames);
    QVERIFY(!recording.isCut() && recording.damage().empty());
    // A tone has its exact level again some frames after a seek.
    for (const qint64 to : {qint64(200'001), qint64(1), frames / 2 - 500, qint64(96'003)})
        QVERIFY2(isThePlace(recording, to, all, 0.05), qPrintable(QString::number(to)));

    for (int channel = 0; channel < channels; ++channel) {
        if (isLowOnly(channel, channels))
            continue;
        for (const bool isSecondHalf : {true, false}) { // backwards, too
            const qint64 middle = isSecondHalf ? frames * 3 / 4 : frames / 4;
            const double hz = toneHz(channel, isSecondHalf);
            for (const int side : {0, 1}) {
                const double heard = levelOf(recording, middle, hz, side) / kToneLevel;
                const double share = shareOf(channel, channels, side);
                QVERIFY2(std::abs(heard - share) < 0.03,
                    qPrintable(QStringLiteral("channel %1, side %2: %3 for %4")
                                   .arg(channel)
                                   .arg(side)
                                   .arg(heard)
                                   .arg(share)));
            }
        }
    }
}

QTEST_GUILESS_MAIN(OpusRecordingTest)
#include "opus_recording_test.moc"
