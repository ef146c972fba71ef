#include "support/virtual_clock.h"
#include "wire/pending_requests.h"

#include <QTest>

using namespace earshot;

class PendingRequestsTest : public QObject
{
    Q_OBJECT

private slots:
    void answers_findTheirRequest_inAnyOrder();
    void timeout_comesAtItsTime_once();
    void noResponders_isAFailure_butAnEmptyAnswerIsNot();
    void otherMessages_areNotTaken();
    void end_answersAll_evenWhereAReplyAsksAgain();
    void manyAnswers_areAllGiven_untilNoneComesForTheTimeout();
    void prefixes_differ();

private:
    Connection::EachReply keep(int index, bool wantsMore = false)
    {
        return [this, index, wantsMore](const Result<NatsMessage> &answer) {
            m_answers.emplace_back(index, answer);
            return wantsMore;
        };
    }

    test::VirtualClock m_clock;
    SeededRandom m_random{1};
    std::vector<std::pair<int, Result<NatsMessage>>> m_answers;

private slots:
    void init() { m_answers.clear(); }
};

namespace {

NatsMessage to(const QByteArray &subject, const QByteArray &payload, int status = 0)
{
    NatsMessage message;
    message.subject = subject;
    message.payload = payload;
    message.status = status;
    return message;
}

} // namespace

void PendingRequestsTest::answers_findTheirRequest_inAnyOrder()
{
    PendingRequests requests(m_clock, m_random);
    const QByteArray first = requests.add(seconds{1}, keep(1));
    const QByteArray second = requests.add(seconds{1}, keep(2));
    QVERIFY(first != second);
    QVERIFY(first.startsWith(requests.inboxSubject().chopped(1)));
    QVERIFY(requests.take(to(second, "b")));
    QVERIFY(requests.take(to(first, "a")));
    QVERIFY(requests.take(to(first, "again")));
    QCOMPARE(m_answers.size(), size_t(2));
    QCOMPARE(m_answers[0].first, 2);
    QCOMPARE(m_answers[0].second->payload, "b");
    QCOMPARE(m_answers[1].second->payload, "a");
    m_clock.advance(seconds{2});
    QCOMPARE(m_answers.size(), size_t(2));
}

void PendingRequestsTest::timeout_comesAtItsTime_once()
{
    PendingRequests requests(m_clock, m_random);
    const QByteArray subject = requests.add(milliseconds{500}, keep(1));
    m_clock.advance(milliseconds{499});
    QVERIFY(m_answers.empty());
    m_clock.advance(milliseconds{1});
    QCOMPARE(m_answers.size(), size_t(1));
    QCOMPARE(m_answers[0].second.failure().cause, Cause::RequestTimeout);
    QVERIFY(requests.take(to(subject, "late")));
    QCOMPARE(m_answers.size(), size_t(1));
}

void PendingRequestsTest::noResponders_isAFailure_butAnEmptyAnswerIsNot()
{
    PendingRequests requests(m_clock, m_random);
    requests.take(to(requests.add(seconds{1}, keep(1)), {}, 503));
    requests.take(to(requests.add(seconds{1}, keep(2)), {}, 404));
    requests.take(to(requests.add(seconds{1}, keep(3)), {}));
    QCOMPARE(m_answers.size(), size_t(3));
    QCOMPARE(m_answers[0].second.failure().cause, Cause::NoResponders);
    QCOMPARE(m_answers[1].second->status, 404);
    QVERIFY(m_answers[2].second.ok());
}

void PendingRequestsTest::otherMessages_areNotTaken()
{
    PendingRequests requests(m_clock, m_random);
    const QByteArray subject = requests.add(seconds{1}, keep(1));
    QVERIFY(!requests.take(to("ev.a.state", "x")));
    QVERIFY(!requests.take(to("_INBOX.other.1", "x")));
    for (const char *word : {"", "x", "-1", "99999999999999999999999", "1.2"})
        QVERIFY(requests.take(to(requests.inboxSubject().chopped(1) + word, "x")));
    QVERIFY(m_answers.empty());
    QVERIFY(requests.take(to(subject, "x")));
    QCOMPARE(m_answers.size(), size_t(1));
}

void PendingRequestsTest::end_answersAll_evenWhereAReplyAsksAgain()
{
    PendingRequests requests(m_clock, m_random);
    int calls = 0;
    requests.add(seconds{1}, [&](const Result<NatsMessage> &answer) {
        calls += !answer && answer.failure().cause == Cause::ServerLost;
        requests.add(seconds{1}, keep(9));
        return false;
    });
    requests.add(seconds{1}, keep(1));
    requests.fail({Cause::ServerLost, "gone"});
    QCOMPARE(calls, 1);
    QCOMPARE(m_answers.size(), size_t(1));
    QCOMPARE(m_answers[0].second.failure().detail, "gone");
    m_clock.advance(seconds{1});
    QCOMPARE(m_answers.size(), size_t(2)); // the one asked again ran into its own time
}

void PendingRequestsTest::manyAnswers_areAllGiven_untilNoneComesForTheTimeout()
{
    PendingRequests requests(m_clock, m_random);
    const QByteArray subject = requests.add(seconds{1}, keep(1, true));
    for (int i = 0; i < 3; ++i) {
        m_clock.advance(milliseconds{900});
        QVERIFY(requests.take(to(subject, QByteArray::number(i))));
    }
    QCOMPARE(m_answers.size(), size_t(3));
    m_clock.advance(seconds{1});
    QCOMPARE(m_answers.size(), size_t(4));
    QCOMPARE(m_answers.back().second.failure().cause, Cause::RequestTimeout);
    QVERIFY(requests.take(to(subject, "late")));
    QCOMPARE(m_answers.size(), size_t(4));
}

void PendingRequestsTest::prefixes_differ()
{
    const PendingRequests one(m_clock, m_random);
    const PendingRequests two(m_clock, m_random);
    QVERIFY(one.inboxSubject() != two.inboxSubject());
    QVERIFY(one.inboxSubject().startsWith("_INBOX."));
    QVERIFY(one.inboxSubject().endsWith(".*"));
    QCOMPARE(one.inboxSubject().count('.'), 2);
}

QTEST_APPLESS_MAIN(PendingRequestsTest)
#include "pending_requests_test.moc"
