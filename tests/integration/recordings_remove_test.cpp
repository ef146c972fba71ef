#include "client/local_server.h"
#include "client/recording_remover.h"
#include "desk/object_writer.h"
#include "desk/recording_removal.h"
#include "session/object_store.h"
#include "support/fault_proxy.h"
#include "support/nats_server.h"
#include "support/program.h"
#include "support/running_engine.h"
#include "support/stored_object.h"
#include "wire/lease_record.h"
#include "wire/websocket_connection.h"

#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr int kOther = 2; ///< the other recording's chunk and meta

} // namespace

/// A host takes a recording off a real server: whether a desk runs for it, was away, or was killed, nobody has it any more.
class RecordingsRemoveTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        EARSHOT_NEEDS_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<LocalServer>(m_clock, m_random, EngineOptions{.dataFolder = engine()});
        QSignalSpy ready(m_server.get(), &LocalServer::engineReady);
        m_server->start();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
        m_line = std::make_unique<Session>(m_clock, m_random, webSocketConnections(m_clock, m_random));
        m_line->start(desk());
        QTRY_VERIFY(m_line->isLive());
    }
    void cleanup()
    {
        m_event = nullptr;
        m_line.reset();
        m_server.reset();
    }

    void aRunningDesk_takesItOffTheCard_andDoesNotPutItBack()
    {
        openDesk();
        publish();
        QCOMPARE(printedBy({"list"}).size(), std::size_t(1));
        const auto removed = printedBy({"remove", "town-hall", "--yes", "--data", engine()}, 0);
        QCOMPARE(removed.back()["kind"].toString(), "removed");
        QCOMPARE(removed.back()["name"].toString(), m_note.folder);
        QCOMPARE(removed.back()["objects"].toInt(), 2);
        checkGone();
        QTRY_COMPARE(m_event->state().recording, RecordingPromise::Removed);
        m_event->setMessage("see you"); // a new card of the desk's
        QTRY_COMPARE(card().message.value_or(HostMessage{}).text, "see you");
        checkGone();
        const auto lease = readLease(last("KV_earshot_leases", subjects::lease(m_id)), m_id);
        QVERIFY(lease && !lease->recorded);
        // Who asks for it is told why it is not there; what is removed is not removed once more, but it is no mistake.
        printedBy({"download", "town-hall", "--out", m_dir->filePath("x.opus")}, 3);
        printedBy({"remove", "town-hall", "--yes", "--data", engine()}, 3);
        const auto again = printedBy({"remove", m_note.folder, "--yes", "--data", engine()}, 0);
        QCOMPARE(again.back()["objects"].toInt(), 0);
        // The next start is another recording.
        m_event->start();
        m_event->setRecording(RecordingPromise::Promised);
        QTRY_COMPARE(card().recording, RecordingPromise::Promised);
    }

    void noDesk_andTheNextOneLeavesItSo()
    {
        openDesk();
        publish();
        closeDesk();
        const QString credentials = m_dir->filePath("host.creds");
        QVERIFY(m_server->writeHostCredentials(credentials));
        printedBy({"remove", m_note.folder, "--yes", "--credentials", credentials}, 0);
        checkGone();
        openDesk();
        QCOMPARE(m_event->state().recording, RecordingPromise::Removed);
        QVERIFY(!m_event->recorded());
        checkGone();
    }

    /// Its line is down meanwhile, and what it would put is older.
    void deskThatWasAway_learnsOfIt()
    {
        openDesk();
        publish();
        m_server->deskLine().stop();
        printedBy({"remove", "town-hall", "--yes", "--data", engine()}, 0);
        QCOMPARE(m_event->state().recording, RecordingPromise::Ready);
        m_server->deskLine().start(desk());
        QTRY_COMPARE_WITH_TIMEOUT(m_event->state().recording, RecordingPromise::Removed, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(card().recording, RecordingPromise::Removed, 10'000);
        checkGone();
    }

    /// It broke off between the mark and its chunks: those that no listener sees any more are still stored.
    void brokenOff_isGoneOnWith_toTheLastChunk()
    {
        openDesk();
        publish();
        closeDesk();
        mark(m_note.folder + "/programme.opus");
        mark(m_note.folder + "/ana-AAAA.opus");
        QVERIFY(messages() > kOther + 20);
        printedBy({"remove", "town-hall", "--yes", "--data", engine()}, 0);
        checkGone();
    }

    /// By the words it was begun with, although the card names it no more and the event is to be held once more.
    void brokenOffAfterTheCard_isGoneOnWith_byTheEventsName()
    {
        openDesk();
        publish();
        mark(m_note.folder + "/programme.opus");
        m_event->setRecording(RecordingPromise::Promised);
        QTRY_COMPARE(card().recording, RecordingPromise::Promised);
        const auto removed = printedBy({"remove", "town-hall", "--yes", "--data", engine()}, 0);
        QCOMPARE(removed.back()["name"].toString(), m_note.folder);
        QCOMPARE(removed.back()["objects"].toInt(), 1);
        QCOMPARE(messages(), kOther + 2);
        QCOMPARE(card().recording, RecordingPromise::Promised);
        QCOMPARE(printedBy({"remove", "town-hall", "--yes", "--data", engine()}, 3).back()["reason"], "gone");
    }

    /// The card names the newer one; the other can still be read by whoever knows its name.
    void earlierStarts_isRemovedByItsWholeName_andNoOther()
    {
        openDesk();
        publish();
        ObjectWriter writer(m_clock, *m_line);
        put(writer, file("town-hall/20261120T120000Z/programme.opus", 70'000));
        printedBy({"remove", "town-hall/20261119T120000Z", "--yes", "--data", engine()}, 3); // mistyped
        printedBy({"remove", "nobody/20261119T120000Z", "--yes", "--data", engine()}, 3);
        const auto removed
            = printedBy({"remove", "town-hall/20261120T120000Z", "--yes", "--data", engine()}, 0);
        QCOMPARE(removed.back()["objects"].toInt(), 1);
        QCOMPARE(messages(), m_stored + 1); // its mark
        QCOMPARE(card().recorded, std::optional(m_note));
        QCOMPARE(m_event->state().recording, RecordingPromise::Ready);
    }

    /// More than any listener's list takes, over a line on which one question after the other would take minutes.
    void largeStore_isLookedThrough()
    {
        openDesk();
        publish();
        int stored = 0;
        constexpr int kMany = int(ObjectStore::kMostListed) + 100;
        for (int i = 0; i < kMany; ++i) {
            const ObjectMeta meta{QStringLiteral("board/20261122T120000Z/%1").arg(i), "N", 1, 1, sha256("x")};
            m_line->request(objectMetaSubject(meta.name), writeObjectMeta(meta), seconds{20},
                [&stored](
                    const auto &answer) { stored += readJetStreamAnswer(answer).storedSequence() != 0; });
        }
        QTRY_COMPARE_WITH_TIMEOUT(stored, kMany, 20'000);
        FaultProxy far(quint16(desk().servers.front().url.port()));
        far.set({.delay = milliseconds{10}});
        Session::Config config = desk();
        config.servers.front().url.setPort(far.port());
        Session line(m_clock, m_random, webSocketConnections(m_clock, m_random));
        line.start(config);
        QTRY_VERIFY_WITH_TIMEOUT(line.isLive(), 10'000);
        RecordingRemoval removal(m_clock, line);
        std::optional<Outcome> removed;
        connect(&removal, &RecordingRemoval::done, this,
            [&removed](const Outcome &outcome) { removed = outcome; });
        removal.remove(m_id, m_note.folder);
        QTRY_VERIFY_WITH_TIMEOUT(removed.has_value(), 50'000);
        QVERIFY(removed->ok());
        QCOMPARE(removal.removed(), 2);
        QCOMPARE(messages(), kOther + 2 + kMany);
        QVERIFY(!card().recorded);
    }

    /// A desk was between a track's last chunk and its meta when the store was looked at.
    void storedMeanwhile_isRemovedYet()
    {
        openDesk();
        publish();
        m_server->deskLine().stop(); // its lease names the recording until it is taken over
        RecordingRemoval removal(m_clock, *m_line);
        std::optional<Outcome> removed;
        connect(&removal, &RecordingRemoval::done, this,
            [&removed](const Outcome &outcome) { removed = outcome; });
        removal.remove(m_id, m_note.folder);
        QTRY_VERIFY(!card().recorded);
        QTRY_COMPARE(removal.removed(), 2);
        QTest::qWait(500); // settling
        QVERIFY(!removed);
        ObjectWriter writer(m_clock, *m_line);
        put(writer, file(m_note.folder + "/bo-BBBB.opus", 30'000));
        QTRY_VERIFY_WITH_TIMEOUT(removed.has_value(), 20'000);
        QVERIFY(removed->ok());
        QCOMPARE(removal.removed(), 3);
        QCOMPARE(messages(), kOther + 3);
    }

    void withoutTheRight_orConfirmation_nothingIsRemoved()
    {
        openDesk();
        publish();
        printedBy({"remove", "town-hall", "--data", engine()}, 1, "no");
        printedBy({"remove", "nobody", "--yes", "--data", engine()}, 3);
        printedBy({"remove", "town-hall", "--yes", "--data", m_dir->filePath("none")}, 4);
        printedBy({"remove", "town-hall", "--yes", "--credentials", m_dir->filePath("none")}, 2);
        QFile damaged(m_dir->filePath("damaged"));
        QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("no credentials") > 0);
        damaged.close();
        printedBy({"remove", "town-hall", "--yes", "--credentials", damaged.fileName()}, 3);
        {
            LocalServer other(m_clock, m_random, EngineOptions{.dataFolder = m_dir->filePath("other")});
            QSignalSpy ready(&other, &LocalServer::engineReady);
            other.start();
            QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 20'000);
            QVERIFY(other.writeHostCredentials(m_dir->filePath("elsewhere")));
            printedBy({"remove", "town-hall", "--yes", "--credentials", m_dir->filePath("elsewhere")}, 3);
        }
        printedBy({"remove"}, 2);
        QCOMPARE(card().recorded, std::optional(m_note));
        QCOMPARE(messages(), m_stored);
        printedBy({"remove", "town-hall", "--data", engine()}, 0, "yes");
        checkGone();
    }

    /// Nothing was ever published there, which is no matter of rights.
    void serverWithoutTheStore_hasNoSuchRecording()
    {
        openDesk();
        const auto failed = printedBy({"remove", m_note.folder, "--yes", "--data", engine()}, 3);
        QCOMPARE(failed.back()["reason"].toString(), "gone");
        QVERIFY2(!m_said.contains("ticket"), m_said.constData());
    }

    /// The person's right was good; what the server did not do is said with its own words.
    void storeThatRefuses_isNotSaidToBeTheTicket()
    {
        openDesk();
        publish();
        const QByteArray stream = kRecordingsStream;
        QJsonObject settings = ask("$JS.API.STREAM.INFO." + stream, {})["config"].toObject();
        settings["sealed"] = true;
        QVERIFY(!ask("$JS.API.STREAM.UPDATE." + stream, settings).contains("error"));
        const auto failed = printedBy({"remove", "town-hall", "--yes", "--data", engine()}, 1);
        QCOMPARE(failed.back()["reason"].toString(), "kept");
        QVERIFY2(m_said.contains("the server did not do it: "), m_said.constData());
        QVERIFY2(m_said.contains(failed.back()["detail"].toString().toUtf8()), m_said.constData());
    }

    /// With host credentials nobody needs an engine.
    void storeThatDoesNotAnswer_isNotTheEnginesFault()
    {
        openDesk();
        publish();
        printedBy({"remove", "town-hall", "--yes", "--data", m_dir->filePath("none")}, 4);
        QVERIFY2(m_said.contains("no engine runs"), m_said.constData());
        const QString credentials = m_dir->filePath("host.creds");
        QVERIFY(m_server->writeHostCredentials(credentials));
        QFile file(credentials);
        QVERIFY(file.open(QIODevice::ReadOnly));
        NatsServer other; // has no JetStream
        QVERIFY(other.start());
        const auto link = readLink(QStringLiteral("earshot://127.0.0.1:%1").arg(other.webSocketPort()));
        RecordingRemover remover(m_clock, m_random, link->server(), m_id, m_note.folder);
        std::optional<Outcome> done;
        connect(&remover, &RecordingRemover::done, this, [&done](const Outcome &outcome) { done = outcome; });
        remover.removeWith(file.readAll());
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), 20'000);
        QCOMPARE(done->failure().cause, Cause::NoResponders);
        QVERIFY(remover.hasBegun());
    }

    /// A store that is full takes not even the word that something is deleted; that is removed all the same, and what waited
    /// for the room goes on.
    void fullStore_isSaid_andARemovalMakesRoom()
    {
        makeSmallStore(1'000'000);
        ObjectWriter writer(m_clock, *m_line);
        const ObjectWriter::File first = file(m_note.folder + "/programme.opus", 700'000);
        put(writer, first);
        std::optional<Outcome> done;
        connect(&writer, &ObjectWriter::done, this, [&done](const Outcome &outcome) { done = outcome; });
        const ObjectWriter::File later = file("later/20261122T120000Z/programme.opus", 800'000);
        writer.put(later);
        QTRY_VERIFY_WITH_TIMEOUT(writer.trouble().has_value(), 10'000);
        QCOMPARE(writer.trouble()->cause, Cause::StorageFull);
        QVERIFY(!writer.trouble()->detail.isEmpty());
        RecordingRemoval removal(m_clock, *m_line);
        std::optional<Outcome> removed;
        connect(&removal, &RecordingRemoval::done, this,
            [&removed](const Outcome &outcome) { removed = outcome; });
        removal.remove(m_id, m_note.folder);
        QTRY_VERIFY(removed.has_value());
        QVERIFY2(removed->ok(), removed->ok() ? "" : qPrintable(removed->failure().detail));
        writer.put(later); // as it does by itself in 15 s
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), 10'000);
        QVERIFY(done->ok());
        writer.disconnect(this);
    }

private:
    QString engine() const { return m_dir->filePath("engine"); }
    Session::Config desk() const
    {
        return m_server->lineAs(
            m_server->engine().deskCredentials(m_clock.wall(), std::chrono::hours{1}), "earshot-desk");
    }
    void openDesk()
    {
        QSignalSpy ready(m_server.get(), &LocalServer::deskReady);
        m_server->openDesk();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 10'000);
        ScheduleCard plan{.id = m_id};
        plan.title = "Town hall";
        m_event = &m_server->desk().addEvent(plan);
        QTRY_VERIFY_WITH_TIMEOUT(m_event->isInCharge(), 10'000);
    }
    ObjectWriter::File file(const QString &name, qsizetype bytes)
    {
        const QByteArray content = noise(bytes, unsigned(name.size()));
        QFile file(m_dir->filePath(QString::number(++m_files)));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return {file.fileName(), name, content.size(), sha256(content)};
    }
    void put(ObjectWriter &writer, const ObjectWriter::File &file)
    {
        std::optional<Outcome> done;
        connect(&writer, &ObjectWriter::done, this, [&done](const Outcome &outcome) { done = outcome; });
        writer.put(file);
        QTRY_VERIFY_WITH_TIMEOUT(done.has_value(), 10'000);
        QVERIFY(done->ok());
        writer.disconnect(this);
    }
    /// What the event's desk has published of it.
    void publish()
    {
        m_event->start();
        m_event->end();
        ObjectWriter writer(m_clock, *m_line);
        const ObjectWriter::File programme = file(m_note.folder + "/programme.opus", 300'000);
        put(writer, programme);
        put(writer, file(m_note.folder + "/ana-AAAA.opus", 100'000));
        put(writer, file("board/20261122T120000Z/programme.opus", 10'000)); // another one's
        m_note.programme = {"programme.opus", programme.bytes, programme.sha256};
        m_note.published = m_clock.wall();
        m_note.published = wallFromUnixMs(toUnixMs(m_note.published));
        m_event->setRecording(RecordingPromise::Ready, m_note);
        QTRY_COMPARE(card().recorded, std::optional(m_note));
        m_stored = messages();
    }
    void closeDesk()
    {
        m_event = nullptr;
        m_server->closeDesk();
        m_server->deskLine().stop();
    }
    /// As a removal that got no further.
    void mark(const QString &name)
    {
        const auto found = readObjectMeta(last(kRecordingsStream, objectMetaSubject(name)));
        QVERIFY(found);
        ObjectMeta meta = *found;
        meta.isDeleted = true;
        std::optional<bool> isStored;
        m_line->request(objectMetaSubject(name), writeObjectMeta(meta), seconds{5},
            [&](const auto &answer) { isStored = readJetStreamAnswer(answer).storedSequence() != 0; },
            {{"Nats-Rollup", "sub"}});
        QTRY_COMPARE(isStored, std::optional(true));
    }
    void makeSmallStore(qint64 bytes)
    {
        const StreamSetup::Plan plan = ObjectWriter::bucket();
        QJsonObject settings = plan.settings;
        settings["name"] = QString::fromLatin1(plan.name);
        settings["subjects"] = QJsonArray::fromStringList(plan.subjects);
        settings["max_bytes"] = bytes;
        QVERIFY(!ask("$JS.API.STREAM.CREATE." + plan.name, settings).contains("error"));
    }
    QJsonObject ask(const QByteArray &subject, const QJsonObject &what)
    {
        std::optional<QJsonObject> answer;
        m_line->request(subject, QJsonDocument(what).toJson(), seconds{5},
            [&](const auto &message) { answer = readJetStreamAnswer(message).object; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, 6000) ? *answer : QJsonObject();
    }
    QByteArray last(const QByteArray &stream, const QByteArray &subject)
    {
        const QJsonObject answer
            = ask("$JS.API.STREAM.MSG.GET." + stream, {{"last_by_subj", QString::fromLatin1(subject)}});
        return QByteArray::fromBase64(answer["message"].toObject()["data"].toString().toLatin1());
    }
    ScheduleCard card()
    {
        const auto card = readCard(last("KV_earshot_events", subjects::card(m_id)));
        return card ? *card : ScheduleCard{.id = m_id};
    }
    int messages()
    {
        return ask(QByteArray("$JS.API.STREAM.INFO.") + kRecordingsStream, {})["state"]
            .toObject()["messages"]
            .toInt();
    }
    /// The other recording stays; of this one there is nothing but the word that it is deleted.
    void checkGone()
    {
        QCOMPARE(card().recording, RecordingPromise::Removed);
        QVERIFY(!card().recorded);
        ObjectStore store(*m_line);
        std::optional<QStringList> names;
        store.list([&](const auto &all) {
            names.emplace();
            for (const ObjectMeta &meta : *all)
                *names << meta.name;
        });
        QTRY_VERIFY(names.has_value());
        QCOMPARE(*names, QStringList{"board/20261122T120000Z/programme.opus"});
        QCOMPARE(messages(), kOther + 2); // and two marks
        QVERIFY(printedBy({"list"}).empty());
    }
    std::vector<QJsonObject> printedBy(
        const QStringList &arguments, int expected = 0, const QString &typed = {})
    {
        Program program(m_dir->path());
        program.run(QStringList{"recordings", m_server->link().toString()} + arguments);
        if (!typed.isEmpty())
            program.say(typed);
        const int code = program.ended().value_or(-1);
        m_said = program.said;
        if (code != expected)
            qWarning() << arguments << "ended with" << code << "instead of" << expected;
        m_isAsExpected = m_isAsExpected && code == expected;
        [&] { QVERIFY(m_isAsExpected); }();
        return program.printed;
    }

    SystemClock m_clock;
    SystemRandom m_random;
    const EventId m_id = *EventId::parse(u"town-hall");
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<Session> m_line;
    EventDesk *m_event = nullptr;
    RecordingNote m_note{.folder = "town-hall/20261121T120000Z", .duration = milliseconds{60'000}};
    int m_files = 0;
    int m_stored = 0; ///< messages
    QByteArray m_said; ///< by the last program, on standard error
    bool m_isAsExpected = true;
};

QTEST_GUILESS_MAIN(RecordingsRemoveTest)
#include "recordings_remove_test.moc"
