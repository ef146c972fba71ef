#include "desk/stream_setup.h"

#include "support/fake_connection.h"
#include "support/virtual_clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// What a desk asks JetStream for, and what it makes of each answer.
class StreamSetupTest : public QObject
{
    Q_OBJECT

    VirtualClock m_clock;
    SeededRandom m_random{1};
    FakeConnection *m_connection = nullptr;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<StreamSetup> m_setup;
    std::vector<Outcome> m_said;
    std::size_t m_taken = 0;

    void begin(const QString &cluster = {})
    {
        m_session = std::make_unique<Session>(m_clock, m_random, [this] {
            auto connection = std::make_unique<FakeConnection>();
            m_connection = connection.get();
            return connection;
        });
        m_session->start({{{QUrl("ws://127.0.0.1:1"), {}}}, {}, "desk", true, {}});
        m_setup = std::make_unique<StreamSetup>(m_clock, *m_session,
            StreamSetup::Plan{
                "EARSHOT_AUDIO", {"ev.*.audio.*", "ev.*.again.*"}, {{"max_age", 5}}, 8000, 500, {"max_age"}});
        connect(m_setup.get(), &StreamSetup::done, this,
            [this](const Outcome &outcome) { m_said.push_back(outcome); });
        m_setup->start();
        NatsInfo info;
        info.cluster = cluster;
        m_connection->accept(info);
    }
    /// The next question: its verb, and what it says.
    QPair<QByteArray, QJsonObject> expectQuestion()
    {
        if (m_taken >= m_connection->m_requests.size())
            return {};
        const auto &request = m_connection->m_requests[m_taken];
        return {request.subject, QJsonDocument::fromJson(request.payload).object()};
    }
    void answer(const QByteArray &json)
    {
        NatsMessage message;
        message.payload = json;
        m_connection->m_requests[m_taken++].reply(message);
    }
    void answerError(int code, const QByteArray &words = "no")
    {
        answer(R"({"error":{"code":500,"description":")" + words + R"(","err_code":)"
            + QByteArray::number(code) + "}}");
    }

private slots:
    void init()
    {
        m_said.clear();
        m_taken = 0;
    }
    void cleanup()
    {
        m_setup.reset();
        m_session.reset();
    }

    void missingStream_isMade()
    {
        begin();
        const auto [subject, settings] = expectQuestion();
        QCOMPARE(subject, QByteArray("$JS.API.STREAM.CREATE.EARSHOT_AUDIO"));
        QCOMPARE(settings["name"].toString(), QString("EARSHOT_AUDIO"));
        QCOMPARE(settings["subjects"].toArray(), (QJsonArray{"ev.*.audio.*", "ev.*.again.*"}));
        QCOMPARE(settings["num_replicas"].toInt(), 1);
        QCOMPARE(settings["max_bytes"].toInt(), 8000);
        answer(R"({"did_create":true})");
        QCOMPARE(m_said.size(), std::size_t(1));
        QVERIFY(m_said[0].ok());
    }

    void cluster_keepsThreeCopies_whereItHasTheServers()
    {
        begin("world");
        QCOMPARE(expectQuestion().second["num_replicas"].toInt(), 3);
        answerError(10005);
        QCOMPARE(expectQuestion().second["num_replicas"].toInt(), 1);
        answer("{}");
        QVERIFY(m_said.at(0).ok());
    }

    void clusterWithLittleRoom_getsASmallerStream_beforeFewerCopies()
    {
        const QByteArray words = "no suitable peers for placement, insufficient storage";
        begin("world");
        for (const int bytes : {8000, 2000, 500}) {
            QCOMPARE(expectQuestion().second["num_replicas"].toInt(), 3);
            QCOMPARE(expectQuestion().second["max_bytes"].toInt(), bytes);
            answerError(10005, words);
        }
        QCOMPARE(expectQuestion().second["num_replicas"].toInt(), 1);
        QCOMPARE(expectQuestion().second["max_bytes"].toInt(), 8000);
        answer("{}");
        QVERIFY(m_said.at(0).ok());
    }

    void smallServer_getsASmallerStream()
    {
        begin();
        answerError(10047);
        QCOMPARE(expectQuestion().second["max_bytes"].toInt(), 2000);
        answerError(10047);
        QCOMPARE(expectQuestion().second["max_bytes"].toInt(), 500);
        answerError(10047);
        QCOMPARE(m_said.at(0).failure().cause, Cause::StorageFull);
    }

    void olderStream_getsTheSubjectsItLacks_andKeepsTheRest()
    {
        begin();
        answerError(10058);
        QCOMPARE(expectQuestion().first, QByteArray("$JS.API.STREAM.INFO.EARSHOT_AUDIO"));
        answer(R"({"config":{"name":"EARSHOT_AUDIO","subjects":["ev.*.audio.*","mine"],"max_age":5,)"
               R"("num_replicas":5}})");
        const auto [subject, settings] = expectQuestion();
        QCOMPARE(subject, QByteArray("$JS.API.STREAM.UPDATE.EARSHOT_AUDIO"));
        QCOMPARE(settings["subjects"].toArray(), (QJsonArray{"ev.*.audio.*", "mine", "ev.*.again.*"}));
        QCOMPARE(settings["num_replicas"].toInt(), 5);
        QVERIFY(m_said.empty());
        answer("{}");
        QVERIFY(m_said.at(0).ok());
    }

    void olderStream_isLeftAlone_whereItLacksNothing()
    {
        begin();
        answerError(10058);
        answer(R"({"config":{"subjects":["ev.*.again.*","ev.*.audio.*"],"max_age":5,"num_replicas":1}})");
        QVERIFY(m_said.at(0).ok());
        QCOMPARE(m_connection->m_requests.size(), m_taken);
    }

    void silence_isTriedAgain_andSaidAfterAWhile()
    {
        begin();
        for (int i = 0; i < 3; ++i) {
            QVERIFY(m_said.empty());
            m_connection->m_requests.at(m_taken++).reply(Failure{Cause::RequestTimeout, {}});
            m_clock.advance(seconds{1});
        }
        QCOMPARE(m_said.at(0).failure().cause, Cause::RequestTimeout);
        for (int i = 0; i < 5; ++i) { // the line is fine meanwhile
            m_connection->answerPing(milliseconds{1}, m_clock.now());
            m_clock.advance(seconds{1});
        }
        answer("{}");
        QVERIFY(m_said.at(1).ok());
    }

    void noJetStream_isSaidAtOnce()
    {
        begin();
        m_connection->m_requests.at(m_taken++).reply(Failure{Cause::NoResponders, {}});
        QCOMPARE(m_said.at(0).failure().cause, Cause::NoResponders);
    }

    void nonsense_isAFailure_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json : {"", "[]", "12", "{\"error\":3}", "{\"error\":{}}", "{{{", "null"})
            QTest::newRow(json) << QByteArray(json);
        QTest::newRow("large") << QByteArray(10'000'000, ' ');
    }
    void nonsense_isAFailure()
    {
        QFETCH(const QByteArray, json);
        begin();
        answer(json);
        QVERIFY(!m_said.at(0).ok());
    }
};

QTEST_GUILESS_MAIN(StreamSetupTest)
#include "stream_setup_test.moc"
