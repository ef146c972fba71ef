#include "recordings/former_files.h"
#include "recordings/recording_json.h"
#include "recordings/recording_writer.h"
#include "recordings/waveform.h"
#include "support/recording_reading.h"
#include "support/small_disk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>

#include <random>

using namespace earshot;
using namespace earshot::test;

using Speaker = RecordingScene::Speaker;

class RecordingWriterTest : public QObject
{
    Q_OBJECT
private slots:
    void recording_hasEachSoundAtItsPlace();
    void recording_namesChaptersAndGaps();
    void chapters_beginWithTheRecording();
    void paused_isSilence_andSaid();
    void silencedSpeaker_isNotWritten_othersAre();
    void openPause_isTheSame_asWhatIsWrittenAfterIt();
    void lostBeginning_isSaid();
    void longLoss_isAGap_andMovesNothing();
    void lineAwayForLong_losesOnlyWhatIsNotSentAgain_data();
    void lineAwayForLong_losesOnlyWhatIsNotSentAgain();
    void serverThatStoresNothingForLong_isAGap();
    void gapsOfTwoAtOnce_areTheServers();
    void recording_isAnOrdinaryOne_whenNobodySpoke();
    void recording_isTheSame_whateverTheStepsItWasWrittenIn();
    void files_arePlayableAtEachMoment();
    void crash_atAnyByte_leavesWhatPlays_andIsMadeGood();
    void removedFolder_isSaid_andNothingIsMadeUp();
    void restart_replacesWhatIsShorter();
    void restart_keepsABeginningThatNobodyElseHas();
    void fullDisk_isSaid_andMadeUpFor();
    void fullDisk_forLong_isAGap();
    void folder_thatCannotBeMade_isSaid();
    void finish_canBeTriedAgain();
    void finish_thatIsStopped_leavesWhatWasWritten();
    void names_becomeFileNames();
    void speakersWhoLookAlike_keepTheirOwnTracks();
    void formerFile_thatCannotBeMoved_isNotForgotten();
    void timestampsFasterThanTime_makeNoLongerTrack();
    void hostilePackets_makeOrdinaryFiles_data();
    void hostilePackets_makeOrdinaryFiles();

private:
    RecordingWriter::Plan plan(const QString &folder) const
    {
        return {folder, *EventId::parse(u"evening"), "Ein Abend", "Ada", m_scene.started};
    }
    std::unique_ptr<RecordingWriter> open(const QString &folder) const;
    static QString chaptersOf(const RecordingInfo &info);
    void feed(RecordingWriter &writer, RecordingScene &scene, double from = -1, double until = 1e9) const;

    RecordingScene m_scene;
};

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QMap<QString, QByteArray> filesOf(const QString &folder)
{
    QMap<QString, QByteArray> files;
    const QDir dir(folder);
    for (const QString &name : dir.entryList(QDir::Files))
        files[name] = bytesOf(dir.filePath(name));
    return files;
}

} // namespace

std::unique_ptr<RecordingWriter> RecordingWriterTest::open(const QString &folder) const
{
    auto writer = RecordingWriter::open(plan(folder));
    return writer ? std::move(*writer) : nullptr;
}

/// What was stored between these seconds.
void RecordingWriterTest::feed(
    RecordingWriter &writer, RecordingScene &scene, double from, double until) const
{
    for (const auto &speaker : scene.speakers())
        writer.setSpeakerName(speaker->key, speaker->name);
    for (const RecordedPacket &packet : scene.packets()) {
        if (packet.stored >= scene.at(from) && packet.stored < scene.at(until))
            writer.add(packet);
    }
}

void RecordingWriterTest::recording_hasEachSoundAtItsPlace()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    Speaker &bo = scene.addSpeaker("Bo");
    scene.say(ada, 1, 8, {});
    scene.say(bo, 10, 8, {3});
    scene.say(ada, 20, 5, {2});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    QVERIFY(writer);
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(30));
    QVERIFY2(info, info ? "" : qPrintable(info.failure().detail));
    QCOMPARE(info->duration, milliseconds{30'000});
    QVERIFY(info->isWhole);
    QVERIFY(info->gaps.empty());

    auto programme = OpusPlayback::ofFile(folder.filePath("programme.opus"));
    QVERIFY(programme.isOpen());
    QCOMPARE(programme.length(), 30 * 48'000);
    for (const auto &[second, number] : {std::pair(2, 0), {5, 0}, {11, 1}, {15, 1}, {22, 0}}) {
        const auto fit = fitOf(programme.samples(second * 48'000, 24'000), second * 48'000, number);
        QVERIFY2(fit.correlation > 0.99 && std::abs(fit.lag) <= 36,
            qPrintable(QString("%1 s: %2, %3").arg(second).arg(fit.correlation).arg(fit.lag)));
    }
    // Between them is silence.
    for (const float x : programme.samples(28 * 48'000, 48'000))
        QVERIFY(std::abs(x) < 1e-9f);
    QCOMPARE(info->tracks.size(), std::size_t(2));
    QCOMPARE(info->tracks[0].file.name, "ada-AAAA.opus");
    QCOMPARE(info->tracks[1].speaker, "Bo");
    auto track = OpusPlayback::ofFile(folder.filePath("ada-AAAA.opus"));
    QCOMPARE(track.length(), 30 * 48'000);
    for (const int second : {2, 6, 22}) {
        const auto fit = fitOf(track.samples(second * 48'000, 24'000), second * 48'000, 0);
        QVERIFY(fit.correlation > 0.99 && std::abs(fit.lag) <= 36 + 60);
    }
    QCOMPARE(sentPacketsIn(folder.filePath("ada-AAAA.opus")), ada.sent);
    QCOMPARE(sentPacketsIn(folder.filePath("bo-AAAB.opus")), bo.sent);

    // The account on the disk is that account, and its digests are the files'.
    QCOMPARE(*readRecordingInfo(bytesOf(folder.filePath("recording.json"))), *info);
    const auto waveform = readWaveform(bytesOf(folder.filePath("waveform.dat")));
    QVERIFY(waveform);
    QCOMPARE(waveform->pixels.size(), std::size_t(300));
    QVERIFY(waveform->pixels[30].most > 10 && waveform->pixels[290].most == 0);
    for (const RecordingFile &file :
        {info->programme, info->waveform, info->tracks[0].file, info->tracks[1].file}) {
        const QByteArray bytes = bytesOf(folder.filePath(file.name));
        QCOMPARE(file.bytes, bytes.size());
        QCOMPARE(file.sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(folder.filePath(file.name)) & others));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 5);
    EARSHOT_NO_COMPLAINTS(folder.path());
}

void RecordingWriterTest::recording_namesChaptersAndGaps()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    Speaker &bo = scene.addSpeaker("Bo");
    scene.say(ada, 1, 10, {});
    scene.say(bo, 5, 1, {}); // an interjection
    scene.say(bo, 12, 6, {1, 100});
    scene.say(ada, 19, 1.5, {}); // a short answer
    scene.say(bo, 21, 5, {});
    scene.say(ada, 30, 6, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(40));
    QVERIFY(info);
    QStringList chapters;
    for (const RecordingChapter &chapter : info->chapters)
        chapters << QString("%1 %2").arg(qRound(toMs(chapter.at) / 1000)).arg(chapter.title);
    QCOMPARE(chapters.join(", "), QString("0 Ada, 12 Bo, 30 Ada"));
    QCOMPARE(info->gaps.size(), std::size_t(3));
    QCOMPARE(info->gaps[0].length, milliseconds{20});
    QVERIFY(std::abs(info->gaps[0].at.count() - (12'000 + 99 * 20)) <= 11);
    QCOMPARE(info->gaps[0].cause, GapCause::Speaker);
    QCOMPARE(info->gaps[0].speaker, "Bo");
    auto programme = OpusPlayback::ofFile(folder.filePath("programme.opus"));
    QCOMPARE(programme.tag("CHAPTER002NAME"), QByteArray("Bo"));
    QVERIFY(programme.tag("CHAPTER002").startsWith("00:00:1"));
    QCOMPARE(programme.tag("TITLE"), QByteArray("Ein Abend"));
    QCOMPARE(programme.tag("DATE").left(4), QByteArray("2026"));
    QCOMPARE(programme.tagCount("ARTIST"), 2);
    QVERIFY(programme.tag("GAP001").endsWith(" 20 speaker Bo"));
    QCOMPARE(OpusPlayback::ofFile(folder.filePath("ada-AAAA.opus")).tagCount("GAP001"), 0);
    QCOMPARE(OpusPlayback::ofFile(folder.filePath("bo-AAAB.opus")).tagCount("GAP003"), 1);
    QCOMPARE(sentPacketsIn(folder.filePath("bo-AAAB.opus")), bo.sent);
    EARSHOT_NO_COMPLAINTS(folder.path());
}

QString RecordingWriterTest::chaptersOf(const RecordingInfo &info)
{
    QStringList chapters;
    for (const RecordingChapter &chapter : info.chapters)
        chapters << QString("%1 %2").arg(qRound(toMs(chapter.at) / 1000)).arg(chapter.title);
    return chapters.join(", ");
}

/// A first word counts, however long one takes for the second; and so does whoever says little, alone.
void RecordingWriterTest::chapters_beginWithTheRecording()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    Speaker &bo = scene.addSpeaker("Bo");
    scene.say(ada, 3, 1, {});
    scene.say(ada, 8, 8, {});
    scene.say(bo, 20, 1, {});
    scene.say(bo, 24, 4, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(30));
    QCOMPARE(chaptersOf(*info), QString("0 Ada, 20 Bo"));

    RecordingScene little;
    Speaker &cy = little.addSpeaker("Cy");
    little.say(cy, 2, 1.5, {});
    const QTemporaryDir other;
    const auto shortOne = open(other.path());
    feed(*shortOne, little);
    QCOMPARE(chaptersOf(*shortOne->finish(little.at(5))), QString("0 Cy"));
}

void RecordingWriterTest::paused_isSilence_andSaid()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 30, {1, 0, 40}); // talks on into the pause, and through its end
    scene.say(ada, 33, 7, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    writer->setPauses({{scene.at(12), scene.at(36)}});
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(45));
    QVERIFY(info);
    const std::vector<RecordingGap> gaps{{seconds{12}, seconds{24}, GapCause::Paused, {}}};
    QCOMPARE(info->gaps, gaps);
    QCOMPARE(chaptersOf(*info), QString("0 Ada, 12 Pause, 36 Ada"));
    for (const char *name : {"programme.opus", "ada-AAAA.opus"}) {
        auto file = OpusPlayback::ofFile(folder.filePath(name));
        float loudest = 0;
        constexpr qint64 kSmeared = 1440; // by the codec
        for (const float sample : file.samples(12 * 48'000 + kSmeared, 24 * 48'000 - 2 * kSmeared))
            loudest = std::max(loudest, std::abs(sample));
        QVERIFY2(loudest < 0.001f, name);
        QVERIFY(fitOf(file.samples(10 * 48'000, 24'000), 10 * 48'000, 0).correlation >= 0.99);
        QVERIFY(fitOf(file.samples(38 * 48'000, 24'000), 38 * 48'000, 0).correlation >= 0.99);
        QVERIFY(bytesOf(folder.filePath(name)).contains("GAP001=00:00:12.000 24000 paused"));
    }
    QVERIFY(bytesOf(folder.filePath("programme.opus")).contains("CHAPTER002NAME=Pause"));
    EARSHOT_NO_COMPLAINTS(folder.path());
}

/// Muted by the host or off the stage; also what is sent once more, when they may speak again.
void RecordingWriterTest::silencedSpeaker_isNotWritten_othersAre()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    Speaker &bo = scene.addSpeaker("Bo");
    scene.say(ada, 1, 39, {1, 0, 40});
    scene.say(bo, 15, 5, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    writer->setSilenced({{ada.key, {scene.at(12), scene.at(24)}}, {bo.key, {scene.at(30), {}}}});
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(45));
    QVERIFY(info);
    QCOMPARE(info->gaps, std::vector<RecordingGap>{});
    constexpr qint64 kSmeared = 1440; // by the codec
    auto track = OpusPlayback::ofFile(folder.filePath("ada-AAAA.opus"));
    float loudest = 0;
    for (const float sample : track.samples(12 * 48'000 + kSmeared, 12 * 48'000 - 2 * kSmeared))
        loudest = std::max(loudest, std::abs(sample));
    QVERIFY2(loudest < 0.001f, qPrintable(QString::number(loudest)));
    QVERIFY(fitOf(track.samples(10 * 48'000, 24'000), 10 * 48'000, 0).correlation >= 0.99);
    QVERIFY(fitOf(track.samples(27 * 48'000, 24'000), 27 * 48'000, 0).correlation >= 0.99);
    auto programme = OpusPlayback::ofFile(folder.filePath("programme.opus"));
    QVERIFY(fitOf(programme.samples(17 * 48'000, 24'000), 17 * 48'000, 1).correlation >= 0.99);
    EARSHOT_NO_COMPLAINTS(folder.path());
}

/// While it lasts nobody knows whether the event goes on, or ends as of its beginning.
void RecordingWriterTest::openPause_isTheSame_asWhatIsWrittenAfterIt()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada", 40);
    scene.say(ada, 1, 120, {1, 70, 30});
    for (const double until : {90.0, 0.0}) {
        const bool goesOn = until > 0;
        const double end = goesOn ? 115 : 52.3;
        const std::vector<WallSpan> open1{{scene.at(52.3), {}}};
        const std::vector<WallSpan> closed{{scene.at(52.3), scene.at(until)}};
        const QTemporaryDir one;
        const auto anew = open(one.path());
        anew->setPauses(goesOn ? closed : open1);
        feed(*anew, scene);
        QVERIFY(anew->finish(scene.at(end)));
        const QTemporaryDir two;
        const auto live = open(two.path());
        live->setSpeakerName(ada.key, ada.name);
        for (const RecordedPacket &packet : scene.packets()) {
            if (packet.stored >= scene.at(52.3))
                live->setPauses(goesOn && packet.stored >= scene.at(until) ? closed : open1);
            live->add(packet);
        }
        QVERIFY(live->writeUpTo(scene.at(121)));
        const auto info = live->finish(scene.at(end));
        QVERIFY(info);
        QCOMPARE(info->duration, milliseconds{qint64(end * 1000)});
        const auto paused = std::ranges::count(info->gaps, GapCause::Paused, &RecordingGap::cause);
        QCOMPARE(paused, goesOn ? 1 : 0);
        QCOMPARE(filesOf(two.path()).keys(), filesOf(one.path()).keys());
        for (const char *name : {"programme.opus", "ada-AAAA.opus", "recording.json", "waveform.dat"})
            QVERIFY2(bytesOf(two.filePath(name)) == bytesOf(one.filePath(name)), name);
    }
}

void RecordingWriterTest::lostBeginning_isSaid()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 10, 10, {});
    const QTemporaryDir folder;
    RecordingWriter::Plan late = plan(folder.path());
    late.keptFrom = scene.at(9.5);
    const auto writer = RecordingWriter::open(late);
    QVERIFY(writer);
    feed(**writer, scene);
    const auto info = (*writer)->finish(scene.at(25));
    const std::vector<RecordingGap> gaps{{milliseconds{0}, milliseconds{9500}, GapCause::Server, {}}};
    QCOMPARE(info->gaps, gaps);
}

void RecordingWriterTest::longLoss_isAGap_andMovesNothing()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 60, {});
    scene.say(ada, 110, 10, {});
    std::vector<RecordedPacket> packets = scene.packets();
    std::erase_if(packets,
        [&](const RecordedPacket &one) { // 10 s in the middle; the last 4 s, and the first after the pause
            return (one.stored > scene.at(20) && one.stored < scene.at(30))
                || (one.stored > scene.at(57) && one.stored < scene.at(111));
        });
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    writer->setSpeakerName(ada.key, ada.name);
    for (const RecordedPacket &packet : packets)
        writer->add(packet);
    const auto info = writer->finish(scene.at(125));
    QVERIFY(info);
    QCOMPARE(info->gaps.size(), std::size_t(2));
    QVERIFY(std::abs(info->gaps[0].at.count() - 19'960) < 50);
    QVERIFY(std::abs(info->gaps[0].length.count() - 10'000) < 50);
    QVERIFY(std::abs(info->gaps[1].at.count() - 56'960) < 50);
    QVERIFY(std::abs(info->gaps[1].length.count() - 4'950) < 100); // as much as the missing packets held
    for (const char *name : {"programme.opus", "ada-AAAA.opus"}) {
        auto file = OpusPlayback::ofFile(folder.filePath(name));
        QCOMPARE(file.length(), 125 * 48'000);
        for (const int second : {15, 32, 50, 115}) {
            const auto fit = fitOf(file.samples(second * 48'000, 24'000), second * 48'000, 0);
            QVERIFY2(fit.correlation > 0.99 && std::abs(fit.lag) <= 96, qPrintable(QString::number(fit.lag)));
        }
        for (const float x : file.samples(25 * 48'000, 48'000))
            QVERIFY(std::abs(x) < 1e-4f);
    }
    EARSHOT_NO_COMPLAINTS(folder.path());
}

void RecordingWriterTest::lineAwayForLong_losesOnlyWhatIsNotSentAgain_data()
{
    QTest::addColumn<double>("begin");
    QTest::addColumn<double>("away");
    QTest::addColumn<double>("said");
    QTest::addRow("within what is sent again") << 40.0 << 25.0 << 25.0;
    QTest::addRow("longer") << 40.0 << 34.0 << 34.0;
    QTest::addRow("much longer") << 40.0 << 75.0 << 75.0;
    QTest::addRow("silent before it is back") << 40.0 << 34.0 << 13.0;
    QTest::addRow("from the first word on") << 0.9 << 25.0 << 25.0;
}

/// What a speaker's program cannot send it sends when the line is back, for 30 s; that is late by as much, and no clock.
void RecordingWriterTest::lineAwayForLong_losesOnlyWhatIsNotSentAgain()
{
    QFETCH(double, begin);
    QFETCH(double, away);
    QFETCH(double, said);
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, begin + said - 1, {2});
    scene.say(ada, begin + away + 6, 20, {2});
    const double back = begin + away;
    std::vector<RecordedPacket> packets;
    double first = 1e9;
    for (RecordedPacket packet : scene.packets()) {
        const double at = double((packet.stored - scene.started).count()) / 1000;
        if (at > begin && at < back) {
            if (at < back - 30)
                continue;
            first = std::min(first, at);
            packet.stored = scene.at(back + (at - begin) / 1000);
            packet.isAgain = true;
        }
        packets.push_back(packet);
    }
    std::ranges::stable_sort(packets, {}, &RecordedPacket::stored);
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    writer->setSpeakerName(ada.key, ada.name);
    for (const RecordedPacket &packet : packets) {
        writer->add(packet);
        QVERIFY(writer->writeUpTo(packet.stored));
    }
    const auto info = writer->finish(scene.at(back + 28));
    QVERIFY(info);
    const double lost = std::max(0.0, away - 30);
    QCOMPARE(info->gaps.size(), std::size_t(lost > 0));
    QVERIFY(lost == 0 || std::abs(info->gaps[0].length.count() - lost * 1000) < 100);
    for (const char *name : {"programme.opus", "ada-AAAA.opus"}) {
        auto file = OpusPlayback::ofFile(folder.filePath(name));
        for (double at = 2; at < back + 24; at += 2.5) {
            const bool isSaid = at < begin + said - 0.6 || at > back + 6.1;
            if (!isSaid || (at > begin - 0.6 && at < begin + lost + 0.2))
                continue;
            const auto place = std::llround(at * 48'000);
            const auto fit = fitOf(file.samples(place, 9'600), place, 0);
            QVERIFY2(fit.correlation > 0.99 && std::abs(fit.lag) <= 96,
                qPrintable(
                    QString("%1 at %2 s: %3, %4").arg(name).arg(at).arg(fit.correlation).arg(fit.lag)));
        }
    }
}

/// More packets than half of the numbers that there are.
void RecordingWriterTest::serverThatStoresNothingForLong_isAGap()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 10, {});
    ada.sequence += 45'000;
    scene.say(ada, 911, 10, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(925));
    QVERIFY(info);
    QCOMPARE(info->gaps.size(), std::size_t(1));
    QVERIFY(std::abs(info->gaps[0].at.count() - 11'000) < 50);
    QVERIFY(std::abs(info->gaps[0].length.count() - 900'000) < 50);
    for (const char *name : {"programme.opus", "ada-AAAA.opus"}) {
        auto file = OpusPlayback::ofFile(folder.filePath(name));
        const auto fit = fitOf(file.samples(915 * 48'000, 24'000), 915 * 48'000, 0);
        QVERIFY2(fit.correlation > 0.99 && std::abs(fit.lag) <= 96, qPrintable(QString::number(fit.lag)));
    }
}

void RecordingWriterTest::gapsOfTwoAtOnce_areTheServers()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    Speaker &bo = scene.addSpeaker("Bo");
    scene.say(ada, 1, 40, {1, 1500});
    scene.say(bo, 2, 40, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene, -1, 20);
    feed(*writer, scene, 25);
    const auto info = writer->finish(scene.at(45));
    QVERIFY(info);
    QStringList gaps;
    for (const RecordingGap &gap : info->gaps)
        gaps << QString("%1 %2").arg(gap.speaker).arg(int(gap.cause));
    std::sort(gaps.begin(), gaps.begin() + std::min<qsizetype>(gaps.size(), 2)); // of the same time
    QCOMPARE(gaps.join(", "), QString("Ada 1, Bo 1, Ada 0"));
}

void RecordingWriterTest::recording_isAnOrdinaryOne_whenNobodySpoke()
{
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    QVERIFY(writer->writeUpTo(m_scene.at(100)));
    const auto info = writer->finish(m_scene.at(120.5));
    QVERIFY(info);
    QCOMPARE(info->duration, milliseconds{120'500});
    QVERIFY(info->tracks.empty() && info->chapters.empty() && info->gaps.empty());
    QCOMPARE(OpusPlayback::ofFile(folder.filePath("programme.opus")).length(), 1205 * 4800);
    EARSHOT_NO_COMPLAINTS(folder.path());
}

void RecordingWriterTest::recording_isTheSame_whateverTheStepsItWasWrittenIn()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada", 50);
    scene.say(ada, 1, 20, {1, 70, 30});
    scene.say(ada, 30, 20, {});
    const QTemporaryDir one;
    const QTemporaryDir two;
    const auto atOnce = open(one.path());
    feed(*atOnce, scene);
    QVERIFY(atOnce->finish(scene.at(60)));
    const auto live = open(two.path());
    live->setSpeakerName(ada.key, ada.name);
    int number = 0;
    for (const RecordedPacket &packet : scene.packets()) {
        live->add(packet);
        if (++number % 25 == 0)
            QVERIFY(live->writeUpTo(packet.stored));
    }
    QVERIFY(live->writeUpTo(scene.at(61)));
    QVERIFY(live->finish(scene.at(60)));
    QCOMPARE(filesOf(two.path()).keys(), filesOf(one.path()).keys());
    QCOMPARE(sentPacketsIn(two.filePath("ada-AAAA.opus")), sentPacketsIn(one.filePath("ada-AAAA.opus")));
    QVERIFY(bytesOf(two.filePath("programme.opus")) == bytesOf(one.filePath("programme.opus")));
}

void RecordingWriterTest::files_arePlayableAtEachMoment()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 50, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    writer->setSpeakerName(ada.key, ada.name);
    qint64 longest = 0;
    for (const RecordedPacket &packet : scene.packets()) {
        writer->add(packet);
        const qint64 second = (packet.stored - scene.started).count() / 1000;
        if (packet.sequence % 200 != 0)
            continue;
        QVERIFY(writer->writeUpTo(packet.stored));
        QVERIFY(readRecordingInfo(bytesOf(folder.filePath("recording.json"))));
        if (second < 36)
            continue;
        auto played = OpusPlayback::ofFile(folder.filePath("programme.opus"));
        QVERIFY(played.isOpen());
        const auto length = qint64(played.rest(100'000'000).size());
        QVERIFY(length >= longest && length >= (second - 35) * 48'000);
        longest = length;
        QVERIFY(OpusPlayback::ofFile(folder.filePath("ada-AAAA.opus")).isOpen());
        QVERIFY(!writer->info().isWhole);
    }
    QVERIFY(longest > 10 * 48'000);
}

/// Each file of a recording under way, cut at 60 places of chance.
void RecordingWriterTest::crash_atAnyByte_leavesWhatPlays_andIsMadeGood()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 44, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene, 0, 50);
    QVERIFY(writer->writeUpTo(scene.at(50)));
    const auto there = filesOf(folder.path());
    QCOMPARE(there.keys().join(' '), QString("ada-AAAA.opus programme.opus recording.json"));
    const QTemporaryDir other;
    const auto straight = open(other.path());
    feed(*straight, scene);
    QVERIFY(straight->finish(scene.at(50)));
    const auto whole = filesOf(other.path());

    std::mt19937 random(6);
    for (int place = 0; place < 60; ++place) {
        const QTemporaryDir crashed;
        for (auto file = there.cbegin(); file != there.cend(); ++file) {
            const auto length = qsizetype(random() % std::size_t(file->size() + 1));
            QFile cut(crashed.filePath(file.key()));
            QVERIFY(cut.open(QIODevice::WriteOnly));
            cut.write(file->left(length));
            cut.close();
            if (file.key() == "recording.json") {
                QCOMPARE(readRecordingInfo(file->left(length)).ok(), length == file->size());
                continue;
            }
            auto played = OpusPlayback::ofFile(crashed.filePath(file.key()));
            // Its last page, of a second, may be cut; the first have no sound.
            const double share = double(length) / double(file->size());
            QVERIFY2(
                played.isOpen() || share < 0.2, qPrintable(QString("%1: %2").arg(file.key()).arg(share)));
            if (played.isOpen()) {
                const double heard = double(played.rest(100'000'000).size()) / 48'000;
                QVERIFY2(heard > 18 * share - 3, qPrintable(QString("%1 of %2").arg(heard).arg(share)));
            }
        }
        if (place % 10 != 0)
            continue;
        const auto again = open(crashed.path());
        QVERIFY(again);
        feed(*again, scene);
        QVERIFY(again->finish(scene.at(50)));
        auto made = filesOf(crashed.path());
        for (const QString &name : made.keys()) {
            if (name.startsWith("former-"))
                made.remove(name);
        }
        QCOMPARE(made.keys(), whole.keys());
        QVERIFY(made == whole);
    }
}

void RecordingWriterTest::removedFolder_isSaid_andNothingIsMadeUp()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 50, {});
    const QTemporaryDir dir;
    const QString folder = dir.filePath("recording");
    for (const QString &removed : {folder, folder + "/programme.opus", folder + "/ada-AAAA.opus"}) {
        const auto writer = open(folder);
        feed(*writer, scene, 0, 45);
        QVERIFY(writer->writeUpTo(scene.at(45)));
        QVERIFY(!writer->isGone());
        QVERIFY(QFileInfo(removed).isDir() ? QDir(removed).removeRecursively() : QFile::remove(removed));
        feed(*writer, scene, 45);
        const Outcome outcome = writer->writeUpTo(scene.at(52));
        QVERIFY(!outcome);
        QCOMPARE(outcome.failure().cause, Cause::FilesRemoved);
        QVERIFY(writer->isGone());
        QVERIFY(!writer->finish(scene.at(55)));
        QVERIFY(!QFileInfo::exists(removed));
        QDir(folder).removeRecursively();
    }
    const auto anew = open(folder);
    feed(*anew, scene);
    QVERIFY(anew->finish(scene.at(55)));
    QVERIFY(!anew->isGone());
    QCOMPARE(sentPacketsIn(folder + "/ada-AAAA.opus"), ada.sent);
}

void RecordingWriterTest::restart_replacesWhatIsShorter()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 80, {});
    const QTemporaryDir folder;
    {
        const auto killed = open(folder.path());
        feed(*killed, scene, 0, 60);
    }
    const auto before = filesOf(folder.path());
    const auto writer = open(folder.path());
    writer->setSpeakerName(ada.key, ada.name);
    qint64 longest = OpusPlayback::ofFile(folder.filePath("programme.opus")).rest(1'000'000'000).size();
    QVERIFY(longest > 24 * 48'000);
    bool wasReplaced = false;
    for (const RecordedPacket &packet : scene.packets()) {
        writer->add(packet);
        if (packet.sequence % 400 != 0)
            continue;
        QVERIFY(writer->writeUpTo(packet.stored));
        const auto length
            = qint64(OpusPlayback::ofFile(folder.filePath("programme.opus")).rest(1'000'000'000).size());
        QVERIFY(length >= longest);
        wasReplaced = wasReplaced || length > longest;
        longest = length;
        QVERIFY(bytesOf(folder.filePath("ada-AAAA.opus")).size() >= before["ada-AAAA.opus"].size());
    }
    QVERIFY(wasReplaced);
    const auto info = writer->finish(scene.at(105));
    QVERIFY(info);
    const QTemporaryDir other;
    const auto straight = open(other.path());
    feed(*straight, scene);
    QVERIFY(straight->finish(scene.at(105)));
    QCOMPARE(filesOf(folder.path()), filesOf(other.path()));
}

void RecordingWriterTest::restart_keepsABeginningThatNobodyElseHas()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 20, {});
    scene.say(ada, 30, 20, {});
    const QTemporaryDir folder;
    {
        const auto killed = open(folder.path());
        feed(*killed, scene);
        QVERIFY(killed->writeUpTo(scene.at(83)));
    }
    const auto before = filesOf(folder.path());
    const auto writer = open(folder.path());
    feed(*writer, scene, 25); // the servers keep no more
    const auto info = writer->finish(scene.at(60));
    QVERIFY(info);
    const auto after = filesOf(folder.path());
    QCOMPARE(after["former-1-ada-AAAA.opus"], before["ada-AAAA.opus"]);
    QCOMPARE(after["former-1-programme.opus"], before["programme.opus"]);
    QVERIFY(after.contains("programme.opus") && after.contains("ada-AAAA.opus"));
    QCOMPARE(OpusPlayback::ofFile(folder.filePath("programme.opus")).length(), 60 * 48'000);
    for (const QString &name : after.keys())
        QVERIFY(!name.endsWith(".new"));
}

void RecordingWriterTest::fullDisk_isSaid_andMadeUpFor()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 100, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    writer->setSpeakerName(ada.key, ada.name);
    bool wasFull = false;
    for (const RecordedPacket &packet : scene.packets()) {
        const double second = double((packet.stored - scene.started).count()) / 1000;
        const SmallDisk disk(second > 50 && second < 90 ? 60'000 : 1'000'000'000);
        writer->add(packet);
        if (packet.sequence % 100 != 0)
            continue;
        const Outcome outcome = writer->writeUpTo(packet.stored);
        if (!outcome) {
            QCOMPARE(outcome.failure().cause, Cause::FileUnwritable);
            QVERIFY(second > 50 && second < 91);
            wasFull = true;
        }
        QVERIFY(OpusPlayback::ofFile(folder.filePath("programme.opus")).isOpen() || second < 36);
    }
    QVERIFY(wasFull);
    QVERIFY(!writer->needsRewriting());
    QVERIFY(writer->finish(scene.at(105)));
    const QTemporaryDir other;
    const auto straight = open(other.path());
    feed(*straight, scene);
    QVERIFY(straight->finish(scene.at(105)));
    QCOMPARE(filesOf(folder.path()), filesOf(other.path()));
}

void RecordingWriterTest::fullDisk_forLong_isAGap()
{
    // Packets padded to 100 KB would be no RTP, but fill 64 MB soon.
    const UserKey key = RecordingScene::keyOf("AAAA");
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    writer->setSpeakerName(key, "Ada");
    QByteArray payload("\xfb\x41", 2); // RFC 6716 §3.2.5: one frame, padded
    payload += QByteArray(156, '\xff') + '\x10' + QByteArray("\xff\xfe", 2);
    payload += QByteArray(156 * 254 + 16, '\0');
    RecordedPacket packet{key};
    packet.payload = payload;
    for (int i = 0; i < 5000; ++i) {
        packet.sequence = quint16(i);
        packet.timestamp = quint32(i) * 960;
        packet.stored = m_scene.at(1 + i * 0.02);
        const SmallDisk disk(i > 100 && i < 4950 ? 10'000 : 1'000'000'000);
        writer->add(packet);
    }
    QVERIFY(writer->needsRewriting());
    const auto info = writer->finish(m_scene.at(135));
    QVERIFY(info);
    QCOMPARE(info->gaps.size(), std::size_t(1));
    QCOMPARE(info->gaps[0].cause, GapCause::Room);
    QCOMPARE(OpusPlayback::ofFile(folder.filePath("programme.opus")).length(), 135 * 48'000);
    auto played = OpusPlayback::ofFile(folder.filePath("ada-AAAA.opus"));
    QCOMPARE(played.length(), 135 * 48'000);
}

void RecordingWriterTest::folder_thatCannotBeMade_isSaid()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("a file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto writer = RecordingWriter::open(plan(folder.filePath("a file/recording")));
    QVERIFY(!writer);
    QCOMPARE(writer.failure().cause, Cause::FileUnwritable);
    QVERIFY(writer.failure().detail.contains("a file/recording"));
    const SmallDisk disk(10);
    const auto full = RecordingWriter::open(plan(folder.filePath("full")));
    QVERIFY(!full);
    QCOMPARE(full.failure().cause, Cause::FileUnwritable);
}

void RecordingWriterTest::finish_canBeTriedAgain()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    scene.say(ada, 1, 30, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene);
    {
        const SmallDisk disk(100'000);
        const auto info = writer->finish(scene.at(40));
        QVERIFY(!info);
        QCOMPARE(info.failure().cause, Cause::FileUnwritable);
        QVERIFY(!writer->info().isWhole);
    }
    const auto info = writer->finish(scene.at(40));
    QVERIFY(info);
    const QTemporaryDir other;
    const auto straight = open(other.path());
    feed(*straight, scene);
    QVERIFY(straight->finish(scene.at(40)));
    QCOMPARE(filesOf(folder.path()), filesOf(other.path()));
}

void RecordingWriterTest::finish_thatIsStopped_leavesWhatWasWritten()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 2, {});
    const QTemporaryDir folder;
    std::stop_source ending;
    RecordingWriter::Plan stoppable = plan(folder.path());
    stoppable.stop = ending.get_token();
    const auto writer = RecordingWriter::open(stoppable);
    QVERIFY(writer);
    feed(**writer, scene);
    ending.request_stop();
    const auto stopped = (*writer)->finish(scene.at(4));
    QVERIFY(!stopped && stopped.failure().detail == "stopped");
    QVERIFY(!readRecordingInfo(bytesOf(folder.filePath("recording.json")))->isWhole);
    auto programme = OpusPlayback::ofFile(folder.filePath("programme.opus"));
    QVERIFY(programme.isOpen());
    QCOMPARE(programme.tagCount("CHAPTER001"), 0); // as it was
}

void RecordingWriterTest::names_becomeFileNames()
{
    RecordingScene scene;
    for (const char *name : {"Åsa Öberg / ../x", "Åsa Öberg / ../x", "大田", "...", "-"}) {
        Speaker &speaker = scene.addSpeaker(QString::fromUtf8(name));
        scene.say(speaker, 1, 1, {});
    }
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(3));
    QVERIFY(info);
    QStringList names;
    for (const RecordingTrack &track : info->tracks)
        names << track.file.name;
    names.sort();
    QCOMPARE(names.join(' '),
        QString("asa-oberg-x-AAAA.opus asa-oberg-x-AAAB.opus speaker-AAAC.opus speaker-AAAD.opus "
                "speaker-AAAE.opus"));
    QCOMPARE(*readRecordingInfo(bytesOf(folder.filePath("recording.json"))), *info);
}

/// Keys of the same fingerprint, and names that go from one to the other.
void RecordingWriterTest::speakersWhoLookAlike_keepTheirOwnTracks()
{
    RecordingScene scene;
    Speaker &ada = scene.addSpeaker("Ada");
    Speaker &bo = scene.addSpeaker("Bo");
    bo.key = *UserKey::parse(u'U' + QString(50, u'A') + u'B' + ada.key.fingerprint());
    scene.say(ada, 1, 3, {});
    scene.say(bo, 1, 3, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene);
    QVERIFY(writer->writeUpTo(scene.at(40)));
    writer->setSpeakerName(ada.key, "Bo");
    writer->setSpeakerName(bo.key, "Ada");
    const auto info = writer->finish(scene.at(41));
    QVERIFY(info);
    QCOMPARE(info->tracks.size(), std::size_t(2));
    for (const RecordingTrack &track : info->tracks) {
        const int sound = track.key == ada.key.text() ? ada.number : bo.number;
        auto file = OpusPlayback::ofFile(folder.filePath(track.file.name));
        QVERIFY2(fitOf(file.samples(2 * 48'000, 24'000), 2 * 48'000, sound).correlation >= 0.99,
            qPrintable(track.file.name));
    }
    EARSHOT_NO_COMPLAINTS(folder.path());
}

void RecordingWriterTest::formerFile_thatCannotBeMoved_isNotForgotten()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 2, {});
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    feed(*writer, scene);
    QVERIFY(writer->finish(scene.at(4)));
    FormerFiles former(folder.path());
    const QString name = "programme.opus";
    const qint64 samples = former.samplesOf(name);
    QVERIFY(samples > 0);
    QVERIFY(QDir(folder.path()).rename(name, "elsewhere"));
    QVERIFY(!former.keep(name));
    QCOMPARE(former.samplesOf(name), samples);
    QVERIFY(QDir(folder.path()).rename("elsewhere", name));
    QVERIFY(former.keep(name));
    QCOMPARE(former.samplesOf(name), 0);
}

void RecordingWriterTest::timestampsFasterThanTime_makeNoLongerTrack()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 10, {});
    const std::vector<RecordedPacket> spoken = scene.packets();
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    RecordedPacket packet = spoken.front();
    for (int i = 0; i < 500 * 60; ++i) {
        packet.payload = spoken[std::size_t(i) % spoken.size()].payload;
        packet.stored = scene.at(1 + i * 0.002);
        packet.captured.reset();
        writer->add(packet);
        packet.timestamp += 960;
        ++packet.sequence;
    }
    const auto info = writer->finish(scene.at(62));
    QVERIFY(info);
    QCOMPARE(info->tracks.size(), std::size_t(1));
    QCOMPARE(OpusPlayback::ofFile(folder.filePath(info->tracks[0].file.name)).length(), 62 * 48'000);
    EARSHOT_NO_COMPLAINTS(folder.path());
}

void RecordingWriterTest::hostilePackets_makeOrdinaryFiles_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 6; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void RecordingWriterTest::hostilePackets_makeOrdinaryFiles()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const QTemporaryDir folder;
    const auto writer = open(folder.path());
    std::array<quint32, 3> timestamps{};
    std::array<quint16, 3> sequences{};
    double now = 0;
    for (int i = 0; i < 6000; ++i) {
        const auto who = random() % 3;
        RecordedPacket packet{RecordingScene::keyOf(QString("AAA%1").arg(QChar(u'A' + int(who))))};
        // Any mode, length and number of channels; what is in it, is chance.
        packet.payload = QByteArray(1, char(random() & 0xfc));
        for (auto bytes = random() % 60; bytes > 0; --bytes)
            packet.payload += char(random());
        const bool isWild = seed % 2 == 0 && random() % 20 == 0;
        timestamps[who] += isWild ? random() : random() % 3 * 480;
        sequences[who] += isWild ? random() : random() % 3;
        packet.timestamp = timestamps[who];
        packet.sequence = sequences[who];
        now += double(random() % 100) / 10'000;
        packet.stored = m_scene.at(now + (random() % 50 == 0 ? 20 : 0));
        packet.isAgain = random() % 10 == 0;
        if (random() % 30 == 0)
            packet.captured = m_scene.at(now + (isWild ? double(random() % 10'000) - 5000 : 0));
        writer->add(packet);
    }
    const auto info = writer->finish(m_scene.at(now));
    QVERIFY2(info, info ? "" : qPrintable(info.failure().detail));
    QVERIFY(!info->tracks.empty());
    for (const RecordingTrack &track : info->tracks)
        QCOMPARE(
            OpusPlayback::ofFile(folder.filePath(track.file.name)).length(), info->duration.count() * 48);
    QCOMPARE(*readRecordingInfo(bytesOf(folder.filePath("recording.json"))), *info);
    EARSHOT_NO_COMPLAINTS(folder.path());
}

QTEST_GUILESS_MAIN(RecordingWriterTest)
#include "recording_writer_test.moc"
