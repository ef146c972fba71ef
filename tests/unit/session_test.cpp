#include "session_stage.h"

#include <QtTest>

using namespace earshot;
using namespace earshot::test;

class SessionTest : public QObject
{
    Q_OBJECT

private slots:
    void start_dialsAndGoesLive()
    {
        Stage s;
        QSignalSpy wentLive(&s.session, &Session::wentLive);
        s.start(1);
        QCOMPARE(s.phase(), LinePhase::Dialing);
        s.now().greet();
        QCOMPARE(s.phase(), LinePhase::Joining);
        QVERIFY(!s.now().m_isClosed);
        s.live();
        QCOMPARE(s.phase(), LinePhase::Live);
        QCOMPARE(wentLive.size(), 1);
    }

    void subscriptions_surviveAReconnect()
    {
        Stage s;
        QByteArrayList heard;
        s.session.subscribe("ev.a.state", [&](const NatsMessage &m, Instant) { heard << m.payload; });
        s.start(1);
        s.live();
        s.now().deliver("ev.a.state", "one", s.clock.now());
        s.beLiveFor(seconds{3});
        s.now().fail(Cause::ServerLost);
        s.live();
        s.now().deliver("ev.a.state", "two", s.clock.now());
        QCOMPARE(heard, (QByteArrayList{"one", "two"}));
        QCOMPARE(s.session.stats().reconnects, 1);
    }

    void answersToSomebodysRequest_areNotPassedOn()
    {
        Stage s;
        QByteArrayList heard;
        s.session.subscribe("ev.a.state", [&](const NatsMessage &m, Instant) { heard << m.payload; });
        s.start(1);
        s.live();
        s.now().deliver("ev.a.state", "card", s.clock.now(), {{"Nats-Stream", "KV_earshot_events"}});
        s.now().deliver("ev.a.state", {}, s.clock.now(), {}, 404);
        s.now().deliver("ev.a.state", "beacon", s.clock.now(), {{"Nats-Msg-Id", "1"}});
        QCOMPARE(heard, QByteArrayList{"beacon"});
    }

    void lost_dialsAnotherServerAtOnce()
    {
        Stage s;
        s.start(3);
        const QString first = s.nowAt();
        s.live();
        s.beLiveFor(seconds{3});
        s.now().fail(Cause::ServerLost);
        QCOMPARE(s.phase(), LinePhase::Dialing);
        QVERIFY(s.nowAt() != first);
    }

    void lost_withACrowd_waitsWithinTheSpread()
    {
        Stage s;
        s.start(3);
        s.live();
        s.session.setReconnectSpread(seconds{30});
        s.beLiveFor(seconds{3});
        s.now().fail(Cause::ServerLost);
        QCOMPARE(s.phase(), LinePhase::Waiting);
        QVERIFY(*s.session.stats().nextTry <= s.clock.now() + seconds{30});
        s.clock.advance(seconds{30});
        QCOMPARE(s.phase(), LinePhase::Dialing);
    }

    void round_triesEveryServerOnceBeforeWaiting()
    {
        Stage s;
        s.start(3);
        QSet<QString> tried;
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(s.phase(), LinePhase::Dialing);
            tried << s.nowAt();
            s.now().fail(Cause::ConnectionRefused);
        }
        QCOMPARE(tried.size(), 3);
        QCOMPARE(s.phase(), LinePhase::Waiting);
        QCOMPARE(s.session.stats().failure->cause, Cause::ConnectionRefused);
    }

    void refusedWhileJoining_triesTheOtherServer()
    {
        Stage s;
        s.start(2);
        const QString first = s.nowAt();
        s.now().greet();
        s.now().fail(Cause::ServerFull);
        QCOMPARE(s.phase(), LinePhase::Dialing);
        QVERIFY(s.nowAt() != first);
    }

    void waits_growWithEveryFailedRound()
    {
        Stage s;
        s.start(1);
        microseconds longest{0};
        for (int round = 0; round < 40; ++round) {
            s.now().fail(Cause::ConnectionRefused);
            const microseconds wait = *s.session.stats().nextTry - s.clock.now();
            longest = std::max(longest, wait);
            s.clock.advance(wait);
            QCOMPARE(s.phase(), LinePhase::Dialing);
        }
        QVERIFY(longest > seconds{10} && longest <= seconds{30});
    }

    void deadlines_nameADeadServerWithin3s_andLeaveASlowOneTime()
    {
        Stage s;
        s.start(2);
        QCOMPARE(s.now().m_options.deadline, milliseconds{2800});
        std::vector<milliseconds> rounds;
        for (int round = 0; round < 5; ++round) {
            rounds.push_back(s.now().m_options.deadline);
            s.now().fail(Cause::ConnectTimeout);
            QCOMPARE(s.now().m_options.deadline, rounds.back()); // the other server of the same round
            s.now().fail(Cause::ConnectTimeout);
            s.clock.advance(*s.session.stats().nextTry - s.clock.now());
        }
        const std::vector<milliseconds> expected{
            milliseconds{2800}, milliseconds{5600}, milliseconds{11'200}, seconds{12}, seconds{12}};
        QCOMPARE(rounds, expected);
        s.live();
        s.beLiveFor(seconds{3});
        s.now().fail(Cause::ServerLost);
        QCOMPARE(s.now().m_options.deadline, milliseconds{2800});
    }

    void ticketRefused_isFinalUntilThePersonTries()
    {
        Stage s;
        s.start(3);
        s.now().fail(Cause::TicketRejected, QStringLiteral("Authorization Violation"));
        QCOMPARE(s.phase(), LinePhase::Waiting); // it may be reading its accounts anew
        s.clock.advance(seconds{2});
        s.now().fail(Cause::TicketRejected, QStringLiteral("Authorization Violation"));
        QCOMPARE(s.phase(), LinePhase::Refused);
        s.clock.advance(std::chrono::hours{1});
        QCOMPARE(s.dialled.size(), 2);
        s.session.tryNow();
        QCOMPARE(s.phase(), LinePhase::Dialing);
    }

    void tryNow_cutsTheWaitShort()
    {
        Stage s;
        s.start(1);
        s.now().fail({Cause::HttpStatus, {}, 503, seconds{20}});
        QCOMPARE(s.phase(), LinePhase::Waiting);
        QVERIFY(*s.session.stats().nextTry >= s.clock.now() + seconds{20});
        s.session.tryNow();
        QCOMPARE(s.phase(), LinePhase::Dialing);
    }

    void lateTicketError_doesNotCountAsAServedLine()
    {
        Stage s;
        s.start(1);
        s.live();
        s.now().fail(Cause::TicketExpired);
        QCOMPARE(s.phase(), LinePhase::Refused);
    }

    void lineThatBreaksAtOnce_backsOffInsteadOfHammering()
    {
        Stage s;
        s.start(1);
        for (int i = 0; i < 20; ++i) {
            s.live();
            s.now().fail(Cause::ServerLost);
            QCOMPARE(s.phase(), LinePhase::Waiting);
            s.clock.advance(*s.session.stats().nextTry - s.clock.now());
        }
        QVERIFY(s.clock.now().time_since_epoch() - seconds{1000} > seconds{20});
    }

    void quietLine_isPingedAndThenGivenUp()
    {
        Stage s;
        s.start(1);
        s.live();
        s.beLiveFor(seconds{3});
        const int pings = s.now().m_pings;
        s.clock.advance(milliseconds{1600});
        QCOMPARE(s.now().m_pings, pings + 1);
        QVERIFY(s.session.stats().oldestUnansweredPing.has_value());
        QCOMPARE(s.phase(), LinePhase::Live);
        s.clock.advance(seconds{4});
        QCOMPARE(s.phase(), LinePhase::Dialing);
        QCOMPARE(s.session.stats().failure->cause, Cause::ServerLost);
    }

    void gossip_givesMoreServersWithTheOwnScheme()
    {
        Stage s;
        s.start(1);
        NatsInfo info;
        info.connectUrls
            = {QStringLiteral("a.example:8443"), QStringLiteral("[::1]:99"), QStringLiteral("::bad::")};
        s.live(info);
        QCOMPARE(s.session.stats().otherServers, 2);
        s.beLiveFor(seconds{3});
        s.now().fail(Cause::ServerLost);
        QCOMPARE(s.now().m_options.server.url.scheme(), QStringLiteral("wss"));
        QVERIFY(s.nowAt() != QStringLiteral("s0.example"));
    }

    void crowd_triesAgainOneSpreadLater_howeverOften()
    {
        Stage s;
        s.start(1);
        s.live();
        s.session.setReconnectSpread(seconds{30});
        s.beLiveFor(seconds{3});
        s.now().fail(Cause::ServerLost);
        QVERIFY(s.session.stats().spreading);
        s.clock.advance(*s.session.stats().nextTry - s.clock.now());
        for (int round = 0; round < 5; ++round) {
            s.now().fail(Cause::ConnectionRefused);
            QCOMPARE(*s.session.stats().nextTry - s.clock.now(), microseconds(seconds{30}));
            QVERIFY(s.session.stats().spreading);
            s.clock.advance(seconds{30});
            QCOMPARE(s.phase(), LinePhase::Dialing);
        }
        s.live();
        s.beLiveFor(seconds{3});
        QVERIFY(!s.session.stats().spreading);
    }

    void crowd_asksOneOtherServerOnly_whereTheyAreFull()
    {
        Stage s;
        s.start(10);
        s.live();
        s.session.setReconnectSpread(seconds{30});
        s.beLiveFor(seconds{3});
        s.now().fail(Cause::ServerLost);
        s.clock.advance(seconds{30});
        QCOMPARE(s.dialled.size(), 2);
        s.now().fail(Cause::ServerFull);
        QCOMPARE(s.phase(), LinePhase::Dialing);
        s.now().fail(Cause::ServerFull);
        QCOMPARE(s.phase(), LinePhase::Waiting);
    }

    void loss_isKeptInTheStats_whenTheLineIsBack()
    {
        Stage s;
        s.start(1);
        s.live();
        s.beLiveFor(seconds{3});
        const Instant lost = s.clock.now();
        s.now().fail(Cause::StaleConnection);
        s.live();
        QCOMPARE(s.session.stats().lostAt, std::optional(lost));
        QCOMPARE(s.session.stats().lostBy->cause, Cause::StaleConnection);
        QVERIFY(!s.session.stats().failure);
    }

    void complaint_isKept_untilTheNextLine()
    {
        Stage s;
        s.start(1);
        s.live();
        emit s.now().complained(Failure{Cause::NotPermitted, QStringLiteral("Permissions Violation")});
        QCOMPARE(s.session.stats().complaint->cause, Cause::NotPermitted);
        QCOMPARE(s.session.stats().complainedAt, std::optional(s.clock.now()));
        QCOMPARE(s.phase(), LinePhase::Live);
        s.beLiveFor(seconds{3});
        s.now().fail(Cause::ServerLost);
        s.live();
        QVERIFY(!s.session.stats().complaint);
    }

    void serverFull_goesRoundAndThenWaits()
    {
        Stage s;
        s.start(3);
        for (int i = 0; i < 3; ++i)
            s.now().fail(Cause::ServerFull);
        QCOMPARE(s.dialled.size(), 3);
        QCOMPARE(s.phase(), LinePhase::Waiting);
        QVERIFY(*s.session.stats().nextTry >= s.clock.now() + seconds{2});
    }

    void organisersLimit_asksNoOtherServer()
    {
        Stage s;
        s.start(3);
        s.now().fail(Cause::AccountFull);
        QCOMPARE(s.dialled.size(), 1);
        QCOMPARE(s.phase(), LinePhase::Waiting);
        QVERIFY(*s.session.stats().nextTry >= s.clock.now() + seconds{5});
    }

    void oldServer_isRefused_afterTheOthersWereTried()
    {
        Stage s;
        s.start(2);
        s.now().fail(Cause::ServerTooOld, QStringLiteral("2.1.9, no headers"));
        QCOMPARE(s.phase(), LinePhase::Dialing);
        s.now().fail(Cause::ServerTooOld, QStringLiteral("2.1.9, no headers"));
        QCOMPARE(s.phase(), LinePhase::Refused);
    }

    void checkLine_answered_changesNothing()
    {
        Stage s;
        s.start(2);
        s.live();
        s.beLiveFor(seconds{3});
        const int pings = s.now().m_pings;
        s.session.checkLine();
        s.session.checkLine();
        QCOMPARE(s.now().m_pings, pings + 1);
        s.clock.advance(milliseconds{900});
        s.now().answerPing(milliseconds{900}, s.clock.now());
        s.clock.advance(seconds{1});
        QCOMPARE(s.phase(), LinePhase::Live);
        QCOMPARE(s.dialled.size(), 1);
    }

    void checkLine_unanswered_dialsWithin1300ms_evenInACrowd()
    {
        Stage s;
        s.start(2);
        s.live();
        s.session.setReconnectSpread(seconds{60});
        s.beLiveFor(seconds{3});
        s.session.checkLine();
        // What the kernel had kept before the sleep proves nothing.
        s.now().deliver("old", {}, s.clock.now());
        s.clock.advance(milliseconds{1300});
        QCOMPARE(s.phase(), LinePhase::Dialing);
        QCOMPARE(s.session.stats().lostBy->cause, Cause::ServerLost);
    }

    void checkLine_endsAWaitForTheNetwork_notOneForTheServer()
    {
        Stage s;
        s.start(1);
        s.now().fail(Cause::NetworkUnreachable);
        QCOMPARE(s.phase(), LinePhase::Waiting);
        s.session.checkLine();
        QCOMPARE(s.phase(), LinePhase::Dialing);
        s.now().fail(Cause::ServerFull);
        s.session.checkLine();
        QCOMPARE(s.phase(), LinePhase::Waiting);
    }

    void checkLine_dialsAnewWhatWasDialledBeforeTheSleep()
    {
        Stage s;
        s.start(1);
        s.clock.advance(milliseconds{1500});
        s.session.checkLine();
        QCOMPARE(s.dialled.size(), 2);
        s.session.checkLine();
        QCOMPARE(s.dialled.size(), 2);
    }

    void standstill_isNoSilenceOfTheServer()
    {
        Stage s;
        s.start(1);
        s.live();
        s.beLiveFor(seconds{3});
        s.clock.stall(seconds{40});
        QCOMPARE(s.phase(), LinePhase::Live);
        s.now().answerPing(milliseconds{1}, s.clock.now());
        s.clock.advance(milliseconds{900});
        QCOMPARE(s.phase(), LinePhase::Live);
        QCOMPARE(s.dialled.size(), 1);
    }

    void resumedAndOnline_areInTheStats_andCheckTheLine()
    {
        Stage s;
        s.session.setOnline(false);
        s.start(1);
        QCOMPARE(s.session.stats().online, std::optional(false));
        s.now().fail(Cause::NetworkUnreachable);
        s.session.setOnline(true);
        QCOMPARE(s.phase(), LinePhase::Dialing);
        s.live();
        const int pings = s.now().m_pings;
        s.session.resumed(milliseconds{90'000});
        QCOMPARE(s.now().m_pings, pings + 1);
        QCOMPARE(s.session.stats().sleptFor, milliseconds{90'000});
        QCOMPARE(s.session.stats().resumedAt, std::optional(s.clock.now()));
    }

    void stop_endsTheLineForGood()
    {
        Stage s;
        s.start(1);
        s.live();
        s.session.stop();
        QCOMPARE(s.phase(), LinePhase::Idle);
        s.clock.advance(seconds{100});
        QCOMPARE(s.dialled.size(), 1);
    }

    void requestWithoutALine_answersAtOnce()
    {
        Stage s;
        std::optional<Cause> cause;
        s.session.request(
            "x", {}, seconds{1}, [&](const Result<NatsMessage> &a) { cause = a.failure().cause; });
        QCOMPARE(cause, Cause::ServerLost);
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
