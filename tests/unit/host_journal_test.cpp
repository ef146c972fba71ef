#include "client/host_journal.h"
#include "wire/nkey.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;

namespace {

constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

HostMemory sample()
{
    HostMemory memory{.event = *EventId::parse(u"town-hall-x7"), .server = "live.example"};
    memory.plan = {.title = "Town hall", .description = "Bring questions.", .hostName = "Mei"};
    memory.plan.planned = wallFromUnixMs(1'800'000'000'000);
    memory.plan.access = HostPlan::Access::WithLink;
    memory.plan.place = HostPlan::Place::Server;
    memory.lastSeen = wallFromUnixMs(1'800'000'123'000);
    LeaseRecord record{.holder = "desk-1", .run = "r", .term = 3, .state = EventState{.id = memory.event}};
    record.state.title = "Town hall, really";
    record.state.revision = 77;
    record.state.phase = Phase::Paused;
    record.state.message = HostMessage{"Back at noon", wallFromUnixMs(1'800'000'100'000)};
    record.state.postponedFrom = {wallFromUnixMs(1'799'999'000'000)};
    memory.record = record;
    return memory;
}

Outcome put(HostJournal &journal, const HostMemory &memory)
{
    std::optional<Outcome> outcome;
    journal.put(memory, [&](const Outcome &o) { outcome = o; });
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }))
        return Failure{Cause::RequestTimeout, "journal"};
    return *outcome;
}

} // namespace

class HostJournalTest : public QObject
{
    Q_OBJECT
private slots:
    void read_givesAllThatWasPut()
    {
        HostJournal journal(path());
        QVERIFY(journal.take());
        QVERIFY(put(journal, sample()));
        const auto read = journal.read();
        QVERIFY(read && *read);
        QCOMPARE((*read)->event, sample().event);
        QCOMPARE((*read)->plan, sample().plan);
        QCOMPARE((*read)->lastSeen, sample().lastSeen);
        QCOMPARE((*read)->record->state.title, "Town hall, really");
        QCOMPARE((*read)->record->state.message, sample().record->state.message);
        QCOMPARE((*read)->record->state.postponedFrom, sample().record->state.postponedFrom);
        QCOMPARE((*read)->record->state.revision, quint64(77));
        QVERIFY((*read)->offer()
            == (HostOffer{sample().event, "Town hall, really", sample().lastSeen, "live.example"}));
    }

    void file_isForItsOwnerAlone_andHoldsNoCredentials()
    {
        HostJournal journal(path());
        QVERIFY(journal.take());
        HostMemory memory = sample();
        memory.plan.credentials = "a-secret-seed";
        QVERIFY(put(journal, memory));
        QVERIFY(!(QFile::permissions(path()) & kOthers));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("a-secret-seed"));
    }

    void destructor_writesWhatWasPut()
    {
        {
            HostJournal journal(path());
            QVERIFY(journal.take());
            for (int i = 0; i < 20; ++i) {
                HostMemory memory = sample();
                memory.record->state.revision = quint64(i);
                journal.put(memory, [](const Outcome &) {});
            }
        }
        const auto read = HostJournal(path()).read();
        QVERIFY(read && *read);
        QCOMPARE((*read)->record->state.revision, quint64(19));
    }

    void ofWhatWaits_onlyTheNewestIsWritten()
    {
        constexpr int kPuts = 1'000;
        HostJournal journal(path());
        QVERIFY(journal.take());
        int written = 0;
        bool isLast = false;
        for (int i = 1; i <= kPuts; ++i) {
            HostMemory memory = sample();
            memory.record->state.revision = quint64(i);
            journal.put(memory, [&, i](const Outcome &outcome) {
                written += outcome.ok();
                isLast = i == kPuts;
            });
        }
        QTRY_VERIFY(isLast);
        QVERIFY2(written < kPuts, qPrintable(QString::number(written))); // how many less is the disk's
        QCOMPARE((*journal.read())->record->state.revision, quint64(kPuts));
        journal.put(sample(), {});
        journal.forget();
        QTRY_VERIFY(!journal.exists());
    }

    void release_waitsForWhatIsWritten()
    {
        HostJournal first(path());
        QVERIFY(first.take());
        first.put(sample(), {});
        first.release();
        HostJournal second(path());
        QVERIFY(!second.take());
        QTRY_VERIFY(second.take());
        QVERIFY(*second.read());
        first.release();
        QVERIFY(!first.take());
    }

    void ownMute_isNotRemembered_butTheHosts()
    {
        LeaseRecord record = *sample().record;
        record.state.stage = {{.key = NKey::generate(NKeyKind::User).userKey(), .name = "Ana"}};
        LeaseRecord changed = record;
        changed.state.stage[0].muted = true;
        QVERIFY(lasting(changed) == lasting(record));
        changed.state.stage[0].mutedByHost = true;
        QVERIFY(lasting(changed) != lasting(record));
    }

    void put_whereNothingCanBeWritten_fails()
    {
        const QString blocked = m_dir->filePath("file/host.json");
        QFile file(m_dir->filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        HostJournal journal(blocked);
        const Outcome taken = journal.take();
        QVERIFY(!taken);
        QCOMPARE(taken.failure().cause, Cause::FileUnwritable);
        const Outcome written = put(journal, sample());
        QVERIFY(!written);
        QCOMPARE(written.failure().cause, Cause::FileUnwritable);
    }

    void take_whileAnotherHolds_isAlreadyHosting()
    {
        HostJournal first(path());
        QVERIFY(first.take());
        HostJournal second(path());
        const Outcome refused = second.take();
        QVERIFY(!refused);
        QCOMPARE(refused.failure().cause, Cause::AlreadyHosting);
        first.release();
        QVERIFY(second.take());
    }

    void forget_leavesNothing()
    {
        HostJournal journal(path());
        QVERIFY(journal.take());
        QVERIFY(put(journal, sample()));
        journal.forget();
        QTRY_VERIFY(!QFile::exists(path()));
        QVERIFY(!*journal.read());
    }

    void read_ofDamagedFiles_fails_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("\x01\x02{");
        QTest::newRow("another version") << QByteArray(R"({"version":2})");
        QTest::newRow("no event") << QByteArray(R"({"version":1,"access":"open","place":"server"})");
        QTest::newRow("bad event") << QByteArray(
            R"({"version":1,"event":"A B","access":"open","place":"server"})");
        QTest::newRow("another event's record") << QByteArray(
            R"({"version":1,"event":"a","access":"open","place":"server","record":{"v":1,"state":{"v":1,"event":"b"}}})");
        QTest::newRow("huge") << QByteArray(1 << 20, ' ');
    }
    void read_ofDamagedFiles_fails()
    {
        QFETCH(QByteArray, content);
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto read = HostJournal(path()).read();
        QVERIFY(!read);
        QCOMPARE(read.failure().cause, Cause::FileDamaged);
    }

    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

private:
    QString path() const { return m_dir->filePath("host.json"); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(HostJournalTest)
#include "host_journal_test.moc"
