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

    void anotherFault_showsAtOnce()
    {
        after(milliseconds{0}, "you.stalled");
        QCOMPARE(after(milliseconds{1}, "server.lost"), QStringLiteral("server.lost"));
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
