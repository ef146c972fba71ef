#include "client/host_withdrawal.h"

#include "client/library_memory.h"
#include "engine/engine_folder.h"
#include "engine/engine_keys.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;

namespace {

/// Counts who asks.
class CountedSecrets final : public SecretStore
{
public:
    int reads = 0;

    void read(const QString &, std::function<void(const Result<std::optional<QByteArray>> &)>) override
    {
        ++reads;
    }
    void write(const QString &, const QByteArray &, std::function<void(const Outcome &)>) override { }
    void remove(const QString &, std::function<void(const Outcome &)>) override { }
    bool usesKeychain() const override { return true; }
};

RecordingNote note()
{
    return {
        .folder = "town-hall/20261121T101000Z", .programme = {"programme.opus", 1000, QByteArray(32, 'p')}};
}

EventsView eventsOf(const QString &account, const std::optional<RecordingNote> &recorded = note())
{
    ScheduleCard card{.id = *EventId::parse(u"town-hall"), .title = "Town hall"};
    card.recorded = recorded;
    ServerView server{.id = "earshot://127.0.0.1:1/", .schedule = {card}, .account = account};
    return {{server}};
}

} // namespace

/// Whose recordings a person may take off a server, without any server.
class HostWithdrawalTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<QThread>();
        m_thread->start();
    }
    void cleanup()
    {
        m_withdrawal.reset();
        m_thread->quit();
        m_thread->wait();
    }

    void whoNeverHosted_isOfferedNothing_andNotAskedForTheKeychain()
    {
        make();
        m_withdrawal->setEvents(eventsOf("ASTRANGER"));
        m_withdrawal->setEvents(eventsOf({}));
        QVERIFY(m_withdrawal->offered().empty());
        QCOMPARE(m_secrets.reads, 0);
    }

    void ownServers_areOffered_andNoOthers()
    {
        make();
        const QString account = makeEngine();
        m_withdrawal->setEvents(eventsOf(account));
        QVERIFY(m_withdrawal->offered().empty()); // not known to be a host yet
        m_withdrawal->readRights();
        QCOMPARE(m_withdrawal->offered(), bothIds());
        QCOMPARE(m_secrets.reads, 1);
        m_withdrawal->setEvents(eventsOf("ASTRANGER"));
        QVERIFY(m_withdrawal->offered().empty());
        m_withdrawal->setEvents(eventsOf(account, std::nullopt));
        QVERIFY(m_withdrawal->offered().empty());
    }

    void brokenOff_isOfferedAgain_alsoWhereTheCardNamesItNoMore()
    {
        const QString account = makeEngine();
        make();
        m_withdrawal->setEvents(eventsOf(account));
        std::optional<Failure> failure;
        connect(m_withdrawal.get(), &Withdrawal::withdrawn, this,
            [&failure](const QString &title, const Outcome &outcome) {
                QCOMPARE(title, "Town hall");
                QVERIFY(!outcome.ok());
                failure = outcome.failure();
            });
        m_withdrawal->withdraw("nothing");
        m_withdrawal->withdraw(ownRecordingId(note().folder));
        QVERIFY(m_withdrawal->offered().empty()); // by none of its ids, while it is under way
        m_withdrawal->setEvents(eventsOf(account, std::nullopt));
        QTRY_VERIFY_WITH_TIMEOUT(failure.has_value(), 10'000);
        QCOMPARE(failure->cause, Cause::NoResponders);
        QCOMPARE(m_withdrawal->offered(), std::set<QString>{ownRecordingId(note().folder)});
    }

private:
    QString engine() const { return m_dir->filePath("engine"); }
    static std::set<QString> bothIds() { return {recordingId(note()), ownRecordingId(note().folder)}; }
    void make()
    {
        m_withdrawal = std::make_unique<HostWithdrawal>(m_clock, 1, *m_thread, m_secrets, engine());
    }
    /// Of a computer that hosted; returns the audience's account.
    QString makeEngine()
    {
        const OwnerKeys keys = makeOwnerKeys();
        if (!QDir().mkpath(engine()) || !writeOwnerKeys(EngineFolder{engine()}.keys(), keys))
            return {};
        return QString::fromLatin1(keys.audience.publicKey());
    }

    SystemClock m_clock;
    CountedSecrets m_secrets;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<HostWithdrawal> m_withdrawal;
};

QTEST_GUILESS_MAIN(HostWithdrawalTest)
#include "host_withdrawal_test.moc"
