#include "session_stage.h"

#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

NatsInfo lameDuck()
{
    NatsInfo info;
    info.lameDuck = true;
    return info;
}

/// A live session that hears "a", and what it signals.
struct Moving : Stage {
    QByteArrayList heard;
    QSignalSpy moved{&session, &Session::moved};
    QSignalSpy wentLive{&session, &Session::wentLive};
    QSignalSpy moveFailed{&session, &Session::moveFailed};

    explicit Moving(int servers)
    {
        session.subscribe("a", [this](const NatsMessage &m, Instant) { heard << m.payload; });
        start(servers);
        live();
        beLiveFor(seconds{3});
    }
    QString hostOf(int dial) { return line(dial).m_options.server.url.host(); }
    template<typename State>
    bool is() const
    {
        return std::holds_alternative<State>(session.state());
    }
    void answerSubscriptions(int dial) { emit line(dial).pongReceived(milliseconds{1}); }
};

} // namespace

class SessionMovingTest : public QObject
{
    Q_OBJECT

private slots:
    void lameDuck_movesWithoutAGap()
    {
        Moving s(2);
        emit s.line(0).infoChanged(lameDuck());
        QVERIFY(s.is<Session::Moving>());
        QCOMPARE(s.phase(), LinePhase::Live);
        QCOMPARE(s.session.stats().drainingSince, std::optional(s.clock.now()));
        QVERIFY(s.hostOf(1) != s.hostOf(0));

        s.line(0).deliver("a", "while dialling", s.clock.now());
        s.line(1).accept();
        QCOMPARE(s.line(1).m_subscriptions.size(), size_t(1));
        QCOMPARE(s.line(1).m_pings, 1);
        s.line(0).deliver("a", "before the PONG", s.clock.now());
        QVERIFY(s.is<Session::Moving>());
        QVERIFY(s.moved.isEmpty());
        s.answerSubscriptions(1);
        QCOMPARE(s.moved.size(), 1);
        QVERIFY(!s.session.stats().drainingSince);
        QCOMPARE(s.session.stats().serverHost, s.line(1).m_options.server.display());

        // Interest may reach the other servers of the cluster later: both lines are heard for a while.
        QVERIFY(!s.line(0).m_isClosed);
        s.line(0).deliver("a", "on the way", s.clock.now());
        s.line(1).deliver("a", "new", s.clock.now());
        QCOMPARE(s.heard, (QByteArrayList{"while dialling", "before the PONG", "on the way", "new"}));
        const QPointer<FakeConnection> former = &s.line(0);
        s.beLiveFor(seconds{3});
        QVERIFY(s.is<Session::Live>());
        QVERIFY(!former || former->m_isClosed);
        QCOMPARE(s.wentLive.size(), 1);
        QCOMPARE(s.session.stats().reconnects, 0);
        QVERIFY(!s.session.stats().lostAt);
    }

    void lameDuck_ofACrowd_isLeftOneByOne()
    {
        Moving s(2);
        s.session.setReconnectSpread(seconds{20});
        emit s.line(0).infoChanged(lameDuck());
        QVERIFY(s.is<Session::Leaving>());
        QCOMPARE(s.dialled.size(), 1);
        for (int i = 0; i < 40; ++i) {
            s.line(0).answerPing(milliseconds{1}, s.clock.now());
            s.clock.advance(milliseconds{500});
        }
        QCOMPARE(s.dialled.size(), 2);
        QVERIFY(s.is<Session::Moving>());
    }

    void lameDuck_ofACrowd_keepsItsTurn_whereTheLineEndsFirst()
    {
        Moving s(2);
        s.session.setReconnectSpread(std::chrono::hours{1});
        emit s.line(0).infoChanged(lameDuck());
        const Instant turn = std::get<Session::Leaving>(s.session.state()).nextTry;
        s.line(0).fail(Cause::ServerLost);
        QCOMPARE(s.phase(), LinePhase::Waiting);
        QCOMPARE(s.session.stats().nextTry, std::optional(turn));
        QVERIFY(s.session.stats().spreading);
    }

    void lameDuck_whereNobodyTakesUs_triesAgainWhileTheLineGoesOn()
    {
        Moving s(3);
        emit s.line(0).infoChanged(lameDuck());
        s.line(1).fail(Cause::ServerFull);
        QVERIFY(s.is<Session::Moving>());
        QVERIFY(s.hostOf(2) != s.hostOf(1) && s.hostOf(2) != s.hostOf(0));
        s.line(2).fail(Cause::ConnectionRefused);
        QVERIFY(s.is<Session::Leaving>());
        QCOMPARE(s.moveFailed.size(), 1);
        s.line(0).deliver("a", "still here", s.clock.now());
        QCOMPARE(s.heard, (QByteArrayList{"still here"}));
        s.clock.advance(seconds{1});
        QCOMPARE(s.dialled.size(), 4);
        s.line(3).accept();
        s.answerSubscriptions(3);
        QCOMPARE(s.moved.size(), 1);
    }

    void lameDuck_whereTheLineEndsBeforeTheNextIsThere_goesOnWithTheNext()
    {
        Moving s(2);
        emit s.line(0).infoChanged(lameDuck());
        s.line(1).greet();
        s.line(0).fail(Cause::ServerLost);
        QCOMPARE(s.phase(), LinePhase::Joining);
        QCOMPARE(s.dialled.size(), 2);
        s.line(1).accept();
        QCOMPARE(s.phase(), LinePhase::Live);
        QCOMPARE(s.wentLive.size(), 2);
        QVERIFY(s.moved.isEmpty());
        QCOMPARE(s.session.stats().reconnects, 1);
        s.line(1).deliver("a", "new", s.clock.now());
        QCOMPARE(s.heard, (QByteArrayList{"new"}));
    }

    void lameDuck_whereTheLineEndsBeforeThePong_saysThatSomethingMayBeMissed()
    {
        Moving s(2);
        emit s.line(0).infoChanged(lameDuck());
        s.line(1).accept();
        s.line(0).fail(Cause::ServerLost);
        QCOMPARE(s.phase(), LinePhase::Live);
        QCOMPARE(s.wentLive.size(), 2);
        QVERIFY(s.session.stats().lostAt.has_value());
    }

    void nextLine_thatDoesNotAnswerItsSubscriptions_isLeft()
    {
        Moving s(2);
        emit s.line(0).infoChanged(lameDuck());
        s.line(1).accept();
        for (int i = 0; i < 7; ++i) {
            s.line(0).answerPing(milliseconds{1}, s.clock.now());
            s.clock.advance(milliseconds{500});
        }
        QVERIFY(s.moveFailed.size() >= 1);
        QCOMPARE(s.phase(), LinePhase::Live);
        QCOMPARE(s.session.stats().serverHost, s.line(0).m_options.server.display());
    }

    void renew_movesToAnotherServerWithTheNewTicket()
    {
        Moving s(2);
        s.session.setCredentials({"new ticket", {}});
        QCOMPARE(s.dialled.size(), 1);
        s.session.renew();
        QCOMPARE(s.line(1).m_options.credentials.ticket, QByteArray("new ticket"));
        QVERIFY(s.hostOf(1) != s.hostOf(0));
        s.line(1).accept();
        s.answerSubscriptions(1);
        QCOMPARE(s.moved.size(), 1);
        QCOMPARE(s.wentLive.size(), 1);
    }

    void renew_withOneServer_usesTheSame()
    {
        Moving s(1);
        s.session.renew();
        QCOMPARE(s.hostOf(1), s.hostOf(0));
        QVERIFY(!s.line(0).m_isClosed);
    }

    void renew_refused_leavesTheOldLine()
    {
        Moving s(3);
        s.session.renew();
        s.line(1).fail(Cause::TicketRejected);
        QCOMPARE(s.moveFailed.size(), 0); // it may be reading its accounts anew
        s.beLiveOn(0, seconds{2});
        s.line(2).fail(Cause::TicketRejected);
        QVERIFY(s.is<Session::Live>());
        QCOMPARE(s.moveFailed.size(), 1);
        s.beLiveOn(0, seconds{60});
        QCOMPARE(s.dialled.size(), 3);
        s.line(0).deliver("a", "old", s.clock.now());
        QCOMPARE(s.heard, (QByteArrayList{"old"}));
    }

    /// A server says PONG first and looks at the ticket's date then.
    void renew_refusedAfterThePong_goesBackToTheOldLine()
    {
        Moving s(2);
        s.session.renew();
        s.line(1).accept();
        s.answerSubscriptions(1);
        s.line(1).fail(Cause::TicketExpired);
        QVERIFY(s.is<Session::Live>());
        QCOMPARE(s.session.stats().serverHost, s.line(0).m_options.server.display());
        s.line(0).deliver("a", "old", s.clock.now());
        QCOMPARE(s.heard, (QByteArrayList{"old"}));
        s.beLiveOn(0, seconds{60});
        QVERIFY(s.is<Session::Live>());
        QCOMPARE(s.dialled.size(), 2);
        QCOMPARE(s.wentLive.size(), 1);
    }

    void renew_whileRefused_dials()
    {
        Stage s;
        s.start(1);
        s.now().fail(Cause::TicketExpired);
        s.session.setCredentials({"new", {}});
        s.session.renew();
        QCOMPARE(s.phase(), LinePhase::Dialing);
        QCOMPARE(s.now().m_options.credentials.ticket, QByteArray("new"));
    }

    void formerLine_thatEndsFirst_isNoLoss()
    {
        Moving s(2);
        s.session.renew();
        s.line(1).accept();
        s.answerSubscriptions(1);
        s.line(0).fail(Cause::ServerLost);
        QVERIFY(s.is<Session::Live>());
        QVERIFY(!s.session.stats().lostAt);
        QCOMPARE(s.session.stats().serverHost, s.line(1).m_options.server.display());
    }

    void subscriptions_madeWhileMoving_areOnBothLines()
    {
        Moving s(2);
        QByteArrayList late;
        s.session.renew();
        s.line(1).accept();
        s.session.subscribe("b", [&](const NatsMessage &m, Instant) { late << m.payload; });
        s.session.unsubscribe("a");
        QCOMPARE(s.line(1).m_subscriptions.size(), size_t(1));
        s.line(0).deliver("b", "one", s.clock.now());
        s.answerSubscriptions(1);
        s.line(1).deliver("b", "two", s.clock.now());
        s.line(1).deliver("a", "no", s.clock.now());
        QCOMPARE(late, (QByteArrayList{"one", "two"}));
        QVERIFY(s.heard.isEmpty());
    }

    void publishAndRequest_goOverTheNewLine_onceItTookOver()
    {
        Moving s(2);
        s.session.renew();
        s.session.publish("x", "1");
        QCOMPARE(s.line(0).m_published.size(), size_t(1));
        s.line(1).accept();
        s.answerSubscriptions(1);
        s.session.publish("x", "2");
        s.session.request("q", {}, seconds{1}, [](const auto &) {});
        QCOMPARE(s.line(0).m_published.size(), size_t(1));
        QCOMPARE(s.line(1).m_published.size(), size_t(1));
        QCOMPARE(s.line(1).m_requests.size(), size_t(1));
    }

    void stop_whileMoving_endsBothLines()
    {
        Moving s(2);
        s.session.renew();
        const QPointer<FakeConnection> old = &s.line(0);
        const QPointer<FakeConnection> next = &s.line(1);
        s.session.stop();
        QCOMPARE(s.phase(), LinePhase::Idle);
        QVERIFY((!old || old->m_isClosed) && (!next || next->m_isClosed));
        s.clock.advance(seconds{100});
        QCOMPARE(s.dialled.size(), 2);
    }
};

QTEST_GUILESS_MAIN(SessionMovingTest)
#include "session_moving_test.moc"
