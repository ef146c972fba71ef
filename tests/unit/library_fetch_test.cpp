#include "unit/library_world.h"

#include "recordings/recording_json.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace earshot;
using namespace earshot::test;

/// Recordings come from the servers.
class LibraryFetchTest : public QObject, LibraryWorld
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void fetch_bringsTheFile_withWhatAPlayerNeeds()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(50'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 50'000);
        QCOMPARE(item().state, State::Fetching);
        QVERIFY(item().path.endsWith(".part") && contentOf(item().path) == m_content.left(50'000));
        QVERIFY(contentOf(QFileInfo(item().path).path() + "/waveform.dat") == "shape");
        QVERIFY(!QFileInfo::exists(programme()));
        m_source->letPass(1'000'000);
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content);
        QCOMPARE(item().path, programme());
        QCOMPARE(m_library->view().bytesHere, 95'000);
        const auto others = QFile::ReadGroup | QFile::ReadOther;
        QVERIFY(!(QFile::permissions(programme()) & others));
        QVERIFY(!(QFile::permissions(folder()) & (others | QFile::ExeOther)));
    }
    void fetch_saysSpeedAndTimeLeft()
    {
        const QByteArray content = bytes(1'000'000, 1);
        offer("a", cardOf("hall", content), content);
        open();
        m_source->letPass(10'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 10'000);
        for (qint64 limit = 20'000; limit <= 60'000; limit += 10'000) {
            m_source->letPass(limit);
            QTRY_COMPARE(item().fetched, limit); // told 4 times a second
        }
        QVERIFY2(item().bytesPerSecond > 5'000 && item().bytesPerSecond < 60'000,
            qPrintable(QString::number(item().bytesPerSecond)));
        const double left = double(content.size() - item().fetched) / item().bytesPerSecond;
        QVERIFY(item().left);
        QVERIFY2(std::abs(double(item().left->count()) - left) <= 1,
            qPrintable(QStringLiteral("%1 s for %2 s").arg(item().left->count()).arg(left)));
    }
    void fetch_saysNoSpeed_whereNothingComes_andWaitsForAServerThatIsAway()
    {
        m_quiet = milliseconds{1500};
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(20'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 20'000);
        m_source->letPass(40'000);
        QTRY_COMPARE(item().fetched, 40'000);
        QVERIFY(item().bytesPerSecond > 0 && item().left);
        QTRY_VERIFY(item().bytesPerSecond == 0 && !item().left); // while others are served, say
        QCOMPARE(item().state, State::Fetching);
        m_events.servers[0].state = ServerView::State::Stale;
        m_library->setEvents(m_events);
        QCOMPARE(item().state, State::Waiting);
        QVERIFY(item().trouble && item().trouble->cause == Cause::ServerLost);
        m_source->letPass(50'000); // its line is back sooner than its schedule
        QTRY_COMPARE(item().fetched, 50'000);
        QVERIFY(item().state == State::Fetching && !item().trouble);
        QCOMPARE(item().bytesPerSecond, 0.0); // not over the time in which nothing came
        QTRY_COMPARE(item().state, State::Waiting);
        m_events.servers[0].state = ServerView::State::UpToDate;
        m_library->setEvents(m_events);
        QVERIFY(!item().trouble);
        m_source->letPass(1'000'000);
        QTRY_COMPARE(item().state, State::Verified);
        QCOMPARE(m_source->begun().size(), 1);
    }
    /// Only of what waits for others it is said; what asks a server that is slow to answer has begun.
    void fetch_hasBegun_whereItsServerIsSlowToAnswer()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(0);
        m_library->fetch(id());
        QTRY_COMPARE(m_source->begun().size(), 1);
        QCOMPARE(item().state, State::Fetching);
        m_events.servers[0].state = ServerView::State::Stale;
        m_library->setEvents(m_events);
        QCOMPARE(item().state, State::Waiting);
        m_events.servers[0].state = ServerView::State::UpToDate;
        m_library->setEvents(m_events);
        QCOMPARE(item().state, State::Fetching);
    }
    /// A disk that fails for a moment, when all is there: what came is not thrown away, and not called damaged.
    void part_thatCannotBeRead_isKept_andReadAgain()
    {
#ifndef Q_OS_LINUX
        QSKIP("no such way to break a file here");
#else
        const ScheduleCard card = cardOf("hall", m_content);
        offer("a", card, m_content);
        const QString path = m_dir->filePath("programme.opus");
        const QString part = FileFetch::partOf(path);
        bool isBroken = true;
        std::optional<Outcome> outcome;
        QObject home;
        const FileFetch::Plan plan{.path = path,
            .home = &home,
            .server = "a",
            .wish
            = {card.recorded->folder + "/programme.opus", m_content.size(), card.recorded->programme.sha256}};
        const auto takeAwayTheRightToRead = [&] {
            if (!isBroken)
                return;
            for (const QFileInfo &open : QDir("/proc/self/fd").entryInfoList(QDir::Files)) {
                if (open.symLinkTarget() != QFileInfo(part).canonicalFilePath())
                    continue;
                const int blind = ::open(QFile::encodeName(part).constData(), O_WRONLY);
                QVERIFY(blind >= 0 && ::dup2(blind, open.fileName().toInt()) >= 0);
                ::close(blind);
            }
        };
        const auto fetch = [&] {
            outcome.reset();
            FileFetch one(m_clock, *m_source, plan,
                {[](qint64, qint64) {}, takeAwayTheRightToRead, [](const Failure &) {},
                    [&](const Outcome &is) { outcome = is; }});
            one.start();
            return QTest::qWaitFor([&] { return outcome.has_value(); });
        };
        QVERIFY(fetch());
        QCOMPARE(outcome->failure(), (Failure{Cause::FileUnreadable, part}));
        QVERIFY(contentOf(part) == m_content && !QFileInfo::exists(FileFetch::damagedOf(path)));
        isBroken = false;
        QVERIFY(fetch());
        QVERIFY(outcome->ok() && contentOf(path) == m_content);
        QCOMPARE(m_source->begun().back().bytes, qint64(m_content.size()));
#endif
    }
    void fetch_hasThreeAtOnce_theOthersWait()
    {
        for (int i = 0; i < 5; ++i)
            offer("a", cardOf(QStringLiteral("e%1").arg(i), m_content, i), m_content);
        open();
        m_source->letPass(20'000);
        for (int i = 0; i < 5; ++i)
            m_library->fetch(id(i));
        const auto count = [this](State state) {
            return std::ranges::count(m_library->view().items, state, &LibraryItem::state);
        };
        QTRY_COMPARE(count(State::Fetching), 3);
        QCOMPARE(count(State::Waiting), 2);
        QTRY_COMPARE(m_source->begun().size(), 3);
        QTRY_COMPARE(item(0).fetched, 20'000);
        m_library->pause(id(0));
        QTRY_COMPARE(m_source->begun().size(), 4);
        QCOMPARE(count(State::Paused), 1);
        m_source->letPass(1'000'000);
        QTRY_COMPARE(count(State::Verified), 4);
    }
    void fetch_goesOn_afterAPause_andAfterARestart()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(30'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 30'000);
        m_library->pause(id());
        QCOMPARE(item().state, State::Paused);
        QTRY_COMPARE(m_source->readings(), 0);
        open(); // paused stays paused
        QCOMPARE(item().state, State::Paused);
        QCOMPARE(item().fetched, 30'000);
        m_source->letPass(60'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 60'000);
        QCOMPARE(m_source->begun().back().bytes, 30'000);
        m_library.reset();
        m_source->letPass(70'000);
        open(); // what was under way goes on by itself
        QTRY_COMPARE(item().fetched, 70'000);
        QCOMPARE(m_source->begun().back().bytes, 60'000);
        m_source->letPass(1'000'000);
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content);
        m_events.servers.clear(); // without any server
        open();
        QCOMPARE(m_library->view().items.size(), 1);
        QCOMPARE(item().state, State::Verified);
        QCOMPARE(item().title, QStringLiteral("HALL"));
        QVERIFY(item().serverId.isEmpty());
    }
    void fetch_goesOnAtAnotherServer_whereTheFirstIsGone()
    {
        offer("a", cardOf("hall", m_content), m_content);
        offer("b", cardOf("hall", m_content), m_content);
        open();
        QCOMPARE(m_library->view().items.size(), 1); // the same recording
        m_source->letPass(40'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 40'000);
        const QString first = item().serverId;
        m_source->letPass(1'000'000'000);
        for (ServerView &server : m_events.servers)
            server.state = server.id == first ? ServerView::State::Failed : ServerView::State::UpToDate;
        m_library->setEvents(m_events);
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content);
    }
    void fetch_waits_whereTheServerIsRemoved_andGoesOnWhenItIsBack()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(40'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 40'000);
        const EventsView events = std::exchange(m_events, {});
        m_library->setEvents(m_events);
        QCOMPARE(item().state, State::Waiting);
        QVERIFY(item().trouble && item().trouble->cause == Cause::ServerLost); // not for others
        QTRY_COMPARE(m_source->readings(), 0);
        m_source->letPass(1'000'000);
        m_events = events;
        m_library->setEvents(m_events);
        QTRY_COMPARE(item().state, State::Verified);
        QCOMPARE(m_source->begun().back().bytes, 40'000);
    }
    /// The event was held again, and the card has the second recording.
    void fetch_ofWhatTheCardNamesNoMore_isReadAsLongAsTheServerHasIt()
    {
        for (int i = 1; i <= 4; ++i)
            offer("a", cardOf(QStringLiteral("e%1").arg(i), m_content, i), m_content);
        open();
        m_source->letPass(30'000);
        for (int i = 0; i < 4; ++i)
            m_library->fetch(id(i)); // the last one waits for the others
        QTRY_VERIFY(m_source->begun().size() == 3 && called("E4").fetched == 30'000);
        QCOMPARE(called("E1").state, State::Waiting);
        const std::vector<QString> ids{id(0), id(3)};
        for (const int index : {0, 3})
            m_events.servers[0].schedule[std::size_t(index)]
                = cardOf(QStringLiteral("e%1").arg(index + 1), bytes(50'000, 9), 20);
        m_library->setEvents(m_events);
        const auto theItem = [&](int index) {
            return *std::ranges::find(m_library->view().items, ids[std::size_t(index)], &LibraryItem::id);
        };
        QCOMPARE(theItem(0).state, State::Fetching);
        QVERIFY(theItem(1).state == State::Waiting && !theItem(1).trouble);
        m_source->letPass(1'000'000);
        QTRY_COMPARE(theItem(0).state, State::Verified);
        QTRY_COMPARE(theItem(1).state, State::Verified);
        QCOMPARE(m_source->begun().size(), 4);
    }
    void fetch_ofWhatTheCardNamesNoMore_fails_whereTheServerHasItNoMore()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(30'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 30'000);
        m_library.reset();
        m_events.servers[0].schedule[0] = cardOf("hall", bytes(50'000, 9), 20);
        m_source->refuse(Failure{Cause::BadData, QStringLiteral("missing")});
        open();
        QTRY_COMPARE(item(1).state, State::Failed);
        QVERIFY(item(1).trouble && item(1).trouble->cause == Cause::EventUnknown);
        m_library->setEvents(m_events);
        QCOMPARE(item(1).state, State::Failed);
    }
    void fetch_keepsWrongBytesAside_andOffersItAnew()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->damage(true);
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Damaged);
        QVERIFY(!QFileInfo::exists(programme()));
        QVERIFY(item().path.endsWith(".damaged") && QFileInfo(item().path).size() == 95'000);
        open();
        QCOMPARE(item().state, State::Damaged);
        m_source->damage(false);
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content);
    }
    void fetch_takesTheGoodCopy_whereAnotherServersIsDamaged()
    {
        offer("a", cardOf("hall", m_content), m_content);
        offer("b", cardOf("hall", m_content), m_content);
        open();
        m_source->damage(true, "a");
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(programme()) == m_content && !QFileInfo::exists(programme() + ".damaged"));
        QCOMPARE(m_source->begun().size(), 2);
    }
    void fetch_ofAServerThatIsAway_holdsUpNoOther()
    {
        const auto count = [this](State state) {
            return std::ranges::count(m_library->view().items, state, &LibraryItem::state);
        };
        for (int i = 1; i <= 4; ++i)
            offer("away", cardOf(QStringLiteral("e%1").arg(i), m_content, i), m_content,
                ServerView::State::Failed);
        offer("here", cardOf("hall", m_content, 20), m_content);
        open();
        for (int i = 4; i >= 0; --i)
            m_library->fetch(id(i));
        QTRY_COMPARE(item(0).state, State::Verified);
        QCOMPARE(count(State::Waiting), 4);
        QCOMPARE(m_source->begun().size(), 1);
        m_source->letPass(20'000);
        m_events.servers[0].state = ServerView::State::UpToDate;
        m_library->setEvents(m_events);
        QTRY_COMPARE(count(State::Fetching), 3);
        m_events.servers[0].state = ServerView::State::Failed; // in the middle
        offer("here", cardOf("late", m_content, 21), m_content);
        m_library->fetch(id(0));
        QTRY_COMPARE(item(0).fetched, 20'000);
        m_source->letPass(1'000'000);
        QTRY_COMPARE(item(0).state, State::Verified);
    }
    void fetch_leavesNothingOfAnotherRecording_besideTheProgramme()
    {
        const ScheduleCard card = cardOf("hall", m_content);
        RecordingInfo info{.event = "hall", .title = "Hall", .duration = milliseconds{60'000}};
        info.programme = card.recorded->programme;
        info.waveform = {"waveform.dat", 5, QCryptographicHash::hash("shape", QCryptographicHash::Sha256)};
        info.isWhole = true;
        RecordingInfo other = info;
        other.title = "Another evening";
        other.programme.sha256[7] = char(other.programme.sha256[7] ^ 1);
        const QString here = folder() + u'/' + recordingFolder(*card.recorded);
        QVERIFY(QDir().mkpath(here));
        const auto write = [&here](const char *name, const QByteArray &content) {
            QFile file(here + name);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        };
        write("/recording.json", writeRecordingInfo(other));
        write("/waveform.dat", "other");
        offer("a", card, m_content);
        m_source->put("a", card.recorded->folder + "/recording.json", writeRecordingInfo(info));
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(here + "/recording.json") == writeRecordingInfo(info));
        QCOMPARE(contentOf(here + "/waveform.dat"), QByteArray("shape"));
        // Nor what a server gives out for it.
        m_library->remove(id());
        QTRY_VERIFY(!QFileInfo::exists(here));
        m_source->put("a", card.recorded->folder + "/recording.json", writeRecordingInfo(other));
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(!QFileInfo::exists(here + "/recording.json"));
    }
    void fetch_triesAgain_whereTheServerHasNoAnswer_andFails_whereItHasNoSuchThing()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->refuse(Failure{Cause::NoResponders, {}});
        m_library->fetch(id());
        QTRY_VERIFY(item().state == State::Waiting && item().trouble);
        QCOMPARE(item().trouble->cause, Cause::NoResponders);
        m_source->refuse(Failure{Cause::BadData, QStringLiteral("changed")});
        QTRY_COMPARE(item().state, State::Failed);
        m_source->refuse({});
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Verified);
    }
    void twoPrograms_withOneFolder_fetchOneAfterTheOther()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        const LibrarySide::Options options{
            .disk = {.folder = folder(), .ownFolder = {}, .patience = milliseconds{50}},
            .retry = milliseconds{50}};
        LibrarySide second(m_clock, *m_source, options);
        second.setEvents(m_events);
        QTRY_VERIFY(second.view().bytesFree.has_value());
        m_source->letPass(30'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 30'000);
        second.fetch(id());
        QTRY_VERIFY(second.view().items[0].trouble);
        QCOMPARE(second.view().items[0].trouble->cause, Cause::AlreadyRunning);
        QCOMPARE(second.view().items[0].state, State::Waiting);
        m_source->letPass(1'000'000);
        QTRY_COMPARE(item().state, State::Verified);
        QTRY_COMPARE(second.view().items[0].state, State::Verified);
        QCOMPARE(m_source->begun().size(), 1); // it was read once
        QVERIFY(contentOf(programme()) == m_content);
    }
    void fetch_writesNoName_thatSomeSystemCannotHave_orThatMeansSomethingElse()
    {
        const QStringList names{"CON.opus", "nul.tar.opus", "com1.opus", "programme", "item.json",
            "recording.json", "../x.opus", "/etc/x.opus", ".opus", "a/b.opus", "a.opus.", "a.opus ",
            QString("a") + QChar(u'\0') + ".opus", QString("a") + QChar(0x202e) + ".opus",
            QString(300, u'a') + ".opus", "programme.opus.part", "a\\b.opus", "a:b.opus"};
        for (const QString &name : names)
            QVERIFY2(!RecordingFetch::isSoundFile(name), qPrintable(name));
        for (const char *name : {"programme.opus", "ana-AAAA.opus", "console.opus", "a.b.opus", "COM.opus"})
            QVERIFY2(RecordingFetch::isSoundFile(name), name);
        ScheduleCard card = cardOf("hall", m_content);
        card.recorded->programme.name = "item.json";
        offer("a", card, m_content);
        m_source->put("a", card.recorded->folder + "/item.json", m_content);
        open();
        m_library->fetch(id());
        QTRY_COMPARE(item().state, State::Failed);
        QVERIFY(m_source->begun().empty());
        QVERIFY(QDir(folder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
    }
    void fetch_saysWhereItCannotWrite()
    {
        QFile file(m_dir->filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        offer("a", cardOf("hall", m_content), m_content);
        m_library.reset();
        m_library = std::make_unique<LibrarySide>(m_clock, *m_source,
            LibrarySide::Options{
                .disk = {.folder = m_dir->filePath("file/recordings")}, .retry = milliseconds{50}});
        m_library->setEvents(m_events);
        QTRY_VERIFY(m_library->view().trouble);
        m_library->fetch(id());
        QTRY_VERIFY(item().trouble);
        QCOMPARE(item().trouble->cause, Cause::FileUnwritable);
        QCOMPARE(item().state, State::Waiting);
    }
    void fetch_goesOn_whereTheLibrarysDiskComesLaterThanTheProgram()
    {
        const QString disk = m_dir->filePath("disk");
        const QString plugged = m_dir->filePath("plugged");
        QVERIFY(QDir().mkpath(plugged) && QFile::link(plugged, disk));
        offer("a", cardOf("hall", m_content), m_content);
        open({}, disk + "/recordings");
        m_source->letPass(30'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 30'000);
        m_library.reset();
        QVERIFY(QDir().rename(plugged, m_dir->filePath("unplugged")));
        m_library = std::make_unique<LibrarySide>(m_clock, *m_source,
            LibrarySide::Options{.disk = {.folder = disk + "/recordings", .patience = milliseconds{50}}});
        m_library->setEvents(m_events);
        QTRY_VERIFY(m_library->view().trouble);
        QCOMPARE(item().state, State::Remote);
        QVERIFY(QDir().rename(m_dir->filePath("unplugged"), plugged));
        QTRY_VERIFY(!m_library->view().trouble);
        m_source->letPass(1'000'000);
        QTRY_COMPARE(item().state, State::Verified);
        QCOMPARE(m_source->begun().back().bytes, 30'000);
    }
    void fetch_ofWhatTheHostRemoved_ends()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_source->letPass(30'000);
        m_library->fetch(id());
        QTRY_COMPARE(item().fetched, 30'000);
        const QString memory = QFileInfo(programme()).path() + "/item.json";
        ScheduleCard &card = m_events.servers[0].schedule[0];
        card.recorded.reset();
        card.recording = RecordingPromise::Removed;
        m_library->setEvents(m_events);
        QCOMPARE(item().state, State::Paused);
        QVERIFY(item().isWithdrawn && !item().trouble);
        m_library->fetch(id());
        QCOMPARE(item().state, State::Paused);
        QTRY_VERIFY(!readLibraryMemory(contentOf(memory))->isWanted);
        // What was under way when the program ended, and was removed meanwhile.
        m_library.reset();
        LibraryMemory wanted = *readLibraryMemory(contentOf(memory));
        wanted.isWanted = true;
        QVERIFY(put(memory, writeLibraryMemory(wanted)));
        open();
        QCOMPARE(item().state, State::Paused);
        QVERIFY(item().isWithdrawn && item().fetched == 30'000);
    }
    /// On a disk of 200 KB.
    void fetch_goesOn_whenThereIsRoomAgain()
    {
        const QString disk = m_dir->filePath("disk");
        QVERIFY(QDir().mkpath(disk));
        if (QProcess::execute("mount", {"-t", "tmpfs", "-o", "size=200k", "tmpfs", disk}) != 0)
            QSKIP("no right to mount a small disk");
        const auto unmount = qScopeGuard([&] {
            m_library.reset();
            QProcess::execute("umount", {disk});
        });
        QFile ballast(disk + "/ballast");
        QVERIFY(ballast.open(QIODevice::WriteOnly) && ballast.write(QByteArray(120'000, 'x')) == 120'000);
        ballast.close();
        offer("a", cardOf("hall", m_content), m_content);
        open({}, disk + "/recordings");
        m_library->fetch(id());
        QTRY_VERIFY(item().state == State::Waiting && item().trouble);
        QCOMPARE(item().trouble->cause, Cause::FileUnwritable);
        const qint64 had = item().fetched;
        QVERIFY(QFile::remove(ballast.fileName()));
        QTRY_COMPARE(item().state, State::Verified);
        QVERIFY(contentOf(item().path) == m_content);
        QVERIFY2(had > 0 && m_source->begun().back().bytes > 0, "it began anew");
    }
};

QTEST_GUILESS_MAIN(LibraryFetchTest)
#include "library_fetch_test.moc"
