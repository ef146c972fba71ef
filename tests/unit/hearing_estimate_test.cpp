#include "base/random.h"
#include "desk/hearing_estimate.h"

#include <QTest>

#include <cmath>

using namespace earshot;

class HearingEstimateTest : public QObject
{
    Q_OBJECT
private slots:
    void estimate_isUnknown_beforeEverybodyHadTheirTurn();
    void estimate_countsExactly_whenEverybodyReports_data();
    void estimate_countsExactly_whenEverybodyReports();
    void estimate_holdsTheTruth_inNineteenOfTwentySamples_data();
    void estimate_holdsTheTruth_inNineteenOfTwentySamples();
    void estimate_forgetsWhoLeft_within10Seconds();
    void estimate_followsWhoStopsHearing();
    void estimate_countsEachListenerOnce();
    void estimate_neverExceedsConnected();
    void estimate_saysHowManyMayBeThere_whenTheSampleIsEmpty();
    void estimate_survivesTheChangeOfTheProbability();
    void take_keepsMemoryBounded_inAFlood();
    void reportProbability_asksForAThousandReportsPerInterval();
};

namespace {

constexpr Instant kStart{seconds{1000}};

ReceiverReport reportOf(quint64 listener, bool hearing = true)
{
    ReceiverReport report;
    report.listener = listener;
    report.hearing = hearing;
    return report;
}

/// A crowd whose members each report at an own offset in every 5 s interval, with probability p. Jumps from
/// one chosen listener to the next by drawing the geometric gap between them, so that a million cost no more
/// than the sample.
class Crowd
{
public:
    Crowd(qint64 size, double hearingShare, std::uint64_t seed)
        : m_size(size)
        , m_hearing(qint64(std::llround(hearingShare * double(size))))
        , m_random(seed)
    { }
    qint64 hearing() const { return m_hearing; }

    void reportFor(HearingSample &sample, Instant from, double p)
    {
        std::vector<std::pair<Instant, quint64>> reports;
        for (qint64 listener = gap(p); listener < m_size; listener += 1 + gap(p))
            reports.emplace_back(from + offset(listener), quint64(listener));
        std::ranges::sort(reports);
        for (const auto &[at, listener] : reports)
            sample.take(reportOf(listener, qint64(listener) < m_hearing), p, at);
    }

private:
    qint64 gap(double p) { return p >= 1 ? 0 : qint64(std::log(1 - m_random.fraction()) / std::log1p(-p)); }
    static microseconds offset(qint64 listener) { return microseconds{(listener * 7919) % 5'000'000}; }

    qint64 m_size;
    qint64 m_hearing;
    SeededRandom m_random;
};

} // namespace

void HearingEstimateTest::estimate_isUnknown_beforeEverybodyHadTheirTurn()
{
    HearingSample sample(kStart);
    sample.take(reportOf(1), 1.0, kStart + seconds{1});
    QVERIFY(!sample.estimate(kStart + milliseconds{6999}, 1));
    QVERIFY(sample.estimate(kStart + seconds{7}, 1));
}

void HearingEstimateTest::estimate_countsExactly_whenEverybodyReports_data()
{
    QTest::addColumn<int>("listeners");
    QTest::addColumn<int>("deaf");
    QTest::newRow("nobody") << 0 << 0;
    QTest::newRow("1") << 1 << 0;
    QTest::newRow("20, 3 of them muted") << 20 << 3;
    QTest::newRow("200, 20 of them muted") << 200 << 20;
    QTest::newRow("1000") << 1000 << 0;
}

void HearingEstimateTest::estimate_countsExactly_whenEverybodyReports()
{
    QFETCH(int, listeners);
    QFETCH(int, deaf);
    HearingSample sample(kStart);
    SeededRandom random(7);
    // Each reports every 5 s, up to 300 ms late: at no moment may one of them be missed.
    std::vector<std::pair<Instant, quint64>> reports;
    for (int listener = 0; listener < listeners; ++listener) {
        for (int interval = 0; interval < 10; ++interval)
            reports.emplace_back(kStart + interval * seconds{5}
                    + listener * milliseconds{5000} / std::max(1, listeners)
                    + microseconds{std::int64_t(random.fraction() * 300'000)},
                quint64(listener));
    }
    std::ranges::sort(reports);
    std::size_t next = 0;
    for (Instant now = kStart; now < kStart + seconds{49}; now += milliseconds{100}) {
        for (; next < reports.size() && reports[next].first <= now; ++next)
            sample.take(
                reportOf(reports[next].second, int(reports[next].second) >= deaf), 1.0, reports[next].first);
        if (now >= kStart + seconds{7})
            QCOMPARE(*sample.estimate(now, listeners), (HearingEstimate{listeners - deaf, 0}));
    }
}

void HearingEstimateTest::estimate_holdsTheTruth_inNineteenOfTwentySamples_data()
{
    QTest::addColumn<qint64>("listeners");
    QTest::addColumn<double>("share");
    for (const qint64 listeners : {1000, 1300, 100'000, 1'300'000, 8'000'000}) {
        for (const double share : {1.0, 0.97, 0.5, 0.1})
            QTest::addRow("%lld, %g of them hear", listeners, share) << listeners << share;
    }
}

void HearingEstimateTest::estimate_holdsTheTruth_inNineteenOfTwentySamples()
{
    QFETCH(qint64, listeners);
    QFETCH(double, share);
    const double p = reportProbability(listeners);
    constexpr int kRuns = 400;
    int held = 0;
    double sum = 0;
    double width = 0;
    for (int run = 0; run < kRuns; ++run) {
        Crowd crowd(listeners, share, std::uint64_t(run) + 1);
        HearingSample sample(kStart);
        for (int interval = 0; interval < 2; ++interval)
            crowd.reportFor(sample, kStart + interval * seconds{5}, p);
        const auto estimate = sample.estimate(kStart + seconds{10}, std::nullopt);
        const qint64 truth = crowd.hearing();
        held += std::abs(estimate->value - truth) <= estimate->interval ? 1 : 0;
        sum += double(estimate->value) / kRuns;
        width += double(estimate->interval) / kRuns;
        QVERIFY(sample.size() < 2500);
    }
    QVERIFY2(held >= kRuns * 93 / 100, qPrintable(QStringLiteral("%1 of %2").arg(held).arg(kRuns)));
    const double truth = share * double(listeners);
    QVERIFY2(
        std::abs(sum / truth - 1) < 0.02, qPrintable(QStringLiteral("mean %1 of %2").arg(sum).arg(truth)));
    // An interval that is always true because it says nothing would be worthless.
    QVERIFY(width <= 1.2 * 1.96 * std::sqrt(truth / p));
}

void HearingEstimateTest::estimate_forgetsWhoLeft_within10Seconds()
{
    HearingSample sample(kStart);
    for (int interval = 0; interval < 2; ++interval) {
        for (quint64 listener = 0; listener < 200; ++listener)
            sample.take(
                reportOf(listener), 1.0, kStart + interval * seconds{5} + listener * milliseconds{25});
    }
    QCOMPARE(sample.estimate(kStart + seconds{10}, 200)->value, 200);
    QCOMPARE(sample.estimate(kStart + seconds{20}, 200)->value, 0);
}

void HearingEstimateTest::estimate_followsWhoStopsHearing()
{
    HearingSample sample(kStart);
    sample.take(reportOf(1, true), 1.0, kStart + seconds{4});
    sample.take(reportOf(2, true), 1.0, kStart + seconds{4});
    sample.take(reportOf(2, false), 1.0, kStart + seconds{9});
    QCOMPARE(sample.estimate(kStart + seconds{9}, 2)->value, 1);
}

void HearingEstimateTest::estimate_countsEachListenerOnce()
{
    HearingSample sample(kStart);
    for (int i = 0; i < 10'000; ++i)
        sample.take(reportOf(1), 1.0, kStart + seconds{5});
    QCOMPARE(*sample.estimate(kStart + seconds{7}, 500), (HearingEstimate{1, 0}));
}

void HearingEstimateTest::estimate_neverExceedsConnected()
{
    HearingSample sample(kStart);
    for (quint64 listener = 0; listener < 900; ++listener)
        sample.take(reportOf(listener), 1.0, kStart + seconds{5});
    QCOMPARE(sample.estimate(kStart + seconds{7}, 100)->value, 100);
}

void HearingEstimateTest::estimate_saysHowManyMayBeThere_whenTheSampleIsEmpty()
{
    HearingSample sample(kStart);
    sample.take(reportOf(1, false), 0.001, kStart + seconds{6});
    QCOMPARE(*sample.estimate(kStart + seconds{7}, 1'000'000), (HearingEstimate{0, 3000}));
}

void HearingEstimateTest::estimate_survivesTheChangeOfTheProbability()
{
    Crowd crowd(5000, 1.0, 3);
    HearingSample sample(kStart);
    Instant now = kStart;
    for (const double p : {1.0 / 3, 1.0 / 5, 1.0 / 4, 1.0 / 5}) {
        crowd.reportFor(sample, now, p);
        now += seconds{5};
        if (now < kStart + seconds{7})
            continue;
        const auto estimate = sample.estimate(now, std::nullopt);
        QVERIFY(std::abs(estimate->value - 5000) < 2 * estimate->interval);
    }
}

void HearingEstimateTest::take_keepsMemoryBounded_inAFlood()
{
    HearingSample sample(kStart);
    for (quint64 i = 0; i < 1'000'000; ++i) {
        sample.take(reportOf(i), 1.0, kStart + microseconds{i * 10});
        QVERIFY(sample.size() <= HearingSample::kMaxListeners);
    }
    QCOMPARE(sample.estimate(kStart + seconds{30}, 50)->value, 0);
    sample.take(reportOf(1), 1.0, kStart + seconds{30});
    QCOMPARE(sample.size(), std::size_t(1)); // the flood is forgotten
}

void HearingEstimateTest::reportProbability_asksForAThousandReportsPerInterval()
{
    QCOMPARE(reportProbability(0), 1.0);
    QCOMPARE(reportProbability(1000), 1.0);
    QCOMPARE(reportProbability(2000), 0.5);
    QCOMPARE(reportProbability(8'000'000), 1.0 / 8000);
}

QTEST_APPLESS_MAIN(HearingEstimateTest)
#include "hearing_estimate_test.moc"
