#include "unit/library_world.h"

#include "client/file_lock.h"
#include "recordings/recording_json.h"
#include "support/another_user.h"
#include "support/virtual_clock.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

using namespace earshot;
using namespace earshot::test;

/// What the library lists, and remembers.
class LibraryTest : public QObject, LibraryWorld
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void view_listsWhatServersOffer_newestFirst()
    {
        offer("b", cardOf("early", m_content, 8), m_content);
        offer("a", cardOf("late", m_content, 20), m_content);
        ScheduleCard promised{.id = *EventId::parse(u"soon")};
        promised.phase = Phase::Ended;
        promised.recording = RecordingPromise::BeingMade;
        promised.started = wallFromUnixMs(1'000);
        m_events.servers[0].schedule.push_back(promised);
        ScheduleCard live = promised;
        live.phase = Phase::Live;
        m_events.servers[0].schedule.push_back(live);
        open();
        QCOMPARE(m_library->view().items.size(), 3);
        QCOMPARE(item(0).event, QStringLiteral("late"));
        QCOMPARE(item(0).title, QStringLiteral("LATE"));
        QCOMPARE(item(0).state, State::Remote);
        QCOMPARE(item(0).serverId, QStringLiteral("a"));
        QCOMPARE(item(0).bytes, 95'000);
        QCOMPARE(item(0).gaps, 2);
        QCOMPARE(item(0).missing, milliseconds{1500});
        QCOMPARE(item(1).event, QStringLiteral("early"));
        QCOMPARE(item(2).state, State::Promised);
    }
    /// By its host: from the server, not from here; nobody waits for another.
    void removedByTheHost_isSaid_andWhatIsHereStays()
    {
        offer("a", cardOf("hall", m_content), m_content);
        offer("a", cardOf("elsewhere", m_content, 8), m_content);
        open();
        m_source->letPass(1'000'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        for (ScheduleCard &card : m_events.servers[0].schedule) {
            card.recorded.reset();
            card.recording = RecordingPromise::Removed;
        }
        m_library->setEvents(m_events);
        QCOMPARE(m_library->view().items.size(), std::size_t(1));
        QCOMPARE(item().state, State::Verified);
        QVERIFY(item().isWithdrawn && contentOf(item().path) == m_content);
        open();
        QVERIFY(item().isWithdrawn);
        m_library->remove(id());
        QVERIFY(m_library->view().items.empty());
        m_library->restore();
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(1));
        QCOMPARE(item().state, State::Verified);
        QVERIFY(item().isWithdrawn);
    }
    void view_hasWhatWasMadeHere_andDoesNotOfferItAgain()
    {
        RecordingInfo info;
        info.event = "hall";
        info.title = "Our hall";
        info.hostName = "Ana";
        info.started = *recordingStart("hall/20261121T120000Z");
        info.duration = milliseconds{60'000};
        info.programme = {"programme.opus", m_content.size(),
            QCryptographicHash::hash(m_content, QCryptographicHash::Sha256)};
        info.waveform = {"waveform.dat", 5, QByteArray(32, 'x')};
        info.gaps = {{milliseconds{100}, milliseconds{200}, GapCause::Server, "Ana"}};
        info.isWhole = true;
        const QString own = m_dir->filePath("own");
        QVERIFY(QDir().mkpath(own + "/hall/20261121T120000Z"));
        const auto write = [&](const char *name, const QByteArray &content) {
            QFile file(own + "/hall/20261121T120000Z/" + name);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        };
        write("recording.json", writeRecordingInfo(info));
        write("programme.opus", m_content);
        offer("a", cardOf("hall", m_content), m_content);
        open(own);
        QCOMPARE(m_library->view().items.size(), 1);
        QCOMPARE(item().state, State::Own);
        QCOMPARE(item().title, QStringLiteral("Our hall"));
        QCOMPARE(item().gaps, 1);
        QCOMPARE(item().missing, milliseconds{200});
        m_library->remove(id());
        QCOMPARE(item().state, State::Remote); // the server has it
        QTRY_VERIFY(!QFileInfo::exists(own + "/hall/20261121T120000Z"));
        m_library->restore();
        QTRY_COMPARE(item().state, State::Own);
        QVERIFY(contentOf(item().path) == m_content);
    }
    void view_ignoresWhatOnlyLooksLikeTheRecording()
    {
        offer("b", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        ScheduleCard other = cardOf("hall", m_content);
        other.title = "Taken over";
        other.recorded->programme.sha256[20] = char(other.recorded->programme.sha256[20] ^ 1);
        QCOMPARE(recordingId(*other.recorded), id());
        offer("c", other, m_content);
        QCOMPARE(m_library->view().items.size(), 1);
        QCOMPARE(item().title, QStringLiteral("HALL"));
        m_events.servers.erase(m_events.servers.begin());
        open(); // offered before the folder was looked at
        QCOMPARE(m_library->view().items.size(), 1);
        QCOMPARE(item().title, QStringLiteral("HALL"));
        QCOMPARE(item().state, State::Verified);
    }
    void notes_passOverWhatIsWrong()
    {
        QJsonArray files{QString(), 7, QString(5000, u'x')};
        for (int i = 0; i < LibraryNotes::kMostFiles; ++i)
            files.append(QStringLiteral("/f%1").arg(i % 999));
        QJsonArray listened{"x", QJsonObject{{"id", "a"}, {"ms", "b"}}, QJsonObject{{"id", "c"}, {"ms", 5}}};
        const auto read = readLibraryNotes(
            QJsonDocument(QJsonObject{{"v", 1}, {"files", files}, {"listened", listened}}).toJson());
        QVERIFY(read);
        QCOMPARE(read->files.size(), 999U);
        QCOMPARE(read->files[1], QStringLiteral("/f1"));
        QCOMPARE(read->listened, (std::map<QString, milliseconds>{{"c", milliseconds{5}}}));
        QVERIFY(!readLibraryNotes("[]") && !readLibraryNotes("{"));
    }
    void open_survivesAnythingInTheFolder()
    {
        QVERIFY(QDir().mkpath(folder() + "/a"));
        QVERIFY(QDir().mkpath(folder() + "/b/c"));
        for (const char *name : {"/library.json", "/a/item.json", "/b/item.json", "/x"}) {
            QFile file(folder() + name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(100'000, '{'));
        }
        offer("a", cardOf("hall", m_content), m_content);
        open();
        QCOMPARE(m_library->view().items.size(), 1);
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
    }
    void check_doesNotKnow_whatIsChangedMeanwhile_orNotThere()
    {
        const QString path = m_dir->filePath("large.opus");
        const QByteArray whole(9'000'000, 'x'); // more than is read at once
        using Finding = KeptCheck::Finding;
        const auto find = [&](const std::function<void()> &meanwhile) {
            std::optional<Finding> found;
            KeptCheck check(path, QCryptographicHash::hash(whole, QCryptographicHash::Sha256),
                [&](Finding finding, WallTime) { found = finding; });
            check.start();
            meanwhile();
            (void)QTest::qWaitFor([&] { return found.has_value(); });
            return found;
        };
        QCOMPARE(find([] {}), std::optional(Finding::Unknown));
        QVERIFY(put(path, whole));
        QCOMPARE(find([] {}), std::optional(Finding::Right));
        const auto change = [&] {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(8'500'000) && file.write("y") == 1
                && file.flush()
                && file.setFileTime(
                    QDateTime::currentDateTimeUtc().addSecs(10), QFileDevice::FileModificationTime));
        };
        QCOMPARE(find(change), std::optional(Finding::Unknown));
        QCOMPARE(find([] {}), std::optional(Finding::Other));
    }
    void view_knowsTheRecordingAgain_whereItsEventWasRenamed_orItsServerMoved()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        const QString before = id();
        m_events.servers.clear();
        ScheduleCard renamed = cardOf("hall", m_content);
        renamed.title = "Another title";
        offer("elsewhere", renamed, m_content);
        QCOMPARE(m_library->view().items.size(), 1);
        QCOMPARE(id(), before);
        QCOMPARE(item().state, State::Verified);
        QCOMPARE(item().title, QStringLiteral("Another title"));
        m_library->fetch(id()); // nothing is left to fetch
        QCOMPARE(item().state, State::Verified);
        QCOMPARE(m_source->begun().size(), 1);
    }
    void view_listsTwoThousand_soon()
    {
        constexpr int kMany = 2000;
        for (int i = 0; i < kMany; ++i) {
            const ScheduleCard card = cardOf(QStringLiteral("e%1").arg(i), m_content.left(100), i % 24);
            const QString here = folder() + u'/' + recordingFolder(*card.recorded);
            QVERIFY(QDir().mkpath(here));
            QFile file(here + "/programme.opus");
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_content.left(100)) == 100);
            file.close();
            QFile memory(here + "/item.json");
            QVERIFY(memory.open(QIODevice::WriteOnly));
            memory.write(writeLibraryMemory({card, "a", false, changeOf(file.fileName())}));
        }
        QElapsedTimer timer;
        timer.start();
        open();
        const qint64 listed = timer.restart();
        QCOMPARE(m_library->view().items.size(), kMany);
        QVERIFY(std::ranges::all_of(
            m_library->view().items, [](const auto &one) { return one.state == State::Verified; }));
        m_library->setListenedTo(id(7), milliseconds{5});
        const qint64 told = timer.elapsed();
        qInfo("%d recordings: listed after %lld ms, told anew in %lld ms", kMany, listed, told);
        QVERIFY(listed < 10'000 && told < 1'000);
    }
    void view_saysNoTroubleAnyMore_whereTheFolderCanBeHadAgain()
    {
        QFile file(m_dir->filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        offer("a", cardOf("hall", m_content), m_content);
        m_library.reset();
        m_library = std::make_unique<LibrarySide>(m_clock, *m_source,
            LibrarySide::Options{
                .disk = {.folder = m_dir->filePath("file/recordings"), .patience = milliseconds{50}}});
        m_library->setEvents(m_events);
        bool isTold = false; // as the window would say it
        connect(m_library.get(), &Library::viewChanged, this,
            [&](const LibraryView &view) { isTold = view.trouble.has_value(); });
        QTRY_VERIFY(m_library->view().trouble && isTold);
        QVERIFY(file.remove() && QDir().mkpath(file.fileName()));
        QTRY_VERIFY(!m_library->view().trouble && !isTold);
        QVERIFY(m_library->view().bytesFree);
    }
    void notes_ofTwoPrograms_loseNothing()
    {
        const auto write = [this](const QString &name) {
            QFile file(m_dir->filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(soundOf(5000)) > 0;
        };
        constexpr int kEach = 20;
        for (int i = 0; i < kEach; ++i)
            QVERIFY(write(QStringLiteral("a%1.opus").arg(i)) && write(QStringLiteral("b%1.opus").arg(i)));
        open();
        const auto second = std::make_unique<LibrarySide>(m_clock, *m_source,
            LibrarySide::Options{.disk = {.folder = folder(), .patience = milliseconds{50}}});
        QTRY_VERIFY(second->view().bytesFree.has_value());
        const auto listen = [](LibrarySide &library, int ms) {
            QObject::connect(&library, &Library::added, &library,
                [&library, ms](const QString &id) { library.setListenedTo(id, milliseconds{ms}); });
        };
        listen(*m_library, 1111);
        listen(*second, 2222);
        for (int i = 0; i < kEach; ++i) {
            m_library->addFile(m_dir->filePath(QStringLiteral("a%1.opus").arg(i)));
            second->addFile(m_dir->filePath(QStringLiteral("b%1.opus").arg(i)));
        }
        // Each sees the other's without a restart, and where it was left.
        for (LibrarySide *one : {m_library.get(), second.get()}) {
            QTRY_COMPARE_WITH_TIMEOUT(one->view().items.size(), std::size_t(2 * kEach), 10'000);
            const auto isRight = [](const LibraryItem &item) {
                return item.listenedTo == milliseconds{item.title.startsWith(u'a') ? 1111 : 2222};
            };
            QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(one->view().items, isRight), 10'000);
        }
        const auto idOf = [](LibrarySide &library, const char *title) {
            const auto found
                = std::ranges::find(library.view().items, QLatin1String(title), &LibraryItem::title);
            return found == library.view().items.end() ? QString() : found->id;
        };
        m_library->remove(idOf(*m_library, "b3"));
        second->remove(idOf(*second, "a5"));
        second->setListenedTo(idOf(*second, "a6"), {});
        for (LibrarySide *one : {m_library.get(), second.get()})
            QTRY_COMPARE_WITH_TIMEOUT(one->view().items.size(), std::size_t(2 * kEach - 2), 10'000);
        open();
        QCOMPARE(m_library->view().items.size(), std::size_t(2 * kEach - 2));
        QCOMPARE(std::ranges::count_if(m_library->view().items,
                     [](const LibraryItem &item) { return item.listenedTo.has_value(); }),
            2 * kEach - 3);
    }
    void notes_areMerged_whereBothChangedThem()
    {
        LibraryNotes former{
            {"/a", "/b"}, {{"x", milliseconds{1}}, {"y", milliseconds{2}}, {"z", milliseconds{3}}}};
        LibraryNotes mine = former;
        std::erase(mine.files, QStringLiteral("/a"));
        mine.addFile("/mine");
        mine.listened.erase("x");
        mine.listened["y"] = milliseconds{20};
        LibraryNotes theirs = former;
        theirs.addFile("/theirs");
        theirs.listened["z"] = milliseconds{30};
        theirs.listened["w"] = milliseconds{4};
        QCOMPARE(theirs.with(former, mine),
            (LibraryNotes{{"/b", "/theirs", "/mine"},
                {{"w", milliseconds{4}}, {"y", milliseconds{20}}, {"z", milliseconds{30}}}}));
        QCOMPARE(theirs.with(former, former), theirs);
    }
    void folder_isLookedAtAgain_whereSomebodyChangesIt()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        // The server is gone, the recording is here.
        const QString file = programme();
        m_events = {};
        m_library->setEvents(m_events);
        QCOMPARE(m_library->view().items.size(), std::size_t(1));
        QVERIFY(QFile::rename(file, m_dir->filePath("kept")));
        QTRY_COMPARE(item().state, State::Failed);
        QVERIFY(item().trouble && item().trouble->cause == Cause::FileUnreadable);
        QVERIFY(QFile::rename(m_dir->filePath("kept"), file));
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(!item().trouble);
        // Folders go and come with their recordings.
        const QString recording = QFileInfo(file).path();
        QVERIFY(QDir().rename(recording, m_dir->filePath("elsewhere")));
        QTRY_VERIFY(m_library->view().items.empty());
        QVERIFY(QDir().rename(m_dir->filePath("elsewhere"), recording));
        QTRY_VERIFY(m_library->view().items.size() == 1 && item().state == State::Verified);
        // A file that was put there plays, and is removed as the others are.
        QFile copied(folder() + "/talk.opus");
        QVERIFY(copied.open(QIODevice::WriteOnly) && copied.write(soundOf(5000)) > 0);
        copied.close();
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(2));
        const auto talk
            = std::ranges::find(m_library->view().items, QStringLiteral("talk"), &LibraryItem::title);
        QVERIFY(talk != m_library->view().items.end());
        QCOMPARE(talk->duration, milliseconds{5000});
        QVERIFY(talk->isInFolder && !talk->isAdded);
        m_library->remove(QString(talk->id));
        QTRY_VERIFY(!copied.exists());
        m_library->restore();
        QTRY_VERIFY(copied.exists());
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(2));
        QVERIFY(copied.remove());
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(1));
    }
    /// Two programs may write within one tick of the clock that files' times are taken from.
    void notes_ofAnotherProgram_areSeen_alsoWithTheSameTime()
    {
        addTalk();
        QTRY_VERIFY(notes() && notes()->files.size() == 1);
        const QString path = folder() + "/library.json";
        const auto others = [&](const LibraryNotes &said) {
            QFile file(m_dir->filePath("others.json"));
            return file.open(QIODevice::WriteOnly) && file.write(writeLibraryNotes(said)) > 0 && file.flush()
                && file.setFileTime(QFileInfo(path).lastModified(), QFileDevice::FileModificationTime)
                && std::rename(
                       QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData())
                == 0;
        };
        m_library->setListenedTo(id(), milliseconds{1});
        QTRY_VERIFY(notes()->listened.contains(id()));
        LibraryNotes said = *notes();
        said.listened[id()] = milliseconds{2};
        QVERIFY(others(said));
        QTRY_COMPARE(item().listenedTo, std::optional(milliseconds{2}));
        said.listened[id()] = milliseconds{3};
        QVERIFY(others(said));
        m_library->setListenedTo(QStringLiteral("file:/elsewhere"), milliseconds{1}); // written with those
        QTRY_COMPARE(item().listenedTo, std::optional(milliseconds{3}));
    }
    void notes_thatCannotBeWritten_areWrittenLater()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->setListenedTo(id(), milliseconds{1111});
        QTRY_VERIFY(notes());
        QVERIFY(QDir().rename(folder(), m_dir->filePath("away")));
        m_library->setListenedTo(id(), milliseconds{2222});
        QTRY_VERIFY(m_library->view().trouble);
        m_library->setListenedTo(id(), milliseconds{3333});
        QVERIFY(QDir().rename(m_dir->filePath("away"), folder()));
        QTRY_VERIFY(!m_library->view().trouble);
        QTRY_COMPARE(notes()->listened[id()], milliseconds{3333});
        QCOMPARE(item().listenedTo, std::optional(milliseconds{3333}));
    }
    /// It is nothing that somebody asked for: the folder's trouble, not a refusal, and only while it lasts.
    void notes_thatTheDiskDoesNotTake_areTheFoldersTrouble()
    {
#ifndef Q_OS_UNIX
        QSKIP("no such rights here");
#else
        const AnotherUser anybody(m_dir->path());
        if (!anybody)
            QSKIP("no right to become somebody else");
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->setListenedTo(id(), milliseconds{1111});
        QTRY_VERIFY(notes());
        QVERIFY(QFile::setPermissions(folder(), QFile::ReadOwner | QFile::ExeOwner));
        QSignalSpy refused(m_library.get(), &Library::refused);
        m_library->setListenedTo(id(), milliseconds{2222});
        QTRY_VERIFY(m_library->view().trouble);
        QCOMPARE(m_library->view().trouble->cause, Cause::FileUnwritable);
        QCOMPARE(item().listenedTo, std::optional(milliseconds{2222}));
        QVERIFY(QFile::setPermissions(folder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QTRY_VERIFY(!m_library->view().trouble);
        QCOMPARE(notes()->listened[id()], milliseconds{2222});
        QCOMPARE(refused.size(), 0);
#endif
    }
    void notes_thatAreTakenAwayOrDamaged_areNotForgotten()
    {
        addTalk();
        const QString talk = id();
        m_library->setListenedTo(talk, milliseconds{1234});
        QTRY_VERIFY(notes() && notes()->listened.contains(talk));
        const auto isKnown = [&] {
            const auto found = std::ranges::find(m_library->view().items, talk, &LibraryItem::id);
            return found != m_library->view().items.end() && found->listenedTo == milliseconds{1234};
        };
        QVERIFY(QFile::remove(folder() + "/library.json"));
        QVERIFY(put(folder() + "/first.opus", soundOf(1000))); // seen by the next scan
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(2));
        QVERIFY(isKnown());
        QVERIFY(put(folder() + "/library.json", "{"));
        QVERIFY(put(folder() + "/second.opus", soundOf(1000)));
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(3));
        QVERIFY(isKnown() && !m_library->view().trouble);
        open();
        QVERIFY(isKnown());
    }
    void notes_thatMayNotBeRead_holdUpNoDownload()
    {
#ifndef Q_OS_UNIX
        QSKIP("no such rights here");
#else
        const AnotherUser anybody(m_dir->path());
        if (!anybody)
            QSKIP("no right to become somebody else");
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(30'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 30'000);
        m_library->setListenedTo(id(), milliseconds{1});
        QTRY_VERIFY(notes());
        m_library.reset();
        QVERIFY(QFile::setPermissions(folder() + "/library.json", {}));
        m_source->letPass(1'000'000);
        open();
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(m_library->view().trouble && m_library->view().trouble->cause == Cause::FileUnreadable);
#endif
    }
    /// A folder that others may write to, of somebody else: its rights cannot be set.
    void remove_canBeTakenBack_inAFolderOfSomebodyElse()
    {
#ifndef Q_OS_UNIX
        QSKIP("no such rights here");
#else
        QVERIFY(QDir().mkpath(folder()));
        if (::geteuid() != 0 || !QFile::setPermissions(folder(), QFile::Permissions(0x7777)))
            QSKIP("no right to become somebody else");
        const AnotherUser anybody(m_dir->path());
        QVERIFY(anybody);
        open();
        QVERIFY(put(folder() + "/talk.opus", soundOf(5000)));
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(1));
        m_library->remove(id());
        QTRY_VERIFY(!QFileInfo::exists(folder() + "/talk.opus"));
        QVERIFY(put(folder() + "/probe.opus", soundOf(1000))); // seen by another look
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(1));
        m_library->restore();
        QTRY_VERIFY(QFileInfo::exists(folder() + "/talk.opus"));
#endif
    }
    void notes_thatMayNotBeRead_stayAsTheyAre_andCountAgain()
    {
#ifndef Q_OS_UNIX
        QSKIP("no such rights here");
#else
        const AnotherUser anybody(m_dir->path());
        if (!anybody)
            QSKIP("no right to become somebody else");
        addTalk();
        QTRY_VERIFY(notes() && notes()->files.size() == 1);
        m_library.reset();
        const QString path = folder() + "/library.json";
        const QByteArray before = contentOf(path);
        QVERIFY(QFile::setPermissions(path, {}));
        QVERIFY(QFile::remove(path + ".lock"));
        open();
        QTRY_VERIFY(m_library->view().trouble);
        QCOMPARE(*m_library->view().trouble, (Failure{Cause::FileUnreadable, path}));
        // What is remembered meanwhile waits.
        QVERIFY(put(m_dir->filePath("second.opus"), soundOf(5000)));
        QSignalSpy added(m_library.get(), &Library::added);
        m_library->addFile(m_dir->filePath("second.opus"));
        QTRY_COMPARE(added.size(), 1);
        QTRY_VERIFY(QFileInfo::exists(path + ".lock")); // it was tried
        QCOMPARE(QDir(folder()).entryList({"*damaged*"}, QDir::Files), QStringList());
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
        QCOMPARE(contentOf(path), before);
        QTRY_VERIFY(!m_library->view().trouble);
        QTRY_COMPARE(notes()->files.size(), std::size_t(2));
        QTRY_COMPARE(m_library->view().items.size(), std::size_t(2));
#endif
    }
    void memory_thatIsDamaged_isMadeOfTheFilesBesideIt_andSaid()
    {
        RecordingInfo info{.event = "hall", .title = "The hall", .hostName = "Ada"};
        info.started = *recordingStart("20261121T120000Z");
        info.duration = seconds{60};
        info.waveform.name = "waveform.dat";
        info.isWhole = true;
        ScheduleCard card = cardOf("hall", m_content);
        info.programme = card.recorded->programme;
        offer("a", card, m_content);
        m_source->put("a", card.recorded->folder + "/recording.json", writeRecordingInfo(info));
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        m_library.reset();
        m_events = {};
        const QString recording = folder() + u'/' + recordingFolder(*card.recorded);
        const QString memory = recording + "/item.json";
        QVERIFY(put(memory, "{\"v\":1,\"ca"));
        open();
        QTRY_VERIFY(m_library->view().items.size() == 1 && item().state == State::Verified);
        QVERIFY(item().title == "The hall" && item().hostName == "Ada" && item().duration == seconds{60});
        QCOMPARE(item().forgotten, std::optional(Failure{Cause::FileDamaged, memory}));
        // It is as it was.
        m_library.reset();
        QVERIFY(readLibraryMemory(contentOf(memory)));
        open();
        QVERIFY(item().state == State::Verified && !item().forgotten);
        // Without an account the folder's name tells what it is.
        m_library.reset();
        QVERIFY(put(memory, {}) && put(recording + "/recording.json", {}));
        open();
        QCOMPARE(m_library->view().items.size(), std::size_t(1));
        QVERIFY(item().state == State::Own && item().isInFolder && item().event == "hall");
        QCOMPARE(item().started, info.started);
        QVERIFY(item().path.endsWith("/programme.opus") && item().bytes == m_content.size());
        QVERIFY(item().forgotten);
        // A server that has it makes it right.
        offer("a", card, m_content);
        QTRY_COMPARE(item().state, State::Paused);
        QCOMPARE(m_library->view().items.size(), std::size_t(1));
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(readLibraryMemory(contentOf(memory)));
        QTRY_VERIFY(!item().forgotten);
        m_library->remove(id());
        QTRY_VERIFY(!QFileInfo::exists(recording));
    }
    void notes_withNothingToWrite_areNotWritten()
    {
        VirtualClock clock;
        QVERIFY(QDir().mkpath(folder()));
        QFile file(folder() + "/library.json.lock");
        QVERIFY(file.open(QIODevice::ReadWrite));
        FileLock lock;
        QCOMPARE(lock.take(file), FileLock::Taken::Yes);
        LibraryDisk disk(clock, *m_source, {.folder = folder()});
        const LibraryNotes first{{"/a"}, {}};
        const LibraryNotes second{{"/a", "/b"}, {}};
        disk.writeNotes({}, first);
        clock.advance(milliseconds{50});
        QVERIFY(!notes());
        lock.release();
        file.close();
        disk.writeNotes(first, second);
        QVERIFY(notes() && *notes() == second);
        QVERIFY(QFile::remove(folder() + "/library.json"));
        clock.advance(seconds{1});
        QVERIFY(!QFileInfo::exists(folder() + "/library.json"));
    }
    void setListenedTo_hasRoom_asLongAsItIsHere()
    {
        LibraryNotes notes;
        for (int i = 0; i < LibraryNotes::kMostListened; ++i)
            notes.listened[QStringLiteral("gone/%1").arg(i)] = milliseconds{1};
        QVERIFY(QDir().mkpath(folder()));
        QFile file(folder() + "/library.json");
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(writeLibraryNotes(notes)) > 0);
        file.close();
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->setListenedTo(id(), milliseconds{1234});
        QCOMPARE(item().listenedTo, std::optional(milliseconds{1234}));
    }
};

QTEST_GUILESS_MAIN(LibraryTest)
#include "library_test.moc"
