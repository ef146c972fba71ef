#include "simulation/audio/buffer_checks.h"

#include <QTest>

#include <ctime>

using namespace earshot;
using namespace earshot::test;

namespace {

/// How many traces; one alone is repeated by EARSHOT_PROPERTY_SEED.
int wanted(int usually)
{
    bool isNumber = false;
    const int n = qEnvironmentVariableIntValue("EARSHOT_PROPERTY_TRACES", &isNumber);
    return isNumber ? n : usually;
}

struct Outcome {
    std::uint64_t hash = 0;
    QStringList failures;
};

Outcome listenTo(const Trace &trace)
{
    ContinuityCheck continuity;
    OrderCheck order;
    HeardCheck heard(trace);
    DelayCheck delay(trace);
    ReturnCheck comesBack(trace);
    CounterCheck counters(trace);
    MemoryCheck memory;
    const std::array<std::pair<const char *, Check *>, 7> all{{{"continuity", &continuity}, {"order", &order},
        {"heard", &heard}, {"delay", &delay}, {"return", &comesBack}, {"counters", &counters}, {"memory", &memory}}};
    std::array<Check *, all.size()> checks;
    std::ranges::transform(all, checks.begin(), [](const auto &named) { return named.second; });
    Outcome outcome{.hash = play(trace, checks)};
    for (const auto &[name, check] : all) {
        if (!check->failure().empty())
            outcome.failures += QStringLiteral("%1: %2").arg(name, check->failure().c_str());
    }
    return outcome;
}

} // namespace

/// Random traces through one speaker's stream; see buffer_checks.h for what must hold.
///
///     EARSHOT_PROPERTY_TRACES   how many (10 000)
///     EARSHOT_PROPERTY_SEED     only this one
///     EARSHOT_PROPERTY_FROM     the first seed (1)
class BufferPropertiesTest : public QObject
{
    Q_OBJECT
private slots:
    void everyTrace_holdsAllProperties()
    {
        bool isOne = false;
        const int one = qEnvironmentVariableIntValue("EARSHOT_PROPERTY_SEED", &isOne);
        const int first = isOne ? one : qMax(1, qEnvironmentVariableIntValue("EARSHOT_PROPERTY_FROM"));
        const int traces = isOne ? 1 : wanted(10'000);
        constexpr int kShown = 20;
        int failed = 0;
        const std::clock_t began = std::clock();
        for (int seed = first; seed < first + traces; ++seed) {
            const Trace trace = randomTrace(std::uint64_t(seed));
            Outcome outcome = listenTo(trace);
            if (isOne || seed % 20 == 0) {
                const bool isSame = play(trace, {}) == outcome.hash;
                if (!isSame)
                    outcome.failures += QStringLiteral("determinism: other output from the same input");
            }
            if (outcome.failures.isEmpty() && !isOne)
                continue;
            failed += !outcome.failures.isEmpty();
            if (failed <= kShown)
                qInfo("seed %d:%s\n    %s", seed, trace.story.c_str(), qPrintable(outcome.failures.join(u"\n    ")));
        }
        qInfo("%d traces, %.0f a second of processor time", traces,
            traces * double(CLOCKS_PER_SEC) / double(std::clock() - began));
        QVERIFY2(failed == 0, qPrintable(QStringLiteral("%1 of %2 traces fail").arg(failed).arg(traces)));
    }
};

QTEST_APPLESS_MAIN(BufferPropertiesTest)
#include "buffer_properties_test.moc"
