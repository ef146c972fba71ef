#include "diagnosis/probe_words.h"

#include <QLocale>
#include <QTest>

using namespace earshot;

class ProbeWordsTest : public QObject
{
    Q_OBJECT

    static ProbeFinding good(ProbeStep step, const QString &detail = {})
    {
        return {step, ProbeOutcome::Good, milliseconds{31}, std::nullopt, detail};
    }
    static ProbeFinding failed(ProbeStep step, const Failure &failure)
    {
        return {step, ProbeOutcome::Failed, milliseconds{80}, failure, {}};
    }
    static ProbeFinding skipped(ProbeStep step) { return {step, ProbeOutcome::Skipped, {}, {}, {}}; }

    static ProbeStats done(std::vector<ProbeFinding> findings)
    {
        ProbeStats probe;
        probe.host = QStringLiteral("live.example.org");
        probe.isDone = true;
        probe.findings = std::move(findings);
        return probe;
    }

private slots:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void brokenStep_isBad_andWhatNeedsIt_isNotAsked()
    {
        const auto lines = probeWords(done({good(ProbeStep::Resolve, QStringLiteral("192.0.2.7")),
            failed(ProbeStep::Tcp, {Cause::ConnectionRefused, {}}), skipped(ProbeStep::Tls),
            skipped(ProbeStep::Http), failed(ProbeStep::Page, {Cause::ConnectionRefused, {}})}));
        QCOMPARE(lines.size(), std::size_t(5));
        QCOMPARE(lines[0].evidence, QStringLiteral("found: 192.0.2.7"));
        QVERIFY(lines[0].health == HopHealth::Good);
        QVERIFY(lines[0].took == milliseconds{31});
        QCOMPARE(lines[1].title, QStringLiteral("Way to the server (TCP)"));
        QCOMPARE(lines[1].evidence, QStringLiteral("refused at once"));
        QVERIFY(lines[1].health == HopHealth::Bad);
        QCOMPARE(lines[2].evidence, QStringLiteral("not asked: a step before it failed"));
        QVERIFY(lines[2].health == HopHealth::Unknown);
    }

    void plainServer_needsNoCertificate()
    {
        const auto lines
            = probeWords(done({good(ProbeStep::Resolve), good(ProbeStep::Tcp), skipped(ProbeStep::Tls)}));
        QCOMPARE(lines[2].evidence, QStringLiteral("not needed here"));
    }

    void certificate_isShownWithItsDates()
    {
        ProbeStats probe = done({failed(ProbeStep::Tls, {Cause::TlsExpired, QStringLiteral("long words")})});
        probe.certificate
            = ProbedCertificate{{QStringLiteral("live.example.org")}, QStringLiteral("Example CA"),
                WallTime{milliseconds{1'700'000'000'000}}, WallTime{milliseconds{1'710'000'000'000}}};
        QCOMPARE(probeWords(probe)[0].evidence,
            QStringLiteral(
                "has expired (for live.example.org, issued by Example CA, valid from 14 November 2023 "
                "to 9 March 2024)"));
    }

    void answer_isShownWithWhatItLeadsTo()
    {
        ProbeStats probe = done({failed(ProbeStep::Http, {Cause::HttpStatus, {}, 302})});
        probe.httpStatus = 302;
        probe.redirectHost = QStringLiteral("login.hotel.example");
        probe.answersHtml = true;
        QCOMPARE(probeWords(probe)[0].evidence,
            QStringLiteral("answered 302, leads to login.hotel.example, with a page for people"));
        probe.httpStatus = 503;
        probe.redirectHost.clear();
        probe.answersHtml = false;
        probe.retryAfter = seconds{20};
        QCOMPARE(probeWords(probe)[0].evidence, QStringLiteral("answered 503, asks to wait 20 s"));
    }

    void running_saysSo_untilItIsOver()
    {
        ProbeStats probe = done({ProbeFinding{}});
        probe.isDone = false;
        QCOMPARE(probeWords(probe)[0].evidence, QStringLiteral("being asked"));
        probe.isDone = true;
        QCOMPARE(probeWords(probe)[0].evidence, QStringLiteral("no answer in time"));
    }

    void wrongClock_isALineOfItsOwn()
    {
        ProbeStats probe = done({});
        probe.clockOffset = seconds{40};
        QVERIFY(probeWords(probe).empty());
        probe.clockOffset = -minutes{20};
        QCOMPARE(probeWords(probe).back().evidence, QStringLiteral("20 min ahead of the server’s"));
        QVERIFY(probeWords(probe).back().health == HopHealth::Warning);
        probe.clockOffset = milliseconds{std::numeric_limits<qint64>::min()};
        QVERIFY(probeWords(probe).empty());
    }

    void everyCauseAndStep_hasWords()
    {
        for (int step = 0; step <= int(ProbeStep::Page); ++step) {
            for (int cause = 0; cause <= int(Cause::DeviceFailed); ++cause) {
                const auto lines
                    = probeWords(done({failed(ProbeStep(step), {Cause(cause), QString(9000, u'x')})}));
                QVERIFY(!lines[0].title.isEmpty() && !lines[0].evidence.isEmpty());
                QVERIFY(lines[0].evidence.size() < 400);
            }
        }
    }
};

QTEST_GUILESS_MAIN(ProbeWordsTest)
#include "probe_words_test.moc"
