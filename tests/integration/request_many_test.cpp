#include "integration/dialer.h"
#include "support/nats_server.h"

#include <QTest>

using namespace earshot;
using namespace earshot::test;

/// One question with many answers, over a real nats-server.
class RequestManyTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { EARSHOT_NEED_NATS_SERVER(); }
    void init()
    {
        m_answers.clear();
        m_server = std::make_unique<NatsServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->log()));
        m_asker = std::make_unique<Dialer>(m_server->url());
        QVERIFY(m_asker->join());
    }

    void everyAnswerComes_inOrder_untilNoneComesForTheTimeout();
    void answersEnd_whereTheAskerHasEnough();
    void nobodyThere_isSaidAtOnce();
    void deadServer_endsTheWaiting();
    void closedConnection_isSaidAtOnce();
    void questionsSideBySide_getTheirOwnAnswers();

private:
    Connection::EachReply keep(int most = 1000, int question = 0)
    {
        return [this, most, question](const Result<NatsMessage> &answer) {
            m_answers.emplace_back(question, answer);
            return int(m_answers.size()) < most;
        };
    }
    /// Somebody who gives `count` answers to each question.
    std::unique_ptr<Dialer> answerer(int count)
    {
        auto made = std::make_unique<Dialer>(m_server->url());
        if (!made->join())
            return nullptr;
        made->connection->subscribe("question");
        Connection *connection = made->connection.get();
        QObject::connect(connection, &Connection::message, connection, [=](const NatsMessage &question) {
            for (int i = 0; i < count; ++i)
                connection->publish(question.replyTo, question.payload + QByteArray::number(i), {});
        });
        return made->settle() ? std::move(made) : nullptr;
    }

    std::unique_ptr<NatsServer> m_server;
    std::unique_ptr<Dialer> m_asker;
    std::vector<std::pair<int, Result<NatsMessage>>> m_answers;
};

void RequestManyTest::everyAnswerComes_inOrder_untilNoneComesForTheTimeout()
{
    const auto other = answerer(500);
    QVERIFY(other);
    m_asker->connection->requestMany("question", "n", milliseconds{300}, keep(), {});
    QTRY_COMPARE(m_answers.size(), size_t(501));
    for (int i = 0; i < 500; ++i)
        QCOMPARE(m_answers[size_t(i)].second->payload, "n" + QByteArray::number(i));
    QCOMPARE(m_answers.back().second.failure().cause, Cause::RequestTimeout);
}

void RequestManyTest::answersEnd_whereTheAskerHasEnough()
{
    const auto other = answerer(50);
    QVERIFY(other);
    m_asker->connection->requestMany("question", "n", milliseconds{300}, keep(3), {});
    QTRY_COMPARE(m_answers.size(), size_t(3));
    QVERIFY(m_asker->settle());
    m_asker->connection->requestMany("question", "m", milliseconds{300}, keep(53), {});
    QTRY_COMPARE(m_answers.size(), size_t(53));
    QCOMPARE(m_answers[3].second->payload, "m0");
}

void RequestManyTest::nobodyThere_isSaidAtOnce()
{
    m_asker->connection->requestMany("question", "n", seconds{60}, keep(), {});
    QTRY_COMPARE(m_answers.size(), size_t(1));
    QCOMPARE(m_answers[0].second.failure().cause, Cause::NoResponders);
}

void RequestManyTest::deadServer_endsTheWaiting()
{
    const auto other = answerer(2);
    QVERIFY(other);
    m_asker->connection->requestMany("question", "n", seconds{60}, keep(), {});
    QTRY_COMPARE(m_answers.size(), size_t(2));
    m_server->kill();
    QTRY_COMPARE(m_answers.size(), size_t(3));
    QCOMPARE(m_answers[2].second.failure().cause, Cause::ServerLost);
}

void RequestManyTest::closedConnection_isSaidAtOnce()
{
    m_asker->connection->close();
    m_asker->connection->requestMany("question", "n", seconds{60}, keep(), {});
    QTRY_COMPARE(m_answers.size(), size_t(1));
    QCOMPARE(m_answers[0].second.failure().cause, Cause::ServerLost);
}

void RequestManyTest::questionsSideBySide_getTheirOwnAnswers()
{
    const auto other = answerer(5);
    QVERIFY(other);
    for (int question = 0; question < 20; ++question)
        m_asker->connection->requestMany(
            "question", QByteArray::number(question) + ':', milliseconds{400}, keep(1000, question), {});
    QTRY_COMPARE(m_answers.size(), size_t(120));
    for (const auto &[question, answer] : m_answers) {
        if (answer)
            QVERIFY(answer->payload.startsWith(QByteArray::number(question) + ':'));
    }
}

QTEST_GUILESS_MAIN(RequestManyTest)
#include "request_many_test.moc"
