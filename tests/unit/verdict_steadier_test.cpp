#include "diagnosis/verdict_steadier.h"

#include <QTest>

using namespace earshot;

class VerdictSteadierTest : public QObject
{
    Q_OBJECT

    VerdictSteadier m_steadier;
    Instant m_now{seconds{100}};

    static Verdict of(const char *id)
    {
        Verdict verdict;
        verdict.id = QString::fromLatin1(id);
        const bool isQuestion = verdict.id.startsWith(QStringLiteral("checking"));
        verdict.check = isQuestion ? Check::Audio : Check::None;
        for (const char *sounding : {"ok.live", "ok.delayed", "you.busy", "desk.silent"})
            verdict.hearing = verdict.hearing || verdict.id == QLatin1String(sounding);
        return verdict;
    }
    QString after(milliseconds time, const char *id)
    {
        m_now += time;
        return m_steadier.feed(of(id), m_now).id;
    }

private slots:
    void init() { m_steadier.reset(); }

    void firstVerdict_showsAtOnce()
    {
        QCOMPARE(after(milliseconds{0}, "checking"), QStringLiteral("checking"));
    }

    void silence_showsAtOnce()
    {
        after(milliseconds{0}, "ok.live");
        QCOMPARE(after(milliseconds{1}, "server.lost"), QStringLiteral("server.lost"));
    }

    void blink_isNotShown()
    {
        after(milliseconds{0}, "ok.live");
        QCOMPARE(after(milliseconds{1}, "you.busy"), QStringLiteral("ok.live"));
        QCOMPARE(after(milliseconds{250}, "you.busy"), QStringLiteral("ok.live"));
        QCOMPARE(after(milliseconds{10}, "ok.live"), QStringLiteral("ok.live"));
        QCOMPARE(after(milliseconds{200}, "you.busy"), QStringLiteral("ok.live"));
        QCOMPARE(after(milliseconds{300}, "you.busy"), QStringLiteral("you.busy"));
    }

    void goodNews_mustLast()
    {
        after(milliseconds{0}, "stage.dropped");
        QCOMPARE(after(milliseconds{1}, "ok.live"), QStringLiteral("stage.dropped"));
        QCOMPARE(after(milliseconds{400}, "ok.live"), QStringLiteral("stage.dropped"));
        QCOMPARE(after(milliseconds{10}, "stage.dropped"), QStringLiteral("stage.dropped"));
        QCOMPARE(after(milliseconds{200}, "ok.live"), QStringLiteral("stage.dropped"));
        QCOMPARE(after(milliseconds{500}, "ok.live"), QStringLiteral("ok.live"));
    }

    void joining_becomesGoodAtOnce()
    {
        after(milliseconds{0}, "checking");
        QCOMPARE(after(milliseconds{1}, "ok.live"), QStringLiteral("ok.live"));
    }

    void faultElsewhere_showsAtOnce()
    {
        after(milliseconds{0}, "server.lost");
        QCOMPARE(after(milliseconds{1}, "out.none"), QStringLiteral("out.none"));
        QCOMPARE(after(milliseconds{1}, "event.ended"), QStringLiteral("event.ended"));
    }

    void lostLine_keepsItsName_whileItIsDialledInVain()
    {
        after(milliseconds{0}, "ok.live");
        QCOMPARE(after(milliseconds{1}, "server.lost"), QStringLiteral("server.lost"));
        for (int round = 0; round < 50; ++round) {
            QCOMPARE(after(milliseconds{700}, "net.refused"), QStringLiteral("server.lost"));
            QCOMPARE(after(milliseconds{2800}, "net.timeout"), QStringLiteral("server.lost"));
        }
        QCOMPARE(after(milliseconds{1}, "ok.live"), QStringLiteral("server.lost"));
        QCOMPARE(after(milliseconds{500}, "ok.live"), QStringLiteral("ok.live"));
    }

    void stalledLine_keepsItsName_whenItIsGivenUp()
    {
        after(milliseconds{0}, "you.stalled");
        QCOMPARE(after(milliseconds{3000}, "server.lost"), QStringLiteral("you.stalled"));
        QCOMPARE(after(milliseconds{3000}, "server.lost"), QStringLiteral("you.stalled"));
    }

    void moreExactFault_isShown_whenItStands()
    {
        after(milliseconds{0}, "server.lost");
        QCOMPARE(after(milliseconds{100}, "http.status"), QStringLiteral("server.lost"));
        QCOMPARE(after(milliseconds{1400}, "http.status"), QStringLiteral("server.lost"));
        QCOMPARE(after(milliseconds{100}, "http.status"), QStringLiteral("http.status"));
        // Not back for less than a round of dialling.
        QCOMPARE(after(milliseconds{100}, "server.lost"), QStringLiteral("http.status"));
        QCOMPARE(after(milliseconds{9000}, "server.lost"), QStringLiteral("http.status"));
        QCOMPARE(after(milliseconds{1000}, "server.lost"), QStringLiteral("server.lost"));
    }

    void sameFailure_understoodBetter_showsAtOnce()
    {
        Verdict status = of("http.status");
        status.cause = Cause::HttpStatus;
        Verdict portal = of("net.captive");
        portal.cause = Cause::HttpStatus;
        m_steadier.feed(status, m_now);
        QCOMPARE(m_steadier.feed(portal, m_now + milliseconds{1}).id, QStringLiteral("net.captive"));
        // The next try forgets what the probe found: that is no news.
        QCOMPARE(m_steadier.feed(status, m_now + seconds{1}).id, QStringLiteral("net.captive"));
        QCOMPARE(m_steadier.feed(status, m_now + seconds{9}).id, QStringLiteral("net.captive"));
    }

    void serversInTurn_doNotBlink()
    {
        after(milliseconds{0}, "server.full");
        for (int round = 0; round < 20; ++round) {
            QCOMPARE(after(milliseconds{600}, "net.tls.expired"), QStringLiteral("server.full"));
            QCOMPARE(after(milliseconds{600}, "server.full"), QStringLiteral("server.full"));
        }
    }

    void endOfTrying_showsAtOnce()
    {
        after(milliseconds{0}, "server.lost");
        QCOMPARE(after(milliseconds{1}, "ticket.expired"), QStringLiteral("ticket.expired"));
    }

    void note_staysReadable()
    {
        after(milliseconds{0}, "ok.live");
        after(milliseconds{1}, "you.busy");
        QCOMPARE(after(milliseconds{300}, "you.busy"), QStringLiteral("you.busy"));
        QCOMPARE(after(milliseconds{100}, "ok.live"), QStringLiteral("you.busy"));
        QCOMPARE(after(milliseconds{2500}, "ok.live"), QStringLiteral("you.busy"));
        QCOMPARE(after(milliseconds{400}, "ok.live"), QStringLiteral("ok.live"));
    }

    void heldFault_keepsCountingDown()
    {
        Verdict lost = of("server.lost");
        lost.nextStepIn = seconds{4};
        lost.forHowLong = seconds{2};
        m_steadier.feed(lost, m_now);
        Verdict refused = of("net.refused");
        refused.nextStepIn = seconds{12};
        refused.attempt = 3;
        const Verdict &shown = m_steadier.feed(refused, m_now + seconds{1});
        QCOMPARE(shown.id, QStringLiteral("server.lost"));
        QVERIFY(shown.nextStepIn == seconds{12});
        QVERIFY(shown.forHowLong == seconds{3});
        QCOMPARE(shown.attempt, 3);
    }

    void countdown_passesThrough()
    {
        Verdict verdict = of("net.refused");
        verdict.nextStepIn = seconds{12};
        m_steadier.feed(verdict, m_now);
        verdict.nextStepIn = seconds{11};
        QVERIFY(m_steadier.feed(verdict, m_now + milliseconds{10}).nextStepIn == seconds{11});
    }
};

QTEST_GUILESS_MAIN(VerdictSteadierTest)
#include "verdict_steadier_test.moc"
