#include "client/library_side.h"

#include "client/duration_cache.h"
#include "client/file_lock.h"
#include "recordings/opus_duration.h"
#include "recordings/opus_recording.h"
#include "recordings/recording_json.h"
#include "support/another_user.h"
#include "support/fake_source.h"
#include "support/virtual_clock.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace earshot;
using namespace earshot::test;
using State = LibraryItem::State;

namespace {

QByteArray bytes(int size, char seed)
{
    QByteArray made(size, '\0');
    for (int i = 0; i < size; ++i)
        made[i] = char(i * 7 + i / 251 + seed);
    return made;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The Ogg pages of Opus sound that a library looks at: the first and the last.
QByteArray soundOf(int ms, qint16 preSkip = 312)
{
    const auto page = [](qint64 granule, const QByteArray &body) {
        QByteArray made = "OggS" + QByteArray(23, '\0');
        qToLittleEndian(granule, made.data() + 6);
        made[26] = 1;
        return made + char(body.size()) + body;
    };
    QByteArray head = "OpusHead\1\1" + QByteArray(9, '\0');
    qToLittleEndian(preSkip, head.data() + 10);
    return page(0, head) + page(qint64(ms) * 48 + preSkip, QByteArray(100, 'x'));
}

ScheduleCard cardOf(const QString &event, const QByteArray &programme, int hour = 12)
{
    ScheduleCard card{.id = *EventId::parse(event)};
    card.title = event.toUpper();
    card.phase = Phase::Ended;
    card.recording = RecordingPromise::Ready;
    card.recorded
        = RecordingNote{event + QStringLiteral("/20261121T%1").arg(hour, 2, 10, QChar(u'0')) + "0000Z",
            {QStringLiteral("programme.opus"), programme.size(),
                QCryptographicHash::hash(programme, QCryptographicHash::Sha256)},
            milliseconds{60'000}, 2, milliseconds{1500}, wallFromUnixMs(1'795'000'000'000)};
    return card;
}

} // namespace

/// The library of one computer, with servers that the test plays.
class LibraryTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeSource> m_source;
    std::unique_ptr<LibrarySide> m_library;
    SystemClock m_clock;
    EventsView m_events;
    QByteArray m_content = bytes(95'000, 1);
    milliseconds m_undo{60'000};
    milliseconds m_quiet{3000};

    QString folder() const { return m_dir->filePath("recordings"); }
    void open(const QString &own = {}, const QString &folderInstead = {})
    {
        m_library.reset();
        LibrarySide::Options options{.disk = {.folder = folderInstead.isEmpty() ? folder() : folderInstead,
                                         .ownFolder = own,
                                         .patience = milliseconds{50}},
            .undo = m_undo,
            .retry = milliseconds{50},
            .quiet = m_quiet};
        m_library = std::make_unique<LibrarySide>(m_clock, *m_source, options);
        m_library->setEvents(m_events);
        // The first look at the folder.
        QTRY_VERIFY(m_library->view().bytesFree.has_value());
    }
    void offer(const QString &server, const ScheduleCard &card, const QByteArray &content,
        ServerView::State state = ServerView::State::UpToDate)
    {
        auto known = std::ranges::find(m_events.servers, server, &ServerView::id);
        if (known == m_events.servers.end())
            known = m_events.servers.insert(known, ServerView{.id = server});
        known->state = state;
        known->schedule.push_back(card);
        m_source->put(server, card.recorded->folder + "/programme.opus", content);
        m_source->put(server, card.recorded->folder + "/recording.json", "{}");
        m_source->put(server, card.recorded->folder + "/waveform.dat", "shape");
        if (m_library)
            m_library->setEvents(m_events);
    }
    const LibraryItem &item(qsizetype index = 0) const
    {
        return m_library->view().items.at(std::size_t(index));
    }
    QString id(qsizetype index = 0) const { return item(index).id; }
    /// Of the first of that title.
    LibraryItem called(const QString &title) const
    {
        const auto found = std::ranges::find(m_library->view().items, title, &LibraryItem::title);
        return found == m_library->view().items.end() ? LibraryItem{} : *found;
    }
    QString programme() const
    {
        return folder() + u'/' + recordingFolder(*m_events.servers[0].schedule[0].recorded)
            + "/programme.opus";
    }

    static bool put(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
    /// As they are on the disk.
    std::optional<LibraryNotes> notes() const
    {
        const auto read = readLibraryNotes(contentOf(folder() + "/library.json"));
        return read ? std::optional(*read) : std::nullopt;
    }

private slots:
    void init()
    {
        m_library.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        m_source = std::make_unique<FakeSource>();
        m_events = {};
        m_undo = milliseconds{60'000};
        m_quiet = milliseconds{3000};
    }
    void cleanup() { m_library.reset(); }

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
    void fetch_saysSpeedAndTimeLeft()
    {
        offer("a", cardOf("hall", m_content), m_content);
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
        QVERIFY(item().left && item().left->count() >= 1);
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
        QCOMPARE(m_source->begun().size(), 3);
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
    void restore_listsAFileOnce()
    {
        open();
        QFile file(m_dir->filePath("talk.opus"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(soundOf(5000)) > 0);
        file.close();
        QSignalSpy added(m_library.get(), &Library::added);
        m_library->addFile(file.fileName());
        QTRY_COMPARE(added.size(), 1);
        m_library->remove(id());
        m_library->addFile(file.fileName());
        QTRY_COMPARE(added.size(), 2);
        m_library->restore();
        m_library->addFile(file.fileName());
        QTRY_COMPARE(added.size(), 3); // all is written
        QVERIFY(contentOf(folder() + "/library.json").count("talk.opus") == 1);
        QVERIFY(m_library->view().removed.empty());
        m_library->remove(id());
        m_library->addFile(file.fileName());
        QTRY_COMPARE(added.size(), 4);
        m_library->remove(id());
        QCOMPARE(m_library->view().removed, std::vector{QStringLiteral("talk")});
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
    void link_inThePlaceOfTheTrash_isNotFollowed()
    {
        QVERIFY(QDir().mkpath(m_dir->filePath("precious")) && QDir().mkpath(folder()));
        QFile precious(m_dir->filePath("precious/letter"));
        QVERIFY(precious.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(m_dir->filePath("precious"), folder() + "/.trash"));
        open();
        QVERIFY(precious.exists() && !QFileInfo(folder() + "/.trash").isSymLink());
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
        std::vector<LibraryScan::File> told;
        connect(&disk, &LibraryDisk::examined, this, [&](const auto &one) { told.push_back(one); });
        connect(&disk, &LibraryDisk::scanned, this,
            [&](const LibraryScan &scan) { told.insert(told.end(), scan.files.begin(), scan.files.end()); });
        disk.examine(path);
        disk.writeNotes({}, {{path}, {}});
        QVERIFY(QFile::copy(path, folder() + "/copied.opus"));
        disk.scan();
        QCOMPARE(told.size(), 3U);
        for (const LibraryScan::File &one : told)
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
        open();
        QFile file(m_dir->filePath("talk.opus"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(soundOf(5000)) > 0);
        file.close();
        QSignalSpy added(m_library.get(), &Library::added);
        m_library->addFile(file.fileName());
        QTRY_COMPARE(added.size(), 1);
        QVERIFY(item().isAdded);
        QVERIFY(file.remove());
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
    void notes_thatCannotBeWritten_areWrittenLater()
    {
        offer("a", cardOf("hall", m_content), m_content);
        open();
        m_library->setListenedTo(id(), milliseconds{1111});
        QTRY_VERIFY(notes());
        QVERIFY(QDir().rename(folder(), m_dir->filePath("away")));
        QSignalSpy refused(m_library.get(), &Library::refused);
        m_library->setListenedTo(id(), milliseconds{2222});
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused[0][0].value<Failure>().cause, Cause::FileUnwritable);
        QTRY_VERIFY(m_library->view().trouble);
        m_library->setListenedTo(id(), milliseconds{3333});
        QVERIFY(QDir().rename(m_dir->filePath("away"), folder()));
        QTRY_VERIFY(!m_library->view().trouble);
        QTRY_COMPARE(notes()->listened[id()], milliseconds{3333});
        QCOMPARE(item().listenedTo, std::optional(milliseconds{3333}));
        QCOMPARE(refused.size(), 1); // said once
    }
    void notes_thatAreTakenAwayOrDamaged_areNotForgotten()
    {
        open();
        QVERIFY(put(m_dir->filePath("talk.opus"), soundOf(5000)));
        QSignalSpy added(m_library.get(), &Library::added);
        m_library->addFile(m_dir->filePath("talk.opus"));
        QTRY_COMPARE(added.size(), 1);
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

QTEST_GUILESS_MAIN(LibraryTest)
#include "library_test.moc"
