#include "unit/library_world.h"

#include "client/duration_cache.h"
#include "client/kept_file.h"
#include "recordings/opus_duration.h"
#include "recordings/opus_recording.h"
#include "recordings/recording_json.h"
#include "support/another_user.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSemaphore>
#include <QSignalSpy>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace earshot;
using namespace earshot::test;

/// Files of one's own are added, checked, copied and removed.
class LibraryFilesTest : public QObject, LibraryWorld
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void remove_canBeTakenBack_forAWhile()
    {
        m_undo = milliseconds{400};
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        m_library->remove(id());
        QCOMPARE(item().state, State::Remote);
        QCOMPARE(m_library->view().removed, std::vector{QStringLiteral("HALL")});
        QTRY_VERIFY(!QFileInfo::exists(programme()));
        m_library->restore();
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(m_library->view().removed.empty() && contentOf(programme()) == m_content);
        m_library->remove(id());
        QTRY_VERIFY(m_library->view().removed.empty());
        QTRY_VERIFY(!QFileInfo::exists(folder() + "/.trash"));
        m_library->restore();
        QCOMPARE(item().state, State::Remote);
        QCOMPARE(m_library->view().bytesHere, 0);
    }
    void remove_canBeTakenBack_oneByOne()
    {
        for (int i = 0; i < 3; ++i)
            offer("a", cardOf(QStringLiteral("e%1").arg(i), m_content, i), m_content);
        open();
        const auto count = [this](State state) {
            return std::ranges::count(m_library->view().items, state, &LibraryItem::state);
        };
        std::vector<QString> ids;
        for (int i = 0; i < 3; ++i) {
            ids.push_back(id(i)); // newest first
            m_library->fetch(id(i));
        }
        QTRY_COMPARE(count(State::Verified), 3);
        for (const QString &one : ids)
            m_library->remove(one);
        QCOMPARE(m_library->view().removed, (std::vector<QString>{"E2", "E1", "E0"}));
        QTRY_COMPARE(QDir(folder() + "/.trash").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 3);
        m_library->restore();
        QCOMPARE(m_library->view().removed, (std::vector<QString>{"E2", "E1"}));
        QTRY_COMPARE(item(2).state, State::Verified);
        QCOMPARE(count(State::Remote), 2);
        m_library->fetch(ids[1]); // here again: nothing is left to be taken back of it
        QTRY_COMPARE(item(1).state, State::Verified);
        QTRY_COMPARE(m_library->view().removed, std::vector<QString>{"E2"});
        m_library->remove(ids[1]);
        QTRY_COMPARE(QDir(folder() + "/.trash").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
        m_library->restore();
        m_library->restore();
        m_library->restore(); // nothing is left
        QTRY_COMPARE(count(State::Verified), 3);
        QVERIFY(m_library->view().removed.empty());
    }
    void remove_ofADownloadAfterTheWhole_leavesTheWholeToBeTakenBack()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        m_library->remove(id());
        m_source->letPass(30'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 30'000);
        m_library->remove(id());
        QTRY_VERIFY(!QFileInfo::exists(QFileInfo(programme()).path()));
        m_library->restore();
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content);
    }
    void remove_isForGood_afterARestart()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        m_library->remove(id());
        QTRY_VERIFY(QFileInfo::exists(folder() + "/.trash"));
        open();
        QCOMPARE(item().state, State::Remote);
        QVERIFY(!QFileInfo::exists(folder() + "/.trash"));
    }
    void remove_endsAFetch()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(30'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 30'000);
        m_library->remove(id());
        QCOMPARE(item().state, State::Remote);
        QTRY_COMPARE(m_source->readings(), 0);
        m_library->restore(); // and it goes on
        QTRY_COMPARE(m_source->readings(), 1);
        QCOMPARE(item().fetched, 30'000);
        m_library->pause(id());
        m_library->remove(id());
        m_library->restore();
        QTRY_COMPARE(item().state, State::Paused);
        QCOMPARE(item().fetched, 30'000);
    }
    void exportTo_copiesTheWhole_orNothing()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        QSignalSpy exported(m_library.get(), &Library::exported);
        QSignalSpy refused(m_library.get(), &Library::refused);
        m_library->exportTo(id(), m_dir->filePath("x.opus")); // nothing is there yet
        QCOMPARE(refused.size(), 1);
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        m_library->exportTo(id(), m_dir->filePath("x.opus"));
        QTRY_COMPARE(exported.size(), 1);
        QVERIFY(contentOf(m_dir->filePath("x.opus")) == m_content);
        m_library->exportTo(id(), m_dir->filePath("none/x.opus"));
        QTRY_COMPARE(refused.size(), 2);
        QCOMPARE(refused[1][0].value<Failure>().cause, Cause::FileUnwritable);
    }
    void addFile_listsItWhereItIs()
    {
        open();
        const QString path = m_dir->filePath("talk.opus");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(soundOf(5000));
        file.close();
        QSignalSpy added(m_library.get(), &Library::added);
        QSignalSpy refused(m_library.get(), &Library::refused);
        m_library->addFile(path);
        QTRY_COMPARE(added.size(), 1);
        QCOMPARE(item().id, added[0][0].toString());
        QCOMPARE(item().title, QStringLiteral("talk"));
        QCOMPARE(item().duration, milliseconds{5000});
        m_library->setListenedTo(id(), milliseconds{1234});
        QCOMPARE(*item().listenedTo, milliseconds{1234});
        open();
        QCOMPARE(item().path, QFileInfo(path).canonicalFilePath());
        QCOMPARE(*item().listenedTo, milliseconds{1234});
        m_library->setListenedTo(id(), {});
        QVERIFY(!item().listenedTo);
        m_library->remove(id());
        QVERIFY(m_library->view().items.empty() && QFileInfo::exists(path));
        m_library->restore();
        QTRY_COMPARE(m_library->view().items.size(), 1);
        QSignalSpy refusedLater(m_library.get(), &Library::refused);
        QFile text(m_dir->filePath("no.opus"));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("hello") == 5);
        text.close();
        m_library->addFile(text.fileName());
        m_library->addFile(m_dir->filePath("nobody.opus"));
        QTRY_COMPARE(refusedLater.size(), 2);
    }
    void remove_leavesWhatIsBeingWritten()
    {
        const QString own = m_dir->filePath("own/hall/20261121T120000Z");
        QVERIFY(QDir().mkpath(own));
        RecordingInfo info{
            .event = "hall", .title = "Hall", .started = *recordingStart("hall/20261121T120000Z")};
        info.programme = {"programme.opus", 0, {}};
        info.waveform = {"waveform.dat", 0, {}};
        QFile json(own + "/recording.json");
        QVERIFY(json.open(QIODevice::WriteOnly) && json.write(writeRecordingInfo(info)) > 0);
        json.close();
        QFile sound(own + "/programme.opus");
        QVERIFY(sound.open(QIODevice::ReadWrite) && sound.write(soundOf(5000)) > 0 && sound.flush());
        open(m_dir->filePath("own"));
        QCOMPARE(item().state, State::Own); // another program's
        QSignalSpy refused(m_library.get(), &Library::refused);
        m_library->remove(id());
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused[0][0].value<Failure>().cause, Cause::AlreadyRunning);
        QVERIFY(sound.exists());
        QTRY_COMPARE(m_library->view().items.size(), 1);
        QVERIFY(m_library->view().removed.empty());
        QVERIFY(sound.setFileTime(
            QDateTime::currentDateTimeUtc().addSecs(-90), QFileDevice::FileModificationTime));
        m_library->remove(id()); // left unfinished
        QTRY_VERIFY(!sound.exists());
        QVERIFY(!m_library->view().removed.empty());
    }
    void restore_listsAFileOnce()
    {
        addTalk();
        QSignalSpy added(m_library.get(), &Library::added);
        m_library->remove(id());
        m_library->addFile(talk());
        QTRY_COMPARE(added.size(), 1);
        m_library->restore();
        m_library->addFile(talk());
        QTRY_COMPARE(added.size(), 2); // all is written
        QVERIFY(contentOf(folder() + "/library.json").count("talk.opus") == 1);
        QVERIFY(m_library->view().removed.empty());
        m_library->remove(id());
        m_library->addFile(talk());
        QTRY_COMPARE(added.size(), 3);
        m_library->remove(id());
        QCOMPARE(m_library->view().removed, std::vector{QStringLiteral("talk")});
    }
    void keptFile_isCheckedAgain_whereItWasChanged()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        open();
        QCOMPARE(item().state, State::Verified); // at once
        m_library.reset();
        const auto change = [this](const QByteArray &content, int later) {
            QFile file(programme());
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush());
            QVERIFY(file.setFileTime(
                QDateTime::currentDateTimeUtc().addSecs(later), QFileDevice::FileModificationTime));
        };
        change(m_content, 10); // as a copy of the folder
        open();
        QTRY_COMPARE(item().state, State::Verified);
        QByteArray other = m_content;
        other[40'000] = char(other[40'000] ^ 1);
        m_library.reset();
        change(other, 20);
        open();
        QVERIFY(item().state != State::Verified);
        QTRY_COMPARE(item().state, State::Damaged);
        QVERIFY(!QFileInfo::exists(programme()) && contentOf(programme() + ".damaged") == other);
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content);
        m_library.reset();
        change({}, 30); // of no bytes
        open();
        QCOMPARE(item().state, State::Remote);
        QVERIFY(item().path.isEmpty());
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content);
    }
    /// Nobody knows what bytes it has.
    void keptFile_thatCannotBeRead_isLeftWhereItIs_andLookedAtAgain()
    {
        const AnotherUser user(m_dir->path());
        if (!user)
            QSKIP("no right to be another user");
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        m_library.reset();
        QFile file(programme());
        QVERIFY(file.open(QIODevice::ReadWrite)
            && file.setFileTime(
                QDateTime::currentDateTimeUtc().addSecs(10), QFileDevice::FileModificationTime));
        file.close();
        QVERIFY(file.setPermissions({}));
        open();
        QTRY_COMPARE(item().state, State::Failed);
        QVERIFY(item().trouble && item().trouble->cause == Cause::FileUnreadable);
        QVERIFY(file.exists() && !QFileInfo::exists(programme() + ".damaged"));
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QTRY_COMPARE(item().state, State::Verified);
    }
    void keptFile_thatWasBad_isCheckedAgain_whereAnotherIsPutThere()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        m_library.reset();
        QVERIFY(QDir().mkpath(programme() + ".damaged/x")); // so it cannot be put aside
        QByteArray other = m_content;
        other[40'000] = char(other[40'000] ^ 1);
        const auto change = [this](const QByteArray &content, int later) {
            QFile file(programme());
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush()
                && file.setFileTime(
                    QDateTime::currentDateTimeUtc().addSecs(later), QFileDevice::FileModificationTime);
        };
        QVERIFY(change(other, 10));
        open();
        QTRY_COMPARE(item().state, State::Damaged);
        QCOMPARE(item().path, programme());
        QVERIFY(change(m_content, 20));
        QVERIFY(put(folder() + "/probe.opus", soundOf(1000))); // seen by the next look
        QTRY_COMPARE(called("HALL").state, State::Verified);
    }
    void keptFile_deletedByHand_isNoticed_whereItIsWanted()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(QFile::remove(programme()));
        QSignalSpy refused(m_library.get(), &Library::refused);
        m_library->exportTo(id(), m_dir->filePath("x.opus"));
        QTRY_COMPARE(refused.size(), 1);
        QTRY_COMPARE(item().state, State::Remote);
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        // The whole folder, with another name.
        QVERIFY(QDir().rename(QFileInfo(programme()).path(), folder() + "/renamed"));
        m_library->exportTo(id(), m_dir->filePath("x.opus"));
        QTRY_COMPARE(item().state, State::Remote);
        QVERIFY(contentOf(folder() + "/renamed/programme.opus") == m_content); // the person's, left alone
    }
    void link_inThePlaceOfTheTrash_isNotFollowed()
    {
        QVERIFY(QDir().mkpath(m_dir->filePath("precious")) && QDir().mkpath(folder()));
        QFile precious(m_dir->filePath("precious/letter"));
        QVERIFY(precious.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(m_dir->filePath("precious"), folder() + "/.trash"));
        open();
        QVERIFY(precious.exists() && !QFileInfo(folder() + "/.trash").isSymLink());
    }
    /// By the thread that looks at it: another's disk may take its time to say.
    void file_isToldWithItsDate()
    {
        const QString path = m_dir->filePath("talk.opus");
        QVERIFY(put(path, soundOf(5000)) && QDir().mkpath(folder()));
        QFile file(path);
        const QDateTime before(QDate(2026, 3, 2), QTime(10, 0), Qt::UTC);
        QVERIFY(
            file.open(QIODevice::ReadWrite) && file.setFileTime(before, QFileDevice::FileModificationTime));
        file.close();
        LibraryDisk disk(m_clock, *m_source, {.folder = folder()});
        std::vector<ListedFile> told;
        connect(&disk, &LibraryDisk::examined, this, [&](const auto &one) { told.push_back(one); });
        connect(&disk, &LibraryDisk::scanned, this,
            [&](const LibraryScan &scan) { told.insert(told.end(), scan.files.begin(), scan.files.end()); });
        disk.examine(path);
        disk.writeNotes({}, {{path}, {}});
        QVERIFY(QFile::copy(path, folder() + "/copied.opus"));
        disk.scan();
        QCOMPARE(told.size(), 3U);
        for (const ListedFile &one : told)
            QCOMPARE(one.change, changeOf(one.path));
        QCOMPARE(told[0].change, wallFromUnixMs(before.toMSecsSinceEpoch()));
    }
    /// Between the look at the file and the note of it.
    void addFile_staysListed_whereTheFoldersAreLookedAtMeanwhile()
    {
        open();
        QVERIFY(put(m_dir->filePath("talk.opus"), soundOf(5000)));
        QSignalSpy refused(m_library.get(), &Library::refused);
        connect(m_library.get(), &Library::refused, this,
            [this] { m_library->setListenedTo(called("talk").id, milliseconds{1234}); });
        m_library->addFile(m_dir->filePath("talk.opus"));
        m_library->setBeingWritten(m_dir->filePath("another"), true); // looks again
        m_library->addFile(m_dir->filePath("nobody.opus"));
        QTRY_COMPARE(refused.size(), 1); // both are done
        QCOMPARE(m_library->view().items.size(), std::size_t(1));
        QCOMPARE(item().title, QStringLiteral("talk"));
        QTRY_VERIFY(notes() && notes()->listened.contains(id()));
        open();
        QCOMPARE(item().listenedTo, std::optional(milliseconds{1234}));
    }
    void addFile_knowsHowLongItPlays_andRefusesOtherSound()
    {
        open();
        const auto write = [this](const char *name, const QByteArray &content) {
            QFile file(m_dir->filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        };
        QVERIFY(write("late.opus", soundOf(5000, 24'000)));
        QVERIFY(write("other.ogg", soundOf(5000).replace("OpusHead", "\1vorbis ")));
        QCOMPARE(opusDuration(m_dir->filePath("late.opus")), milliseconds{5000});
        QCOMPARE(opusDuration(m_dir->filePath("other.ogg")), milliseconds{0});
        QSignalSpy refused(m_library.get(), &Library::refused);
        m_library->addFile(m_dir->filePath("other.ogg"));
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused[0][0].value<Failure>().cause, Cause::BadData);
    }
    void addedFile_thatIsNotThereAnyMore_saysSo_andCanBeTakenOffTheList()
    {
        addTalk();
        QVERIFY(item().isAdded);
        QVERIFY(QFile::remove(talk()));
        open();
        QCOMPARE(item().state, State::Failed);
        QVERIFY(item().trouble && item().trouble->cause == Cause::FileUnreadable);
        m_library->remove(id());
        QVERIFY(m_library->view().items.empty());
        open();
        QVERIFY(m_library->view().items.empty());
    }
    /// Without a writer a pipe never answers, a device never ends.
    void whatIsNoFile_isRefused_andHoldsUpNothing()
    {
#ifndef Q_OS_UNIX
        QSKIP("no such files here");
#else
        QVERIFY(QDir().mkpath(folder() + "/hall"));
        const QString pipe = m_dir->filePath("pipe.opus");
        for (const QString &path :
            {pipe, folder() + "/x.opus", folder() + "/library.json", folder() + "/hall/item.json"})
            QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        QCOMPARE(opusDuration(pipe), milliseconds{0});
        QCOMPARE(opusDuration("/dev/zero"), milliseconds{0});
        QCOMPARE(OpusRecording::open(pipe).failure().cause, Cause::FileUnreadable);
        open();
        QVERIFY(m_library->view().items.empty());
        QSignalSpy refused(m_library.get(), &Library::refused);
        for (const QString &path : {pipe, m_dir->path(), QStringLiteral("/dev/zero")})
            m_library->addFile(path);
        QTRY_COMPARE(refused.size(), 3);
        for (const auto &one : refused)
            QCOMPARE(one[0].value<Failure>().cause, Cause::BadData);
        // In the place of a part.
        offer("a", cardOf("hall", m_content), m_content);
        QVERIFY(QDir().mkpath(QFileInfo(programme()).path()));
        QCOMPARE(::mkfifo(QFile::encodeName(FileFetch::partOf(programme())).constData(), 0600), 0);
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content);
#endif
    }
    /// On a network share that is away: who asks for such a file waits for minutes.
    void fileElsewhere_thatDoesNotAnswer_holdsUpNothingElse()
    {
        addTalk();
        offer("a", cardOf("hall", m_content), m_content);
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(2));
        m_library.reset();
        struct Share {
            QSemaphore answers;
            std::atomic<int> asked = 0;
        };
        const auto share = std::make_shared<Share>();
        const auto answer = [share](const QString &path) {
            ++share->asked;
            share->answers.acquire();
            return ListedFile{.path = path, .bytes = QFileInfo(path).size()};
        };
        m_library = std::make_unique<LibrarySide>(
            m_clock, *m_source, LibrarySide::Options{.disk = {.folder = folder(), .lookAt = answer}});
        m_library->setEvents(m_events);
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(2));
        QCOMPARE(called("talk").state, State::Failed);
        m_library->fetch(recordingId(*m_events.servers[0].schedule[0].recorded));
        QTRY_COMPARE(called("HALL").state, State::Verified);
        QCOMPARE(share->asked.load(), 1);
        share->answers.release();
        QTRY_COMPARE(called("talk").state, State::Own); // as soon as it answers
        m_library->setListenedTo(called("talk").id, milliseconds{1});
        m_library.reset(); // does not wait for it either
        share->answers.release(100);
    }
    /// What lies in the folder is the folder's, however it was opened: "Remove" says that it removes it.
    void addFile_ofTheFolderItself_staysOneOfTheFolder()
    {
        open();
        QVERIFY(put(folder() + "/talk.opus", soundOf(5000)));
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(1));
        const QString listed = id();
        QSignalSpy added(m_library.get(), &Library::added);
        m_library->addFile(folder() + "/talk.opus");
        QTRY_COMPARE(added.size(), 1);
        QCOMPARE(added[0][0].toString(), listed);
        QVERIFY(!item().isAdded);
        m_library->setListenedTo(id(), milliseconds{5});
        QTRY_VERIFY(notes() && notes()->listened.contains(listed));
        QVERIFY(notes()->files.empty());
        open();
        QVERIFY(m_library->view().items.size() == 1 && !item().isAdded);
        QCOMPARE(item().listenedTo, std::optional(milliseconds{5}));
    }
    /// What a link leads to is somebody's, however often it is removed.
    void remove_ofALinkedFolder_removesTheLink()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        const QString recording = QFileInfo(programme()).path();
        const QString elsewhere = m_dir->filePath("elsewhere");
        m_library.reset();
        QVERIFY(QDir().rename(recording, elsewhere) && QFile::link(elsewhere, recording));
        open();
        QTRY_COMPARE(item().state, State::Verified);
        for (int i = 0; i < 2; ++i) {
            m_library->remove(id());
            QTRY_VERIFY(!QFileInfo(recording).isSymLink() && !QFileInfo::exists(recording));
            m_library->fetch(id());
            QTRY_COMPARE(item().state, State::Verified);
        }
        QVERIFY(contentOf(elsewhere + "/programme.opus") == m_content);
    }
    void file_onADiskThatCannotSync_isKeptAllTheSame()
    {
#ifndef Q_OS_UNIX
        QSKIP("no such files here");
#else
        // A pipe has no disk to be on: EINVAL, as on such disks.
        const QString pipe = m_dir->filePath("pipe");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QFile file(pipe);
        QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::Unbuffered));
        QVERIFY(syncFile(file));
#endif
    }
    void keptFile_thatIsGone_isNoTrouble_whereAServerHasIt()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        const QString hall = id();
        const auto theItem
            = [&] { return *std::ranges::find(m_library->view().items, hall, &LibraryItem::id); };
        const auto scanned = [this](const char *name) {
            const std::size_t before = m_library->view().items.size();
            return put(folder() + name, soundOf(1000))
                && QTest::qWaitFor([&] { return m_library->view().items.size() == before + 1; });
        };
        QVERIFY(QFile::remove(programme())); // on purpose
        QTRY_COMPARE(theItem().state, State::Remote);
        QVERIFY(!theItem().trouble);
        m_source->refuse(Failure{Cause::BadData, QStringLiteral("changed")});
        m_library->fetch(hall);
        QTRY_COMPARE(theItem().state, State::Failed);
        QVERIFY(scanned("/first.opus"));
        QCOMPARE(theItem().state, State::Failed);
        QVERIFY(theItem().trouble && theItem().trouble->cause == Cause::EventUnknown);
        m_source->refuse({});
        m_library->fetch(hall);
        QTRY_COMPARE(theItem().state, State::Verified);
        QVERIFY(QFile::remove(programme()));
        QTRY_COMPARE(theItem().state, State::Remote);
        m_events.servers[0].state = ServerView::State::Failed;
        m_library->setEvents(m_events);
        m_library->fetch(hall);
        QCOMPARE(theItem().state, State::Waiting);
        QVERIFY(scanned("/second.opus"));
        QCOMPARE(theItem().state, State::Waiting);
        QVERIFY(theItem().trouble && theItem().trouble->cause == Cause::ServerLost);
    }
    void whatIsBeingCopiedIn_isListed_onceItIsThere()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        const QString file = programme();
        const QString recording = QFileInfo(file).path();
        m_library.reset();
        const QByteArray memory = contentOf(recording + "/item.json");
        QVERIFY(QDir(recording).removeRecursively());
        m_events = {};
        open();
        const auto stateOf = [this](const QString &title) {
            const auto found = std::ranges::find(m_library->view().items, title, &LibraryItem::title);
            return found == m_library->view().items.end() ? State::Remote : found->state;
        };
        int probes = 0;
        const auto scanned = [&] {
            const QString title = QStringLiteral("probe %1").arg(++probes);
            return put(folder() + u'/' + title + ".opus", soundOf(1000))
                && QTest::qWaitFor([&] { return stateOf(title) == State::Own; });
        };
        // The programme takes its time.
        QVERIFY(QDir().mkpath(recording) && put(recording + "/item.json", memory));
        QVERIFY(put(file, m_content.left(40'000)));
        QTRY_COMPARE(stateOf("HALL"), State::Failed);
        QVERIFY(scanned());
        QVERIFY(put(file, m_content));
        QTRY_COMPARE(stateOf("HALL"), State::Verified);
        // What is remembered of it comes last.
        QVERIFY(QDir(recording).removeRecursively());
        QTRY_COMPARE(stateOf("HALL"), State::Remote);
        QVERIFY(QDir().mkpath(recording) && put(file, m_content));
        QVERIFY(scanned());
        QVERIFY(put(recording + "/item.json", memory.left(20)));
        QVERIFY(scanned());
        QVERIFY(put(recording + "/item.json", memory));
        QTRY_COMPARE(stateOf("HALL"), State::Verified);
        // A file, of which nothing is there at first.
        QVERIFY(put(folder() + "/talk.opus", {}));
        QVERIFY(scanned());
        QVERIFY(put(folder() + "/talk.opus", soundOf(5000)));
        QTRY_COMPARE(stateOf("talk"), State::Own);
    }
    void durations_areReadAnew_whereTheFileChanged()
    {
        DurationCache durations;
        const QString path = m_dir->filePath("talk.opus");
        const auto write = [&](int ms, int atSecond) {
            QFile file(path);
            return file.open(QIODevice::ReadWrite) && file.write(soundOf(ms)) > 0 && file.flush()
                && file.setFileTime(QDateTime::fromSecsSinceEpoch(1'700'000'000 + atSecond),
                    QFileDevice::FileModificationTime);
        };
        QVERIFY(write(5000, 0));
        QCOMPARE(durations.of(path), milliseconds{5000});
        QVERIFY(write(6000, 0)); // of the same size and time: not read again
        QCOMPARE(durations.of(path), milliseconds{5000});
        QVERIFY(write(6000, 1));
        QCOMPARE(durations.of(path), milliseconds{6000});
        durations.forgetUnasked();
        QVERIFY(write(7000, 1));
        QCOMPARE(durations.of(path), milliseconds{6000});
        durations.forgetUnasked();
        durations.forgetUnasked(); // nobody asked for it since
        QCOMPARE(durations.of(path), milliseconds{7000});
        QCOMPARE(durations.of(m_dir->filePath("nobody.opus")), milliseconds{0});
    }
};

QTEST_GUILESS_MAIN(LibraryFilesTest)
#include "library_files_test.moc"
