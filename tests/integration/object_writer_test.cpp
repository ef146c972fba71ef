#include "desk/object_writer.h"

#include "integration/dialer.h"
#include "session/object_store.h"
#include "support/fault_proxy.h"
#include "support/nats_server.h"
#include "support/object_read_back.h"
#include "support/stall_proxy.h"
#include "wire/websocket_connection.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace earshot;
using namespace earshot::test;

namespace {

constexpr int kCuts = 5;
int chunksOf(qint64 bytes)
{
    return int((bytes + kObjectChunk - 1) / kObjectChunk);
}

const QString kName = QStringLiteral("town-hall/20261121T180000Z/programme.opus");

/// The same clock a day later.
struct NextDay : Clock {
    Instant now() const override { return today.now(); }
    WallTime wall() const override { return today.wall() + std::chrono::hours(25); }
    std::unique_ptr<Timer> makeTimer() override { return today.makeTimer(); }
    SystemClock today;
};

/// A desk's line, through a proxy where it is to be cut.
struct DeskLine {
    DeskLine(quint16 port, Random &random)
        : session(clock, random, webSocketConnections(clock, random))
        , writer(clock, session)
    {
        QObject::connect(&writer, &ObjectWriter::done, &writer,
            [this](const Outcome &outcome) { said.push_back(outcome); });
        Session::Config config;
        config.servers = {{QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(port)), {}}};
        session.start(config);
    }
    bool isStored() const { return said.size() == 1 && said.front().ok(); }

    SystemClock clock;
    Session session;
    ObjectWriter writer;
    std::vector<Outcome> said;
};

} // namespace

/// Files put into the object store of a real nats-server, and read back message by message.
class ObjectWriterTest : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        EARSHOT_NEED_NATS_SERVER();
        m_dir = std::make_unique<QTemporaryDir>();
        startServer({});
    }
    void cleanup()
    {
        m_reader.reset();
        m_server.reset();
    }

    void stream_isMadeAsNatsToolsMakeIt()
    {
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(file(1));
        QTRY_VERIFY(desk.isStored());
        const QJsonObject config = ask("$JS.API.STREAM.INFO.OBJ_earshot_recordings", {})["config"].toObject();
        QCOMPARE(config["subjects"].toVariant().toStringList(),
            (QStringList{"$O.earshot_recordings.C.>", "$O.earshot_recordings.M.>"}));
        QCOMPARE(config["discard"].toString(), "new");
        QVERIFY(config["allow_direct"].toBool() && config["allow_rollup_hdrs"].toBool());
        QVERIFY(!config["deny_purge"].toBool() && !config["deny_delete"].toBool());
    }

    void file_isReadBackByteByByte_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("one byte") << qint64(1);
        QTest::newRow("one chunk") << qint64(kObjectChunk);
        QTest::newRow("one byte more") << qint64(kObjectChunk) + 1;
        QTest::newRow("5 MB") << qint64(5'000'000);
    }
    void file_isReadBackByteByByte()
    {
        QFETCH(qint64, bytes);
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(file(bytes));
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 20'000);
        QCOMPARE(readBack(), m_content);
    }

    void newContent_takesThePlaceOfTheFormer()
    {
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(file(300'000));
        QTRY_VERIFY(desk.isStored());
        desk.said.clear();
        desk.writer.put(file(200'000));
        QTRY_VERIFY(desk.isStored());
        QCOMPARE(readBack(), m_content);
        // The former chunks are gone: the new ones and the meta are left.
        QCOMPARE(stateOf("messages"), chunksOf(200'000) + 1);
    }

    void sameContent_isNotSentAgain()
    {
        DeskLine desk(m_server->webSocketPort(), m_random);
        const ObjectWriter::File same = file(300'000);
        desk.writer.put(same);
        QTRY_VERIFY(desk.isStored());
        const int last = stateOf("last_seq");
        DeskLine another(m_server->webSocketPort(), m_random);
        another.writer.put(same);
        QTRY_VERIFY(another.isStored());
        QCOMPARE(stateOf("last_seq"), last);
    }

    void cutLine_goesOnWhereItWas()
    {
        StallProxy proxy(m_server->webSocketPort());
        DeskLine desk(proxy.port(), m_random);
        const ObjectWriter::File whole = file(20'000'000);
        desk.writer.put(whole);
        SeededRandom chance(7);
        for (int cut = 0; cut < kCuts; ++cut) {
            const qint64 at = std::max<qint64>(desk.writer.stored(), 0)
                + qint64(chance.fraction() * double(whole.bytes) / (kCuts + 1));
            QTRY_VERIFY_WITH_TIMEOUT(desk.writer.stored() >= at || desk.isStored(), 30'000);
            if (desk.isStored())
                break;
            proxy.cut();
            QTRY_VERIFY(!desk.session.isLive());
            QVERIFY(proxy.mend());
            QTRY_VERIFY_WITH_TIMEOUT((desk.session.tryNow(), desk.session.isLive()), 20'000);
        }
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 60'000);
        QCOMPARE(readBack(), m_content);
        // It went on, and did not begin again each time.
        const int last = stateOf("last_seq");
        QVERIFY2(last <= chunksOf(20'000'000) + 1 + 5 * ObjectWriter::kWindow,
            QByteArray::number(last).constData());
    }

    void killedServer_goesOnWhenItIsBack()
    {
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(file(12'000'000));
        QTRY_VERIFY_WITH_TIMEOUT(desk.writer.stored() > 2'000'000, 20'000);
        m_server->kill();
        QTRY_VERIFY(desk.writer.trouble().has_value());
        QVERIFY(m_server->start());
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 60'000);
        m_reader.reset();
        QCOMPARE(readBack(), m_content);
    }

    void anotherDesk_goesOnWhereTheFirstStopped()
    {
        const ObjectWriter::File whole = file(8'000'000);
        {
            DeskLine killed(m_server->webSocketPort(), m_random);
            killed.writer.put(whole);
            QTRY_VERIFY_WITH_TIMEOUT(killed.writer.stored() > 2'000'000, 20'000);
        }
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(whole);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 30'000);
        QCOMPARE(readBack(), m_content);
        const int last = stateOf("last_seq");
        QVERIFY2(last <= chunksOf(8'000'000) + 1, QByteArray::number(last).constData());
    }

    /// The host removed it while its chunks were on their way, after this desk had looked: the mark stays.
    void removedMeanwhile_isNotStoredOverTheMark()
    {
        StallProxy line(m_server->webSocketPort());
        DeskLine desk(line.port(), m_random);
        putAndStall(desk, file(2'000'000), line);
        ObjectMeta mark{kName, "none", 0, 0, {}};
        mark.isDeleted = true;
        publish(objectMetaSubject(kName), writeObjectMeta(mark), "mark");
        line.resume();
        QTRY_COMPARE_WITH_TIMEOUT(desk.said.size(), std::size_t(1), 30'000);
        QVERIFY(!desk.said.front());
        QCOMPARE(desk.said.front().failure().cause, Cause::EventUnknown);
        const auto meta = readObjectMeta(metaOf(kName));
        QVERIFY(meta && meta->isDeleted);
        QCOMPARE(stateOf("messages"), 1); // nobody has the chunks either
    }

    /// Another desk was quicker with the same file: it is stored once, and neither is told that it is not.
    void sameFileClosedMeanwhile_isDone()
    {
        const ObjectWriter::File same = file(2'000'000);
        StallProxy line(m_server->webSocketPort());
        DeskLine later(line.port(), m_random);
        putAndStall(later, same, line);
        DeskLine quick(m_server->webSocketPort(), m_random);
        quick.writer.put(same);
        QTRY_VERIFY_WITH_TIMEOUT(quick.isStored(), 20'000);
        const int last = stateOf("last_seq");
        line.resume();
        QTRY_VERIFY_WITH_TIMEOUT(later.isStored(), 30'000);
        QCOMPARE(stateOf("last_seq"), last);
        QCOMPARE(readBack(), m_content);
    }

    /// Other content was closed meanwhile: this one takes its place, and its chunks go.
    void otherContentClosedMeanwhile_isReplaced()
    {
        const ObjectWriter::File first = file(100'000, kName, QStringLiteral("first"));
        const ObjectWriter::File second = file(2'000'000);
        StallProxy line(m_server->webSocketPort());
        DeskLine desk(line.port(), m_random);
        putAndStall(desk, second, line);
        DeskLine other(m_server->webSocketPort(), m_random);
        other.writer.put(first);
        QTRY_VERIFY(other.isStored());
        line.resume();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 30'000);
        QCOMPARE(readBack(), m_content);
        QCOMPARE(stateOf("messages"), chunksOf(second.bytes) + 1);
    }

    /// The meta is stored, and the line breaks before the server's word of it comes.
    void acknowledgementLost_isFoundDone()
    {
        FaultProxy line(m_server->webSocketPort());
        DeskLine desk(line.port(), m_random);
        Dialer &witness = reader();
        witness.connection->subscribe(objectMetaSubject(kName));
        QVERIFY(witness.settle());
        line.set(FaultProxy::Way::ToClient, {.delay = milliseconds{300}});
        connect(witness.connection.get(), &Connection::message, &desk.writer, [&line] { line.reset(); });
        desk.writer.put(file(300'000));
        QTRY_COMPARE_WITH_TIMEOUT(witness.messages.size(), std::size_t(1), 20'000);
        line.set({});
        QVERIFY(desk.said.empty());
        QTRY_VERIFY_WITH_TIMEOUT((desk.session.tryNow(), desk.isStored()), 20'000);
        QCOMPARE(witness.messages.size(), std::size_t(1));
        QCOMPARE(readBack(), m_content);
    }

    /// As a server does that loses what it took: a later chunk is there, an earlier one is not.
    void holeInWhatIsStored_isNotBuiltOn()
    {
        {
            DeskLine first(m_server->webSocketPort(), m_random);
            first.writer.put(file(1, QStringLiteral("other")));
            QTRY_VERIFY(first.isStored());
        }
        const ObjectWriter::File whole = file(500'000);
        const QByteArray nuid = ObjectWriter::nuidOf(whole, 0);
        publish(objectChunks(nuid), m_content.left(kObjectChunk), nuid + "-0");
        publish(objectChunks(nuid), m_content.mid(2 * kObjectChunk, kObjectChunk), nuid + "-2");
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(whole);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 20'000);
        QCOMPARE(readBack(), m_content);
    }

    /// The same after the two minutes in which the server knows the chunks again by their numbers.
    void holeOfLongAgo_isNotBuiltOn()
    {
        {
            DeskLine first(m_server->webSocketPort(), m_random);
            first.writer.put(file(1, QStringLiteral("other")));
            QTRY_VERIFY(first.isStored());
        }
        const ObjectWriter::File whole = file(500'000);
        const QByteArray nuid = ObjectWriter::nuidOf(whole, 0);
        publish(objectChunks(nuid), m_content.left(kObjectChunk), "forgotten-0");
        publish(objectChunks(nuid), m_content.mid(2 * kObjectChunk, kObjectChunk), "forgotten-2");
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(whole);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isStored(), 20'000);
        QCOMPARE(readBack(), m_content);
        QCOMPARE(stateOf("messages"), 1 + 1 + chunksOf(500'000) + 1);
    }

    /// What nobody finished goes once it is a day old, and nothing else does.
    void chunksOfNoObject_areTakenOut_onceTheyAreOld()
    {
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(file(300'000));
        QTRY_VERIFY(desk.isStored());
        publish(objectChunks("orphan"), "abc", "orphan-0");
        publish(objectChunks("used"), "abc", "used-0");
        const int before = stateOf("messages");
        OrphanedChunks sweep(desk.clock, desk.session, [](const QByteArray &nuid) { return nuid == "used"; });
        QSignalSpy done(&sweep, &OrphanedChunks::done);
        sweep.start();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(stateOf("messages"), before); // somebody may be at it

        NextDay tomorrow;
        OrphanedChunks later(tomorrow, desk.session, [](const QByteArray &nuid) { return nuid == "used"; });
        QSignalSpy doneLater(&later, &OrphanedChunks::done);
        later.start();
        QTRY_COMPARE(doneLater.size(), 1);
        QCOMPARE(doneLater.front().front().toInt(), 1);
        QCOMPARE(stateOf("messages"), before - 1);
        QCOMPARE(readBack(), m_content);
    }

    /// More objects than any listener's list takes.
    void chunksOfNoObject_areTakenOut_ofALargeStore()
    {
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(file(300'000));
        QTRY_VERIFY(desk.isStored());
        constexpr int kMany = int(ObjectStore::kMostListed) + 100;
        int stored = 0;
        for (int i = 0; i < kMany; ++i) {
            const ObjectMeta meta{
                QStringLiteral("board/20261122T120000Z/%1").arg(i), "N", 1, 1, QByteArray(32, 'x')};
            desk.session.request(objectMetaSubject(meta.name), writeObjectMeta(meta), seconds{20},
                [&stored](
                    const auto &answer) { stored += readJetStreamAnswer(answer).storedSequence() != 0; });
        }
        QTRY_COMPARE_WITH_TIMEOUT(stored, kMany, 20'000);
        publish(objectChunks("orphan"), "abc", "orphan-0");
        const int before = stateOf("messages");
        NextDay tomorrow;
        OrphanedChunks sweep(tomorrow, desk.session, [](const QByteArray &) { return false; });
        QSignalSpy done(&sweep, &OrphanedChunks::done);
        sweep.start();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, 20'000);
        QCOMPARE(done.front().front().toInt(), 1);
        QCOMPARE(stateOf("messages"), before - 1);
        QCOMPARE(readBack(), m_content);
    }

    void changedFile_isNotPublished()
    {
        DeskLine desk(m_server->webSocketPort(), m_random);
        ObjectWriter::File changed = file(200'000);
        changed.sha256[3] = char(changed.sha256[3] ^ 1);
        desk.writer.put(changed);
        QTRY_COMPARE(desk.said.size(), std::size_t(1));
        QCOMPARE(desk.said.front().failure().cause, Cause::FileDamaged);
        QVERIFY(metaOf(kName).isEmpty());
        desk.said.clear();
        changed.path += "-is-missing";
        desk.writer.put(changed);
        QTRY_COMPARE(desk.said.size(), std::size_t(1));
        QCOMPARE(desk.said.front().failure().cause, Cause::FileUnreadable);
    }

    void noRoomOnTheServer_isSaid()
    {
        m_reader.reset();
        m_server.reset();
        startServer("max_file_store: 20MB");
        DeskLine desk(m_server->webSocketPort(), m_random);
        desk.writer.put(file(1'000'000));
        QTRY_VERIFY_WITH_TIMEOUT(desk.writer.trouble().has_value(), 20'000);
        QCOMPARE(desk.writer.trouble()->cause, Cause::StorageFull);
        QVERIFY(!desk.writer.trouble()->detail.isEmpty());
        QVERIFY(desk.said.empty());
    }

private:
    static QByteArray config(const QByteArray &more)
    {
        return NatsServer::openConfig(
            "max_payload: 128KB\njetstream { store_dir: \"{dir}/jetstream\"\n" + more + " }\n");
    }
    void startServer(const QByteArray &more)
    {
        m_server = std::make_unique<NatsServer>(config(more));
        QVERIFY2(m_server->start(), qPrintable(m_server->log()));
    }
    QByteArray contentOf(qint64 bytes)
    {
        QByteArray content(bytes, Qt::Uninitialized);
        for (char &byte : content)
            byte = char(m_random.next());
        return content;
    }
    void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    ObjectWriter::File file(
        qint64 bytes, const QString &name = kName, const QString &path = QStringLiteral("file"))
    {
        m_random = SeededRandom(quint64(bytes));
        m_content = contentOf(bytes);
        write(m_dir->filePath(path), m_content);
        return {m_dir->filePath(path), name, bytes,
            QCryptographicHash::hash(m_content, QCryptographicHash::Sha256)};
    }

    /// The line holds still from the first acknowledgement on.
    void putAndStall(DeskLine &desk, const ObjectWriter::File &file, StallProxy &line)
    {
        bool isStalled = false;
        connect(&desk.writer, &ObjectWriter::progressed, &desk.writer, [&desk, &line, &isStalled] {
            if (desk.writer.stored() > 0 && !std::exchange(isStalled, true))
                line.stall();
        });
        desk.writer.put(file);
        QTRY_VERIFY(isStalled);
        desk.writer.disconnect(SIGNAL(progressed()));
    }

    Dialer &reader()
    {
        if (!m_reader) {
            m_reader = std::make_unique<Dialer>(m_server->url());
            (void)m_reader->join();
        }
        return *m_reader;
    }
    NatsMessage request(const QByteArray &subject, const QByteArray &payload, const NatsHeaders &headers = {})
    {
        std::optional<NatsMessage> got;
        reader().connection->request(
            subject, payload, seconds{10},
            [&](const Result<NatsMessage> &answer) { got = answer ? *answer : NatsMessage{}; }, headers);
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 12'000);
        return got.value_or(NatsMessage{});
    }
    QJsonObject ask(const QByteArray &subject, const QByteArray &payload)
    {
        return QJsonDocument::fromJson(request(subject, payload).payload).object();
    }
    int stateOf(const char *what)
    {
        const QJsonObject info = ask("$JS.API.STREAM.INFO.OBJ_earshot_recordings", {});
        return info["state"].toObject()[QLatin1String(what)].toInt();
    }
    void publish(const QByteArray &subject, const QByteArray &payload, const QByteArray &id)
    {
        const NatsMessage stored = request(subject, payload, {{"Nats-Msg-Id", id}});
        QVERIFY2(stored.payload.contains("\"seq\""), stored.payload.constData());
    }
    QByteArray metaOf(const QString &name)
    {
        const NatsMessage meta
            = request("$JS.API.DIRECT.GET.OBJ_earshot_recordings." + objectMetaSubject(name), {});
        return meta.status == 0 ? meta.payload : QByteArray();
    }
    QByteArray readBack()
    {
        const auto read
            = readStoredObject(kName, [this](const QByteArray &subject, const QByteArray &payload) {
                  return request(subject, payload);
              });
        return read ? *read : read.failure().detail.toUtf8();
    }

    SeededRandom m_random{1};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<NatsServer> m_server;
    std::unique_ptr<Dialer> m_reader;
    QByteArray m_content;
};

QTEST_GUILESS_MAIN(ObjectWriterTest)
#include "object_writer_test.moc"
