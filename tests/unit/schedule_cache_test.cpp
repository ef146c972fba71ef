#include "base/random.h"
#include "client/known_events.h"
#include "client/schedule_cache.h"
#include "support/virtual_clock.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

namespace {

const QString kServer = QStringLiteral("earshot://live.example.org");
constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

ScheduleCard cardOf(const QString &id, qint64 plannedMs)
{
    ScheduleCard card{.id = *EventId::parse(id)};
    card.title = QStringLiteral("Town hall");
    card.hostName = QStringLiteral("Ana Ruiz");
    card.planned = wallFromUnixMs(plannedMs);
    card.revision = 7;
    return card;
}

RememberedSchedule sample()
{
    ScheduleCard postponed = cardOf(QStringLiteral("town-hall"), 1'800'000'600'000);
    postponed.postponedFrom = {wallFromUnixMs(1'800'000'000'000)};
    postponed.message = HostMessage{QStringLiteral("We wait for Mei."), wallFromUnixMs(1'799'999'000'000)};
    ScheduleCard past = cardOf(QStringLiteral("results"), 1'700'000'000'000);
    past.phase = Phase::Ended;
    past.started = past.planned;
    past.ended = past.planned + minutes{72};
    past.recording = RecordingPromise::Ready;
    past.recorded = RecordingNote{QStringLiteral("results/20231114T221320Z"),
        {QStringLiteral("programme.opus"), 31'000'000, QByteArray(32, 'x')}, minutes{72}, 1, seconds{2},
        *past.ended + seconds{8}};
    return {QStringLiteral("Radio North"), QStringLiteral("ACCOUNT"), wallFromUnixMs(1'799'999'999'000),
        {postponed, past}};
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files);
}

/// What is read of the server's file: the schedule, or a failure, or nothing at all.
struct Answer {
    std::optional<RememberedSchedule> found;
    std::optional<Failure> damaged;
};

Answer readFrom(const QString &folder, const QString &server = kServer)
{
    VirtualClock clock;
    ScheduleCache cache(clock, folder);
    Answer answer;
    bool marked = false;
    QObject::connect(&cache, &ScheduleCache::found, [&](const QString &id, const RememberedSchedule &r) {
        marked |= id == QStringLiteral("mark");
        if (id == server)
            answer.found = r;
    });
    QObject::connect(
        &cache, &ScheduleCache::damaged, [&](const QString &, const Failure &f) { answer.damaged = f; });
    // Files are read in order: once the mark is answered, the server was.
    cache.put(QStringLiteral("mark"), sample());
    clock.advance(seconds{3});
    cache.read(server);
    cache.read(QStringLiteral("mark"));
    if (!QTest::qWaitFor([&] { return marked; }))
        qWarning("the cache does not answer");
    cache.forget(QStringLiteral("mark"));
    return answer;
}

void keep(const QString &folder, const RememberedSchedule &schedule, const QString &server = kServer)
{
    VirtualClock clock;
    ScheduleCache cache(clock, folder);
    cache.put(server, schedule);
}

} // namespace

class ScheduleCacheTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void read_givesWhatWasPut()
    {
        keep(folder(), sample());
        const Answer answer = readFrom(folder());
        QVERIFY(answer.found);
        QCOMPARE(*answer.found, sample());
        QVERIFY(!answer.damaged);
        QVERIFY(!readFrom(folder(), QStringLiteral("earshot://elsewhere.example.org")).found);
    }

    void file_isItsOwnersAlone_andHasNoSecrets()
    {
        RememberedSchedule schedule = sample();
        ScheduleCard &card = schedule.schedule.front();
        const QString ticket = QStringLiteral("eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.e30.c2ln");
        card.phase = Phase::Moved;
        card.movedTo = QStringLiteral("earshot://other.example.org/town-hall?t=") + ticket;
        card.recordingLink = QStringLiteral("https://example.org/recording?t=") + ticket;
        card.fallbackLink = QStringLiteral("https://example.org/stream");
        card.description = QStringLiteral("Join with earshot://other.example.org/x?t=") + ticket;
        card.message->text = QStringLiteral("The ticket is ") + ticket;
        keep(folder(), schedule);

        QCOMPARE(filesIn(folder()).size(), 1);
        QFile file(folder() + QLatin1Char('/') + filesIn(folder()).front());
        QVERIFY(!(file.permissions() & kOthers));
        QVERIFY(!(QFileInfo(folder()).permissions() & (kOthers | QFile::ExeGroup | QFile::ExeOther)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains("eyJ0"));
        QVERIFY(!bytes.contains("c2ln"));
        const Answer answer = readFrom(folder());
        QVERIFY(answer.found);
        QCOMPARE(
            answer.found->schedule.front().movedTo, QStringLiteral("earshot://other.example.org/town-hall"));
        QCOMPARE(answer.found->schedule.front().recordingLink, QString());
        QCOMPARE(answer.found->schedule.front().fallbackLink, QStringLiteral("https://example.org/stream"));
    }

    /// What is on no schedule is found by a link only, also after a restart.
    void eventByLink_isFoundByWhoHasIt()
    {
        ScheduleCard board = cardOf(QStringLiteral("board"), 1'800'000'000'000);
        board.listed = false;
        ScheduleCard other = cardOf(QStringLiteral("other-board"), 1'800'000'000'000);
        other.listed = false;
        const Schedule all{cardOf(QStringLiteral("town-hall"), 1'800'000'600'000), board, other};
        KnownEvents before;
        before.setSchedule(kServer, all);
        QCOMPARE(before.shown(kServer), Schedule{all[0]});
        before.add(kServer, board.id);
        QCOMPARE(before.shown(kServer), (Schedule{all[0], board}));
        before.add(QStringLiteral("earshot://elsewhere.example.org"), other.id);
        QCOMPARE(before.shown(kServer).size(), 2u);

        RememberedSchedule seen = sample();
        seen.schedule = before.shown(kServer);
        keep(folder(), seen);
        const Answer answer = readFrom(folder());
        QVERIFY(answer.found);
        KnownEvents after;
        after.setSchedule(kServer, all); // the server was quicker than the disk
        after.remember(kServer, answer.found->schedule);
        QCOMPARE(after.shown(kServer), (Schedule{all[0], board}));
        after.forget(kServer);
        QCOMPARE(after.shown(kServer), Schedule{});
        after.setSchedule(kServer, all);
        QCOMPARE(after.shown(kServer), Schedule{all[0]});
    }

    void counts_areNotKept()
    {
        RememberedSchedule schedule = sample();
        schedule.schedule.front().counts = Counts{1204, HearingEstimate{1187, 9}, {}};
        keep(folder(), schedule);
        QVERIFY(!readFrom(folder()).found->schedule.front().counts);
    }

    void news_isWrittenSoon_theTimeAloneNowAndThen()
    {
        VirtualClock clock;
        ScheduleCache cache(clock, folder());
        RememberedSchedule schedule = sample();
        cache.put(kServer, schedule);
        clock.advance(milliseconds{1900});
        QCOMPARE(filesIn(folder()).size(), 0);
        clock.advance(milliseconds{200});
        QTRY_COMPARE(filesIn(folder()).size(), 1);

        const auto checkedOnDisk = [&] {
            QFile file(folder() + QLatin1Char('/') + filesIn(folder()).front());
            const bool isOpen = file.open(QIODevice::ReadOnly);
            const auto read = readRemembered(file.readAll(), kServer);
            return isOpen && read && *read ? (*read)->checked : WallTime{};
        };
        QTRY_COMPARE(checkedOnDisk(), schedule.checked);
        schedule.checked += seconds{5};
        schedule.schedule.front().counts = Counts{3, {}, {}};
        cache.put(kServer, schedule);
        clock.advance(seconds{50});
        QCOMPARE(checkedOnDisk(), sample().checked);
        clock.advance(seconds{11});
        QTRY_COMPARE(checkedOnDisk(), schedule.checked);
        schedule.checked += seconds{5};
        schedule.schedule.front().title = QStringLiteral("Renamed");
        cache.put(kServer, schedule);
        clock.advance(milliseconds{2100});
        QTRY_COMPARE(checkedOnDisk(), schedule.checked);
    }

    void forgottenServer_hasNoFile()
    {
        keep(folder(), sample());
        {
            VirtualClock clock;
            ScheduleCache cache(clock, folder());
            cache.put(kServer, sample());
            cache.forget(kServer);
        }
        QCOMPARE(filesIn(folder()), QStringList());
    }

    void damagedFile_isSetAsideAndTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray whole = writeRemembered(kServer, sample());
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("noise") << QByteArray("\x00\xff\x17\x80{{{{", 8);
        QTest::newRow("cut") << whole.first(whole.size() / 2);
        QTest::newRow("list") << QByteArray("[1,2]");
        QTest::newRow("no version") << QByteArray("{}");
        QTest::newRow("no events") << QByteArray(whole).replace("\"events\":[", "\"other\":[");
        QTest::newRow("no time") << QByteArray(whole).replace("\"checked\":", "\"chucked\":");
        QTest::newRow("bad event") << QByteArray(whole).replace("\"town-hall\"", "\"Town Hall!\"");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("huge") << QByteArray(3 * 1024 * 1024, ' ');
    }
    void damagedFile_isSetAsideAndTold()
    {
        QFETCH(QByteArray, bytes);
        keep(folder(), sample());
        const QString path = folder() + QLatin1Char('/') + filesIn(folder()).front();
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            QCOMPARE(file.write(bytes), bytes.size());
        }
        const Answer answer = readFrom(folder());
        QVERIFY(!answer.found);
        QVERIFY(answer.damaged);
        QCOMPARE(answer.damaged->cause, Cause::FileDamaged);
        QCOMPARE(answer.damaged->detail, path + QStringLiteral(".damaged"));
        QVERIFY(!QFile::exists(path));
        QVERIFY(QFile::exists(answer.damaged->detail));
        keep(folder(), sample());
        QVERIFY(readFrom(folder()).found);
    }

    void otherVersionOrServer_isAsGoodAsNone()
    {
        const QByteArray whole = writeRemembered(kServer, sample());
        const auto later
            = readRemembered(QByteArray(whole).replace("\"version\":1", "\"version\":2"), kServer);
        QVERIFY(later && !*later);
        const auto other = readRemembered(whole, QStringLiteral("earshot://other.example.org"));
        QVERIFY(other && !*other);
    }

    void anyBytes_areReadOrRefused()
    {
        SeededRandom random(6);
        const QByteArray whole = writeRemembered(kServer, sample());
        for (int i = 0; i < 3000; ++i) {
            QByteArray bytes = whole;
            for (int k = 0; k < 1 + i % 5; ++k)
                bytes[qsizetype(random.next() % quint64(bytes.size()))] = char(random.next());
            const auto read = readRemembered(bytes, kServer);
            if (read && *read)
                QVERIFY((*read)->schedule.size() <= sample().schedule.size());
        }
    }

    void hugeSchedule_keepsTheLatest()
    {
        RememberedSchedule schedule = sample();
        schedule.schedule.clear();
        for (int i = 0; i < 1000; ++i) {
            ScheduleCard card
                = cardOf(QStringLiteral("event-%1").arg(i), 1'700'000'000'000 + qint64(i) * 1'000'000);
            card.description = QString(1900, QChar(0x00e4));
            schedule.schedule.push_back(card);
        }
        const QByteArray bytes = writeRemembered(kServer, schedule);
        QVERIFY(bytes.size() <= 2 * 1024 * 1024);
        const auto read = readRemembered(bytes, kServer);
        QVERIFY(read && *read);
        QVERIFY((*read)->schedule.size() > 300);
        QCOMPARE((*read)->schedule.front().id.text(), QStringLiteral("event-999"));
    }

    void manyServers_theOldestFilesGo()
    {
        for (int i = 0; i < 70; ++i)
            keep(folder(), sample(), QStringLiteral("earshot://s%1.example.org").arg(i));
        QCOMPARE(filesIn(folder()).size(), 64);
    }

    void folderThatTakesNothing_costsNothing()
    {
        QFile block(folder());
        QVERIFY(block.open(QIODevice::WriteOnly));
        keep(folder(), sample());
        VirtualClock clock;
        ScheduleCache cache(clock, folder());
        QSignalSpy found(&cache, &ScheduleCache::found);
        cache.read(kServer);
        cache.put(kServer, sample());
        clock.advance(seconds{5});
        QCOMPARE(found.count(), 0);
    }

private:
    QString folder() const { return m_dir->path() + QStringLiteral("/schedules"); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(ScheduleCacheTest)
#include "schedule_cache_test.moc"
