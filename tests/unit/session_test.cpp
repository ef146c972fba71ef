#include "session/session.h"
#include "support/fake_connection.h"
#include "support/virtual_clock.h"

#include <QPointer>
#include <QtTest>

using namespace earshot;
using namespace earshot::test;

namespace {

ServerAddress server(int number)
{
    return {QUrl(QStringLiteral("wss://s%1.example:443").arg(number)), {}};
}

/// A session with the test as its server, in virtual time.
struct Stage {
    VirtualClock clock;
    SeededRandom random{1};
    QList<QPointer<FakeConnection>> dialled;
    Session session{clock, random, [this] {
                        auto made = std::make_unique<FakeConnection>();
                        dialled.append(made.get());
                        return made;
                    }};

    void start(int servers)
    {
        Session::Config config;
        for (int i = 0; i < servers; ++i)
            config.servers.push_back(server(i));
        session.start(config);
    }
    FakeConnection &now() { return *dialled.last(); }
    QString nowAt() { return now().m_options.server.url.host(); }
    LinePhase phase() const { return session.stats().phase; }
    void live(NatsInfo info = {}) { now().accept(info); }
    /// Up long enough to be proven, with the server answering pings.
    void beLiveFor(seconds duration)
    {
        for (milliseconds t{0}; t < duration; t += milliseconds{500}) {
            now().answerPing(milliseconds{1}, clock.now());
            clock.advance(milliseconds{500});
        }
        now().answerPing(milliseconds{1}, clock.now());
    }
};

} // namespace

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
        QCOMPARE(s.phase(), LinePhase::Refused);
        s.clock.advance(std::chrono::hours{1});
        QCOMPARE(s.dialled.size(), 1);
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

    void lameDuck_movesBeforeTheServerGoes()
    {
        Stage s;
        s.start(2);
        const QString first = s.nowAt();
        s.live();
        s.beLiveFor(seconds{3});
        NatsInfo leaving;
        leaving.lameDuck = true;
        emit s.now().infoChanged(leaving);
        QCOMPARE(s.phase(), LinePhase::Dialing);
        QVERIFY(s.nowAt() != first);
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
