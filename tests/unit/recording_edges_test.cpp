#include "client/recording_side.h"
#include "desk/event_recording.h"
#include "recordings/recording_json.h"
#include "recordings/recording_writer.h"
#include "recordings/waveform.h"
#include "support/recording_reading.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QtEndian>

using namespace earshot;
using namespace earshot::test;

using Speaker = RecordingScene::Speaker;

/// What becomes of a recording where something is too much, was left by a program that was killed, or changes its name.
class RecordingEdgesTest : public QObject
{
    Q_OBJECT
private slots:
    void tooManySpeakers_isSaid_andPartial();
    void severalTooMany_areOneGap_ofNobodysName();
    void tooLong_isCut_andSaid();
    void tooLong_isNothing_whereNobodySpoke();
    void tooManySpeakers_missNothing_whereNobodyHeardThem();
    void tooManySpeakers_missWhatTheySaid_notWhatLiesBetween();
    void tooManyGaps_areOneInTheEnd();
    void tooManyGapsOfOne_areOneInTheEnd_andPartial();
    void formerTracks_ofOneName_areToldApart();
    void title_isTheOneOfTheEnd();
    void sameName_isToldApart_everywhere();
    void unfinishedFiles_areRemoved_othersStay();
    void formerFiles_becomeARecording_whoseEndIsMissing();
    void formerFiles_cutWithinAPage_doToo();
    void formerFiles_withoutAnAccount_doToo();
    void formerTracks_thatAreNoneAnyMore_areSaid();
    void formerTrack_damagedWithin_isReadOn_andSaysWhatIsMissing();
    void formerProgramme_damagedWithin_isReadOn_andSaysWhatIsMissing();
    void formerFiles_areFinished_onTheWritersThread();
    void formerFiles_areLeft_whereItIsStopped();
    void formerFiles_areNotRead_whereNothingCanBeWritten();
    void nothingFormer_isSaid();

private:
    RecordingWriter::Plan plan(const QString &folder) const
    {
        return {folder, *EventId::parse(u"evening"), "Ein Abend", "Ada", m_scene.started};
    }
    static void feed(RecordingWriter &writer, RecordingScene &scene, double until = 1e9)
    {
        for (const auto &speaker : scene.speakers())
            writer.setSpeakerName(speaker->key, speaker->name);
        for (const RecordedPacket &packet : scene.packets()) {
            if (packet.stored < scene.at(until))
                writer.add(packet);
        }
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// All of it, until `endsAt` s.
    Result<RecordingInfo> recorded(
        RecordingScene &scene, const RecordingWriter::Limits &limits, int endsAt) const
    {
        const QTemporaryDir folder;
        RecordingWriter::Plan limited = plan(folder.path());
        limited.limits = limits;
        const auto writer = *RecordingWriter::open(limited);
        feed(*writer, scene);
        return writer->finish(scene.at(endsAt));
    }
    /// Two speak for 19 s, and nobody ends it: what is held back is not on the disk. Of the second nothing is in the account.
    void leaveUnfinished(const QString &folder)
    {
        RecordingScene scene;
        scene.say(scene.addSpeaker("Ada"), 1, 8, {});
        scene.say(scene.addSpeaker("Bo"), 10, 9, {});
        RecordingWriter::Plan plain = plan(folder);
        plain.heldBack = seconds{5};
        const auto writer = *RecordingWriter::open(plain);
        feed(*writer, scene);
        QVERIFY(writer->writeUpTo(scene.at(19)));
    }
    void checkFormer(const QTemporaryDir &folder);
    /// The page that holds 3 s: what it held.
    static RecordingGap damagePage(const QString &path)
    {
        constexpr qint64 kPreSkip = 312;
        QByteArray bytes = bytesOf(path);
        qsizetype at = 0;
        milliseconds begin{0};
        milliseconds end{0};
        while (end <= seconds{3} && at >= 0) {
            at = bytes.indexOf("OggS", at + 1);
            begin = end;
            end = milliseconds{(qFromLittleEndian<qint64>(bytes.constData() + at + 6) - kPreSkip) / 48};
        }
        QFile file(path);
        bytes.replace(at + 100, 8, "damaged!");
        const bool isDamaged = at > 0 && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return isDamaged ? RecordingGap{begin, end - begin, GapCause::Server, {}} : RecordingGap{};
    }

    static QByteArray tagOf(const RecordingGap &gap)
    {
        return ' ' + QByteArray::number(qint64(gap.length.count())) + " server";
    }

    RecordingScene m_scene;
};

void RecordingEdgesTest::tooManySpeakers_isSaid_andPartial()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 3, {});
    scene.say(scene.addSpeaker("Bo"), 5, 3, {});
    scene.say(scene.addSpeaker("Cy"), 9, 3, {});
    const auto info = recorded(scene, {.speakers = 2}, 15);
    QVERIFY(info);
    QCOMPARE(info->tracks.size(), std::size_t(2));
    QCOMPARE(info->gaps.size(), std::size_t(1));
    const RecordingGap &gap = info->gaps.front();
    QCOMPARE(gap.cause, GapCause::Limit);
    QCOMPARE(gap.speaker, QString("Cy"));
    QVERIFY(std::abs(gap.at.count() - 9000) < 200 && std::abs(gap.length.count() - 3000) < 200);
    QVERIFY(EventRecording::isPartial(*info));
    QCOMPARE(*readRecordingInfo(writeRecordingInfo(*info)), *info);
}

void RecordingEdgesTest::severalTooMany_areOneGap_ofNobodysName()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 12, {});
    scene.say(scene.addSpeaker("Bo"), 3, 3, {});
    scene.say(scene.addSpeaker("Cy"), 9, 3, {});
    const auto info = recorded(scene, {.speakers = 1}, 15);
    QVERIFY(info);
    QCOMPARE(info->gaps.size(), std::size_t(1));
    QCOMPARE(info->gaps.front().speaker, QString());
    QVERIFY(std::abs(info->gaps.front().length.count() - 9000) < 200);
}

void RecordingEdgesTest::tooLong_isCut_andSaid()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 18, {});
    const QTemporaryDir folder;
    RecordingWriter::Plan limited = plan(folder.path());
    limited.limits.length = seconds{10};
    const auto writer = *RecordingWriter::open(limited);
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(20));
    QVERIFY(info);
    QCOMPARE(info->duration, milliseconds{10'000});
    const RecordingGap &gap = info->gaps.back();
    QVERIFY(gap.cause == GapCause::Limit && gap.at == seconds{10});
    QVERIFY(std::abs(gap.length.count() - 9000) < 200); // nobody spoke afterwards
    QVERIFY(EventRecording::isPartial(*info));
    auto programme = OpusPlayback::ofFile(folder.filePath("programme.opus"));
    QCOMPARE(programme.length(), 10 * 48'000);
    QCOMPARE(*readRecordingInfo(writeRecordingInfo(*info)), *info);
    EARSHOT_NO_COMPLAINTS(folder.path());
}

/// The host forgot to end it.
void RecordingEdgesTest::tooLong_isNothing_whereNobodySpoke()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 3, {});
    scene.say(scene.addSpeaker("Bo"), 12, 5, {});
    const QTemporaryDir folder;
    RecordingWriter::Plan limited = plan(folder.path());
    limited.limits.length = seconds{10};
    const auto writer = *RecordingWriter::open(limited);
    writer->setSilenced({{scene.speakers()[1]->key, {scene.at(11), {}}}});
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(100'000));
    QVERIFY(info);
    QVERIFY(info->gaps.empty());
    QVERIFY(!EventRecording::isPartial(*info));
}

void RecordingEdgesTest::tooManySpeakers_missNothing_whereNobodyHeardThem()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 3, {});
    scene.say(scene.addSpeaker("Bo"), 6, 1, {}); // paused
    scene.say(scene.addSpeaker("Cy"), 12, 1, {}); // muted
    const QTemporaryDir folder;
    RecordingWriter::Plan limited = plan(folder.path());
    limited.limits.speakers = 1;
    const auto writer = *RecordingWriter::open(limited);
    writer->setPauses({{scene.at(5), scene.at(10)}});
    writer->setSilenced({{scene.speakers()[2]->key, {scene.at(11), {}}}});
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(15));
    QVERIFY(info);
    QCOMPARE(info->gaps.size(), std::size_t(1));
    QCOMPARE(info->gaps.front().cause, GapCause::Paused);
    QVERIFY(!EventRecording::isPartial(*info));
}

void RecordingEdgesTest::tooManySpeakers_missWhatTheySaid_notWhatLiesBetween()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 20, {});
    Speaker &bo = scene.addSpeaker("Bo");
    scene.say(bo, 3, 1, {});
    scene.say(bo, 15, 2, {});
    const auto info = recorded(scene, {.speakers = 1}, 22);
    QVERIFY(info);
    QCOMPARE(info->gaps.size(), std::size_t(2));
    QVERIFY(std::abs(info->gaps[0].length.count() - 1000) < 200);
    QVERIFY(std::abs(info->gaps[1].length.count() - 2000) < 200);
    QCOMPARE(info->gaps[1].speaker, QString("Bo"));
}

void RecordingEdgesTest::tooManyGaps_areOneInTheEnd()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 20, {1, 100}); // one packet each 2 s is lost
    const auto info = recorded(scene, {.gaps = 4}, 25);
    QVERIFY(info);
    QCOMPARE(info->gaps.size(), std::size_t(4));
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(info->gaps[i].cause, GapCause::Speaker);
    QCOMPARE(info->gaps[3].cause, GapCause::Limit);
    const milliseconds end = info->gaps[3].at + info->gaps[3].length;
    QVERIFY2(end > seconds{18} && end < seconds{21}, qPrintable(QString::number(end.count())));
    QVERIFY(EventRecording::isPartial(*info));
}

void RecordingEdgesTest::tooManyGapsOfOne_areOneInTheEnd_andPartial()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 20, {1, 100}); // one packet each 2 s is lost
    const auto info = recorded(scene, {.gapsOfASpeaker = 3}, 25);
    QVERIFY(info);
    QCOMPARE(info->gaps.size(), std::size_t(3));
    QCOMPARE(info->gaps[1].cause, GapCause::Speaker);
    QCOMPARE(info->gaps[2].cause, GapCause::Limit);
    QVERIFY(info->gaps[2].length > seconds{10});
    QVERIFY(EventRecording::isPartial(*info));
}

void RecordingEdgesTest::formerTracks_ofOneName_areToldApart()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 8, {});
    scene.say(scene.addSpeaker("Ada"), 10, 9, {});
    const QTemporaryDir folder;
    const auto writer = *RecordingWriter::open(plan(folder.path()));
    feed(*writer, scene);
    QVERIFY(writer->writeUpTo(scene.at(60)));
    QVERIFY(QFile::remove(folder.filePath("recording.json")));
    const auto info = RecordingWriter::finishFormer(plan(folder.path()), m_scene.at(60));
    QVERIFY(info);
    QCOMPARE(info->tracks.size(), std::size_t(2));
    QCOMPARE(info->tracks[0].speaker, QString("Ada"));
    QCOMPARE(info->tracks[1].speaker, QString("Ada (2)"));
}

void RecordingEdgesTest::title_isTheOneOfTheEnd()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 3, {});
    const QTemporaryDir folder;
    const auto writer = *RecordingWriter::open(plan(folder.path()));
    feed(*writer, scene);
    writer->setTitle("Ein anderer Abend");
    const auto info = writer->finish(scene.at(6));
    QVERIFY(info);
    QCOMPARE(info->title, QString("Ein anderer Abend"));
    for (const char *name : {"programme.opus", "ada-AAAA.opus"}) {
        const QByteArray bytes = bytesOf(folder.filePath(name));
        QVERIFY(bytes.contains("TITLE=Ein anderer Abend"));
        QVERIFY(!bytes.contains("TITLE=Ein Abend"));
    }
}

void RecordingEdgesTest::sameName_isToldApart_everywhere()
{
    RecordingScene scene;
    scene.say(scene.addSpeaker("Ada"), 1, 8, {1, 50});
    scene.say(scene.addSpeaker("Ada"), 11, 8, {1, 60});
    scene.say(scene.addSpeaker("Ada (2)"), 21, 8, {});
    const QTemporaryDir folder;
    const auto writer = *RecordingWriter::open(plan(folder.path()));
    feed(*writer, scene);
    const auto info = writer->finish(scene.at(30));
    QVERIFY(info);
    QStringList names;
    for (const RecordingTrack &track : info->tracks)
        names << track.speaker;
    QCOMPARE(names, QStringList({"Ada", "Ada (2)", "Ada (2) (2)"}));
    QStringList chapters;
    for (const RecordingChapter &chapter : info->chapters)
        chapters << chapter.title;
    QCOMPARE(chapters, names);
    for (const RecordingGap &gap : info->gaps)
        QCOMPARE(gap.speaker, gap.at < seconds{10} ? names[0] : names[1]);
    const QByteArray programme = bytesOf(folder.filePath("programme.opus"));
    const QByteArray second = bytesOf(folder.filePath(info->tracks[1].file.name));
    for (const QString &name : names)
        QVERIFY(programme.contains("ARTIST=" + name.toUtf8()));
    QVERIFY(second.contains("ARTIST=Ada (2)") && second.contains("speaker Ada (2)"));
    QVERIFY(!second.contains(" speaker Ada\x01") && second.count("GAP0") < programme.count("GAP0"));
}

void RecordingEdgesTest::unfinishedFiles_areRemoved_othersStay()
{
    const QTemporaryDir folder;
    const QStringList ours{"programme.opus.aBcDeF", "ada-AAAA.opus.xyzxyz", "recording.json.ABCDEF",
        "waveform.dat.qwerty", "ada-AAAA.opus.new"};
    const QStringList others{"programme.opus.abcdefg", "programme.opus.2026-1", "notes.txt.abcdef",
        "Mine.opus.abcdef", "x.opus.part"};
    for (const QString &name : ours + others) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
    }
    const auto writer = *RecordingWriter::open(plan(folder.path()));
    for (const QString &name : ours)
        QVERIFY2(!QFile::exists(folder.filePath(name)), qPrintable(name));
    for (const QString &name : others)
        QVERIFY2(QFile::exists(folder.filePath(name)), qPrintable(name));
}

void RecordingEdgesTest::checkFormer(const QTemporaryDir &folder)
{
    const auto info = RecordingWriter::finishFormer(plan(folder.path()), m_scene.at(30));
    QVERIFY2(info, info ? "" : qPrintable(info.failure().detail));
    QVERIFY(info->isWhole && EventRecording::isPartial(*info));
    QVERIFY2(info->duration > seconds{11} && info->duration < seconds{15},
        qPrintable(QString::number(info->duration.count())));
    QCOMPARE(info->gaps.back(),
        (RecordingGap{info->duration, milliseconds{30'000} - info->duration, GapCause::Server, {}}));
    QCOMPARE(info->tracks.size(), std::size_t(2));
    QVERIFY(info->tracks[0].speaker == "Ada" && info->tracks[1].speaker == "Bo");
    std::vector<RecordingFile> files{info->programme, info->waveform};
    for (const RecordingTrack &track : info->tracks)
        files.push_back(track.file);
    for (const RecordingFile &file : files) {
        const QByteArray bytes = bytesOf(folder.filePath(file.name));
        QCOMPARE(bytes.size(), file.bytes);
        QCOMPARE(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256), file.sha256);
    }
    QCOMPARE(*readRecordingInfo(bytesOf(folder.filePath("recording.json"))), *info);
    const auto waveform = readWaveform(bytesOf(folder.filePath("waveform.dat")));
    QVERIFY(
        waveform && std::abs(double(waveform->pixels.size()) - double(info->duration.count()) / 100) <= 1);
    auto programme = OpusPlayback::ofFile(folder.filePath("programme.opus"));
    QCOMPARE(programme.length(), info->duration.count() * 48);
    const auto fit = fitOf(programme.samples(5 * 48'000, 24'000), 5 * 48'000, 0);
    QVERIFY(fit.correlation > 0.99 && std::abs(fit.lag) <= 36);
    QVERIFY(bytesOf(folder.filePath("programme.opus")).contains(" server"));
    EARSHOT_NO_COMPLAINTS(folder.path());
}

void RecordingEdgesTest::formerFiles_becomeARecording_whoseEndIsMissing()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    checkFormer(folder);
    // Killed meanwhile and begun anew, it is the same.
    checkFormer(folder);
}

void RecordingEdgesTest::formerFiles_cutWithinAPage_doToo()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    for (const char *name : {"programme.opus", "ada-AAAA.opus"}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.resize(file.size() - 333));
    }
    checkFormer(folder);
}

void RecordingEdgesTest::formerFiles_withoutAnAccount_doToo()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    QVERIFY(QFile::remove(folder.filePath("recording.json")));
    checkFormer(folder);
}

void RecordingEdgesTest::formerTracks_thatAreNoneAnyMore_areSaid()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    checkFormer(folder); // both are in the account
    QVERIFY(QFile::remove(folder.filePath("bo-AAAB.opus")));
    QFile damaged(folder.filePath("ada-AAAA.opus"));
    QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.write("nothing of that kind") > 0);
    damaged.close();
    for (int run = 0; run < 2; ++run) {
        const auto info = RecordingWriter::finishFormer(plan(folder.path()), m_scene.at(30));
        QVERIFY(info && info->isWhole && info->tracks.empty());
        QCOMPARE(info->gaps.size(), std::size_t(3));
        const RecordingGap lacking{info->duration, milliseconds{0}, GapCause::Server, "Ada"};
        QCOMPARE(info->gaps[0], lacking);
        QCOMPARE(info->gaps[1].speaker, QString("Bo"));
        QCOMPARE(missedIn(info->gaps).length, milliseconds{30'000} - info->duration);
        QCOMPARE(*readRecordingInfo(bytesOf(folder.filePath("recording.json"))), *info);
    }
}

void RecordingEdgesTest::formerTrack_damagedWithin_isReadOn_andSaysWhatIsMissing()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    const QString path = folder.filePath("ada-AAAA.opus");
    const RecordingGap lost = damagePage(path);
    QVERIFY(lost.at > seconds{1} && lost.at + lost.length < seconds{5} && lost.length >= milliseconds{200});
    checkFormer(folder);
    const auto info = readRecordingInfo(bytesOf(folder.filePath("recording.json")));
    // In the programme it is heard: of that nothing is missing.
    QCOMPARE(info->gaps.size(), std::size_t(2));
    QCOMPARE(info->gaps[0], (RecordingGap{lost.at, milliseconds{0}, GapCause::Server, "Ada"}));
    QCOMPARE(missedIn(info->gaps).parts, 1);

    QVERIFY(bytesOf(path).contains(tagOf(lost) + " Ada"));
    auto track = OpusPlayback::ofFile(path);
    const auto fit = fitOf(track.samples(6 * 48'000, 24'000), 6 * 48'000, 0);
    QVERIFY(fit.correlation > 0.99 && std::abs(fit.lag) <= 36);
    const std::vector<float> missing
        = track.samples(48 * (lost.at + milliseconds{50}).count(), 48 * (lost.length.count() - 100));
    QVERIFY(!missing.empty());
    QVERIFY(std::ranges::all_of(missing, [](float sample) { return std::abs(sample) < 0.001F; }));
    QVERIFY(QDir(folder.path()).entryList({"*.new"}).isEmpty());
}

void RecordingEdgesTest::formerProgramme_damagedWithin_isReadOn_andSaysWhatIsMissing()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    const RecordingGap lost = damagePage(folder.filePath("programme.opus"));
    QVERIFY(lost.at + lost.length < seconds{5});
    for (int run = 0; run < 2; ++run) {
        checkFormer(folder);
        const auto info = readRecordingInfo(bytesOf(folder.filePath("recording.json")));
        QCOMPARE(info->gaps.size(), std::size_t(2));
        QCOMPARE(info->gaps[0], lost);
        QVERIFY(bytesOf(folder.filePath("programme.opus")).contains(tagOf(lost)));
    }
}

void RecordingEdgesTest::formerFiles_areFinished_onTheWritersThread()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    SystemClock clock;
    RecordingSide side(clock);
    std::optional<RecordingInfo> finished;
    connect(&side, &RecordingSink::finished, this, [&finished](int run, const Result<RecordingInfo> &info) {
        if (run == 7 && info)
            finished = *info;
    });
    side.finishFormer(7, plan(folder.path()), m_scene.at(30));
    QTRY_VERIFY(finished.has_value());
    QVERIFY(finished->isWhole && EventRecording::isPartial(*finished));
}

void RecordingEdgesTest::formerFiles_areLeft_whereItIsStopped()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    const QByteArray before = bytesOf(folder.filePath("programme.opus"));
    std::stop_source ending;
    ending.request_stop();
    const auto stopped
        = RecordingWriter::finishFormer(plan(folder.path()), m_scene.at(30), ending.get_token());
    QVERIFY(!stopped && stopped.failure().detail == "stopped");
    QCOMPARE(bytesOf(folder.filePath("programme.opus")), before);
    checkFormer(folder);
}

void RecordingEdgesTest::formerFiles_areNotRead_whereNothingCanBeWritten()
{
    const QTemporaryDir folder;
    leaveUnfinished(folder.path());
    const auto allow = [&folder](QFileDevice::Permissions how) {
        return QFile::setPermissions(folder.path(), QFileDevice::ReadOwner | QFileDevice::ExeOwner | how);
    };
    QVERIFY(allow({}));
    if (QFile(folder.filePath("probe")).open(QIODevice::WriteOnly))
        QSKIP("this user may write everywhere");
    std::stop_source ending; // reading would end at once, with another failure
    ending.request_stop();
    const auto refused
        = RecordingWriter::finishFormer(plan(folder.path()), m_scene.at(30), ending.get_token());
    QVERIFY(!refused && refused.failure().cause == Cause::FileUnwritable);
    QVERIFY(allow(QFileDevice::WriteOwner));
    checkFormer(folder);
}

void RecordingEdgesTest::nothingFormer_isSaid()
{
    const QTemporaryDir folder;
    const auto none = RecordingWriter::finishFormer(plan(folder.path()), m_scene.at(30));
    QVERIFY(!none && none.failure().cause == Cause::FileDamaged);
    QFile file(folder.filePath("programme.opus"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("OggS, but no more") > 0);
    file.close();
    const auto damaged = RecordingWriter::finishFormer(plan(folder.path()), m_scene.at(30));
    QVERIFY(!damaged && damaged.failure().cause == Cause::FileDamaged);
    // There is something, and nobody knows what.
    QVERIFY(QFile::remove(file.fileName()) && QDir(folder.path()).mkdir("programme.opus"));
    const auto unknown = RecordingWriter::finishFormer(plan(folder.path()), m_scene.at(30));
    QVERIFY(!unknown && unknown.failure().cause == Cause::FileUnreadable);
}

QTEST_GUILESS_MAIN(RecordingEdgesTest)
#include "recording_edges_test.moc"
