#include "client/library_side.h"

#include "recordings/recording_json.h"
#include "support/fake_source.h"
#include "support/opus_recordings.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;
using namespace earshot::test;
using State = LibraryItem::State;

/// What a person made or heard themselves, in the library of their computer.
class OwnRecordingsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    SystemClock m_clock;
    FakeSource m_source;
    std::unique_ptr<LibrarySide> m_library;
    const WallTime m_started = *recordingStart(QStringLiteral("/20261121T101000Z"));

    QString copies() const { return m_dir->filePath("recordings/own"); }
    QString hosted() const { return m_dir->filePath("engine/recordings"); }
    QString notes() const { return m_dir->filePath("recordings/library.json"); }
    void open()
    {
        m_library.reset();
        m_library = std::make_unique<LibrarySide>(m_clock, m_source,
            LibrarySide::Options{.disk
                = {.folder = m_dir->filePath("recordings"), .ownFolder = hosted(), .copyFolder = copies()}});
        // The first look at the folder.
        QTRY_VERIFY(m_library->view().bytesFree.has_value());
    }
    /// A recording of `packets` times 20 ms that began when its folder says; one that was not finished has no end, and an
    /// old account.
    QString make(const QString &folder, int packets, bool isWhole)
    {
        RecordingInfo info;
        info.event = QStringLiteral("town-hall");
        info.title = QStringLiteral("Town hall");
        info.started = recordingStart(u'/' + folder.right(16)).value_or(m_started);
        info.duration = isWhole ? milliseconds{packets * 20} : milliseconds{0};
        info.programme.name = QStringLiteral("programme.opus");
        info.waveform.name = QStringLiteral("waveform.dat");
        info.isWhole = isWhole;
        if (isWhole) {
            info.programme.sha256 = QByteArray(32, 'p');
            info.waveform.sha256 = QByteArray(32, 'w');
        }
        OpusFileSpec spec{.packets = {QByteArray("\xfc\xff\xfe", 3)}, .repeat = packets, .hasEnd = isWhole};
        if (packets == 0)
            spec.packets.clear();
        QDir().mkpath(folder);
        const bool isWritten = writeBytes(folder + "/programme.opus", opusFile(spec))
            && writeBytes(folder + "/recording.json", writeRecordingInfo(info));
        return isWritten ? folder : QString();
    }
    const std::vector<LibraryItem> &items() const { return m_library->view().items; }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_library.reset(); }

    void copy_isListedAsWhatTheListenerHeard()
    {
        const QString folder = make(copies() + "/town-hall-20261121T101000Z", 500, true);
        make(hosted() + "/town-hall/20261121T101000Z", 500, true);
        open();
        QTRY_COMPARE(items().size(), 2u);
        const auto copy = std::ranges::find(items(), true, &LibraryItem::isCopy);
        QVERIFY(copy != items().end());
        QCOMPARE(copy->state, State::Own);
        QVERIFY(!copy->isPartial);
        QCOMPARE(copy->duration, milliseconds{10'000});
        QCOMPARE(copy->path, folder + "/programme.opus");
        QCOMPARE(std::ranges::count(items(), false, &LibraryItem::isCopy), 1);
    }

    void copyThatACrashEnded_isPartial_andAsLongAsItsFile()
    {
        make(copies() + "/town-hall-20261121T101000Z", 500, false);
        open();
        QTRY_COMPARE(items().size(), 1u);
        QVERIFY(items().front().isPartial);
        QVERIFY(items().front().duration > milliseconds{9'900});
        QVERIFY(items().front().duration <= milliseconds{10'000});
        QVERIFY(!items().front().path.isEmpty());
    }

    void copyWithoutSound_isNone()
    {
        make(copies() + "/town-hall-20261121T101000Z", 0, false);
        make(copies() + "/town-hall-20261121T111000Z", 50, false);
        open();
        QTRY_COMPARE(items().size(), 1u);
        QVERIFY(items().front().path.contains("T111000Z"));
    }

    void copy_isListedOnceItIsFinished()
    {
        open();
        const QString folder = copies() + "/town-hall-20261121T101000Z";
        m_library->setBeingWritten(folder, true);
        make(folder, 500, false);
        make(copies() + "/town-hall-20261121T111000Z", 500, true);
        const QString added = m_dir->filePath("another");
        m_library->setBeingWritten(added, true); // looks again
        QTRY_COMPARE(items().size(), 1u);
        QVERIFY(items().front().path.contains("T111000Z"));
        make(folder, 600, true);
        m_library->setBeingWritten(folder, false);
        QTRY_COMPARE(items().size(), 2u);
    }

    void copyOfTheSameSecond_doesNotHideTheRecordingOnTheServer()
    {
        make(copies() + "/town-hall-20261121T101000Z", 500, true);
        ScheduleCard card{.id = *EventId::parse(u"town-hall")};
        card.phase = Phase::Ended;
        card.recording = RecordingPromise::Ready;
        card.recorded = RecordingNote{objectFolderOf(QStringLiteral("town-hall"), m_started),
            {QStringLiteral("programme.opus"), 1000, QByteArray(32, 'x')}, milliseconds{60'000}, 0, {},
            m_started};
        open();
        QTRY_COMPARE(items().size(), 1u);
        m_library->setEvents({{ServerView{
            .id = QStringLiteral("a"), .state = ServerView::State::UpToDate, .schedule = {card}}}});
        QTRY_COMPARE(items().size(), 2u);
        QCOMPARE(std::ranges::count(items(), State::Remote, &LibraryItem::state), 1);
    }

    /// What a removal gives back: each speaker's track is a file of its own.
    void recording_isAsLargeAsAllItsSound()
    {
        const QString folder = make(hosted() + "/town-hall/20261121T101000Z", 500, true);
        QVERIFY(writeBytes(folder + "/ana-AAAA.opus", QByteArray(70'000, 'a'))
            && writeBytes(folder + "/ben-BBBB.opus", QByteArray(30'000, 'b')));
        const qint64 programme = QFileInfo(folder + "/programme.opus").size();
        open();
        QTRY_COMPARE(items().size(), 1u);
        QCOMPARE(items().front().bytes, programme + 100'000);
        QCOMPARE(items().front().fetched, programme + 100'000);
        QCOMPARE(m_library->view().bytesHere, programme + 100'000);
    }

    void whatSomebodyChangesByHand_isNoticed()
    {
        const QString recording = make(hosted() + "/town-hall/20261121T101000Z", 500, true);
        const QString copy = make(copies() + "/town-hall-20261121T101000Z", 500, true);
        open();
        QTRY_COMPARE(items().size(), 2u);
        QVERIFY(QFile::rename(recording + "/programme.opus", m_dir->filePath("programme.opus")));
        QTRY_COMPARE(items().size(), 1u);
        QVERIFY(QFile::rename(m_dir->filePath("programme.opus"), recording + "/programme.opus"));
        QTRY_COMPARE(items().size(), 2u);
        QVERIFY(QDir().rename(copy, m_dir->filePath("away")));
        QTRY_COMPARE(items().size(), 1u);
        QVERIFY(QDir().rename(m_dir->filePath("away"), copy));
        QTRY_COMPARE(items().size(), 2u);
        // Another event's, which was carried here whole.
        make(m_dir->filePath("debate/20261121T121000Z"), 500, true);
        QVERIFY(QDir().rename(m_dir->filePath("debate"), hosted() + "/debate"));
        QTRY_COMPARE(items().size(), 3u);
    }

    void removedCopy_canBeHadBack()
    {
        make(copies() + "/town-hall-20261121T101000Z", 500, true);
        open();
        QTRY_COMPARE(items().size(), 1u);
        m_library->remove(items().front().id);
        QTRY_VERIFY(items().empty() && !QFileInfo::exists(copies() + "/town-hall-20261121T101000Z"));
        m_library->restore();
        QTRY_COMPARE(items().size(), 1u);
        QVERIFY(items().front().isCopy);
    }

    void addedFile_isTakenFromTheList_notFromTheDisk()
    {
        const QString file = m_dir->filePath("mine.opus");
        QVERIFY(writeBytes(file, opusFile({.packets = {QByteArray("\xfc\xff\xfe", 3)}, .repeat = 50})));
        open();
        m_library->addFile(file);
        QTRY_COMPARE(items().size(), 1u);
        QVERIFY(items().front().isAdded);
        m_library->remove(items().front().id);
        QTRY_VERIFY(items().empty());
        open();
        QVERIFY(items().empty());
        QVERIFY(QFileInfo::exists(file));
    }

    void damagedNotes_areSetAside_andSaid()
    {
        open();
        m_library.reset();
        QVERIFY(writeBytes(notes(), "{\"v\":1,\"files\":[\"/a.opus\""));
        open();
        QTRY_VERIFY(m_library->view().trouble);
        QCOMPARE(m_library->view().trouble->cause, Cause::FileDamaged);
        QCOMPARE(m_library->view().trouble->detail, notes() + ".damaged");
        QVERIFY(QFileInfo::exists(notes() + ".damaged"));
        QVERIFY(!QFileInfo::exists(notes()));
        open();
        QVERIFY(!m_library->view().trouble);
    }
};

QTEST_GUILESS_MAIN(OwnRecordingsTest)
#include "own_recordings_test.moc"
