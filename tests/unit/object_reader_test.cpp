#include "client/object_line.h"

#include "session_stage.h"
#include "support/fake_objects.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <iterator>

using namespace earshot;
using namespace earshot::test;

namespace {

QByteArray content(int bytes, unsigned seed = 1)
{
    QByteArray made(bytes, '\0');
    SeededRandom random(seed);
    for (char &c : made)
        c = char(random.next());
    return made;
}

} // namespace

/// Reading objects from a server that is the test: in order, whole, from anywhere, and nothing that is not the object's.
class ObjectReaderTest : public QObject
{
    Q_OBJECT

    static constexpr char kName[] = "town-hall/x/programme.opus";
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<FakeObjects> m_server;
    std::unique_ptr<ObjectReader> m_reader;
    QByteArray m_read;
    std::vector<ObjectPlace> m_places;
    std::vector<Outcome> m_ends;
    int m_begun = 0;

    void read(const ObjectWish &wish, const ObjectPlace &from = {})
    {
        m_reader = std::make_unique<ObjectReader>(m_stage->clock, m_stage->session, wish, from,
            ObjectReader::Mediator{[this](const ObjectMeta &, qint64 at) {
                                       ++m_begun;
                                       m_read.truncate(at);
                                   },
                [this](const QByteArray &bytes, const ObjectPlace &after) {
                    m_read += bytes;
                    m_places.push_back(after);
                },
                [this](const Outcome &outcome) { m_ends.push_back(outcome); }});
        m_reader->start();
    }
    bool serve(int rounds = 10'000)
    {
        for (int i = 0; i < rounds && m_ends.empty(); ++i) {
            if (m_server->serve(m_stage->now()) == 0)
                m_stage->clock.advance(milliseconds{100});
            else
                m_stage->clock.advance(milliseconds{1});
        }
        return !m_ends.empty();
    }
    bool failedWith(const char *detail) const
    {
        return m_ends.size() == 1 && !m_ends[0].ok() && m_ends[0].failure().cause == Cause::BadData
            && m_ends[0].failure().detail == QLatin1String(detail);
    }

private slots:
    void init()
    {
        m_reader.reset();
        m_stage = std::make_unique<Stage>();
        m_stage->start(2);
        m_stage->live();
        m_server = std::make_unique<FakeObjects>();
        m_read.clear();
        m_places.clear();
        m_ends.clear();
        m_begun = 0;
    }
    void cleanup() { m_reader.reset(); }

    void read_givesTheObject_manyChunksAtOnce()
    {
        const QByteArray all = content(100'500);
        m_server->put("other", content(3000, 9));
        m_server->put(kName, all);
        read({kName});
        QVERIFY(serve());
        QVERIFY(m_ends[0].ok());
        QCOMPARE(m_read, all);
        QVERIFY(m_server->mostAtOnce >= 16);
        QCOMPARE(m_server->chunksSent, 101); // none twice
    }
    void read_givesAnEmptyObject()
    {
        m_server->put(kName, {});
        read({kName});
        QVERIFY(serve() && m_ends[0].ok() && m_read.isEmpty());
    }
    void read_keepsWithinABound_ofWhatIsOnItsWay()
    {
        m_server->put(kName, content(40 * 100'000), 100'000);
        read({kName});
        QVERIFY(serve() && m_ends[0].ok());
        QVERIFY2(m_server->mostAtOnce <= 10, qPrintable(QString::number(m_server->mostAtOnce)));
        QVERIFY(m_server->mostAtOnce >= 5);
    }
    /// 13 ms for each chunk, one after the other: 10 Mbit/s.
    void read_asksForOneChunkAtATime_whileSoundIsHeard_whereASecondOneWouldQueue()
    {
        const QByteArray all = content(100 * 16'384);
        m_server->put(kName, all, 16'384);
        read({kName});
        m_reader->setGentle(true);
        int rounds = 0;
        int none = 0;
        int several = 0;
        std::vector<FakeConnection::Requested> line;
        for (; rounds < 2000 && m_ends.empty(); ++rounds) {
            auto &asked = m_stage->now().m_requests;
            std::ranges::move(asked, std::back_inserter(line));
            asked.clear();
            none += line.empty();
            several += line.size() > 1;
            m_stage->clock.advance(milliseconds{13});
            if (line.empty())
                continue;
            asked.push_back(std::move(line.front()));
            line.erase(line.begin());
            m_server->serve(m_stage->now());
        }
        QCOMPARE(m_read, all);
        QVERIFY2(several < rounds / 5, qPrintable(QString::number(several)));
        QVERIFY2(none > rounds / 3, qPrintable(QString::number(none)));
    }
    /// 100 ms there and back, and room for more.
    void read_asksForMore_whileSoundIsHeard_whereItDelaysNothing()
    {
        const QByteArray all = content(200 * 16'384);
        m_server->put(kName, all, 16'384);
        read({kName});
        m_reader->setGentle(true);
        std::deque<std::pair<int, FakeConnection::Requested>> line;
        std::size_t most = 0;
        int ms = 0;
        for (; ms < 8000 && m_ends.empty(); ms += 5) {
            auto &asked = m_stage->now().m_requests;
            for (auto &one : std::exchange(asked, {}))
                line.emplace_back(ms + 100, std::move(one));
            most = std::max(most, line.size());
            for (; !line.empty() && line.front().first <= ms; line.pop_front())
                asked.push_back(std::move(line.front().second));
            m_server->serve(m_stage->now());
            m_stage->clock.advance(milliseconds{5});
        }
        QVERIFY(m_read == all);
        QCOMPARE(most, std::size_t(8));
        QVERIFY2(ms < 6000, qPrintable(QString::number(ms)));
    }
    /// One answer in 30 ms, all that follow in 50: another line than it was, not one on which something queues.
    void read_forgetsWhatTheLineWasOnce_whileSoundIsHeard()
    {
        const QByteArray all = content(2000 * 16'384);
        m_server->put(kName, all, 16'384);
        read({kName});
        m_reader->setGentle(true);
        std::deque<std::pair<int, FakeConnection::Requested>> line;
        std::size_t most = 0;
        for (int ms = 0; ms < 180'000 && m_ends.empty() && most < 4; ms += 5) {
            auto &asked = m_stage->now().m_requests;
            for (auto &one : std::exchange(asked, {}))
                line.emplace_back(ms + (ms < 100 ? 30 : 50), std::move(one));
            most = std::max(most, line.size());
            for (; !line.empty() && line.front().first <= ms; line.pop_front())
                asked.push_back(std::move(line.front().second));
            m_server->serve(m_stage->now());
            if (std::exchange(m_stage->now().m_pings, 0) > 0)
                m_stage->now().answerPing(milliseconds{1}, m_stage->clock.now());
            m_stage->clock.advance(milliseconds{5});
        }
        QVERIFY2(most >= 4, qPrintable(QString::number(most)));
    }
    void read_asksForOneOfOthersLongChunks_whileSoundIsHeard()
    {
        const QByteArray all = content(30 * 131'072 + 5);
        m_server->put(kName, all, 131'072);
        read({kName});
        m_reader->setGentle(true);
        QVERIFY(serve());
        QCOMPARE(m_read, all);
        QCOMPARE(m_server->mostAtOnce, 1);
    }
    void read_asksForNothing_whileItIsHeld()
    {
        const QByteArray all = content(50'000);
        m_server->put(kName, all);
        read({kName});
        serve(5);
        m_reader->setHeld(true);
        serve(2);
        QCOMPARE(m_server->serve(m_stage->now()), 0);
        m_reader->setHeld(false);
        QVERIFY(serve());
        QCOMPARE(m_read, all);
    }
    /// Several objects are written at the same time.
    void read_givesTheObject_whereOthersLieBetween()
    {
        const QByteArray one = content(60'000, 1);
        const QByteArray two = content(30'000, 2);
        const ObjectMeta first = m_server->describe(kName, one, 1000);
        const ObjectMeta second = m_server->describe("b", two, 1000);
        SeededRandom random(5);
        qsizetype atOne = 0;
        qsizetype atTwo = 0;
        while (atOne < one.size() || atTwo < two.size()) {
            if ((random.next() % 3 || atTwo >= two.size()) && atOne < one.size()) {
                m_server->store({objectChunks(first.nuid), one.mid(atOne, 1000)});
                atOne += 1000;
            } else {
                m_server->store({objectChunks(second.nuid), two.mid(atTwo, 1000)});
                atTwo += 1000;
            }
        }
        m_server->put(second);
        m_server->put(first);
        read({kName});
        QVERIFY(serve());
        QCOMPARE(m_read, one);
        QVERIFY2(m_server->chunksSent < 110, qPrintable(QString::number(m_server->chunksSent)));
    }
    void read_goesOn_whereItWas_fromEveryChunk()
    {
        const QByteArray all = content(12'300);
        m_server->put(kName, all);
        read({kName});
        QVERIFY(serve());
        const auto places = m_places;
        for (const ObjectPlace &place : places) {
            m_ends.clear();
            m_read = all.left(place.bytes);
            m_server->chunksSent = 0;
            read({kName}, place);
            QVERIFY(serve() && m_ends[0].ok());
            QCOMPARE(m_read, all);
            QCOMPARE(m_server->chunksSent, 13 - int(place.chunk) + 1); // the one before it is looked at
        }
    }
    void read_goesOn_onAServerThatCountsOtherwise()
    {
        const QByteArray all = content(20'000);
        m_server->put("another", content(5'500, 3));
        m_server->skip(1000);
        m_server->put(kName, all);
        m_read = all.left(7000);
        read({kName}, {7, 7000, 8, all.mid(6000, 1000)});
        QVERIFY(serve() && m_ends[0].ok());
        QCOMPARE(m_read, all);
        QVERIFY(m_server->chunksSent <= 15);
    }
    void read_beginsAnew_whereThePlaceIsNotFound()
    {
        const QByteArray all = content(20'000);
        m_server->put(kName, all, 700);
        m_read = all.left(7000);
        read({kName}, {7, 7000, 8, all.mid(6000, 1000)});
        QVERIFY(serve() && m_ends[0].ok());
        QCOMPARE(m_read, all);
        m_ends.clear();
        read({kName}, {1'000'000, 7000, 8, all.mid(6000, 1000)});
        QVERIFY(serve() && m_ends[0].ok());
        QCOMPARE(m_read, all);
    }
    void read_goesOn_whenTheLineIsBack_alsoToAnotherServer()
    {
        const QByteArray all = content(400'000);
        m_server->put(kName, all);
        read({kName});
        serve(5);
        QVERIFY(!m_read.isEmpty() && m_read.size() < all.size());
        const qsizetype had = m_read.size();
        auto pending = std::exchange(m_stage->now().m_requests, {});
        m_stage->now().fail(Cause::ServerLost);
        for (auto &request : pending)
            request.reply(Failure{Cause::ServerLost, {}});
        m_server = std::make_unique<FakeObjects>();
        m_server->put("another", content(5'500, 3));
        m_server->put(kName, all);
        for (int i = 0; i < 20 && !m_stage->session.isLive(); ++i) {
            m_stage->clock.advance(seconds{1});
            m_stage->live();
        }
        QVERIFY(serve());
        QVERIFY(m_ends[0].ok());
        QCOMPARE(m_read, all);
        QCOMPARE(m_begun, 2);
        QVERIFY2(m_server->chunksSent <= 402 - had / 1000, qPrintable(QString::number(m_server->chunksSent)));
    }
    void read_givesUp_whereNoChunkIsEverAnswered()
    {
        m_server->put(kName, content(10'000));
        m_server->givesNoChunks = true;
        read({kName});
        QVERIFY(serve(1000));
        QVERIFY(!m_ends[0].ok() && m_ends[0].failure().cause == Cause::RequestTimeout);
    }
    /// The line is there, and what is asked for gets no answer, or all but the one that is needed next.
    void read_givesUp_whereWhatIsNeededIsNeverAnswered()
    {
        for (const bool deniesTheRest : {false, true}) {
            init();
            m_server->put(kName, content(100'000));
            read({kName});
            serve(4);
            int s = 0;
            for (; s < 600 && m_ends.empty(); ++s) {
                for (auto &asked : std::exchange(m_stage->now().m_requests, {})) {
                    const QJsonObject ask = QJsonDocument::fromJson(asked.payload).object();
                    const auto sequence = ask["seq"].toInteger();
                    NatsMessage no;
                    no.status = 404;
                    if (!ask.contains("next_by_subj") || sequence == m_read.size() / 1000)
                        asked.reply(m_server->answer(ask));
                    else if (deniesTheRest && sequence > m_read.size() / 1000 + 1)
                        asked.reply(no);
                }
                m_stage->beLiveFor(seconds{1});
            }
            QVERIFY2(!m_ends.empty() && !m_ends[0].ok(), deniesTheRest ? "others denied" : "silence");
            QCOMPARE(m_ends[0].failure().cause, Cause::RequestTimeout);
            QVERIFY2(s < 150, qPrintable(QString::number(s)));
        }
    }
    /// Right answers and wrong ones by chance.
    void read_endsInTime_andGivesNothingWrong_whateverTheServerSays()
    {
        const QByteArray all = content(60'000);
        int whole = 0;
        for (unsigned seed = 0; seed < 300; ++seed) {
            init();
            SeededRandom random(seed);
            const double lies = 0.3 * random.fraction() * random.fraction();
            const ObjectMeta meta = m_server->put(kName, all);
            read({kName, all.size(), meta.sha256});
            int answers = 0;
            for (int s = 0; s < 3000 && m_ends.empty(); ++s) {
                for (auto &asked : std::exchange(m_stage->now().m_requests, {})) {
                    NatsMessage answer = m_server->answer(QJsonDocument::fromJson(asked.payload).object());
                    if (random.fraction() < lies) {
                        switch (random.next() % 8) {
                        case 0:
                            answer.payload.clear();
                            break;
                        case 1:
                            answer.payload.append(answer.payload);
                            break;
                        case 2:
                            answer.headers.push_back({"Nats-Sequence", QByteArray::number(random.next())});
                            break;
                        case 3:
                            answer.headers.push_back({"Nats-Subject", "$O.earshot_recordings.C.other"});
                            break;
                        case 4:
                            answer.status = 404;
                            break;
                        case 5:
                            answer.status = 408;
                            break;
                        case 6:
                            answer.headers.insert(
                                answer.headers.begin(), answer.headers.begin(), answer.headers.end());
                            break;
                        case 7:
                            continue; // no answer
                        }
                    }
                    ++answers;
                    asked.reply(answer);
                }
                m_stage->beLiveFor(seconds{1});
            }
            QVERIFY2(!m_ends.empty(), qPrintable(QString::number(seed)));
            QVERIFY(answers < 2000 && m_read.size() <= all.size());
            if (m_ends[0].ok())
                QCOMPARE(m_read.size(), all.size());
            whole += m_read == all;
        }
        QVERIFY(whole > 10 && whole < 290);
    }
    void line_forgetsThePlace_whereReadingBeganAnew()
    {
        const QByteArray all = content(10'000);
        m_server->put(kName, all, 700); // where the place is not
        ObjectLine line(m_stage->clock);
        line.setSession(&m_stage->session, false);
        QObject home;
        std::vector<qint64> begun;
        ObjectOrder order{.id = nextReading(),
            .server = {},
            .wish = {kName},
            .from = {3, 3000, 3, all.mid(2000, 1000)},
            .receiver = &home};
        order.begun = [&begun](const ObjectMeta &, qint64 at) { begun.push_back(at); };
        order.chunk = [](const QByteArray &, const ObjectPlace &) {};
        order.ended = [](const Outcome &) {};
        line.read(order);
        const auto waitFor = [&](std::size_t count) {
            for (int i = 0; i < 100 && begun.size() < count; ++i) {
                m_server->serve(m_stage->now());
                m_stage->clock.advance(milliseconds{1});
                QCoreApplication::processEvents();
            }
            return begun.size() == count;
        };
        QVERIFY(waitFor(1) && begun[0] == 0);
        m_server = std::make_unique<FakeObjects>();
        m_server->put(kName, all, 1000);
        line.setSession(nullptr, false);
        line.setSession(&m_stage->session, false);
        QVERIFY(waitFor(2));
        QCOMPARE(begun[1], 0); // what was there is not any more
    }
    void read_refusesAnotherObject()
    {
        const ObjectMeta meta = m_server->put(kName, content(5000));
        read({kName, 5001, meta.sha256});
        QVERIFY(serve() && failedWith("changed"));
        m_ends.clear();
        read({kName, 5000, QByteArray(32, 'x')});
        QVERIFY(serve() && failedWith("changed"));
        m_ends.clear();
        read({kName, {}, {}, 4999});
        QVERIFY(serve() && failedWith("size"));
        m_ends.clear();
        read({"nobody's"});
        QVERIFY(serve() && failedWith("missing"));
        QVERIFY(m_read.isEmpty());
    }
    void read_refusesADeletedObject()
    {
        ObjectMeta meta = m_server->put(kName, content(5000));
        meta.isDeleted = true;
        m_server->put(meta);
        read({kName});
        QVERIFY(serve() && failedWith("missing"));
    }
    void read_says_whereChunksAreMissing()
    {
        const ObjectMeta meta = m_server->put(kName, content(9000));
        m_server->m_stored.erase(5);
        read({kName});
        QVERIFY(serve());
        QVERIFY(!m_ends[0].ok() && m_ends[0].failure().cause == Cause::BadData);
        QVERIFY(m_read.size() < 9000);
    }
    void read_refusesTooManyBytes()
    {
        ObjectMeta meta = m_server->describe(kName, content(9000), 1000);
        for (int i = 0; i < 20; ++i)
            m_server->store({objectChunks(meta.nuid), content(1500, unsigned(i))});
        m_server->put(meta);
        read({kName});
        QVERIFY(serve() && failedWith("size"));
        QVERIFY(m_read.size() <= 9000);
    }
    /// Somebody had a server's answer led to the subject of the chunks, and of the meta.
    void read_doesNotBelieve_whatWasOnlyLedThere()
    {
        const QByteArray all = content(6000);
        const ObjectMeta meta = m_server->describe(kName, all, 1000);
        const NatsHeaders led{{"Nats-Stream", kRecordingsStream}, {"Nats-Subject", objectChunks(meta.nuid)},
            {"Nats-Sequence", "1"}};
        for (int i = 0; i < 6; ++i) {
            m_server->store({objectChunks(meta.nuid), all.mid(i * 1000, 1000)});
            m_server->store({objectChunks(meta.nuid), content(1000, 77), led});
        }
        m_server->put(meta);
        read({kName});
        QVERIFY(serve());
        QVERIFY(m_ends[0].ok());
        QCOMPARE(m_read, all);
        m_ends.clear();
        m_server->store({objectMetaSubject(kName), writeObjectMeta(meta), led});
        read({kName});
        QVERIFY(serve() && !m_ends[0].ok());
    }
    /// The longer an upload takes, the more there may be.
    void read_skips_whateverWasLedThere_whileItWasStored()
    {
        const QByteArray all = content(6000);
        const ObjectMeta meta = m_server->describe(kName, all, 1000);
        const NatsHeaders led{{"Nats-Stream", kRecordingsStream}, {"Nats-Subject", objectChunks(meta.nuid)},
            {"Nats-Sequence", "1"}};
        for (int i = 0; i < 6; ++i) {
            m_server->store({objectChunks(meta.nuid), all.mid(i * 1000, 1000)});
            for (int stray = 0; stray < 201; ++stray)
                m_server->store({objectChunks(meta.nuid), "x", led});
        }
        m_server->put(meta);
        read({kName});
        QVERIFY(serve());
        QVERIFY(m_ends[0].ok());
        QCOMPARE(m_read, all);
    }
    void list_givesAll_butWhatIsDeletedOrLedThere()
    {
        const ObjectMeta one = m_server->put("one", content(1500));
        ObjectMeta gone = m_server->put("gone", content(1500));
        m_server->m_stored.erase(m_server->m_stored.rbegin()->first);
        gone.isDeleted = true;
        m_server->put(gone);
        const ObjectMeta two = m_server->put("two", content(1500));
        m_server->store({objectMetaSubject("three"), writeObjectMeta(two)}); // says another name
        m_server->store({objectMetaSubject("four"), "{"});
        std::optional<Result<std::vector<ObjectMeta>>> listed;
        ObjectStore store(m_stage->session);
        store.list([&](const auto &all) { listed = all; });
        for (int i = 0; i < 20 && !listed; ++i)
            m_server->serve(m_stage->now());
        QVERIFY(listed && listed->ok());
        QCOMPARE(**listed, (std::vector<ObjectMeta>{one, two}));
    }
    void list_ends_whereTheServerSaysThereIsMoreWithoutEnd_data()
    {
        QTest::addColumn<bool>("isDeleted");
        QTest::addColumn<qsizetype>("junk"); // bytes of what is no meta at all
        QTest::addColumn<int>("atMost");
        QTest::newRow("deleted objects") << true << qsizetype(0) << 20'001;
        QTest::newRow("objects") << false << qsizetype(0) << 5'001;
        QTest::newRow("much that is none") << false << qsizetype(60'000) << 300;
    }
    void list_ends_whereTheServerSaysThereIsMoreWithoutEnd()
    {
        QFETCH(bool, isDeleted);
        QFETCH(qsizetype, junk);
        QFETCH(int, atMost);
        const QByteArray digest(32, 'd');
        std::optional<Result<std::vector<ObjectMeta>>> listed;
        ObjectStore store(m_stage->session);
        store.list([&](const auto &all) { listed = all; });
        int answers = 0;
        for (; answers < 100'000 && !listed; ++answers) {
            auto asked = std::exchange(m_stage->now().m_requests, {});
            QCOMPARE(asked.size(), std::size_t(1));
            const ObjectMeta meta{QStringLiteral("o%1").arg(answers), "N1", 1, 1, digest, isDeleted};
            NatsMessage message;
            message.headers
                = {{"Nats-Stream", kRecordingsStream}, {"Nats-Subject", objectMetaSubject(meta.name)},
                    {"Nats-Sequence",
                        QByteArray::number(QJsonDocument::fromJson(asked[0].payload)["seq"].toInteger())}};
            message.payload = junk > 0 ? QByteArray(junk, '{') : writeObjectMeta(meta);
            asked[0].reply(message);
        }
        QVERIFY(listed && !listed->ok());
        QCOMPARE(listed->failure(), (Failure{Cause::BadData, QStringLiteral("too many objects")}));
        QVERIFY2(answers <= atMost, qPrintable(QString::number(answers)));
    }
};

QTEST_GUILESS_MAIN(ObjectReaderTest)
#include "object_reader_test.moc"
