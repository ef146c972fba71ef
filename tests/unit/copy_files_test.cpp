#include "client/own_copy.h"
#include "recordings/recording_json.h"
#include "support/recording_reading.h"
#include "support/small_disk.h"
#include "support/virtual_clock.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

/// What becomes of copies that could not be finished, with real files.
class CopyFilesTest : public QObject
{
    Q_OBJECT

    static inline const EventId kEvent = *EventId::parse(u"evening");
    static constexpr int kFull = 20'000; ///< bytes; less than is in the programme

    RecordingScene m_scene;
    std::unique_ptr<QTemporaryDir> m_dir;
    VirtualClock m_clock;

    QString folder() const { return m_dir->filePath(copyFolderName(kEvent, m_scene.started)); }
    std::unique_ptr<RecordingWriter> write(const QString &folder)
    {
        const RecordingWriter::Plan plan{.folder = folder,
            .event = kEvent,
            .title = QStringLiteral("Ein Abend"),
            .hostName = QStringLiteral("Ada"),
            .started = m_scene.started,
            .heldBack = seconds{3}};
        auto writer = std::move(*RecordingWriter::open(plan));
        for (const auto &speaker : m_scene.speakers())
            writer->setSpeakerName(speaker->key, speaker->name);
        for (const RecordedPacket &packet : m_scene.packets())
            writer->add(packet);
        return writer;
    }
    /// A program writes a copy, and is killed.
    void leave(const QString &folder) { static_cast<void>(write(folder)); }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QMap<QString, QByteArray> filesOf(const QString &folder)
    {
        QMap<QString, QByteArray> files;
        for (const QString &name : QDir(folder).entryList(QDir::Files))
            files[name] = bytesOf(QDir(folder).filePath(name));
        return files;
    }
    static RecordingInfo infoOf(const QString &folder)
    {
        const auto info = readRecordingInfo(bytesOf(folder + QStringLiteral("/recording.json")));
        return info ? *info : RecordingInfo{};
    }

private slots:
    void initTestCase()
    {
        m_scene.say(m_scene.addSpeaker("Ana"), 1, 20, {});
        m_scene.say(m_scene.addSpeaker("Bo"), 22, 20, {});
    }
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void copyOfAKilledProgram_isFinishedByTheNext()
    {
        leave(folder());
        QVERIFY(!infoOf(folder()).isWhole);
        CopyFiles files(m_clock);
        const QSignalSpy finished(&files, &CopyFiles::finished);
        files.finishLeft(m_dir->path());
        QCOMPARE(finished, (QList<QVariantList>{{folder()}}));
        const RecordingInfo info = infoOf(folder());
        QVERIFY(info.isWhole);
        QCOMPARE(info.title, "Ein Abend");
        QVERIFY(info.duration > seconds{35});
        QCOMPARE(info.tracks.size(), 2u);
        QCOMPARE(info.tracks.back().speaker, "Bo");
        QVERIFY(info.chapters.size() >= 2);
        QCOMPARE(info.chapters.back().title, "Bo");
        QVERIFY(info.gaps.empty()); // nobody knows of more
        const QByteArray programme = bytesOf(folder() + "/programme.opus");
        QVERIFY(programme.contains("TITLE=Ein Abend") && programme.contains("CHAPTER"));
        QCOMPARE(OpusPlayback::ofFile(folder() + "/programme.opus").length(), info.duration.count() * 48);
        QCOMPARE(complaintsAbout(folder()), QString());
    }

    void whatAnotherProgramWrites_orIsNoCopy_isLeftAsItIs()
    {
        leave(folder());
        const QString hosted = m_dir->filePath("evening");
        leave(hosted);
        const auto before = filesOf(folder());
        const auto hostedBefore = filesOf(hosted);
        auto another = CopyFiles::lockOf(folder());
        QVERIFY(another);
        CopyFiles files(m_clock);
        const QSignalSpy finished(&files, &CopyFiles::finished);
        files.finishLeft(m_dir->path());
        files.finishLeft(m_dir->filePath("nothing"));
        m_clock.advance(minutes{2});
        QCOMPARE(filesOf(folder()), before);
        another.reset();
        CopyFiles next(m_clock);
        next.finishLeft(m_dir->path());
        QVERIFY(infoOf(folder()).isWhole);
        QCOMPARE(filesOf(hosted), hostedBefore);
        QVERIFY(finished.isEmpty());
    }

    void copyThatIsLeft_isFinishedWhenThereIsRoom()
    {
        leave(folder());
        CopyFiles files(m_clock);
        const QSignalSpy finished(&files, &CopyFiles::finished);
        {
            const SmallDisk disk(kFull);
            files.finishLeft(m_dir->path());
            m_clock.advance(minutes{2});
        }
        QVERIFY(finished.isEmpty());
        QVERIFY(!infoOf(folder()).isWhole);
        m_clock.advance(4 * CopyFiles::kAgainAfter);
        QCOMPARE(finished, (QList<QVariantList>{{folder()}}));
        QVERIFY(infoOf(folder()).isWhole);
        QCOMPARE(complaintsAbout(folder()), QString());
    }

    /// What the writer has in memory is not lost.
    void copyThatEndsWithoutRoom_isFinishedWhenThereIs()
    {
        CopyFiles files(m_clock);
        const QSignalSpy finished(&files, &CopyFiles::finished);
        const QString straight = m_dir->filePath("straight");
        QVERIFY(write(straight)->finish(m_scene.at(43)));
        files.hold();
        CopyFiles::Copy copy{
            .folder = folder(), .lock = nullptr, .writer = write(folder()), .ended = m_scene.at(43)};
        {
            const SmallDisk disk(kFull);
            files.finish(std::move(copy));
            m_clock.advance(minutes{2});
        }
        QCOMPARE(finished, (QList<QVariantList>{{folder()}})); // as far as it goes
        QVERIFY(!infoOf(folder()).isWhole);
        m_clock.advance(4 * CopyFiles::kAgainAfter);
        QCOMPARE(finished.size(), 2);
        QVERIFY(infoOf(folder()).isWhole);
        QCOMPARE(filesOf(folder()), filesOf(straight));
    }

    void copyThatIsLeft_waitsWhileAnotherIsWritten()
    {
        leave(folder());
        CopyFiles files(m_clock);
        files.hold();
        files.finishLeft(m_dir->path());
        m_clock.advance(minutes{2});
        QVERIFY(!infoOf(folder()).isWhole);
        files.finish({m_dir->filePath("another")});
        m_clock.advance(CopyFiles::kAgainAfter);
        QVERIFY(infoOf(folder()).isWhole);
    }

    void copyThatIsWritten_isItsWritersAlone()
    {
        CopyFiles files(m_clock);
        auto copy = std::make_unique<OwnCopy>(m_clock, files, m_dir->path(), kEvent, RecordingWriter::open);
        EventState state{.id = kEvent};
        state.phase = Phase::Live;
        state.copiesAllowed = true;
        copy->follow(state);
        for (const RecordedPacket &heard : m_scene.packets()) {
            RtpPacket packet;
            packet.sequence = heard.sequence;
            packet.timestamp = heard.timestamp;
            packet.payload = heard.payload;
            copy->take(heard.speaker, packet, m_clock.now());
            m_clock.advance(milliseconds{20});
        }
        QCoreApplication::processEvents();
        const QString written = copy->stats().folder;
        QVERIFY(QFile::exists(written + "/programme.opus"));
        QVERIFY(!CopyFiles::lockOf(written));
        CopyFiles another(m_clock);
        another.finishLeft(m_dir->path());
        QVERIFY(!infoOf(written).isWhole);
        copy.reset();
        QCoreApplication::processEvents();
        QVERIFY(infoOf(written).isWhole);
        QVERIFY(CopyFiles::lockOf(written));
    }

    void copyInWhichNothingPlays_isLeftAsItIs()
    {
        leave(folder());
        QFile programme(folder() + "/programme.opus");
        QVERIFY(programme.open(QIODevice::WriteOnly) && programme.write("nothing of that kind") > 0);
        programme.close();
        CopyFiles files(m_clock);
        files.finishLeft(m_dir->path());
        QCOMPARE(bytesOf(programme.fileName()), "nothing of that kind");
        QVERIFY(!infoOf(folder()).isWhole);
        leave(folder()); // by another program: nobody looks again
        const auto before = filesOf(folder());
        m_clock.advance(minutes{2});
        QCOMPARE(filesOf(folder()), before);
    }
};

QTEST_GUILESS_MAIN(CopyFilesTest)
#include "copy_files_test.moc"
