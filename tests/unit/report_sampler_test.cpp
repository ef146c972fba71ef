#include "base/random.h"
#include "session/report_sampler.h"

#include <QtTest>

using namespace earshot;

class ReportSamplerTest : public QObject
{
    Q_OBJECT

private slots:
    void untilNext_isPositiveAndAtMostOneInterval()
    {
        SeededRandom random(1);
        for (int i = 0; i < 1000; ++i) {
            const ReportSampler sampler(random.next());
            const Instant now{microseconds{std::int64_t(random.next() % 10'000'000'000)}};
            const microseconds wait = sampler.untilNext(now);
            QVERIFY(wait.count() > 0 && wait <= ReportSampler::kInterval);
        }
    }

    void chosen_hitsTheProbability()
    {
        for (double probability : {0.0, 0.01, 0.3, 1.0}) {
            SeededRandom random(7);
            int hits = 0;
            const int listeners = 40'000;
            for (int i = 0; i < listeners; ++i)
                hits += ReportSampler(random.next()).chosen(Instant{seconds{12345}}, probability);
            const double deviation = std::sqrt(listeners * probability * (1 - probability));
            QVERIFY2(
                std::abs(hits - listeners * probability) <= 4 * deviation, qPrintable(QString::number(hits)));
        }
    }

    void chosen_isTheSameWithinAnIntervalAndChangesOverIntervals()
    {
        const ReportSampler sampler(42);
        Instant now{seconds{1000}};
        int changes = 0;
        for (int i = 0; i < 200; ++i) {
            now += sampler.untilNext(now);
            const bool first = sampler.chosen(now, 0.5);
            QCOMPARE(sampler.chosen(now + milliseconds{4999}, 0.5), first);
            changes += first != sampler.chosen(now + ReportSampler::kInterval, 0.5);
        }
        QVERIFY(changes > 60 && changes < 140);
    }
};

QTEST_APPLESS_MAIN(ReportSamplerTest)
#include "report_sampler_test.moc"
