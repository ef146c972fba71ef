#include "client/event_hosting.h"

#include "client/event_name.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace earshot;

namespace {

HostPlan planFor(HostPlan::Place place)
{
    HostPlan plan{.title = "Town hall", .place = place};
    plan.bindAddress = "192.0.2.1";
    return plan;
}

} // namespace

/// What a host is told without any server.
class EventHostingTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_secrets = makeSecretStore({}, SecretPlace::Memory);
        m_thread = std::make_unique<QThread>();
        m_thread->start();
    }
    void cleanup()
    {
        m_thread->quit();
        m_thread->wait();
    }

    void check_saysWhyNoNetwork_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<std::optional<Cause>>("expected");
        QTest::newRow("Debian 12") << QByteArray("nats-server: v2.9.10")
                                   << std::optional(Cause::ProgramTooOld);
        QTest::newRow("below the floor")
            << QByteArray("nats-server: v2.12.11") << std::optional(Cause::ProgramTooOld);
        QTest::newRow("new enough") << QByteArray("nats-server: v2.15.1") << std::optional<Cause>();
        QTest::newRow("another program") << QByteArray("hello") << std::optional(Cause::ProgramFailed);
        QTest::newRow("none") << QByteArray() << std::optional(Cause::ProgramMissing);
    }
    void check_saysWhyNoNetwork()
    {
        QFETCH(QByteArray, says);
        QFETCH(std::optional<Cause>, expected);
        EventHosting hosting(m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), program(says)});
        QSignalSpy changed(&hosting, &Hosting::viewChanged);
        (void)hosting.check(planFor(HostPlan::Place::Network));
        QTRY_VERIFY(!changed.isEmpty());
        const auto failure = hosting.check(planFor(HostPlan::Place::Network));
        QCOMPARE(failure ? std::optional(failure->cause) : std::nullopt, expected);
        QVERIFY(!hosting.check(planFor(HostPlan::Place::ThisComputer)));
    }

    void check_namesThePart()
    {
        EventHosting hosting(m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), {}});
        HostPlan plan = planFor(HostPlan::Place::ThisComputer);
        plan.title = "  ";
        QCOMPARE(hosting.check(plan)->detail, "title");
        plan = planFor(HostPlan::Place::Network);
        plan.bindAddress = "here";
        QCOMPARE(hosting.check(plan)->detail, "address");
        plan = planFor(HostPlan::Place::Server);
        plan.credentials = "-----BEGIN NATS USER JWT-----\nno\n";
        QCOMPARE(hosting.check(plan)->cause, Cause::CredentialsUnusable);
        QCOMPARE(hosting.check(plan)->detail, "USER NKEY SEED");
        hosting.open(plan);
        QCOMPARE(hosting.view().state, HostView::State::Failed);
        QCOMPARE(hosting.view().failure->cause, Cause::CredentialsUnusable);
    }

    void serverWithoutCredentials_fails_andCanBeClosed()
    {
        EventHosting hosting(m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), {}});
        hosting.open(planFor(HostPlan::Place::Server));
        QCOMPARE(hosting.view().state, HostView::State::Idle); // not shown before it is in the journal
        QTRY_COMPARE(hosting.view().state, HostView::State::Failed);
        QCOMPARE(hosting.view().failure->cause, Cause::CredentialsUnusable);
        hosting.close();
        QCOMPARE(hosting.view().state, HostView::State::Idle);
    }

    void offer_isOfTheLastEvent_untilItIsForgotten()
    {
        remember("Choir practice");
        {
            EventHosting hosting(m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), {}});
            QVERIFY(hosting.view().offer);
            QCOMPARE(hosting.view().offer->title, "Choir practice");
            hosting.forgetOffer();
            QVERIFY(!hosting.view().offer);
        }
        EventHosting again(m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), {}});
        QVERIFY(!again.view().offer);
    }

    void offer_isNotMade_whileAnotherProgramHostsIt()
    {
        remember("Choir practice");
        HostJournal other(m_dir->filePath("hosting.json"));
        QVERIFY(other.take());
        EventHosting hosting(m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), {}});
        QVERIFY(!hosting.view().offer);
        hosting.open(planFor(HostPlan::Place::ThisComputer));
        QCOMPARE(hosting.view().state, HostView::State::Failed);
        QCOMPARE(hosting.view().failure->cause, Cause::AlreadyHosting);
    }

    void offer_thatAnotherProgramTookBack_isNotForgotten()
    {
        remember("Choir practice");
        EventHosting hosting(m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), {}});
        QVERIFY(hosting.view().offer);
        {
            HostJournal other(m_dir->filePath("hosting.json"));
            QTRY_VERIFY(other.take());
            hosting.forgetOffer();
            QVERIFY(!hosting.view().offer);
            QVERIFY(*other.read());
        }
        EventHosting again(m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), {}});
        QVERIFY2(again.view().offer, "the other program's journal is gone");
        // Meanwhile it holds another event.
        remember("Rehearsal", u"rehearsal-y");
        again.forgetOffer();
        QCOMPARE(again.view().offer->title, "Rehearsal");
        QCoreApplication::processEvents();
        QVERIFY(QFile::exists(m_dir->filePath("hosting.json")));
    }

    void takingBack_thatFails_isOfferedAgain()
    {
        LeaseRecord record{.holder = "desk-1",
            .run = "r",
            .term = 3,
            .state = EventState{.id = *EventId::parse(u"choir-x"), .title = "Choir practice"}};
        remember("Choir practice", u"choir-x", record);
        EventHosting hosting(
            m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), "/nonexistent/nats-server"});
        for (int i = 0; i < 2; ++i) {
            QSignalSpy changed(&hosting, &Hosting::viewChanged);
            hosting.takeBack();
            QTRY_VERIFY(changed.size() >= 2 && hosting.view().state == HostView::State::Failed);
            QVERIFY(hosting.view().offer);
            QCOMPARE(hosting.view().offer->title, "Choir practice");
        }
    }

    void unreadableJournal_isToldAndKept()
    {
        const QString path = m_dir->filePath("hosting.json");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("half a jour");
        file.close();
        EventHosting hosting(
            m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), "/nonexistent/nats-server"});
        QSignalSpy refused(&hosting, &Hosting::refused);
        QTRY_COMPARE(refused.size(), 1);
        const Failure told = refused[0][0].value<Failure>();
        QCOMPARE(told.cause, Cause::FileDamaged);
        hosting.open(planFor(HostPlan::Place::ThisComputer));
        QTRY_COMPARE(hosting.view().state, HostView::State::Failed);
        QFile kept(told.detail);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("half a jour"));
    }

    void journalThatCannotBeWritten_isShown_andTriedAgain()
    {
        const QString path = m_dir->filePath("hosting.json");
        EventHosting hosting(
            m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), "/nonexistent/nats-server"});
        QVERIFY(QDir().mkdir(path));
        QSignalSpy refused(&hosting, &Hosting::refused);
        hosting.open(planFor(HostPlan::Place::ThisComputer));
        QTRY_COMPARE(hosting.view().state, HostView::State::Failed);
        QTRY_VERIFY(hosting.view().unkept);
        QCOMPARE(hosting.view().unkept->cause, Cause::FileUnwritable);
        QVERIFY2(refused.isEmpty(), "it was done");
        QVERIFY(QDir().rmdir(path));
        QTRY_VERIFY_WITH_TIMEOUT(!hosting.view().unkept, 10'000);
        QCOMPARE((*HostJournal(path).read())->plan.title, "Town hall");
    }

    void missingServer_isTheFailure()
    {
        EventHosting hosting(
            m_clock, m_random, *m_thread, *m_secrets, {m_dir->path(), "/nonexistent/nats-server"});
        hosting.open(planFor(HostPlan::Place::ThisComputer));
        QTRY_COMPARE(hosting.view().state, HostView::State::Failed);
        QCOMPARE(hosting.view().failure->cause, Cause::ProgramMissing);
        QSignalSpy refused(&hosting, &Hosting::refused);
        hosting.setMessage("anybody?");
        QTRY_COMPARE(refused.size(), 1);
    }

    void eventName_isReadable_andNeverTheSame()
    {
        const QString name = eventNamed("Über uns: Fragen & Antworten!", m_random).text();
        QVERIFY2(name.startsWith("uber-uns-fragen-antworten-"), qPrintable(name));
        QVERIFY(eventNamed("Über uns: Fragen & Antworten!", m_random).text() != name);
        QCOMPARE(eventNamed("会議", m_random).text().size(), 8);
        QVERIFY(eventNamed(QString(500, 'a'), m_random).text().size() <= 48);
    }

private:
    void remember(const QString &title, QStringView event = u"choir-x",
        const std::optional<LeaseRecord> &record = std::nullopt)
    {
        HostJournal journal(m_dir->filePath("hosting.json"));
        QVERIFY(journal.take());
        journal.put({.event = *EventId::parse(event), .plan = {.title = title}, .record = record}, {});
    }
    QString program(const QByteArray &says) const
    {
        if (says.isEmpty())
            return QStringLiteral("/nonexistent/nats-server");
        QFile file(m_dir->filePath("server"));
        if (file.open(QIODevice::WriteOnly))
            file.write("#!/bin/sh\necho '" + says + "'\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<QThread> m_thread;
};

QTEST_GUILESS_MAIN(EventHostingTest)
#include "event_hosting_test.moc"
