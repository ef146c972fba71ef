#include "client/timeline.h"

#include <QTest>

using namespace earshot;

class TimelineTest : public QObject
{
    Q_OBJECT

    using Kind = TimelineEntry::Kind;
    static constexpr WallTime kStart{milliseconds{1'795'292'964'000}};

    Timeline m_timeline;
    WallTime m_now = kStart;

    static Verdict of(const char *id, Severity severity)
    {
        return {.id = QString::fromLatin1(id), .severity = severity};
    }
    /// `id` is what the page shows for so long, judged four times a second.
    void shows(const char *id, Severity severity, milliseconds length)
    {
        for (const WallTime end = m_now + length; m_now < end; m_now += milliseconds{250}) {
            Verdict verdict = of(id, severity);
            verdict.hearing = verdict.id.startsWith(QStringLiteral("ok."));
            m_timeline.verdict(verdict, m_now);
        }
    }
    QStringList ids() const
    {
        QStringList found;
        for (const TimelineEntry &entry : m_timeline.entries())
            found << (entry.kind == Kind::VerdictChanged ? entry.verdict.id
                                                         : QString::number(int(entry.kind)));
        return found;
    }

private slots:
    void init()
    {
        m_timeline.clear();
        m_now = kStart;
    }

    void blink_isNoNews()
    {
        shows("ok.live", Severity::Good, seconds{5});
        shows("you.stalled", Severity::Bad, milliseconds{750});
        shows("ok.live", Severity::Good, seconds{5});
        QVERIFY(ids().isEmpty());
    }

    void trouble_isDatedByItsBeginning_andItsEnd()
    {
        shows("ok.live", Severity::Good, seconds{5});
        shows("stage.dropped", Severity::Warning, seconds{8});
        shows("ok.live", Severity::Good, seconds{5});
        QCOMPARE(ids(), QStringList({QStringLiteral("stage.dropped"), QStringLiteral("ok.live")}));
        QVERIFY(m_timeline.entries()[0].at == kStart + seconds{5});
        QVERIFY(m_timeline.entries()[1].at == kStart + seconds{13});
    }

    void comingAndGoing_isOneEntry()
    {
        for (int round = 0; round < 100; ++round) {
            shows("you.busy", Severity::Warning, seconds{5});
            shows("ok.live", Severity::Good, seconds{10});
        }
        QCOMPARE(ids(), QStringList({QStringLiteral("you.busy"), QStringLiteral("ok.live")}));
        shows("ok.live", Severity::Good, seconds{31});
        shows("you.busy", Severity::Warning, seconds{5});
        QCOMPARE(ids().size(), 3);
    }

    void questions_areNoEnd()
    {
        shows("server.lost", Severity::Bad, seconds{3});
        shows("checking", Severity::Info, seconds{1});
        QCOMPARE(ids(), QStringList{QStringLiteral("server.lost")});
        m_timeline.reconnected(seconds{4}, m_now);
        shows("ok.live", Severity::Good, seconds{3});
        QCOMPARE(m_timeline.entries().back().kind, Kind::Reconnected);
    }

    void loss_isToldWithItsReconnect()
    {
        m_timeline.reconnected(seconds{4}, m_now);
        QVERIFY(!m_timeline.entries().back().lost);
        m_timeline.hostMessage({QStringLiteral("Hello"), m_now});
        m_timeline.setLost(milliseconds{300});
        QVERIFY(m_timeline.entries().front().lost == milliseconds{300});
        m_timeline.caughtUp(m_now + seconds{10});
        QCOMPARE(m_timeline.entries().back().kind, Kind::CaughtUp);
    }

    void seekBar_isOneRewind()
    {
        for (int i = 1; i <= 40; ++i)
            m_timeline.rewound(seconds{10 * i}, m_now += milliseconds{200});
        QCOMPARE(m_timeline.entries().size(), std::size_t(1));
        QVERIFY(m_timeline.entries().front().duration == seconds{400});
        m_timeline.backToLive(m_now += minutes{1});
        m_timeline.rewound(seconds{30}, m_now += minutes{1});
        QCOMPARE(m_timeline.entries().size(), std::size_t(3));
    }

    void skipOfSeveralSpeakers_isToldOnce_aShortOneNever()
    {
        const auto before = m_timeline.entries().size();
        m_timeline.skipped(milliseconds{499}, m_now);
        QCOMPARE(m_timeline.entries().size(), before);
        m_timeline.skipped(milliseconds{2800}, m_now);
        m_timeline.skipped(milliseconds{3100}, m_now + milliseconds{500});
        m_timeline.skipped(milliseconds{2700}, m_now + milliseconds{700});
        QCOMPARE(m_timeline.entries().size(), before + 1);
        QCOMPARE(m_timeline.entries().back().kind, TimelineEntry::Kind::Skipped);
        QCOMPARE(m_timeline.entries().back().duration, milliseconds(3100));
        QCOMPARE(m_timeline.entries().back().at, m_now);
        m_timeline.skipped(milliseconds{600}, m_now + seconds{4});
        QCOMPARE(m_timeline.entries().size(), before + 2);
    }
    void oldest_givesWay()
    {
        for (int i = 0; i < 500; ++i)
            m_timeline.woke(seconds{i}, m_now);
        QCOMPARE(m_timeline.entries().size(), std::size_t(200));
        QVERIFY(m_timeline.entries().back().duration == seconds{499});
    }
};

QTEST_GUILESS_MAIN(TimelineTest)
#include "timeline_test.moc"
