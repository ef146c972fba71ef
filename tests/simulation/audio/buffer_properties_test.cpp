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

using NamedCheck = std::pair<const char *, Check *>;

template<std::size_t kCount, typename Play>
Outcome outcomeOf(const std::array<NamedCheck, kCount> &all, Play play)
{
    std::array<Check *, kCount> checks;
    std::ranges::transform(all, checks.begin(), [](const auto &named) { return named.second; });
    Outcome outcome{.hash = play(checks), .failures = {}};
    for (const auto &[name, check] : all) {
        if (!check->failure().empty())
            outcome.failures += QStringLiteral("%1: %2").arg(name, check->failure().c_str());
    }
    return outcome;
}

Outcome listenTo(const Trace &trace)
{
    ContinuityCheck continuity;
    OrderCheck order;
    HeardCheck heard(trace);
    DelayCheck delay(trace);
    ReturnCheck comesBack(trace);
    CounterCheck counters(trace);
    MemoryCheck memory;
    return outcomeOf(
        std::array<NamedCheck, 7>{{{"continuity", &continuity}, {"order", &order}, {"heard", &heard},
            {"delay", &delay}, {"return", &comesBack}, {"counters", &counters}, {"memory", &memory}}},
        [&](std::span<Check *const> checks) { return play(trace, checks); });
}

Outcome listenTo(const std::vector<Trace> &company)
{
    ContinuityCheck continuity;
    OrderCheck order;
    HeardCheck heard(company.front());
    MemoryCheck memory;
    return outcomeOf(std::array<NamedCheck, 4>{{{"continuity", &continuity}, {"order", &order},
                         {"heard", &heard}, {"memory", &memory}}},
        [&](std::span<Check *const> checks) { return playTogether(company, checks); });
}

/// What one seed makes, whether it holds, and how it reads.
struct Trial {
    std::string story;
    QStringList failures;
};

Trial oneSpeaker(std::uint64_t seed, bool twice)
{
    const Trace trace = randomTrace(seed);
    Outcome outcome = listenTo(trace);
    if (twice && play(trace, {}) != outcome.hash)
        outcome.failures += QStringLiteral("determinism: other output from the same input");
    return {trace.story, outcome.failures};
}

Trial severalSpeakers(std::uint64_t seed, bool twice)
{
    std::vector<Trace> company;
    for (std::uint64_t speaker = 0; speaker < 2 + seed % 4; ++speaker)
        company.push_back(randomTrace(seed * 10 + speaker, true));
    // Who plays late by others may end before all is heard.
    company.front().isCountable = false;
    Outcome outcome = listenTo(company);
    if (twice && playTogether(company, {}) != outcome.hash)
        outcome.failures += QStringLiteral("determinism: other output from the same input");
    return {company.front().story, outcome.failures};
}

} // namespace

/// Random traces through one speaker's stream; see buffer_checks.h for what must hold.
///
///     EARSHOT_PROPERTY_TRACES   how many (2500; 100 of several speakers)
///     EARSHOT_PROPERTY_SEED     only this one
///     EARSHOT_PROPERTY_FROM     the first seed (1)
class BufferPropertiesTest : public QObject
{
    Q_OBJECT
private slots:
    void oneSpeaker_holdsAllProperties() { holdsFor(oneSpeaker, 2500); }
    void oneOfSeveral_holdsThem_inPlayback() { holdsFor(severalSpeakers, 100); }

private:
    void holdsFor(Trial (*make)(std::uint64_t, bool), int usually)
    {
        bool isOne = false;
        const int one = qEnvironmentVariableIntValue("EARSHOT_PROPERTY_SEED", &isOne);
        const int first = isOne ? one : qMax(1, qEnvironmentVariableIntValue("EARSHOT_PROPERTY_FROM"));
        const int traces = isOne ? 1 : wanted(usually);
        constexpr int kShown = 20;
        int failed = 0;
        const std::clock_t began = std::clock(); // of the processor: other programs do not count
        for (int seed = first; seed < first + traces; ++seed) {
            const Trial trial = make(std::uint64_t(seed), isOne || seed % 20 == 0);
            failed += !trial.failures.isEmpty();
            if (isOne || (!trial.failures.isEmpty() && failed <= kShown))
                qInfo("seed %d:%s\n    %s", seed, trial.story.c_str(),
                    qPrintable(trial.failures.join(u"\n    ")));
        }
        qInfo("%d traces, %.0f a second of processor time", traces,
            traces * double(CLOCKS_PER_SEC) / double(std::clock() - began));
        QVERIFY2(failed == 0, qPrintable(QStringLiteral("%1 of %2 traces fail").arg(failed).arg(traces)));
    }
};

QTEST_APPLESS_MAIN(BufferPropertiesTest)
#include "buffer_properties_test.moc"
